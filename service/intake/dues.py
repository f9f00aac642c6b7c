"""When an action is due, by rules of its own; a date named in passing is no due date."""

import re
from calendar import monthrange
from datetime import date

from service.intake import dates
from service.intake.reading import DueRead

_BEFORE_DATE = re.compile(
    r"(?:\b(?:by|before|until|due|deadline|no later than|not later than)\b[ :]*"
    r"(?:on |the |date |at |for |close of (?:play|business) (?:on )?|mon(?:day)?|tue(?:s|sday)?|"
    r"wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|,| )*)$",
    re.IGNORECASE,
)
_FOR_THE = re.compile(r"\b(?:at|by|before|for|to|in time for)\s+(?:the|our)\s+$", re.IGNORECASE)
_OF_MEETING = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:meeting|call|session)\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:by|before|until)\s+((?:the\s+)?"
    r"(?:(?:end|start|middle|beginning)\s+of\s+|early\s+|mid[- ]|late\s+)?"
    rf"(?P<month>{dates.MONTH})(?:\s+(?P<year>\d{{4}}))?)(?!\s*\d)",
    re.IGNORECASE,
)
_END_OF_YEAR = re.compile(
    r"\b(?:by|before|until)\s+((?:the\s+)?end\s+of\s+(?:the\s+year\s+)?(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:at|by|before|for|in time for|to|ahead of)\s+(?:the\s+|our\s+|their\s+)?"
    r"next\s+(?:[\w-]+\s+){0,3}?"
    r"(?:meeting|call)\b",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    rf"\b(?:at|by|before|for|in time for|to|ahead of)\s+(?:the\s+|our\s+)?({dates.MONTH})\s+"
    r"(?:[\w-]+\s+){0,2}?(?:meeting|call|board|committee|council|agm|session)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:at|to|for)\s+a\s+(?:future|later|subsequent|forthcoming)\s+meeting(?:\s+of\s+the\s+[A-Z]\w+)?",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:at|before|for)\s+(?:each|every)\s+meeting\b|\bongoing\b|\bon an ongoing basis\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:asap|as soon as possible|in due course|on (?:publication|completion|receipt)|"
    r"(?:some ?time )?(?:this|next) (?:spring|summer|autumn|fall|winter|term|quarter)|"
    r"this (?:week|month|year)|(?:by |for )?next (?:week|month|year)|"
    r"by (?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"by the end of (?:the|this) (?:week|month|year)|within \w+ (?:days|weeks|months))\b",
    re.IGNORECASE,
)


def due_of(text: str, held_on: date | None, following: date | None = None) -> DueRead | None:
    """Return when the action `text` of a meeting `held_on` is due; None where it does not say.

    `following` is the day of the next meeting: "the May meeting" is that one where it is in May.
    """
    return _dated(text, held_on) or _worded(text) or _meeting_of(text, following) or _in_month(text)


def _dated(text: str, held_on: date | None) -> DueRead | None:
    for one in dates.printed(text):
        before = _BEFORE_DATE.search(text[max(0, one.start - 60) : one.start])
        if before is None and _OF_MEETING.match(text, one.end):
            before = _FOR_THE.search(text[max(0, one.start - 60) : one.start])
        if before is None:
            continue
        day = one.after(held_on) if held_on else one.on()
        words = (before[0] + text[one.start : one.end]).strip(" .")
        return DueRead("date", day, words) if day else DueRead("text", None, words)
    return None


def _worded(text: str) -> DueRead | None:
    if found := _NEXT.search(text):
        return DueRead("next_meeting", None, found[0])
    if found := _FUTURE.search(text):
        return DueRead("future_meeting", None, found[0])
    if found := _STANDING.search(text):
        return DueRead("standing", None, found[0])
    if found := _LOOSE.search(text):
        return DueRead("text", None, found[0])
    return None


def _meeting_of(text: str, following: date | None) -> DueRead | None:
    found = _MONTHLY.search(text)
    if found is None:
        return None
    month = dates.MONTH_NUMBER[found[1].lower().rstrip(".")[:3]]
    is_next = following is not None and following.month == month
    return DueRead("next_meeting" if is_next else "text", None, found[0])


def _in_month(text: str) -> DueRead | None:
    """Due in a month, on its last day at the latest where its year is printed."""
    if found := _MONTH.search(text):
        month = dates.MONTH_NUMBER[found["month"].lower()[:3]]
        last = _last_day(found["year"], month) if found["year"] else None
        return DueRead("month", last, found[1].rstrip("."))
    if found := _END_OF_YEAR.search(text):
        return DueRead("month", _last_day(found["year"], 12), found[1])
    return None


def _last_day(year: str, month: int) -> date | None:
    return date(int(year), month, monthrange(int(year), month)[1]) if int(year) else None
