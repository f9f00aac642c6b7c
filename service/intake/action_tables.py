"""Tables of actions: a heading row names the columns, each row below it is one action."""

from dataclasses import dataclass

from service.intake.blocks import Block
from service.intake.threads import Thread
from service.intake.vocabulary import word_set

_ACTION = word_set("action actions task tasks")
_OWNER = word_set("owner owners who whom responsible responsibility lead assignee assigned")
_DUE = word_set("due when deadline date target")


@dataclass(frozen=True, slots=True)
class ActionColumns:
    """Which cell of a row holds the action, which its owner, which its due date, if any."""

    action: int
    owner: int
    due: int | None


def action_columns(row: Block) -> ActionColumns | None:
    """Return the columns where `row` heads a table of actions."""
    action, owner, due = (_column(row, words) for words in (_ACTION, _OWNER, _DUE))
    if action is None or owner is None or action == owner:
        return None
    return ActionColumns(action, owner, due)


def action_row(row: Block, columns: ActionColumns) -> Thread | None:
    """Return the action of a row; None where its cell of the action is empty or missing."""
    text = _cell(row, columns.action)
    if not text:
        return None
    owners = _cell(row, columns.owner) or None
    due = f"by {_cell(row, columns.due)}" if columns.due is not None else None
    return Thread(owners=owners, due=due, blocks=[row], text=text)


def _column(row: Block, words: frozenset[str]) -> int | None:
    for index, cell in enumerate(row.cells):
        if words & {word.strip(":") for word in cell.lower().split()[:2]}:
            return index
    return None


def _cell(row: Block, column: int) -> str:
    return row.cells[column].strip() if column < len(row.cells) else ""
