"""Titles of items that stand on the line of their text: "3. Roads: The high road was wet."."""

import re
from collections.abc import Iterator

from service.intake import dates, labels, role_labels
from service.intake.blocks import Block, Kind
from service.intake.vocabulary import word_set, words

_NUMBERED = re.compile(r"(?:item )?(\d{1,3})[.):]?\s+([^\W\d].*)", re.IGNORECASE | re.DOTALL)
_COLON = re.compile(r"([A-Z](?:[^:.]|\.(?!\s)){2,80}?)\s*:(?:\s+(.*)|$)", re.DOTALL)
_STOP = re.compile(r"([A-Z][^.:]{2,60})\.\s+((?=[A-Z]).*)", re.DOTALL)
_CAPITALS = re.compile(
    r"((?:[A-Z\d&'\u2019/()-]{2,40}[ ,]{1,3}){1,14})(?=[A-Z]?[a-z(]|[A-Z] )(.*)", re.DOTALL
)
_STANDING = word_set(
    """accounts adjournment agenda aob apologies approval arising business chairman chair clerk
    closure correspondence declaration declarations election elections finance highways issues
    items matters minutes motions next notices officers other payments planning police public
    report reports reviews treasurer update updates welcome"""
)
_LONGEST_DATE = 20
_WIDEST_GAP = 3
_FEWEST = 3
_MOST_WORDS = 12
_MOST_LABELLED = 6


def numbered(blocks: list[Block]) -> dict[int, tuple[str, str, str]]:
    """Return (number, title, text) of lines that go on counting; lists inside count anew."""
    found: dict[int, tuple[str, str, str]] = {}
    last = inner = 0
    for index, block in enumerate(blocks):
        printed = _NUMBERED.fullmatch(block.text) if _line(block) else None
        if printed is None or dates.printed(block.text[:_LONGEST_DATE]):
            continue
        number = int(printed[1])
        if number == 1 and len(found) < 2:  # noqa: PLR2004 - one alone does not count on
            found, last, inner = {}, 0, 0
        if last and (number == 1 or (inner and number == inner + 1)):
            inner = number
        elif last < number <= last + _WIDEST_GAP and (t := _title(printed[2])):
            found[index] = (printed[1], *t)
            last, inner = number, 0
    return found if len(found) >= _FEWEST else {}


def labelled(blocks: list[Block]) -> dict[int, tuple[str, str]]:
    """Return (title, text) of paragraphs that begin as agendas do: "Planning: It was agreed"."""
    found = dict(_labels(blocks))
    titles = [title for title, _ in found.values()]
    standing = sum(bool(_STANDING & set(words(title))) for title in titles)
    return found if standing >= _FEWEST and len(set(titles)) == len(titles) else {}


def _labels(blocks: list[Block]) -> Iterator[tuple[int, tuple[str, str]]]:
    for index, block in enumerate(blocks):
        colon = _COLON.fullmatch(block.text) if block.kind is Kind.PARAGRAPH else None
        if colon is None or len(colon[1].split()) > _MOST_LABELLED:
            continue
        roll = labels.roll_label(block.text) or role_labels.role_word(colon[1])
        if not roll or colon[1].lower() == "minutes":
            yield index, (colon[1], colon[2] or "")


def _line(block: Block) -> bool:
    return block.kind in {Kind.PARAGRAPH, Kind.TABLE_ROW} and not labels.roll_label(block.text)


def _title(text: str) -> tuple[str, str] | None:
    for shape in (_CAPITALS, _COLON, _STOP):
        found = shape.fullmatch(text)
        if found and len(found[1].split()) <= _MOST_WORDS:
            return found[1].strip(" ,-:"), (found[2] or "").strip()
    short = len(text.split()) <= _MOST_WORDS and not text.endswith((".", ";", ","))
    return (text.strip(" :"), "") if short and text[0].isupper() else None
