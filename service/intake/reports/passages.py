"""Puts printed lines together into passages: a heading, a paragraph, a point or a row each."""

import re
from dataclasses import dataclass

from service.intake.blocks import Block, Kind, Span
from service.intake.reports import labels, numbering
from service.intake.reports.dispositions import is_verdict, replies
from service.intake.reports.furniture import Printed, printed_lines
from service.intake.reports.titles import Titles
from service.intake.sentences import finished, glue, hangs, opens_low

_LONG = 200
_MARGIN = 3
_NEAR = 8
_SHORT_LABEL = re.compile(r"[A-Z][^:]{1,60}:\s+\S.{0,80}")
_SHORTEST = 40
_MOSTLY = 0.7


@dataclass(slots=True)
class Passage:
    """Lines that belong together, over page breaks; `begins` says where in `text` each begins."""

    kind: Kind
    text: str
    blocks: list[Block]
    begins: list[int]
    heads: bool
    rejoined: bool = False

    @property
    def level(self) -> int:
        """The level of a marked-up heading, 0 for anything else."""
        return self.blocks[0].level if self.kind is Kind.HEADING else 0

    @property
    def span(self) -> Span:
        """From its first to its last line."""
        return self.blocks[0].span.to(self.blocks[-1].span)

    def span_of(self, start: int, end: int) -> Span:
        """Return where characters `start` to `end` of its text are printed."""
        found: Span | None = None
        for begin, block in zip(self.begins, self.blocks, strict=True):
            if begin < end and start < begin + len(block.text):
                part = _within(block, start - begin, end - begin)
                found = found.to(part) if found else part
        return found or self.span

    def add(self, line: Printed) -> None:
        """Append a line."""
        self.rejoined = self.rejoined or line.gap
        self.text = glue(self.text, line.text)
        self.begins.append(len(self.text) - len(line.text))
        self.blocks.append(line.block)


def _within(block: Block, start: int, end: int) -> Span:
    """Return the place of some characters, or the whole line where markup was taken out of it."""
    if len(block.text) != block.span.end - block.span.start:
        return block.span
    begin = block.span.start
    return Span(begin + max(start, 0), begin + min(end, len(block.text)))


def passages_of(blocks: list[Block]) -> tuple[list[Passage], list[Block]]:
    """Return the passages of `blocks`, and apart from them what belongs to the page."""
    lines, left_out = printed_lines(blocks)
    joiner = _Joiner(lines)
    found: list[Passage] = []
    for index, line in enumerate(lines):
        if index and not joiner.opens(index):
            found[-1].add(line)
        else:
            found.append(joiner.begun(index))
    return found, left_out


def ended(text: str) -> bool:
    """Whether a text is complete: it ends as a sentence, or names the paragraph it comes from."""
    return finished(text) or bool(numbering.without_reference(text)[1])


class _Joiner:
    """Says of each line whether it opens a passage or goes on with the one before."""

    def __init__(self, lines: list[Printed]) -> None:
        self._lines = lines
        self._whole = _whole_paragraphs(lines)
        self._alone = [
            labels.stands_alone(line.text)
            and (line.gap or not index or ended(lines[index - 1].text))
            for index, line in enumerate(lines)
        ]
        self._titles = Titles(lines, self.fits)

    def begun(self, index: int) -> Passage:
        """Begin a passage with a line."""
        line = self._lines[index]
        kind = Kind.LIST_ITEM if line.pointed else self._kind(index)
        return Passage(kind, line.text, [line.block], [0], self._titles.heads(index))

    def opens(self, index: int) -> bool:
        """Whether a line opens a passage."""
        line, last = self._lines[index], self._lines[index - 1]
        if line.pointed or self._kind(index) in {Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_ROW}:
            return True
        if self._kind(index - 1) in {Kind.HEADING, Kind.TABLE_ROW} or labels.opens(line.text):
            return True
        if self._alone[index] or self._alone[index - 1] or is_verdict(last.text):
            return True
        if self._titles.heads(index) or self._titles.heads(index - 1):
            return self._titles.opens(index) or not self._titles.heads(index)
        return self._parts(index, line, last)

    def _parts(self, index: int, line: Printed, last: Printed) -> bool:
        done = ended(last.text)
        if not numbering.without_reference(line.text)[0]:
            return False
        if numbering.without_reference(last.text)[1]:
            return not opens_low(line.text)
        if numbering.numbered(line.text) and (line.gap or _marked_number(line.text)) and done:
            return True
        if numbering.dotted(line.text) and (line.gap or done):
            return True
        if line.gap or len(last.text) > _LONG:
            whole = line.torn and len(last.text) <= _LONG and not self.fits(index - 1)
            return done or not (opens_low(line.text) or hangs(last.text) or whole)
        if done and replies(line.text):
            return True
        done = done or _SHORT_LABEL.fullmatch(last.text) is not None
        return done and not opens_low(line.text) and self.fits(index - 1)

    def fits(self, index: int) -> bool:
        """Whether the first word of the next line had room at the end of this one."""
        if self._whole:
            return True
        word = self._lines[index + 1].text.split(maxsplit=1)[0]
        near = self._lines[max(0, index - _NEAR) : index + _NEAR]
        widths = sorted(len(line.text) for line in near if len(line.text) <= _LONG)
        return len(self._lines[index].text) + 1 + len(word) + _MARGIN <= max(widths[-2:-1] or [0])

    def _kind(self, index: int) -> Kind:
        """Return the kind of a line; prose with one wide space in it is no row of a table."""
        kind = self._lines[index].block.kind
        if kind is not Kind.TABLE_ROW or not index or self._lines[index].gap:
            return kind
        beside = (self._lines[index - 1], *self._lines[index + 1 : index + 2])
        rows = any(line.block.kind is Kind.TABLE_ROW for line in beside)
        return kind if rows or ended(beside[0].text) else Kind.PARAGRAPH


def _whole_paragraphs(lines: list[Printed]) -> bool:
    """Whether each line is a paragraph: most lines end as a sentence, as no wrapped text does."""
    long = [line for line in lines if len(line.text) > _SHORTEST]
    return sum(ended(line.text) for line in long) > _MOSTLY * len(long)


def _marked_number(text: str) -> bool:
    found = numbering.numbered(text)
    return found is not None and not text[len(found[0]) :].startswith(" ")
