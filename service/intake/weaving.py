"""Sorts the lines of the business into items, paragraphs and actions, over page and column breaks.

A narrow column of actions printed after, beside or across the narrative is taken apart again by the
numbers of paragraphs, by columns and widths, and by what sentence each line goes on with.
"""

import re
from dataclasses import dataclass, field

from service.intake import action_labels, labels
from service.intake.action_fields import action_field, without_fields
from service.intake.action_tables import ActionColumns, action_columns, action_row
from service.intake.asides import with_asides
from service.intake.blocks import Block, Kind
from service.intake.margins import pieces_of
from service.intake.numbering import ItemHead
from service.intake.owing import claimed
from service.intake.owners import (
    names_known_owners,
    names_people,
    opens_with_owner,
    owner_words,
)
from service.intake.readers.markup import unlinked
from service.intake.seams import parted_at_seams
from service.intake.sentences import finished, opens_low, sentences
from service.intake.spacing import Line, lines_of
from service.intake.streams import (
    ENTRY,
    goes_on,
    opens_aside,
    resumes_actions,
    starts_action,
    stays_in_actions,
)
from service.intake.threads import Business, Thread
from service.intake.voices import Voices

_NUMBERED = re.compile(r"(\d{1,2})\.(\d{1,2})[.)]?\s+(\S.*)")
_OWNER_GROUP = re.compile(r"\[([A-Z][A-Za-z]{0,11})\]:?|([A-Z]{2,4}):?|(All|Everyone):?")
_ADDRESSED = re.compile(r"@[A-Z][\w'\u2019.-]*\s*:\s*\S")
_NO_ACTIONS = re.compile(
    r"no (?:new |further )?actions?(?: points?| arising| required| recorded)?\.?", re.IGNORECASE
)
_LONGEST_LABEL = 24


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
    owing: list[tuple[Block, Thread | None]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        block, text = line.block, line.block.text
        head = self.heads.get(block.span.start)
        if line.aside:
            self._take_aside(line)
        elif head or block.kind is Kind.HEADING:
            self._open_item(block, head)
        elif (after := self._actions_label(line)) is not None:
            self._open_actions(block, after)
        elif self._continues_title(line):
            self.here.title += f" {text}"
            self.here.blocks.append(block)
        elif self._continues_table(block) or self._continues_fields(block):
            pass
        elif not self._lists_actions() and (speaker := self.voices.label(text)):
            self.speaker, self.in_actions = speaker, False
            self.here.blocks.append(block)
        elif number := self._paragraph_number(text):
            self._open_paragraph(block, number)
        elif addressed := self._addressed(text):
            self._open_actions(block, addressed)
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
        """Give each bare name of the margin the sentence it owes."""
        if not self.owing:
            return
        here, names = self.here, self.owing
        self.owing = []
        alone = [block for block, beside in names if beside is None]
        owed = claimed([block.text for block in alone], here.paragraphs[here.owed :])
        found = list(zip(alone[len(alone) - len(owed) :], owed, strict=True))
        for block, beside in names:
            found += [(block, one) for one in claimed([block.text], [beside] if beside else [])]
        for block, (paragraph, sentence) in found:
            action = Thread(owners=block.text, blocks=[*paragraph.blocks, block], text=sentence)
            action.inferred = True
            here.actions.append(action)
        here.owed = len(here.paragraphs)

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

    def _actions_label(self, line: Line) -> str | None:
        """Return what follows a label of actions; a bare word may be the heading of a column."""
        text = line.block.text
        after = action_labels.actions_label(text)
        if after is None or len(text) - len(after) > _LONGEST_LABEL:
            return None
        ahead = ENTRY.sub("", line.ahead.removeprefix(text).strip(), count=1)
        bare = not after and not text.rstrip().endswith((":", "-"))
        owed = opens_with_owner(ahead, self.known) or _none(
            line.ahead[len(text) :][:_LONGEST_LABEL]
        )
        return None if bare and not owed else after

    def _addressed(self, text: str) -> str | None:
        """Return the action of a line that begins "@Ann:" or with an arrow at whom it is for."""
        if _ADDRESSED.match(text):
            return text
        pointed = action_labels.after_arrow(text)
        return pointed if pointed and owner_words(pointed, self.known) else None

    def _continues_fields(self, block: Block) -> bool:
        """Take a line that only says who owes the last action, or by when."""
        field = action_field(block.text)
        action = self.here.actions[-1] if self.here.actions else None
        if field is None or action is None:
            return False
        action.owners, action.due = field.owners or action.owners, field.due or action.due
        self.here.blocks.append(block)
        return True

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

    def _continues_title(self, line: Line) -> bool:
        here = self.items[-1] if self.items else None
        fresh = (
            here is not None and here.head is not None and not here.paragraphs and not self.speaker
        )
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
        self.settle()
        thread = Thread(number=number[0], speaker=self.speaker)
        thread.add(block, number[1])
        self.here.paragraphs.append(thread)
        self.in_actions = False

    def _take_aside(self, line: Line) -> None:
        here, block = self.here, line.block
        self.in_actions, self.after_aside = False, True
        if self.voices.know(block.text) or names_known_owners(block.text, self.known):
            self.owing.append((block, self._beside(block)))
            return
        self.settle()
        if opens_aside(here, line):
            here.actions.append(Thread(aside=True))
        action = here.actions[-1]
        action.rejoined = action.rejoined or bool(action.text)
        action.add(block, block.text)

    def _beside(self, block: Block) -> Thread | None:
        """Return the paragraph that is printed on the same line as a bare name."""
        last = self.here.paragraphs[-1] if self.here.paragraphs else None
        return last if last and last.blocks[-1].line == block.line else None

    def _take_action(self, line: Line) -> None:
        here, block = self.here, line.block
        resumed = not self.in_actions
        self.in_actions = True
        if group := self._owner_group(line):
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

    def _owner_group(self, line: Line) -> str | None:
        """Return the owners of the actions below where a line says only who they are."""
        text = line.block.text
        if group := _OWNER_GROUP.fullmatch(text):
            return group[1] or group[2] or group[3]
        fresh = line.gap or not self.here.actions
        listed = fresh and line.block.kind is not Kind.LIST_ITEM and self._lists_actions()
        return text.rstrip(": ") if listed and names_people(text, self.known) else None

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
        said = (one for thread in item.paragraphs for one in sentences(thread.text))
        none = [thread for thread in item.actions if _none(thread.text)]
        item.says_no_actions = bool(none) or any(map(_NO_ACTIONS.fullmatch, said))
        item.blocks += [block for thread in none for block in thread.blocks]
        item.actions = [t for t in item.actions if t.text and not _none(t.text)]
    return weaver.items


def _none(text: str) -> bool:
    return text.strip(" .").lower() in {"none", "nil", "no actions", "n/a", "none recorded"}
