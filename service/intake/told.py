"""Attendance told in sentences, where no list is printed: "Present were A, B and clerk C."."""

import re

from service.intake.attendance import Roll
from service.intake.blocks import Span
from service.intake.reading import Status
from service.intake.rows import people_of_words
from service.intake.sentences import sentences
from service.intake.threads import Business

_TOLD: tuple[tuple[re.Pattern[str], Status], ...] = (
    (
        re.compile(
            r"\b(?:(?:present|in attendance|attending|attended|attendees|participants)\s+"
            r"(?:were|was|included|by)\s*:?|those (?:present|attending|in attendance):)\s+(.+)",
            re.IGNORECASE,
        ),
        "present",
    ),
    (
        re.compile(
            r"\b(?:apologies|regrets)(?: for absence)?(?: these)?\s*"
            r"(?:(?:were|was|had been|have been)\s+)?(?:also\s+)?"
            r"(?:(?:received|given|noted|sent|accepted|tendered)\s*(?:from|by|for)|from|by|:)\s+(.+)",
            re.IGNORECASE,
        ),
        "apologies",
    ),
    (re.compile(r"\b(?:absent|excused)\s+(?:were|was)\s*:?\s+(.+)", re.IGNORECASE), "absent"),
)
_ASIDE = re.compile(r"\s+(?:who|due to|because of|owing to|as (?:he|she|they))\b.*")
_OPENING = 12


def add_told_roll(roll: Roll, items: list[Business]) -> None:
    """Add those of whom sentences tell, for each status of which no list is printed."""
    told = Roll()
    for text, span in opening(items):
        for sentence in sentences(text):
            _read_sentence(told, sentence, span)
    listed = {row.status for row in roll.rows}
    for row in told.rows:
        if row.duplicate_of is None and row.status not in listed:
            roll.take(row)


def opening(items: list[Business]) -> list[tuple[str, Span]]:
    """Return the first titles and paragraphs, where a meeting tells who came and who presided."""
    told: list[tuple[str, Span]] = []
    for item in items:
        printed = (item.head and item.head.line) or item.title
        told += [(printed, item.span)] if printed else []
        told += [(thread.text, thread.span) for thread in item.paragraphs]
    return told[:_OPENING]


def _read_sentence(roll: Roll, sentence: str, span: Span) -> None:
    for pattern, status in _TOLD:
        if told := pattern.search(sentence):
            for person in people_of_words(_ASIDE.sub("", told[1]).rstrip(".")):
                roll.add(person, status, span)
