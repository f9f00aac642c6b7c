"""What passes between a reading process and the one that starts it: limits in, a source out.

A source that is not had is answered for by the sentence that refuses it.
"""

from dataclasses import asdict
from typing import Any

import orjson

from service.errors import Unreadable
from service.intake.blocks import Block, Kind, Source, Span
from service.intake.readers.limits import Limits

OUT_OF_MEMORY = 77
"""How a reading process exits that needs more memory than its limit."""


def argument(limits: Limits) -> str:
    """Return `limits` as the one argument of a reading process."""
    return orjson.dumps(asdict(limits)).decode()


def limits_of(argument: str) -> Limits:
    """Return the limits that an argument states."""
    return Limits(**orjson.loads(argument))


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
    return Source(text, tuple(_block(row) for row in blocks), media_type, pages)


def _row(block: Block) -> tuple[object, ...]:
    return (
        block.kind,
        block.text,
        (block.span.start, block.span.end),
        block.line,
        block.level,
        block.indent,
        block.column,
        block.cells,
        block.ticked,
        block.page,
        block.printed,
    )


def _block(row: list[Any]) -> Block:
    kind, text, span, line, level, indent, column, cells, ticked, page, printed = row
    place = Span(*span)
    return Block(
        Kind(kind), text, place, line, level, indent, column, tuple(cells), ticked, page, printed
    )
