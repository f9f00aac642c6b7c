"""The heading of the minutes: which body met, under what title, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from service.intake import dates, vocabulary
from service.intake.blocks import Block, Kind, Span
from service.intake.dates import Printed
from service.intake.occasion import opens_with_date, tells_occasion
from service.intake.reading import Finding
from service.intake.titles import Named, body_in

_FIELD = re.compile(
    r"(?:date|time|venue|location|place|where|when|purpose|duration|call-?in|recording|status|author)"
    r"\s*:.*",
    re.IGNORECASE,
)
_META = re.compile(r"(\w[\w -]*?)\s*[:=]\s*(\S.*)")
_TITLES = frozenset({"title"})
_DAYS = frozenset({"date", "event_date", "meeting_date", "meetingdate", "held_on", "held"})
_MINUTES = re.compile(
    r"(?:draft |unconfirmed |approved )?(?:minutes|meeting minutes|notes|meeting notes|"
    r"minutes of (?:the )?meeting|notes? of (?:the )?meeting|agenda)\s*:?|"
    r"(?:draft|unconfirmed|approved|confirmed)",
    re.IGNORECASE,
)
_OTHER_MEETING = re.compile(r"\b(?:next|previous|last|prior|future)\b", re.IGNORECASE)
_ANOTHER_DAY = re.compile(
    r"\b(?:published|posted|updated|modified|created|approved|circulated|due|deadline|edited|"
    r"version|revised)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_HELD = re.compile(r"\b(?:held|called to order|convened|took place|met on)\b", re.IGNORECASE)
_DATED = re.compile(r"(?:date|when)(?: and (?:time|place|location|venue))?\s*:", re.IGNORECASE)
_THEMED = re.compile(r"(.{4,120}?)\s*:\s+(\S.*)")
_GROUPS = vocabulary.word_set("group subgroup sub-group panel taskforce meeting")
_MOST_WORDS = 16
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading says; everything it does not say is None. `lines` are those that say it.

    `month_first` where the document prints 5/3/2022 for May 3rd.
    """

    body: str | None
    title: str | None
    date: date | None
    findings: tuple[Finding, ...]
    lines: tuple[Span, ...]
    month_first: bool = False


def read_heading(
    blocks: list[Block], source: str, opening: list[str], *, month_first: bool = False
) -> Heading:
    """Read the heading blocks; the printed date wins over front matter and over the file name.

    Where none of them has a date, what is set apart from the text may, as the header of a page.
    `opening` are the labels and sentences that follow, of which those count that tell when it was.
    """
    printed = [b for b in blocks if b.kind not in {Kind.BLANK, Kind.RULE, Kind.META}]
    meta = [b for b in blocks if b.kind is Kind.META]
    fields = {f[1].lower(): f[2].strip("\"' ") for b in meta if (f := _META.fullmatch(b.text))}
    named = [(line, found) for line in printed if (found := _names(line))]
    body = _body(named, fields)
    title = _title([line for line, _ in named], fields, body)
    if body and (themed := _THEMED.fullmatch(body)) and _names_group(themed[1]):
        body, title = themed[1], themed[2]
    texts = [*(b.text for b in printed), *(text for text in opening if _told_after(text))]
    days = list(_days(texts, fields, PurePath(source).stem, month_first=month_first))
    days = days or _printed_days([b.text for b in meta], month_first=month_first)[:1]
    used = [b for b in printed if _used(b, body, title) or _understood(b.text)]
    used += [b for b in meta if (f := _META.fullmatch(b.text)) and f[1].lower() in _TITLES | _DAYS]
    conflict = _conflict(days, (printed or meta)[:1])
    held_on = days[0] if days else None
    lines = tuple(block.span for block in used)
    return Heading(body, title, held_on, conflict, lines, month_first)


def _used(block: Block, body: str | None, title: str | None) -> bool:
    return bool((body and body in block.text) or (title and title == block.text))


def _understood(text: str) -> bool:
    return bool(_MINUTES.fullmatch(text) or dates.printed(text)) or tells_occasion(text)


def _names(line: Block) -> Named | None:
    sentence = line.text.endswith((".", "!", "?")) and len(line.text.split()) > _MOST_WORDS // 2
    if (
        sentence
        or _FIELD.fullmatch(line.text)
        or line.kind is Kind.LIST_ITEM
        or opens_with_date(line.text)
    ):
        return None
    found = body_in(line.text)
    if found is None or found.sure:
        return found
    weak = line.kind is not Kind.HEADING and len(found.name.split()) < _FEWEST_WORDS
    return None if weak or not found.name[0].isupper() else found


def _names_group(text: str) -> bool:
    """Say whether words name a body that meets, as a group or a board."""
    return vocabulary.names_a_body(text) or bool(_GROUPS & set(vocabulary.words(text)))


def _body(named: list[tuple[Block, Named]], fields: dict[str, str]) -> str | None:
    titled = body_in(fields.get("title", ""))
    found = [body for _, body in named] + ([titled] if titled else [])
    sure = [body for body in found if body.sure]
    return next((body.name for body in [*sure, *found]), None)


def _title(named: list[Block], fields: dict[str, str], body: str | None) -> str | None:
    title = fields.get("title", "")
    if not _MINUTES.fullmatch(title) and _LETTERS.search(dates.left_out(title)):
        return title
    return next((line.text for line in named[:2] if line.text != body), None)


def _days(
    texts: list[str], fields: dict[str, str], name: str, *, month_first: bool
) -> Iterator[date]:
    """Yield the days the meeting may have been held, most trusted first."""
    told = [text for text in texts if _tells_day(text)]
    titled = [fields.get("title", "")]
    kept = [fields[key] for key in fields if key in _DAYS]
    said = [o for text in [*told, *titled] for o in dates.printed(text, month_first=month_first)]
    known = [o for text in [*kept, name] for o in dates.printed(text, month_first=month_first)]
    yield from (day for one in said if (day := one.on()))
    if not any(one.year for one in said):
        yield from _completed(said, [day for one in known if (day := one.on())])
    yield from (day for one in known if (day := one.on()))


def _printed_days(texts: list[str], *, month_first: bool) -> list[date]:
    found = (one.on() for text in texts for one in dates.printed(text, month_first=month_first))
    return [day for day in found if day]


def _told_after(text: str) -> bool:
    return bool(_HELD.search(text) or _DATED.match(text))


def _tells_day(text: str) -> bool:
    if _OTHER_MEETING.search(text):
        return False
    return bool(_HELD.search(text)) or not _ANOTHER_DAY.search(text)


def _completed(said: list[Printed], known: list[date]) -> Iterator[date]:
    """Yield days without a year, which fell shortly before they were published."""
    for one in said:
        for published in known[:1]:
            if day := one.before(published):
                yield day


def _conflict(days: list[date], first: list[Block]) -> tuple[Finding, ...]:
    others = sorted({day for day in days if day != days[0]})
    if not others:
        return ()
    said = ", ".join(day.isoformat() for day in others)
    message = f"The heading says {days[0].isoformat()}, elsewhere it says {said}."
    return (Finding("date_conflict", message, first[0].span if first else Span(0, 0), 0.6),)
