"""A thread is one paragraph or one action, gathered from the printed lines that make it up."""

from dataclasses import dataclass, field

from service.intake.blocks import Block, Span
from service.intake.numbering import ItemHead
from service.intake.sentences import finished, glue


@dataclass(slots=True)
class Thread:
    """Printed lines in reading order; `rejoined` where something else stands between them.

    An action may be printed on the line of its label (`inline`), under its `owners`, with its `due`
    in another cell of a table, or after the paragraph it comes from (`prior`). An `aside` is an
    action out of a column beside the narrative; `inferred` is one of which only the owner is
    printed, `unmarked` one that nothing calls an action. A paragraph may stand under a line that
    says who its `speaker` is.
    """

    number: str | None = None
    owners: str | None = None
    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    rejoined: bool = False
    inline: bool = False
    due: str | None = None
    prior: "Thread | None" = None
    speaker: str | None = None
    aside: bool = False
    inferred: bool = False
    unmarked: bool = False

    def add(self, block: Block, text: str) -> None:
        """Append a line, or what of it belongs here."""
        self.blocks.append(block)
        self.text = glue(self.text, text)

    @property
    def span(self) -> Span:
        """From the first to the last of its lines."""
        return self.blocks[0].span.to(self.blocks[-1].span)

    @property
    def cut(self) -> bool:
        """Whether it stops in the middle of a sentence."""
        return bool(self.text) and not finished(self.text)

    @property
    def column(self) -> int | None:
        """The column of its last line, where lines have columns."""
        return self.blocks[-1].column if self.blocks else None

    @property
    def width(self) -> int:
        """The longest of its lines."""
        return max((len(block.text) for block in self.blocks), default=0)


@dataclass(slots=True)
class Business:
    """One item with its paragraphs and the actions printed under it.

    The first `owed` paragraphs stand above a name in the margin that was given what it owes.
    """

    head: ItemHead | None
    title: str
    blocks: list[Block] = field(default_factory=list)
    paragraphs: list[Thread] = field(default_factory=list)
    actions: list[Thread] = field(default_factory=list)
    says_no_actions: bool = False
    owed: int = 0

    @property
    def number(self) -> str | None:
        """The printed number, if the item has one."""
        return self.head.number if self.head else None

    @property
    def key(self) -> str | None:
        """What actions and decisions name the item by: its number, else its title."""
        return (self.number or self.title) if self.head else None

    @property
    def span(self) -> Span:
        """From its heading to its last line."""
        threads = [*self.paragraphs, *self.actions]
        spans = [block.span for block in self.blocks] + [thread.span for thread in threads]
        return Span(min(s.start for s in spans), max(s.end for s in spans))
