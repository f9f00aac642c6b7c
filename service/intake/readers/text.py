"""Reads plain text and Markdown; spans count the characters of the text as it was sent."""

import re
from collections.abc import Iterable, Iterator

from service.errors import Unreadable
from service.intake.blocks import Block, Kind, Source, Span
from service.intake.readers import frontmatter, lines, markup
from service.intake.readers.encoding import decoded
from service.intake.readers.limits import Limits
from service.intake.readers.lines import Place, Print
from service.intake.readers.markup_tables import HtmlRow, blanked, html_rows

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTED = re.compile(r"\A(?:>\s?){1,9}")
_CLOSING_HASHES = re.compile(r"\s+#+$")
_MARKED_UP = Print(markup.plain, markup.cells)
_DEFAULT = Limits()


def read(data: bytes, limits: Limits, media_type: str = "text/plain") -> Source:
    """Read the bytes of a text into a source."""
    text = decode(data, limits)
    return Source(text, tuple(_blocks(text, limits)), media_type)


def read_text(data: bytes, limits: Limits = _DEFAULT) -> list[Block]:
    """Read plain text or Markdown; spans count characters of `decode(data)`."""
    return list(_blocks(decode(data, limits), limits))


def decode(data: bytes, limits: Limits = _DEFAULT) -> str:
    """Return the text whose characters spans count, without its byte-order mark."""
    if len(data) > limits.bytes:
        raise Unreadable(f"The file is over {limits.bytes:,} bytes. Split it and send the parts.")
    text = decoded(data)
    if "\0" in text:
        raise Unreadable("The file holds NUL bytes, so it is no text. Export it as plain text.")
    if not text.strip():
        raise Unreadable("The file is empty. Check that the right file was chosen.")
    if len(text) > limits.characters:
        raise Unreadable(
            f"The text is over {limits.characters:,} characters. Split it and send the parts."
        )
    if text.count("\n") >= limits.lines:
        raise Unreadable(f"The text is over {limits.lines:,} lines. Split it and send the parts.")
    return text


def _blocks(text: str, limits: Limits) -> Iterable[Block]:
    rows = list(html_rows(text))
    typed = _typed(blanked(text, rows), frontmatter.end_of(text), limits)
    tabled = _table_rows(rows, text)
    return sorted([*typed, *tabled], key=lambda block: block.span.start) if rows else typed


def _typed(text: str, front: int, limits: Limits) -> Iterator[Block]:
    offset = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > limits.line:
            raise Unreadable(
                f"Line {number} is longer than {limits.line:,} characters, which no printed line "
                "is. Save the document as plain text with line breaks and send it again."
            )
        if offset < front:
            yield _meta(line, offset, number)
        else:
            yield from _line(line, offset, number)
        offset += len(line) + 1


def _meta(line: str, offset: int, number: int) -> Block:
    words = "" if frontmatter.fences(line) else lines.plain(line)
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
        yield _block(line[start:end], offset + start, number, column)
    if not pieces:
        yield _block(line, offset, number, None)


def _block(raw: str, offset: int, number: int, column: int | None) -> Block:
    body = raw.strip()
    begin = offset + len(raw) - len(raw.lstrip())
    span = Span(begin, begin + len(body))
    body = _QUOTED.sub("", body)
    if hashes := _HEADING.match(body):
        text = markup.plain(_CLOSING_HASHES.sub("", body[hashes.end() :]))
        return Block(Kind.HEADING, text, span, number, level=len(hashes[1]), column=column)
    spread = raw.expandtabs(4)
    indent = len(spread) - len(spread.lstrip())
    return lines.typed(body, Place(span, number, indent, column, printed=raw), _MARKED_UP)
