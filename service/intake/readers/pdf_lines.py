"""Puts the runs of a page together into printed lines, with tabs where a wide gap parts columns."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from service.intake.readers.lines import is_marker
from service.intake.readers.pdf_content import Run

_SAME_LINE = 0.5
_WORD_GAP = 0.13
_COLUMN_GAP = 1.1
_AFTER_SENTENCE = 2.2
_ENDS = (".", "!", "?", ";")
_NARROW_GAP = 0.6
_FEWEST = 6
_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words without a wide gap in them, from `x` to `end`."""

    text: str
    x: float
    end: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its stretches from left to right, its base line and its height."""

    stretches: tuple[Stretch, ...]
    y: float
    height: float
    page: int
    artifact: bool = False

    @property
    def text(self) -> str:
        """The words of the line; a tab stands for a wide gap."""
        return "\t".join(stretch.text for stretch in self.stretches)

    @property
    def x(self) -> float:
        """Where the line begins."""
        return self.stretches[0].x

    @property
    def end(self) -> float:
        """Where the line ends."""
        return self.stretches[-1].end


def lines_of(runs: list[Run], page: int) -> list[PrintedLine]:
    """Return the lines of a page from top to bottom; artifacts are lines of their own."""
    whole = all(run.artifact for run in runs)
    text = [run for run in runs if whole or not run.artifact]
    rest = [run for run in runs if not whole and run.artifact]
    groups = [_once(group) for group in _groups(text)]
    starts = _starts(groups)
    lines = [_line(group, page, starts) for group in groups]
    lines += [replace(_line(group, page, frozenset()), artifact=True) for group in _groups(rest)]
    return sorted(lines, key=lambda line: (-line.y, line.x))


def _groups(runs: list[Run]) -> Iterable[list[Run]]:
    """Part runs by their base lines; a raised or lowered one stays with its line."""
    group: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x)):
        if group and group[0].y - run.y > _SAME_LINE * max(group[0].height, run.height):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _starts(groups: list[list[Run]]) -> frozenset[int]:
    """Return where so many lines begin anew after a narrow gap that a column begins there."""
    found = Counter(
        round(run.x)
        for runs in groups
        for before, run in pairwise(runs)
        if run.x - before.end > _NARROW_GAP * min(before.height, run.height)
    )
    fewest = max(_FEWEST, len(groups) * _SHARE)
    return frozenset(start for start, times in found.items() if times >= fewest)


def _line(runs: list[Run], page: int, starts: frozenset[int]) -> PrintedLine:
    main = max(runs, key=lambda run: len(run.text))
    stretches: list[Stretch] = []
    words, x = runs[0].text, runs[0].x
    for before, run in pairwise(runs):
        gap = run.x - before.end
        em = min(before.height, run.height) or main.height
        column = gap > _NARROW_GAP * em and round(run.x) in starts
        if column or gap > em * (_AFTER_SENTENCE if words.endswith(_ENDS) else _COLUMN_GAP):
            stretches.append(Stretch(words, x, before.end))
            words, x = run.text, run.x
        else:
            words += f" {run.text}" if gap > _WORD_GAP * em else run.text
    stretches.append(Stretch(words, x, runs[-1].end))
    return PrintedLine(_marked(stretches), main.y, main.height, page)


def _marked(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Take a number or a bullet, however far before its only item, as one stretch with it."""
    if len(stretches) == 2 and is_marker(stretches[0].text):  # noqa: PLR2004 - a number and an item
        marker, item = stretches
        return (Stretch(f"{marker.text} {item.text}", marker.x, item.end),)
    return tuple(stretches)


def _once(group: list[Run]) -> list[Run]:
    """Order runs, without one printed again over itself as by programs that have no bold type."""
    runs = sorted(group, key=lambda run: run.x)
    kept = runs[:1]
    for run in runs[1:]:
        last = kept[-1]
        near = abs(run.x - last.x) < _SAME_LINE * run.height * _WORD_GAP * 2
        if not (near and run.text == last.text):
            kept.append(run)
    return kept
