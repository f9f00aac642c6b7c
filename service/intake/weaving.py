"""Sorts the lines of the business into items, paragraphs and actions, over page and column breaks.

A narrow column of actions printed after, beside or across the narrative is taken apart again by the
numbers of paragraphs, by columns and widths, and by what sentence each line goes on with.
"""

import re
from dataclasses import dataclass, field

from service.intake import labels
from service.intake.action_tables import ActionColumns, action_columns, action_row
from service.intake.agenda import ItemHead
from service.intake.blocks import Block, Kind
from service.intake.owners import opens_with_owner
from service.intake.sentences import finished, opens_low
from service.intake.spacing import Line, lines_of
from service.intake.streams import goes_on, resumes_actions, starts_action, stays_in_actions
from service.intake.threads import Business, Thread

_NUMBERED = re.compile(r"(\d{1,2})\.(\d{1,2})[.)]?\s+(\S.*)")
_OWNER_GROUP = re.compile(r"\[([A-Z][A-Za-z]{0,11})\]:?|([A-Z]{2,4}):?|(All|Everyone):?")
_ADDRESSED = re.compile(r"@[A-Z][\w'\u2019.-]*\s*:\s*\S")
_LONGEST_LABEL = 24


@dataclass(slots=True)
class Weaver:
    """Takes line after line; `in_actions` says which of the two streams the last one went to."""

    heads: dict[int, ItemHead]
    known: frozenset[str]
    items: list[Business] = field(default_factory=list)
    in_actions: bool = False
    owners: str | None = None
    table: ActionColumns | None = None

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        block, text = line.block, line.block.text
        head = self.heads.get(block.span.start)
        if head or block.kind is Kind.HEADING:
            self._open_item(block, head)
        elif (after := self._actions_label(line)) is not None:
            self._open_actions(block, after)
        elif self._continues_title(line):
            self.here.title += f" {text}"
            self.here.blocks.append(block)
        elif self._continues_table(block):
            pass
        elif number := self._paragraph_number(text):
            self._open_paragraph(block, number)
        elif _ADDRESSED.match(text):
            self._open_actions(block, text)
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

    def _open_item(self, block: Block, head: ItemHead | None) -> None:
        title = head.title if head else block.text
        if head or labels.closes(title) or labels.heads_actions(title) or not self.items:
            self.items.append(Business(head=head, title=title, blocks=[block]))
            if head and head.rest:
                told = Thread()
                told.add(block, head.rest)
                self.here.paragraphs.append(told)
        else:
            thread = Thread()
            thread.add(block, block.text)
            self.here.paragraphs.append(thread)
        self.in_actions = labels.heads_actions(title)
        self.owners = None

    def _actions_label(self, line: Line) -> str | None:
        """Return what follows a label of actions; a bare word may be the heading of a column."""
        text = line.block.text
        after = labels.actions_label(text)
        if after is None or len(text) - len(after) > _LONGEST_LABEL:
            return None
        ahead = line.ahead.removeprefix(text).strip()
        bare = not after and not text.rstrip().endswith((":", "-"))
        return None if bare and not opens_with_owner(ahead, self.known) else after

    def _open_actions(self, block: Block, after: str) -> None:
        self.in_actions, self.owners = True, None
        here = self.here
        action = Thread(inline=bool(after), prior=here.paragraphs[-1] if here.paragraphs else None)
        here.actions.append(action)
        if after:
            action.add(block, after)
        else:
            here.blocks.append(block)

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

    def _continues_title(self, line: Line) -> bool:
        here = self.items[-1] if self.items else None
        fresh = here is not None and here.head is not None and not here.paragraphs
        if here is None or not fresh or here.actions or line.gap or line.block.column is not None:
            return False
        marked_up = here.blocks[0].kind is Kind.HEADING
        plain = not marked_up and line.block.kind is not Kind.LIST_ITEM
        return plain and opens_low(line.block.text) and not finished(here.blocks[-1].text)

    def _paragraph_number(self, text: str) -> tuple[str, str] | None:
        found = _NUMBERED.fullmatch(text)
        if found and found[1] == self.here.number:
            return f"{found[1]}.{found[2]}", found[3]
        return None

    def _open_paragraph(self, block: Block, number: tuple[str, str]) -> None:
        thread = Thread(number=number[0])
        thread.add(block, number[1])
        self.here.paragraphs.append(thread)
        self.in_actions = False

    def _take_action(self, line: Line) -> None:
        here, block = self.here, line.block
        resumed = not self.in_actions
        self.in_actions = True
        if group := _OWNER_GROUP.fullmatch(block.text):
            self.owners = group[1] or group[2] or group[3]
            here.blocks.append(block)
            return
        if starts_action(here, line, self.known):
            here.actions.append(Thread())
        action = here.actions[-1]
        action.owners = action.owners or self.owners
        action.rejoined = action.rejoined or (bool(action.text) and resumed)
        action.add(block, block.text)

    def _take_narrative(self, line: Line) -> None:
        here, block = self.here, line.block
        last = here.paragraphs[-1] if here.paragraphs else None
        column = self.in_actions and bool(here.actions) and not here.actions[-1].inline
        if last is None or not goes_on(last, line, after_actions=column):
            last = Thread()
            here.paragraphs.append(last)
        last.rejoined = last.rejoined or (bool(last.text) and self.in_actions)
        last.add(block, block.text)
        self.in_actions = False


def weave(
    business: list[Block], heads: dict[int, ItemHead], known: frozenset[str]
) -> list[Business]:
    """Return the items of `business`; `heads` are item headings by where their block starts."""
    weaver = Weaver(heads=heads, known=known)
    for line in lines_of(business):
        weaver.take(line)
    for item in weaver.items:
        none = [thread for thread in item.actions if _none(thread.text)]
        item.says_no_actions = bool(none)
        item.blocks += [block for thread in none for block in thread.blocks]
        item.actions = [t for t in item.actions if t.text and not _none(t.text)]
    return weaver.items


def _none(text: str) -> bool:
    return text.strip(" .").lower() in {"none", "nil", "no actions", "n/a", "none recorded"}
