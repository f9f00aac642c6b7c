"""Attendance told in sentences, where no list is printed: "Present were A, B and clerk C."."""

import re

from service.intake.attendance import Roll, give_role
from service.intake.people import looks_like_person
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


def read_told_roll(items: list[Business]) -> Roll:
    """Return the attendance of the sentences that tell one; empty where none does."""
    roll = Roll()
    for thread in [thread for item in items for thread in item.paragraphs][:_OPENING]:
        for sentence in sentences(thread.text):
            _read_sentence(roll, sentence, thread)
    return roll


def _read_sentence(roll: Roll, sentence: str, thread: Thread) -> None:
    for pattern, status in _TOLD:
        if told := pattern.search(sentence):
            for person in people_of_words(told[1].rstrip(".")):
                roll.add(person, status, thread.span)
    called = _CALLED.match(sentence)
    if called and looks_like_person(called[1]):
        give_role(roll, called[1], "chair", thread.span)
