"""Sorts the lines of the business into items, paragraphs and actions, over page and column breaks.

A narrow column of actions printed after, beside or across the narrative is taken apart again by the
numbers of paragraphs, by columns and widths, and by what sentence each line goes on with.
"""

from dataclasses import dataclass, field

from service.intake import action_labels, labels
from service.intake.action_fields import action_field, without_fields
from service.intake.action_lines import ENTRY, addressed, labelled, owner_group, settle_none
from service.intake.action_tables import ActionColumns, action_columns, action_row
from service.intake.asides import with_asides
from service.intake.blocks import Block, Kind
from service.intake.margins import pieces_of
from service.intake.numbering import ItemHead
from service.intake.owing import Owing
from service.intake.owners import names_known_owners
from service.intake.readers.markup import unlinked
from service.intake.seams import parted_at_seams
from service.intake.spacing import Line, lines_of
from service.intake.streams import (
    continues_title,
    goes_on,
    opens_aside,
    paragraph_number,
    resumes_actions,
    starts_action,
    stays_in_actions,
)
from service.intake.threads import Business, Thread
from service.intake.voices import Voices


@dataclass(slots=True)
class Weaver:
    """Takes line after line; `in_actions` says which of the two streams the last one went to."""

    heads: dict[int, ItemHead]
    known: frozenset[str]
    voices: Voices
    items: list[Business] = field(default_factory=list)
    in_actions: bool = False
    after_aside: bool = False
    owners: str | None = None
    table: ActionColumns | None = None
    speaker: str | None = None
    owing: Owing = field(default_factory=Owing)

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        block, text = line.block, line.block.text
        head = self.heads.get(block.span.start)
        if line.aside:
            self._take_aside(line)
        elif head or block.kind is Kind.HEADING:
            self._open_item(block, head)
        elif (after := labelled(line, self.known)) is not None:
            self._open_actions(block, after)
        elif self.items and continues_title(self.here, line):
            self.here.title += f" {text}"
            self.here.blocks.append(block)
        elif self._continues_table(block) or self._continues_fields(line):
            pass
        elif not self._lists_actions() and (speaker := self.voices.label(text)):
            self.speaker, self.in_actions = speaker, False
            self.here.blocks.append(block)
        elif number := paragraph_number(self.here, text):
            self._open_paragraph(block, number)
        elif pointed := addressed(text, self.known):
            self._open_actions(block, pointed)
        elif self._goes_to_actions(line):
            self._take_action(line)
        else:
            self._take_narrative(line)

    @property
    def here(self) -> Business:
        """The item being read; what stands before the first item belongs to none."""
        if not self.items:
            self.items.append(Business(head=None, title=""))
        return self.items[-1]

    def settle(self) -> None:
        """Give the bare names that wait in the margin what they owe."""
        if self.items:
            self.owing.settle(self.items[-1])

    def _open_item(self, block: Block, head: ItemHead | None) -> None:
        self.settle()
        title = head.title if head else block.text
        if head or labels.closes(title) or action_labels.heads_actions(title) or not self.items:
            self.items.append(Business(head=head, title=title, blocks=[block]))
        else:
            thread = Thread()
            thread.add(block, block.text)
            self.here.paragraphs.append(thread)
        self.in_actions = action_labels.heads_actions(title)
        self.owners = self.speaker = None
        if head and head.follows:
            said = Thread()
            said.add(block, head.follows)
            self.here.paragraphs.append(said)

    def _open_actions(self, block: Block, after: str) -> None:
        self.settle()
        self.in_actions, self.owners = True, None
        here = self.here
        action = Thread(inline=bool(after), prior=here.paragraphs[-1] if here.paragraphs else None)
        here.actions.append(action)
        if not after:
            here.blocks.append(block)
            return
        last = block.cells[-1] if len(block.cells) > 1 else ""
        if after.endswith(last) and names_known_owners(last, self.known):
            action.owners, after = last, after.removesuffix(last).strip()
        action.add(block, after)

    def _goes_to_actions(self, line: Line) -> bool:
        if self.in_actions:
            return stays_in_actions(self.here, line, self.known)
        return resumes_actions(self.here, line)

    def _continues_table(self, block: Block) -> bool:
        """Take a row of a table of actions, or its heading row."""
        if block.kind is not Kind.TABLE_ROW:
            self.table = None
        elif self.table is None:
            self.table = action_columns(block)
            self.here.blocks += [block] if self.table else []
        elif row := action_row(block, self.table):
            self.here.actions.append(row)
        return self.table is not None

    def _continues_fields(self, line: Line) -> bool:
        """Take a line that only says who owes the last action, or by when."""
        action = self.here.actions[-1] if self.in_actions and self.here.actions else None
        told = action is not None and bool(action.text)
        field = action_field(line.block.text, apart=line.gap) if told else None
        if field is None or action is None:
            return False
        self.here.blocks.append(line.block)
        action.owners, action.due = field.owners or action.owners, field.due or action.due
        return True

    def _open_paragraph(self, block: Block, number: tuple[str, str]) -> None:
        self.settle()
        thread = Thread(number=number[0], speaker=self.speaker)
        thread.add(block, number[1])
        self.here.paragraphs.append(thread)
        self.in_actions = False

    def _take_aside(self, line: Line) -> None:
        here, block = self.here, line.block
        self.in_actions, self.after_aside = False, True
        if self.voices.know(block.text) or names_known_owners(block.text, self.known):
            self.owing.wait(block, self.here)
            return
        self.settle()
        if opens_aside(here, line):
            here.actions.append(Thread(aside=True))
        action = here.actions[-1]
        action.rejoined = action.rejoined or bool(action.text)
        action.add(block, block.text)

    def _take_action(self, line: Line) -> None:
        here, block = self.here, line.block
        resumed = not self.in_actions
        self.in_actions = True
        fresh = block.kind is not Kind.LIST_ITEM and (line.gap or not here.actions)
        listed = fresh and self._lists_actions()
        if group := owner_group(block.text, self.known, listed=listed):
            self.owners = group
            here.blocks.append(block)
            return
        regrouped = bool(here.actions) and self.owners != here.actions[-1].owners
        if (self.owners and regrouped) or starts_action(here, line, self.known):
            here.actions.append(Thread())
        action = here.actions[-1]
        action.owners = action.owners or self.owners
        action.rejoined = action.rejoined or (bool(action.text) and resumed)
        action.add(block, block.text if action.text else ENTRY.sub("", block.text, count=1))

    def _lists_actions(self) -> bool:
        return action_labels.heads_actions(self.here.title)

    def _take_narrative(self, line: Line) -> None:
        here, block = self.here, line.block
        last = here.paragraphs[-1] if here.paragraphs else None
        column = self.in_actions and bool(here.actions) and not here.actions[-1].inline
        if last is None or not goes_on(last, line, after_actions=column):
            self.settle()
            last = Thread(speaker=self.speaker)
            here.paragraphs.append(last)
        elsewhere = self.in_actions or self.after_aside
        last.rejoined = last.rejoined or (bool(last.text) and elsewhere)
        last.add(block, block.text)
        self.in_actions = self.after_aside = False


def weave(
    business: list[Block], heads: dict[int, ItemHead], known: frozenset[str], voices: Voices
) -> list[Business]:
    """Return the items of `business`; `heads` are item headings by where their block starts."""
    pieces, headed = pieces_of(business, known)
    lines = parted_at_seams(lines_of(pieces), voices)
    weaver = Weaver(heads=heads, known=known, voices=voices)
    for line in with_asides(lines, heads, known, voices) if headed else lines:
        weaver.take(line)
    weaver.settle()
    for item in weaver.items:
        for thread in [*item.paragraphs, *item.actions]:
            thread.text = unlinked(thread.text)
        for action in item.actions:
            without_fields(action)
        settle_none(item)
    return weaver.items
