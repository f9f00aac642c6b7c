"""Composes the stages for what is no meeting: blocks in, and out what a report or a reply holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from service.intake.blocks import Block, Kind
from service.intake.labels import ends_minutes
from service.intake.reading import (
    Finding,
    MemberRead,
    ProgressRead,
    RecommendationRead,
    SubGroupRead,
)
from service.intake.reports import doubts
from service.intake.reports.coverage import Coverage
from service.intake.reports.furniture import printed_lines
from service.intake.reports.members import read_members
from service.intake.reports.passages import Passage, passages_of
from service.intake.reports.progress import read_progress
from service.intake.reports.recommendations import Recommendations, read_recommendations
from service.intake.reports.sub_groups import read_sub_groups

_SHORTEST_UNREAD = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document holds besides its meetings."""

    recommendations: tuple[RecommendationRead, ...]
    members: tuple[MemberRead, ...]
    sub_groups: tuple[SubGroupRead, ...]
    progress: tuple[ProgressRead, ...]
    findings: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.recommendations or self.members or self.sub_groups or self.progress)

    def coverage(self) -> Coverage:
        """Return where all of it is printed."""
        spans = [one.response_span for one in self.recommendations if one.response_span]
        spans += [one.span for one in self.recommendations]
        spans += [one.span for one in self.members]
        spans += [one.span for one in self.sub_groups]
        return Coverage([*spans, *(one.span for one in self.progress)])


def read_parts(blocks: list[Block], attachments: list[list[Block]] | None) -> Parts:
    """Read the parts of a report; beside minutes only `attachments` may list or tell freely."""
    passages, left_out = passages_of(blocks)
    asked = read_recommendations(passages, alone=attachments is None)
    if attachments is None:
        free, lines = passages, printed_lines(blocks)[0]
    else:
        outside = [block for part in attachments for block in part]
        free, lines = passages_of(outside)[0], printed_lines(outside)[0]
    members, doubtful = read_members(lines)
    parts = Parts(
        recommendations=asked.rows,
        members=tuple(members),
        sub_groups=tuple(read_sub_groups(passages)),
        progress=(*asked.progress, *read_progress(free)),
        findings=(*asked.findings, *doubtful),
    )
    if attachments is not None:
        unread = [each for part in attachments for each in _attached(_left(parts, part))]
    elif any(row.response for row in asked.rows):
        beside = _beside(parts, asked, passages)
        unread = [*doubts.unread(passages, beside), *doubts.left_out(left_out)]
    else:
        unread = list(_rest(parts, passages))
    return replace(parts, findings=(*parts.findings, *unread))


def _attached(blocks: list[Block]) -> Iterator[Finding]:
    """Find what is attached to the minutes, which is kept out of the reading."""
    printed = [block for block in blocks if block.text]
    if printed:
        message = f"What is attached was not read, from here on: {printed[0].text[:80]}"
        yield Finding("unread", message, printed[0].span.to(printed[-1].span), 0.8)


def _left(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Return the sentences attached that nothing was read from; all where nothing was."""
    left = parts.coverage().without(blocks)
    if len(left) == len(blocks):
        return blocks
    told = (block for block in left if block.kind in {Kind.PARAGRAPH, Kind.LIST_ITEM})
    return [block for block in told if _is_told(block.text) and not ends_minutes(block.text)]


def _beside(parts: Parts, asked: Recommendations, passages: list[Passage]) -> list[Passage]:
    """Return what stands beside recommendations and responses, without the title above all."""
    title = {id(passage) for passage in takewhile(lambda one: one.heads, passages)}
    beside = {id(passage) for passage in asked.unread} - title
    return [p for p in parts.coverage().without(passages) if id(p) in beside]


def _rest(parts: Parts, passages: list[Passage]) -> Iterator[Finding]:
    """Say that a report holds more than a reading has room for."""
    left = [p for p in parts.coverage().without(passages) if not p.heads and _is_told(p.text)]
    if parts.any and left:
        message = f"{len(left)} of {len(passages)} passages were not read, from here on: "
        span = left[0].span.to(left[-1].span)
        yield Finding("unread", message + left[0].text[:80], span, 0.5)


def _is_told(text: str) -> bool:
    return len(text.split()) >= _SHORTEST_UNREAD
