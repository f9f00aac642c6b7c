"""What kind of line was typed: a bullet, a tick box, a rule, columns or plain words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.intake.blocks import Block, Kind, Span

_BULLETS = r"\u2022\u00b7\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u25a1\u2043\u2219\uf0b7\uf0a7\uf0d8"
_BULLET = re.compile(rf"(?:[-*+{_BULLETS}]|o(?=\s{{2}}))\s+")
_EMPTY_BULLET = re.compile(rf"[-*+{_BULLETS}]")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})\)\s+\S")
_BOX = re.compile(r"\\?\[\s*([xX]?)\s*\\?\]\s+|(?:\u2610|([\u2611\u2612\u2713\u2714]))\s*")
_RULE = re.compile(r"[-=_*~]{3,}|\|[-:| ]+\|")
GAP = re.compile(r"\t+|(?<=[^\s.?!:;])[ \u00a0]{2,}(?=\S)| {3,}(?=\S)")
_NUMBER = re.compile(r"(\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zA-Z]|[ivx]{1,4})[.):]?)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Print:
    """How the words of a line are read: `plain` is the whole line, `cells` are its columns."""

    plain: Callable[[str], str]
    cells: Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is printed; `printed` is all of it, with its tabs and gaps."""

    span: Span
    line: int
    indent: int = 0
    column: int | None = None
    page: int | None = None
    printed: str = ""


def is_marker(text: str) -> bool:
    """Whether `text` is nothing but the number or the bullet before an item."""
    number = _NUMBER.match(f"{text} .")
    return _EMPTY_BULLET.fullmatch(text) is not None or bool(number and number[1] == text)


def plain(raw: str) -> str:
    """Return the words of `raw`, with one space between them."""
    return " ".join(raw.split())


def cells(raw: str) -> tuple[str, ...]:
    """Return the columns of `raw`, parted by tabs and wide gaps; an item is one with its number."""
    columns = tuple(plain(cell) for cell in GAP.split(raw.strip()) if cell.strip()) or ("",)
    if len(columns) == 2 and is_marker(columns[0]):  # noqa: PLR2004 - a number and an item
        return (" ".join(columns),)
    return columns


PRINTED = Print(plain, cells)


def typed(body: str, place: Place, words: Print = PRINTED) -> Block:
    """Return the block of a line that was typed as `body`, which has no space around it."""
    if not body or _EMPTY_BULLET.fullmatch(body):
        return _block(Kind.BLANK, "", place)
    if _RULE.fullmatch(body):
        return _block(Kind.RULE, "", place)
    if bullet := _BULLET.match(body):
        return listed(body[bullet.end() :], place, words)
    if _LETTERED.match(body) or _BOX.match(body):
        return listed(body, place, words)
    columns = words.cells(body)
    bars = body.startswith("|")
    text = " ".join(cell for cell in columns if cell) if bars else words.plain(body)
    kind = Kind.TABLE_ROW if len(columns) > 1 else Kind.PARAGRAPH
    return _block(kind if text else Kind.BLANK, text, place, columns if text else ())


def listed(body: str, place: Place, words: Print = PRINTED) -> Block:
    """Return the block of an item of a list, without its bullet; in it only tabs part columns."""
    box = _BOX.match(body)
    rest = body[box.end() :] if box else body
    text = words.plain(rest)
    columns = tuple(cell for raw in rest.split("\t") if (cell := words.plain(raw)))
    ticked = bool(box[1] or box[2]) if box else None
    kind = Kind.LIST_ITEM if text else Kind.BLANK
    return _block(kind, text, place, columns, ticked=ticked)


def _block(
    kind: Kind,
    text: str,
    place: Place,
    columns: tuple[str, ...] = (),
    *,
    ticked: bool | None = None,
) -> Block:
    indent = place.indent if kind not in {Kind.BLANK, Kind.RULE} else 0
    return Block(
        kind,
        text,
        place.span,
        place.line,
        indent=indent,
        column=place.column,
        cells=columns,
        ticked=ticked,
        page=place.page,
        printed=place.printed,
    )
