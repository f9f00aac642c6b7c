"""What a document consists of, in the order it is read: lines, headings, items, rows and gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from service.intake.readers.paper import Paper


class Part(Enum):
    """How a piece is printed; an aside is no part of the running text."""

    LINE = auto()
    HEADING = auto()
    BULLET = auto()
    ROW = auto()
    GAP = auto()
    ASIDE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line; `level` is that of a heading, or how many lists deep an item is."""

    part: Part
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    page: int | None = None


GAP = Piece(Part.GAP)


def line(text: str) -> Piece:
    """Return a line as somebody typed it."""
    return Piece(Part.LINE, text)


def row(cells: Iterable[str]) -> Piece:
    """Return a row of a table."""
    return Piece(Part.ROW, cells=tuple(cells))


def put(pieces: Iterable[Piece], paper: Paper) -> None:
    """Print `pieces`; headings and paragraphs have a gap around them if the pieces say so."""
    for piece in pieces:
        if piece.page is not None:
            paper.page = piece.page
        match piece.part:
            case Part.LINE:
                paper.typed(piece.text, piece.level)
            case Part.HEADING:
                paper.gap()
                paper.heading(piece.text, piece.level)
                paper.gap()
            case Part.BULLET:
                paper.bullet(piece.text, piece.level)
            case Part.ROW:
                paper.row(piece.cells)
            case Part.GAP:
                paper.gap()
            case Part.ASIDE:
                paper.aside(piece.text)
