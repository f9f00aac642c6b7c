"""The next meeting, where a sentence or a closing heading announces it with a day."""

import re
from datetime import date

from service.intake import dates, labels
from service.intake.reading import NextMeetingRead
from service.intake.sentences import sentences
from service.intake.threads import Business

_ANNOUNCES = re.compile(
    r"\b(?:next|further|following|future|reconvene)\b[^.;]{0,60}\bmeetings?\b|"
    r"\bmeetings?\b[^.;]{0,30}\b(?:next|reconvene)\b|\bdate of next meeting\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:previous|last|minutes of)\b", re.IGNORECASE)


def next_meeting(
    items: list[Business], held_on: date | None, *, month_first: bool = False
) -> NextMeetingRead | None:
    """Find the first announced day after `held_on`; without a year it is the next such day."""
    for item in items:
        closing = "meeting" in item.title.lower() and (
            labels.closes(item.title) or bool(_ANNOUNCES.search(item.title))
        )
        for thread in item.paragraphs:
            for sentence in sentences(thread.text):
                announces = closing or (
                    _ANNOUNCES.search(sentence) and not _EARLIER.search(sentence)
                )
                day = _day(sentence, held_on, month_first=month_first) if announces else None
                if day:
                    return NextMeetingRead(date=day, text=sentence, span=thread.span)
    return None


def _day(sentence: str, held_on: date | None, *, month_first: bool) -> date | None:
    for one in dates.printed(sentence, month_first=month_first):
        day = one.after(held_on) if held_on else one.on()
        if day and (held_on is None or day > held_on):
            return day
    return None
