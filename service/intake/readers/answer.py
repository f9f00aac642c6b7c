"""What a reading process tells the one that started it: a source, or why there is none, as JSON."""

import orjson

from service.intake.blocks import Block, Kind, Source, Span
from service.intake.readers.limits import Unreadable


def packed(source: Source) -> bytes:
    """Return a source as bytes."""
    blocks = [_row(block) for block in source.blocks]
    return orjson.dumps([source.text, source.media_type, source.pages, blocks])


def refused(why: Unreadable) -> bytes:
    """Return a refusal as bytes."""
    return orjson.dumps(str(why))


def unpacked(answer: bytes) -> Source:
    """Return the source that `answer` holds, or raise the refusal."""
    told = orjson.loads(answer)
    if isinstance(told, str):
        raise Unreadable(told)
    text, media_type, pages, blocks = told
    return Source(text, tuple(_block(*row) for row in blocks), media_type, pages)


def _row(block: Block) -> tuple[object, ...]:
    return (
        block.kind,
        block.text,
        block.span.start,
        block.span.end,
        block.line,
        block.level,
        block.indent,
        block.column,
        block.cells,
        block.ticked,
        block.page,
    )


def _block(  # noqa: PLR0913, PLR0917 - one parameter for each field of a block
    kind: str,
    text: str,
    start: int,
    end: int,
    line: int,
    level: int,
    indent: int,
    column: int | None,
    cells: list[str],
    ticked: bool | None,  # noqa: FBT001 - as it is sent
    page: int | None,
) -> Block:
    span = Span(start, end)
    return Block(Kind(kind), text, span, line, level, indent, column, tuple(cells), ticked, page)
