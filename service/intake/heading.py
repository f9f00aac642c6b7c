"""The heading of the minutes: which body met, under what title, when and where."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from service.intake import dates
from service.intake.blocks import Block, Kind, Span
from service.intake.occasion import tells_occasion, without_occasion
from service.intake.reading import Finding

_FIELD = re.compile(r"(?:date|time|venue|location|place|where|when|purpose)\s*:.*", re.IGNORECASE)
_META = re.compile(r"(\w[\w ]*?)\s*:\s*(\S.*)")
_USED = frozenset({"title", "date"})
_MINUTES = re.compile(
    r"(?:draft |unconfirmed |approved )?(?:minutes|meeting minutes|notes|"
    r"minutes of (?:the )?meeting|notes? of (?:the )?meeting|agenda)\s*:?",
    re.IGNORECASE,
)
_MEETING_WORDS = re.compile(
    r"^(?:minutes (?:of|for)(?: the)?|notes of(?: the)?)\s+|^(?:a )?meeting of(?: the)?\s+|"
    r"\s*\b(?:(?:board |committee |council |monthly |annual |general )*"
    r"meetings?(?: minutes)?|minutes)"
    r"(?:\s+held)?(?:\s+on)?\s*[-\u2013\u2014,:]*\s*$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:on\s+)?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading says; everything it does not say is None. `lines` are those that say it."""

    body: str | None
    title: str | None
    date: date | None
    findings: tuple[Finding, ...]
    lines: tuple[Span, ...]


def read_heading(blocks: list[Block], source: str) -> Heading:
    """Read the heading blocks; the printed date wins over front matter and over the file name."""
    printed = [b for b in blocks if b.kind not in {Kind.BLANK, Kind.RULE, Kind.META}]
    meta = [b for b in blocks if b.kind is Kind.META]
    named = [line for line in printed if _names(line.text)]
    body = next((name for line in named if (name := _body(line.text))), None)
    title = _title(named, meta, body)
    held_on, conflict = _held_on(printed, meta, source)
    used = [b for b in printed if b in named[:2] or _understood(b.text)]
    used += [b for b in meta if (field := _META.fullmatch(b.text)) and field[1].lower() in _USED]
    return Heading(body, title, held_on, tuple(conflict), tuple(block.span for block in used))


def _understood(text: str) -> bool:
    return bool(_MINUTES.fullmatch(text) or dates.printed(text)) or tells_occasion(text)


def _names(text: str) -> bool:
    return bool(_body(text)) and "://" not in text and not _FIELD.fullmatch(text)


def _body(text: str) -> str:
    """`text` without its date and the words that only say it is a meeting."""
    for one in reversed(dates.printed(text)):
        text = f"{_WEEKDAY.sub('', text[: one.start])} {text[one.end :]}"
    text = without_occasion(text).strip(" -\u2013\u2014,:")
    if _MINUTES.fullmatch(text):
        return ""
    for _ in range(3):
        text = _MEETING_WORDS.sub("", text)
    return text.strip(" -\u2013\u2014,:")


def _title(named: list[Block], meta: list[Block], body: str | None) -> str | None:
    for block in meta:
        field = _META.fullmatch(block.text)
        if field and field[1].lower() == "title" and _body(field[2].strip("\"' ")):
            return field[2].strip("\"' ")
    titles = [line.text for line in named[:2] if line.text != body]
    return titles[0] if titles else None


def _held_on(
    printed: list[Block], meta: list[Block], source: str
) -> tuple[date | None, list[Finding]]:
    fields = {f[1].lower(): f[2] for b in meta if (f := _META.fullmatch(b.text))}
    texts = [b.text for b in printed]
    texts += [fields.get("date", ""), fields.get("title", ""), PurePath(source).stem]
    days = [day for text in texts for one in dates.printed(text) if (day := one.on())]
    if not days:
        return None, []
    others = sorted({day for day in days if day != days[0]})
    if not others:
        return days[0], []
    span = (printed or meta)[0].span if printed or meta else Span(0, 0)
    said = ", ".join(day.isoformat() for day in others)
    message = f"The heading says {days[0].isoformat()}, elsewhere it says {said}."
    return days[0], [Finding("date_conflict", message, span, 0.6)]
