"""From when to when and where a meeting was held, as a sentence or a labelled line says."""

import re

from service.intake import dates

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\b\.?)?"
_MILITARY = r"(?<!\d)([01]\d|2[0-3])([0-5]\d)\s*(?:h(?:ou)?rs?|h\b)"
_TOLD = re.compile(
    r"\b(?:held|will take place|took place|commencing|commenced|starting|started|began|begins|"
    r"opened|called to order|convened)\b",
    re.IGNORECASE,
)
_START = re.compile(
    rf"\b(?:to order|opened|started|commenced|commencing|began|start|starts|starting|opening)"
    rf"(?: time)?\s*(?::|at)\s*{_TIME}(?!\d)",
    re.IGNORECASE,
)
_AT = re.compile(rf"(?:\bat|\bfrom|^|[,-]|\bcommencing)\s*{_TIME}(?!\d)", re.IGNORECASE)
_END = re.compile(
    rf"\b(?:adjourned|closed|ended|finished|concluded|adjourn(?:ment)?|end time|ends?)"
    rf"\b(?: the meeting| at| was| on)?(?: at)?\s*:?\s*{_TIME}(?!\d)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\bheld\b(?: virtually| remotely| on)?[^.;]{0,40}?\b(?:in|at)\s+(?:the\s+)?"
    r"((?-i:[A-Z])[\w '\u2019&-]{2,60}?)"
    r"(?=\s+(?:at|on|commencing|from|starting|with|and)\b|\s*[,.;:]|\s*$)",
    re.IGNORECASE,
)
_FROM_TO = r"(\d{1,2})[:.](\d{2})\s*(?:-|\u2013|to)\s*(\d{1,2})[:.](\d{2})\s*(?:hrs|hours)?"
_AFTER_DATE = re.compile(
    rf"[,\s]*(?:{_FROM_TO}[,\s]*)?(?:(?:at|in)\s+)?(?P<place>[A-Z].{{2,80}}?)?[,\s]*(?:{_FROM_TO})?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"((?:meeting |date and )?times?|venue|location|(?:meeting )?place|where)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"{_TIME}(?:\s*(?:-|\u2013|to|until|till)\s*{_TIME})?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)?\W*",
    re.IGNORECASE,
)
_NOON = 12
_SHORT = 200


def times_and_venue(
    heading: list[str], texts: list[str]
) -> tuple[str | None, str | None, str | None]:
    """Return (start, end, venue), each None where neither heading nor text says it."""
    start, end, venue = _labelled(heading)
    for after in map(_after_date, heading):
        start, end, venue = start or after[0], end or after[1], venue or after[2]
    for text in heading:
        if _TOLD.search(text) or start is None:
            bare = dates.left_out(text)
            start = start or _first(_AT, bare, exact=not _TOLD.search(text))
            venue = venue or _venue(bare)
    for text in [*heading, *texts]:
        start = start or _first(_START, text, exact=False)
        venue = venue or (_venue(dates.left_out(text)) if len(text) < _SHORT else None)
        end = _last(text) or end
    return start, _later(end, start), venue


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
    if _LABELLED.fullmatch(text) or _START.search(text) or _END.search(text):
        return True
    bare = dates.left_out(text)
    return bool(_venue(bare) or (_AT.search(bare) and _first(_AT, bare, exact=True)))


def _labelled(heading: list[str]) -> tuple[str | None, str | None, str | None]:
    start = end = venue = None
    for line in heading:
        if not (field := _LABELLED.fullmatch(line.strip())):
            continue
        if "time" not in field[1].lower():
            venue = field[2]
        elif span := _SPAN.search(dates.left_out(field[2])):
            sure = bool(span[4] and (span[3] or span[5] or span[6]))
            start = _clock(span[1], span[2], span[3] or span[6]) or _whole(span[1], sure=sure)
            end = _clock(*span.group(4, 5, 6)) if span[4] else None
    return start, end, venue


def _venue(text: str) -> str | None:
    untimed = re.sub(rf"\s*\bat\s+{_TIME}(?!\d)", " ", text, flags=re.IGNORECASE)
    found = _PLACE.search(" ".join(untimed.split()))
    return found[1].strip() if found else None


def _first(pattern: re.Pattern[str], text: str, *, exact: bool) -> str | None:
    """Return the first time; where nothing else tells of one, an `exact` time says am or pm."""
    if military := re.search(rf"(?:start|open)\w*\s*:?\s*{_MILITARY}", text, re.IGNORECASE):
        return f"{military[1]}:{military[2]}"
    for found in pattern.finditer(text):
        if (found[3] or not exact) and (time := _clock(*found.group(1, 2, 3))):
            return time
    return None


def _last(text: str) -> str | None:
    if military := re.search(rf"(?:clos|end)\w*\s*:?\s*{_MILITARY}", text, re.IGNORECASE):
        return f"{military[1]}:{military[2]}"
    found = _END.search(text)
    return _clock(*found.group(1, 2, 3)) if found else None


def _later(end: str | None, start: str | None) -> str | None:
    """Return an end printed without pm as the one that follows the start."""
    if not end or not start or end >= start:
        return end
    hours = int(end[:2]) + _NOON
    return f"{hours:02}{end[2:]}" if hours < 2 * _NOON else end


def _whole(hour: str, *, sure: bool) -> str | None:
    return f"{int(hour):02}:00" if sure and int(hour) < 2 * _NOON else None


def _clock(hour: str | None, minute: str | None, half: str | None) -> str | None:
    if hour is None:
        return None
    hours = int(hour)
    if half:
        hours = hours % _NOON + (_NOON if half.lower() == "p" else 0)
    elif minute is None:
        return None
    return f"{hours:02}:{minute or '00'}" if hours < 2 * _NOON else None
