"""Accounts for every printed line: what no fact was read from is listed, so nothing is dropped.

A fact answers for the lines of its own span. An item answers for its title alone, since what stands
below it are facts of their own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import groupby

from service.intake.blocks import Block, Kind, Span
from service.intake.reading import Finding, ItemRead, Part, Reading

_LISTED = frozenset({"duplicate_action", "not_minutes", "settled_action", "unread"})
_SHOWN = 80


def accounted(blocks: list[Block], reading: Reading) -> Reading:
    """Return `reading` with its layout, and a finding for each run of lines nobody read."""
    layout = tuple(b.span for b in blocks if _is_layout(b) and b.span.start < b.span.end)
    unread = tuple(_unread(blocks, list(_answered(reading, blocks))))
    others = tuple(one for one in reading.findings if one.kind != "unread")
    told = [one for one in reading.findings if one.kind == "unread"]
    listed = sorted((*told, *unread), key=lambda one: one.span.start)
    return replace(reading, layout=layout, findings=(*others, *listed))


def _is_layout(block: Block) -> bool:
    """Whether a block has no words, or is what a page prints above and below its text."""
    return not block.text or (block.kind is Kind.META and block.page is not None)


def _answered(reading: Reading, blocks: list[Block]) -> Iterator[Span]:
    for finding in reading.findings:
        if finding.kind in _LISTED:
            yield finding.span
    starts = [block.span.start for block in blocks]
    for part in _parts([getattr(reading, f.name) for f in fields(reading) if f.name != "findings"]):
        if isinstance(part, ItemRead):
            yield from _title(part, blocks[bisect_right(starts, part.span.start) - 1 :])
        elif isinstance(part, Span):
            yield part


def _parts(values: Iterable[object]) -> Iterator[ItemRead | Span]:
    for value in values:
        if isinstance(value, ItemRead):
            yield value
            yield from _parts(value.paragraphs)
        elif isinstance(value, Span):
            yield value
        elif isinstance(value, tuple):
            yield from _parts(value)
        elif isinstance(value, Part):
            yield from _parts(getattr(value, f.name) for f in fields(value))


def _title(item: ItemRead, blocks: list[Block]) -> Iterator[Span]:
    """Yield the lines of a title, which may be more than one."""
    for n, block in enumerate(blocks):
        if n and block.text and block.text not in item.title:
            return
        yield block.span


def _unread(blocks: list[Block], answered: list[Span]) -> Iterator[Finding]:
    printed = [block for block in blocks if not _is_layout(block)]
    covered = _merged(answered)
    starts = [span.start for span in covered]

    def is_read(block: Block) -> bool:
        at = bisect_right(starts, block.span.start) - 1
        return at >= 0 and block.span.end <= covered[at].end

    for read, run in groupby(printed, is_read):
        if not read:
            yield _finding(list(run))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1].to(span)
        else:
            merged.append(span)
    return merged


def _finding(run: list[Block]) -> Finding:
    count = len({block.line for block in run})
    lines = "This line was" if count == 1 else f"These {count} lines were"
    message = f"{lines} not read: {run[0].text[:_SHOWN]}"
    return Finding("unread", message, run[0].span.to(run[-1].span), 0.5)
