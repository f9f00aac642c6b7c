"""The heading of the minutes: which body met, under what title, when and where."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from service.intake import dates, vocabulary
from service.intake.blocks import Block, Kind, Span
from service.intake.occasion import opens_with_date, tells_occasion, without_occasion
from service.intake.reading import Finding

_FIELD = re.compile(r"(?:date|time|venue|location|place|where|when|purpose)\s*:.*", re.IGNORECASE)
_META = re.compile(r"(\w[\w ]*?)\s*:\s*(\S.*)")
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
_THEMED = re.compile(r"(.{4,120}?)\s*:\s+(\S.*)")
_LONGEST_WEEKDAY = 16
_GROUPS = vocabulary.word_set("group subgroup sub-group panel taskforce meeting")
_WEEKDAY = re.compile(
    r"\b(?:on\s+)?(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the heading says; everything it does not say is None."""

    body: str | None
    title: str | None
    date: date | None
    findings: tuple[Finding, ...]


def read_heading(blocks: list[Block], source: str) -> Heading:
    """Read the heading blocks; the printed date wins over front matter and over the file name.

    Where none of them has a date, what is set apart from the text may, as the header of a page.
    """
    printed = [b for b in blocks if b.kind not in {Kind.BLANK, Kind.RULE, Kind.META}]
    meta = [b for b in blocks if b.kind is Kind.META]
    named = [line for line in printed if _names(line.text)]
    body = next((name for line in named if (name := _body(line.text))), None)
    title = _title(named, meta, body)
    if body and (themed := _THEMED.fullmatch(body)) and _names_group(themed[1]):
        body, title = themed[1], themed[2]
    held_on, conflict = _held_on(printed, meta, source)
    used = {line.line for line in named[:2]} | {b.line for b in printed if dates.printed(b.text)}
    unread = [_unread(b) for b in printed if b.line not in used and not _understood(b.text)]
    return Heading(body, title, held_on, (*conflict, *unread))


def _understood(text: str) -> bool:
    return bool(_MINUTES.fullmatch(text)) or tells_occasion(text)


def _names(text: str) -> bool:
    tells = "://" in text or _FIELD.fullmatch(text) or opens_with_date(text)
    return bool(_body(text)) and not tells


def _names_group(text: str) -> bool:
    """Say whether words name a body that meets, as a group or a board."""
    return vocabulary.names_a_body(text) or bool(_GROUPS & set(vocabulary.words(text)))


def _body(text: str) -> str:
    """`text` without its date and the words that only say it is a meeting."""
    for one in reversed(dates.printed(text)):
        near = max(0, one.start - _LONGEST_WEEKDAY)
        weekday = _WEEKDAY.sub("", text[near : one.start])
        text = f"{text[:near]}{weekday} {text[one.end :]}"
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
    days = _days(texts) or _days([b.text for b in meta])[:1]
    if not days:
        return None, []
    others = sorted({day for day in days if day != days[0]})
    if not others:
        return days[0], []
    span = (printed or meta)[0].span if printed or meta else Span(0, 0)
    said = ", ".join(day.isoformat() for day in others)
    message = f"The heading says {days[0].isoformat()}, elsewhere it says {said}."
    return days[0], [Finding("date_conflict", message, span, 0.6)]


def _days(texts: list[str]) -> list[date]:
    return [day for text in texts for one in dates.printed(text) if (day := one.on())]


def _unread(block: Block) -> Finding:
    message = f"This line of the heading was not understood: {block.text[:80]}"
    return Finding("unread", message, block.span, 0.5)
