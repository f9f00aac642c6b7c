"""Attendance told in sentences, where no list is printed: "Present were A, B and clerk C."."""

import re

from service.intake.attendance import Roll, give_role
from service.intake.names import looks_like_person
from service.intake.reading import Status
from service.intake.rows import people_of_words
from service.intake.sentences import sentences
from service.intake.threads import Business, Thread

_TOLD: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(
            r"\b(?:present|in attendance|attending|attended|attendees|participants)\s+(?:were|was|"
            r"included|by)\s*:?\s+(.+)",
            re.IGNORECASE,
        ),
        "present",
    ),
    (
        re.compile(
            r"\b(?:apologies|regrets)(?: for absence)?\s+(?:were|was)?\s*"
            r"(?:received|given|noted|sent)?"
            r"\s*(?:from|by|:)\s+(.+)",
            re.IGNORECASE,
        ),
        "apologies",
    ),
    (re.compile(r"\b(?:absent|excused)\s+(?:were|was)\s*:?\s+(.+)", re.IGNORECASE), "absent"),
)
_CALLED = re.compile(
    r"(?:(?i:(?:the )?chair(?:man|woman|person)?),?\s+)?"
    r"([A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){1,3}),?\s+"
    r"(?:called|opened|chaired)\b.{0,60}\b(?:order|meeting)\b"
)
_OPENING = 12


def add_told_roll(roll: Roll, items: list[Business]) -> None:
    """Add those of whom sentences tell, for each status of which no list is printed."""
    told = Roll()
    for thread in [thread for item in items for thread in item.paragraphs][:_OPENING]:
        for sentence in sentences(thread.text):
            _read_sentence(told, sentence, thread)
    listed = {row.status for row in roll.rows}
    for row in told.rows:
        if row.duplicate_of is None and row.status not in listed:
            roll.take(row)


def _read_sentence(roll: Roll, sentence: str, thread: Thread) -> None:
    for pattern, status in _TOLD:
        if told := pattern.search(sentence):
            for person in people_of_words(told[1].rstrip(".")):
                roll.add(person, status, thread.span)
    called = _CALLED.match(sentence)
    if called and looks_like_person(called[1]):
        give_role(roll, called[1], "chair", thread.span)
