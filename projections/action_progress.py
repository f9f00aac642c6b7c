"""What was reported of each action, in the words of whoever reported it."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from events.action.events import (
    ActionCompleted,
    ActionEvent,
    OwnerPartCompleted,
    ProgressReported,
)
from events.base import Recorded
from projections.base import Key, Projection, versions


class ActionProgressRow(NamedTuple):
    """A report, or the note on what was done, by its position in the log."""

    action: str
    position: int
    said_on: str
    meeting: str | None
    text: int


TABLE = versions("action_progress", ActionProgressRow, ("action", "position"), always=[("text",)])

_SAID: Final = {ProgressReported: "/text", OwnerPartCompleted: "/note", ActionCompleted: "/note"}


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of what was said, where anything was."""
    pointer = _SAID.get(type(recorded.event))
    if pointer is None or recorded.place(pointer) is None:
        return ()
    return ((recorded.event.action, recorded.position),)


def evolve(
    row: ActionProgressRow | None, recorded: Recorded[ActionEvent], _: Key
) -> ActionProgressRow | None:
    """Return what was said."""
    match recorded.event:
        case ProgressReported(occurred_on=on, meeting=meeting):
            return _row(recorded, on, meeting, "/text")
        case OwnerPartCompleted(occurred_on=on) | ActionCompleted(occurred_on=on):
            return _row(recorded, on, None, "/note")
        case _:
            return row


def _row(
    recorded: Recorded[ActionEvent], on: str, meeting: str | None, pointer: str
) -> ActionProgressRow:
    position, text = recorded.position, recorded.place(pointer) or 0
    return ActionProgressRow(recorded.event.action, position, on, meeting, text)


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=ActionProgressRow,
    key=("action", "position"),
    keys=keys,
    evolve=evolve,
)
