"""Parts a document into its heading, its attendance and its business, and drops no block."""

import re
from dataclasses import dataclass, field, replace

from service.intake import action_labels, dates, labels, role_labels
from service.intake.agenda import heads_ticked_list
from service.intake.blocks import Block, Kind
from service.intake.numbering import ItemHead
from service.intake.people import read_person
from service.intake.reading import Role, Status
from service.intake.roll_pieces import names_and_told, opens_roll, roll_pieces
from service.intake.row_shapes import (
    belongs_to,
    goes_on,
    labelled,
    labelled_row,
    row_like,
    tables_of_people,
)
from service.intake.run_together import people_in_run

_NO_ITEMS_HEADING = 15
_SHORTEST_SENTENCE = 6
_NUMBER = re.compile(r"\d{1,3}[.)]\s")


@dataclass(slots=True)
class RollPart:
    """The printed rows under one label of the attendance; `broken` where a blank line followed."""

    status: Status
    label: Block
    by_video: bool = False
    role: Role | None = None
    rows: list[Block] = field(default_factory=list)
    inline: bool = False
    broken: bool = False

    def take(self, block: Block) -> None:
        """Add a row; what is wrapped below names on the line of the label goes on with them."""
        if self.inline and block.kind in {Kind.BLANK, Kind.RULE}:
            self.broken = True
            return
        parted = self.broken and not self.rows[-1].text.endswith(",")
        self.broken = False
        if self.inline and block.kind is Kind.PARAGRAPH and not (parted or labelled(block)):
            last = self.rows.pop()
            words, span = f"{last.text} {block.text}", last.span.to(block.span)
            block = replace(last, text=words, span=span, cells=(words,))
        self.rows.append(block)


@dataclass(frozen=True, slots=True)
class Sections:
    """Heading, attendance and business, each in printed order."""

    heading: list[Block]
    roll: list[RollPart]
    business: list[Block]


def part(blocks: list[Block], heads: dict[int, ItemHead]) -> Sections:
    """Sort `blocks` into sections; `heads` are the item headings by the index of their block."""
    ticked = {
        index
        for index, block in enumerate(blocks)
        if block.kind is Kind.HEADING and heads_ticked_list(blocks, index)
    }
    tables = tables_of_people(blocks)
    first = min([*heads, *tables], default=_NO_ITEMS_HEADING)
    sorter = _Sorter(blocks, first, heads, ticked, tables)
    for index, block in enumerate(blocks):
        sorter.take(index, block)
    return Sections(sorter.heading, sorter.roll, sorter.business)


def end_of_minutes(blocks: list[Block]) -> int:
    """Return where what is attached begins, which is the end where nothing is."""
    started = False
    for index, block in enumerate(blocks):
        started = started or labels.roll_label(block.text) is not None
        if started and labels.ends_minutes(block.text):
            return index
    return len(blocks)


@dataclass(slots=True)
class _Sorter:
    blocks: list[Block]
    first: int
    heads: dict[int, ItemHead]
    ticked: set[int]
    tables: set[int]
    heading: list[Block] = field(default_factory=list)
    roll: list[RollPart] = field(default_factory=list)
    business: list[Block] = field(default_factory=list)
    open: RollPart | None = None
    over: bool = False

    def take(self, index: int, block: Block) -> None:
        if block.kind is Kind.META:
            self.heading.append(block)
        elif (not self.over or index in self.ticked) and self._opens_roll(index, block):
            pass
        elif self.open and self._belongs(index, block):
            self.open.take(block)
        else:
            self._leave(index, block)

    def _opens_roll(self, index: int, block: Block) -> bool:
        title = _printed(block, self.heads.get(index))
        if block.kind is Kind.HEADING and (status := labels.heading_label(block.text)):
            self._open(RollPart(status, block, labels.by_video(block.text)))
        elif index in self.ticked:
            self._open(RollPart("present", block))
        elif index in self.tables and not self.open and not self.roll:
            self._open(RollPart("present", block, rows=[block]))
        elif tabled := labelled_row(block):
            self._open(RollPart(tabled, block, labels.by_video(block.cells[0]), rows=[block]))
        elif self._may_open(title) and opens_roll(title, anywhere=self._before_items(index)):
            for piece in roll_pieces(title):
                self._take_piece(block, piece)
        elif (role := role_labels.role_alone(title)) and self._names_follow(index):
            self._open(RollPart(self.open.status if self.open else "present", block, role=role))
        else:
            return False
        if index in self.heads:
            self.business.append(block)
        return True

    def _may_open(self, title: str) -> bool:
        return bool(self.roll) or not labels.adds_to_roll(title)

    def _before_items(self, index: int) -> bool:
        return not self.roll and index <= self.first

    def _names_follow(self, index: int) -> bool:
        """Whether the next printed line is a row that names a person."""
        following = (block for block in self.blocks[index + 1 :] if block.text)
        row = next(following, None)
        person = read_person(row.text) if row and row_like(row) else None
        return bool(person and person.name and row and not labelled(row))

    def _open(self, part: RollPart) -> None:
        self.open = part
        self.roll.append(part)

    def _take_piece(self, block: Block, piece: str) -> None:
        """Open the part a piece of a line is the label of; others belong to the part before."""
        if label := labels.roll_label(piece):
            self._open(RollPart(label[0], block, labels.by_video(piece[: -len(label[1]) or None])))
            if not label[1]:
                return
        names, told = names_and_told(piece)
        said = replace(block, text=names, cells=(names,))
        if self.open is None:
            self.heading.append(said)
            return
        self.open.rows.append(said)
        self.open.inline = not told
        if told:
            self.business.append(replace(block, text=told, cells=(told,)))

    def _belongs(self, index: int, block: Block) -> bool:
        if index in self.heads:
            return False
        if block.kind is Kind.HEADING:
            return self.open is not None and 0 < self.open.label.level < block.level
        if block.kind in {Kind.BLANK, Kind.RULE}:
            return self.open is not None
        if _heads_actions(block) or self._counts_on(block):
            return False
        if people_in_run(block.cells or (block.text,)):
            return True
        if self.open and self.open.broken:
            return goes_on(self.open.rows[-1], block)
        return belongs_to(self.open.rows if self.open else [], block)

    def _counts_on(self, block: Block) -> bool:
        """Whether a numbered line follows a label that is numbered itself."""
        label = self.open.label.text if self.open else ""
        return bool(_NUMBER.match(label) and _NUMBER.match(block.text))

    def _leave(self, index: int, block: Block) -> None:
        if block.kind is Kind.HEADING or index in self.heads:
            closed = any(part.rows for part in self.roll)
            self.over = self.over or (closed and not labels.contains_items(block.text))
        self.open = None
        if not self.heads and _tells(block):
            self.first = min(self.first, index)
        row = len(block.cells) > 1 and action_labels.heads_action_column(block.cells)
        before = index < self.first and not self.roll and not row
        (self.heading if before else self.business).append(block)


def _printed(block: Block, head: ItemHead | None) -> str:
    """Return what a line says behind its number, where it heads an item: all or the title."""
    if head is None:
        return block.text
    return head.line if labels.roll_label(head.line) else head.title


def _heads_actions(block: Block) -> bool:
    label = action_labels.actions_label(block.text) is not None
    return label or action_labels.heads_action_column(block.cells)


def _tells(block: Block) -> bool:
    """Whether a line is a sentence of the business and none of the heading."""
    sentence = block.kind is Kind.PARAGRAPH and block.text.endswith(".")
    long = len(block.text.split()) >= _SHORTEST_SENTENCE
    return sentence and long and not dates.printed(block.text)
