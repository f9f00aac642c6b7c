"""Tells the stream of actions from the narrative where a page or a column interleaves the two."""

import re

from service.intake import action_labels
from service.intake.blocks import Kind
from service.intake.owners import names_owners, names_people, opens_with_owner, owes_plainly
from service.intake.sentences import hangs, opens_low
from service.intake.spacing import Line
from service.intake.threads import Business, Thread

ENTRY = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_NARROWER = 8
_FURTHER = re.compile(r"[\w' ]{1,40}? (?:will|would|is|are) (?:then|also)\b")


def resumes_actions(item: Business, line: Line) -> bool:
    """Say whether a line after the narrative goes on with an action that was cut before it."""
    last = item.paragraphs[-1] if item.paragraphs else None
    if not item.actions or last is None or item.actions[-1].aside:
        return False
    if (side := _side(item, line)) is not None:
        return side
    narrow = len(line.block.text) + _NARROWER < last.width
    action = item.actions[-1]
    return action.cut and not action.inline and not last.cut and narrow


def stays_in_actions(item: Business, line: Line, known: frozenset[str]) -> bool:
    """Say whether a line after an action belongs to the actions too."""
    if action_labels.heads_actions(item.title):
        return not _leaves_list(item, line, known)
    if not item.actions:
        return True
    if (side := _side(item, line)) is not None:
        return side
    action = item.actions[-1]
    if _goes_on_with_narrative(item, line):
        return False
    if action.inline and line.block.kind is Kind.LIST_ITEM:
        return False
    if not line.gap or not action.text:
        return True
    if action.inline:
        return False
    goes_on = action.cut and opens_low(line.block.text)
    listed = line.block.kind is Kind.LIST_ITEM
    return listed or goes_on or opens_with_owner(line.ahead, known) or _in_narrow_column(item, line)


def _leaves_list(item: Business, line: Line, known: frozenset[str]) -> bool:
    """Whether a line stands below a list of actions and belongs to none of them."""
    text = line.block.text
    listed = any(block.kind is Kind.LIST_ITEM for one in item.actions for block in one.blocks)
    plain = line.block.kind is not Kind.LIST_ITEM and not opens_low(text)
    owners = text.endswith((":", "]")) or names_people(text, known)
    return listed and line.gap and plain and not owners and not opens_with_owner(text, known)


def starts_action(item: Business, line: Line, known: frozenset[str]) -> bool:
    """Say whether a line of the actions opens a new one."""
    action = item.actions[-1] if item.actions else None
    if action is None or not action.text:
        return action is None
    block = line.block
    if block.kind is Kind.LIST_ITEM or ENTRY.match(block.text):
        return not _details(action, line, known)
    if line.gap:
        return not (action.cut and opens_low(block.text))
    if not action.cut:
        return not opens_low(block.text)
    complete = opens_with_owner(action.text, known)
    opens = opens_with_owner(line.ahead, known, only_known=True) or owes_plainly(line.ahead, known)
    return complete and opens and not hangs(action.text)


def opens_aside(item: Business, line: Line) -> bool:
    """Say whether a line of the column of actions opens a new one."""
    last = item.actions[-1] if item.actions else None
    if last is None or not last.aside or line.entry:
        return True
    if opens_low(line.block.text) or _FURTHER.match(line.block.text):
        return line.gap and not last.cut
    return line.gap or not last.cut


def _details(action: Thread, line: Line, known: frozenset[str]) -> bool:
    """Whether a list item below another, further in, only says more of what that one asks."""
    above, below = action.blocks[0], line.block
    deeper = above.kind is Kind.LIST_ITEM and below.indent > above.indent + 1
    task = below.ticked is not None or opens_with_owner(below.text, known)
    return deeper and not task and not names_owners(action.text, known)


def goes_on(last: Thread, line: Line, *, after_actions: bool) -> bool:
    """Say whether a line of the narrative goes on with its last paragraph."""
    if not line.gap and line.block.kind is not Kind.LIST_ITEM:
        return True
    row = line.block.column == 0 and hangs(last.text)
    return last.cut and (after_actions or opens_low(line.block.text) or row)


def _goes_on_with_narrative(item: Business, line: Line) -> bool:
    """Whether a numbered paragraph was cut and a line too wide for the actions follows."""
    last = item.paragraphs[-1] if item.paragraphs else None
    widest = max(action.width for action in item.actions)
    wide = widest > 0 and len(line.block.text) > widest + _NARROWER
    cut = last is not None and last.cut and last.number is not None
    return cut and wide and line.block.kind is not Kind.LIST_ITEM


def _in_narrow_column(item: Business, line: Line) -> bool:
    """Whether the actions stand in a column much narrower than the narrative, and the line fits."""
    widest = max(action.width for action in item.actions)
    narrative = max((thread.width for thread in item.paragraphs), default=0)
    return 0 < widest * 2 < narrative and len(line.block.text) <= widest + _NARROWER


def _side(item: Business, line: Line) -> bool | None:
    """Whether a line stands in the column of the actions; None where lines have no columns."""
    side = next((a.column for a in reversed(item.actions) if a.column), None)
    if side is None or line.block.column is None:
        return None
    return line.block.column >= side
