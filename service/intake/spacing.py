"""Which blank lines part paragraphs: in double-spaced print a single one parts nothing."""

from dataclasses import dataclass
from itertools import pairwise

from service.intake.blocks import Block, Kind
from service.intake.margins import Piece

_MOST = 0.6
_AHEAD = 4
_NOT_PRINTED = frozenset({Kind.BLANK, Kind.RULE})


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, whether a gap stands before it, and its words with those that follow.

    An `aside` belongs to the actions wherever it is printed; `entry` is its number among them.
    """

    block: Block
    gap: bool
    ahead: str
    aside: bool = False
    entry: str | None = None


def lines_of(pieces: list[Piece]) -> list[Line]:
    """Return each printed line of `pieces`; a marked-up paragraph always has a gap before it."""
    kept = [(i, piece) for i, piece in enumerate(pieces) if piece.block.kind not in _NOT_PRINTED]
    printed = [(i, piece.block) for i, piece in kept]
    steps = [b - a for (a, _), (b, _) in pairwise(printed)]
    single = sum(step == 1 for step in steps)
    double = sum(step == 2 for step in steps)  # noqa: PLR2004 - one blank line between
    usual = 2 if double > _MOST * (single + double) and _runs_on(printed) else 1
    lines: list[Line] = []
    for n, (_, block) in enumerate(printed):
        gap = n == 0 or steps[n - 1] > usual or block.column is not None
        ahead = " ".join(b.text for _, b in printed[n : n + _AHEAD])
        lines.append(Line(block, gap, ahead, aside=kept[n][1].aside))
    return lines


def _runs_on(printed: list[tuple[int, Block]]) -> bool:
    """Whether lines over a single blank line go on in the middle of a sentence."""
    over = [(a, b) for (i, a), (j, b) in pairwise(printed) if j - i == 2]  # noqa: PLR2004 - as above
    low = sum(b.text[:1].islower() for _, b in over if b.kind is not Kind.LIST_ITEM)
    return low * 4 > len(over)
