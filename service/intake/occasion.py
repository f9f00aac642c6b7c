"""From when to when and where a meeting was held, as a sentence or a labelled line says."""

import re

from service.intake import dates

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?m\.?)?"
_PLACE = r"(?:the )?([A-Z][\w ,'\u2019-]{2,80}?)"
_HELD = (
    re.compile(rf"\bheld\b.{{0,60}}?\b(?:in|at) {_PLACE} at {_TIME}(?!\d)", re.IGNORECASE),
    re.compile(rf"\bheld\b.{{0,60}}?\bat {_TIME},? (?:in|at) {_PLACE}\s*[.,]?$", re.IGNORECASE),
)
_START = re.compile(
    rf"\b(?:to order at|opened at|started at|commenced at|began at)\s+{_TIME}", re.IGNORECASE
)
_END = re.compile(
    rf"\b(?:adjourned|closed|ended|finished|concluded)(?: at)?\s+{_TIME}(?!\d)", re.IGNORECASE
)
_FROM_TO = r"(\d{1,2})[:.](\d{2})\s*(?:-|\u2013|to)\s*(\d{1,2})[:.](\d{2})\s*(?:hrs|hours)?"
_AFTER_DATE = re.compile(
    rf"[,\s]*(?:{_FROM_TO}[,\s]*)?(?:(?:at|in)\s+)?(?P<place>[A-Z].{{2,80}}?)?[,\s]*(?:{_FROM_TO})?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(time|venue|location|place|where)\s*:\s*(\S.*)", re.IGNORECASE)
_SPAN = re.compile(rf"{_TIME}(?:\s*(?:-|\u2013|to|until)\s*{_TIME})?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)?\W*",
    re.IGNORECASE,
)
_NOON = 12


def times_and_venue(
    heading: list[str], texts: list[str]
) -> tuple[str | None, str | None, str | None]:
    """Return (start, end, venue), each None where neither heading nor text says it."""
    start, end, venue = _labelled(heading)
    for after in map(_after_date, heading):
        start, end, venue = start or after[0], end or after[1], venue or after[2]
    for text in [*heading, *texts]:
        if venue is None and (place := _HELD[0].search(text)):
            venue, start = place[1], start or _clock(*place.group(2, 3, 4))
        if venue is None and (place := _HELD[1].search(text)):
            venue, start = place[4], start or _clock(*place.group(1, 2, 3))
        if start is None and (began := _START.search(text)):
            start = _clock(*began.group(1, 2, 3))
        if ended := _END.search(text):
            end = _clock(*ended.group(1, 2, 3)) or end
    return start, end, venue


def _after_date(text: str) -> tuple[str | None, str | None, str | None]:
    """Return (start, end, venue) of a line that is a date with hours and a place after it."""
    printed = dates.printed(text)
    if len(printed) != 1 or not opens_with_date(text):
        return None, None, None
    found = _AFTER_DATE.fullmatch(text[printed[0].end :].strip())
    if found is None or not (found["place"] or found[1] or found[6]):
        return None, None, None
    first = 1 if found[1] else 6
    start = _clock(found[first], found[first + 1], None)
    end = _clock(found[first + 2], found[first + 3], None)
    return start, end, found["place"]


def opens_with_date(text: str) -> bool:
    """Say whether a line begins with a date, a weekday before it aside."""
    printed = dates.printed(text)
    return bool(printed) and bool(_WEEKDAY.fullmatch(text[: printed[0].start]))


def tells_occasion(text: str) -> bool:
    """Say whether a line of the heading tells the time or the place."""
    return bool(_LABELLED.fullmatch(text)) or any(one.search(text) for one in _HELD)


def without_occasion(text: str) -> str:
    """Return `text` up to where it begins to say when and where the meeting was held."""
    return re.split(r"\s+held\b", text, maxsplit=1, flags=re.IGNORECASE)[0]


def _labelled(heading: list[str]) -> tuple[str | None, str | None, str | None]:
    start = end = venue = None
    for line in heading:
        if not (field := _LABELLED.fullmatch(line.strip())):
            continue
        if field[1].lower() != "time":
            venue = field[2]
        elif span := _SPAN.match(field[2]):
            start = _clock(*span.group(1, 2, 3))
            end = _clock(*span.group(4, 5, 6)) if span[4] else None
    return start, end, venue


def _clock(hour: str | None, minute: str | None, half: str | None) -> str | None:
    if hour is None:
        return None
    hours = int(hour)
    if half:
        hours = hours % _NOON + (_NOON if half.lower() == "p" else 0)
    elif minute is None:
        return None
    return f"{hours:02}:{minute or '00'}" if hours < 2 * _NOON else None
