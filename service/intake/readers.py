"""Readers turn the bytes of one format into blocks; they know the format and nothing of minutes."""

import re
from collections.abc import Iterator

from service.intake import frontmatter, markup
from service.intake.blocks import Block, Kind, Span
from service.intake.markup_tables import HtmlRow, blanked, html_rows

MOST_BYTES = 5_000_000
LONGEST_LINE = 100_000

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"(?:[-*+\u2022\u00b7\u25aa\u25e6\u2023\u25cf]|o(?=\s{2}))\s+")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})\)\s+\S")
_EMPTY_BULLET = re.compile(r"[-*+\u2022\u00b7\u25aa\u25e6\u2023\u25cf]")
_BOX = re.compile(r"\\?\[\s*([xX]?)\s*\\?\]\s+")
_RULE = re.compile(r"[-=_*~]{3,}|\|[-:| ]+\|")
_QUOTED = re.compile(r"\A(?:>\s?){1,9}")
_CLOSING_HASHES = re.compile(r"\s+#+$")


class Unreadable(Exception):
    """The file cannot be read as text; the message tells the person what to do."""


def read_text(data: bytes) -> list[Block]:
    """Read plain text or Markdown in UTF-8; spans count characters of `decode(data)`."""
    text = decode(data)
    blocks: list[Block] = []
    offset, front = 0, frontmatter.end_of(text)
    rows = list(html_rows(text))
    for number, line in enumerate(blanked(text, rows).split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(
                f"Line {number} is longer than {LONGEST_LINE:,} characters, which no printed line "
                "is. Save the document as plain text with line breaks and send it again."
            )
        if offset < front:
            blocks.append(_meta(line, offset, number))
        else:
            blocks.extend(_line(line, offset, number))
        offset += len(line) + 1
    tabled = list(_table_rows(rows, text))
    return sorted([*blocks, *tabled], key=lambda block: block.span.start) if rows else blocks


def decode(data: bytes) -> str:
    """Return the text whose characters spans count: UTF-8, without its byte-order mark."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file is over {MOST_BYTES:,} bytes. Split it and send the parts.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"Byte {error.start} is not UTF-8. Save the document as UTF-8 text and send it again."
        ) from error
    if "\0" in text:
        raise Unreadable("The file holds NUL bytes, so it is no text. Export it as plain text.")
    if not text.strip():
        raise Unreadable("The file is empty. Check that the right file was chosen.")
    return text


def _meta(line: str, offset: int, number: int) -> Block:
    words = "" if frontmatter.fences(line) else " ".join(line.split())
    kind = Kind.META if words else Kind.BLANK
    return Block(kind, words, Span(offset, offset + len(line)), number)


def _table_rows(rows: list[HtmlRow], text: str) -> Iterator[Block]:
    line, done = 1, 0
    for row in rows:
        line += text.count("\n", done, row.start)
        done = row.start
        words = " ".join(cell for cell in row.cells if cell)
        kind = Kind.TABLE_ROW if words else Kind.BLANK
        yield Block(kind, words, Span(row.start, row.end), line, cells=row.cells)


def _line(line: str, offset: int, number: int) -> Iterator[Block]:
    pieces = markup.paragraphs(line) if "<" in line else []
    for start, end, column in pieces:
        yield _block(line, start, end, offset, number, column)
    if not pieces:
        yield _block(line, 0, len(line), offset, number, None)


def _block(line: str, start: int, end: int, offset: int, number: int, column: int | None) -> Block:
    raw = line[start:end]
    body = raw.strip()
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    begin = start + len(raw) - len(raw.lstrip())
    span = Span(offset + begin, offset + begin + len(body))
    body = _QUOTED.sub("", body)
    if not body or _EMPTY_BULLET.fullmatch(body):
        return Block(Kind.BLANK, "", span, number, column=column)
    if _RULE.fullmatch(body):
        return Block(Kind.RULE, "", span, number, column=column)
    if hashes := _HEADING.match(body):
        text = markup.plain(_CLOSING_HASHES.sub("", body[hashes.end() :]))
        return Block(Kind.HEADING, text, span, number, level=len(hashes[1]), column=column)
    if bullet := _BULLET.match(body):
        return _list_item(body[bullet.end() :], span, number, indent)
    if _LETTERED.match(body) or _BOX.match(body):
        return _list_item(body, span, number, indent)
    columns = markup.cells(body)
    kind = Kind.TABLE_ROW if len(columns) > 1 else Kind.PARAGRAPH
    text = (
        " ".join(cell for cell in columns if cell) if body.startswith("|") else markup.plain(body)
    )
    if not text:
        return Block(Kind.BLANK, "", span, number, column=column)
    return Block(kind, text, span, number, indent=indent, column=column, cells=columns)


def _list_item(body: str, span: Span, number: int, indent: int) -> Block:
    box = _BOX.match(body)
    rest = body[box.end() :] if box else body
    text = markup.plain(rest)
    ticked = bool(box[1]) if box else None
    kind = Kind.LIST_ITEM if text else Kind.BLANK
    return Block(kind, text, span, number, indent=indent, cells=_tabbed(rest), ticked=ticked)


def _tabbed(rest: str) -> tuple[str, ...]:
    """In a list item only tabs part columns; wide spaces there are slips."""
    return tuple(cell for raw in rest.split("\t") if (cell := markup.plain(raw)))
