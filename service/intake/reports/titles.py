"""Tells headings where none are marked up: short, unfinished, above something that begins anew."""

from collections.abc import Callable

from service.intake.blocks import Kind
from service.intake.reports import labels, numbering
from service.intake.reports.furniture import Printed
from service.intake.sentences import finished, hangs, opens_low

_LONGEST = 100
_MOST_WORDS = 16
_MOST_LINES = 3
_MARKED_UP = 2


class Titles:
    """Says which lines are headings; each line is looked at once."""

    def __init__(self, lines: list[Printed], fits: Callable[[int], bool]) -> None:
        """Look at `lines`; `fits` says whether a line was ended though the next word had room."""
        self._lines = lines
        self._fits = fits
        marked = [line.block.kind is Kind.HEADING for line in lines]
        plain = [_title_like(line) and labels.opens_division(line.text) for line in lines]
        self._found = [one or other for one, other in zip(marked, plain, strict=True)]
        self._first = list(self._found)
        index = 0 if sum(marked) < _MARKED_UP else len(lines)
        while index < len(lines):
            run = 0 if self._found[index] else self._run(index)
            self._found[index : index + run] = [True] * run
            self._first[index] = self._first[index] or run > 0
            index += max(run, 1)

    def heads(self, index: int) -> bool:
        """Whether a line is a heading or a part of one."""
        return self._found[index]

    def opens(self, index: int) -> bool:
        """Whether a line is the first of a heading."""
        return self._first[index]

    def _run(self, index: int) -> int:
        """Return how many lines from here make up a heading; 0 where none begins."""
        if not self._may_begin(index):
            return 0
        words = 0
        for count in range(1, _MOST_LINES + 1):
            line = self._lines[index + count - 1]
            words += len(line.text.split())
            if words > _MOST_WORDS or not _title_like(line):
                return 0
            if index + count == len(self._lines):
                return 0
            if self._anew(index + count):
                return 0 if _hanging(line.text) else count
            if count == 1 and self._stands(index):
                return 1
        return 0

    def _may_begin(self, index: int) -> bool:
        line = self._lines[index]
        labelled = labels.opens(line.text) or labels.stands_alone(line.text)
        if labelled or not _title_like(line) or opens_low(line.text):
            return False
        above = self._lines[index - 1] if index else None
        return above is None or line.gap or self._found[index - 1] or finished(above.text)

    def _anew(self, index: int) -> bool:
        """Whether the line at `index` begins something: after a gap, or by its number."""
        line = self._lines[index]
        if line.block.kind in {Kind.HEADING, Kind.LIST_ITEM} or line.pointed:
            return True
        if line.gap:
            return not opens_low(line.text)
        if labels.opens(line.text) or labels.stands_alone(line.text):
            return True
        return bool(numbering.dotted(line.text))

    def _stands(self, index: int) -> bool:
        """Whether a single line was ended on purpose above a line that begins a sentence."""
        line, below = self._lines[index], self._lines[index + 1]
        return not (below.gap or opens_low(below.text) or _hanging(line.text)) and self._fits(index)


def _title_like(line: Printed) -> bool:
    plain = line.block.kind is Kind.PARAGRAPH and not line.pointed
    text = line.text
    whole = text[-1] not in ".;,:?!" and text[0] not in "([" and "@" not in text
    return plain and whole and len(text) <= _LONGEST


def _hanging(text: str) -> bool:
    return hangs(text) and text.rsplit(maxsplit=1)[-1].islower()
