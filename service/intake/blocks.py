"""The one shape every reader hands to the parser: a text that knows where it was printed."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a reader saw; what it means for minutes is for the parser to say."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    BLANK = "blank"
    RULE = "rule"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of the source text."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Block:
    """One printed line, or one piece of it where the line holds several paragraphs.

    `text` has no markup; `cells` are its columns; `indent` is where the words begin; `column`
    counts the tabs between marked-up paragraphs of one line; `ticked` is that of a tick box; `line`
    and `page` count from 1, `page` is None where the format knows none. `printed` is the line with
    its tabs and gaps, where the format has lines.
    """

    kind: Kind
    text: str
    span: Span
    line: int
    level: int = 0
    indent: int = 0
    column: int | None = None
    cells: tuple[str, ...] = ()
    ticked: bool | None = None
    page: int | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a reader gave it: a text, and the blocks whose spans count its characters.

    Plain text and Markdown are their own text, without the byte-order mark; of HTML, Word and PDF
    it is the text that was taken out of them, printed line by printed line.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None
