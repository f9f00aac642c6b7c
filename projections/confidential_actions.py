"""The actions that are confidential by themselves; few, if any."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from events.action.events import ActionEvent, ActionHandlingSet
from events.base import Recorded
from events.handling import CONFIDENTIAL
from projections.base import Key, Position, Projection, found, stands, versions


class ConfidentialActionRow(NamedTuple):
    """An action while it is confidential."""

    action: str


TABLE = versions("confidential_actions", ConfidentialActionRow, ("action",))


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the action, where its handling is set."""
    event = recorded.event
    return ((event.action,),) if isinstance(event, ActionHandlingSet) else ()


def evolve(
    row: ConfidentialActionRow | None, recorded: Recorded[ActionEvent], _: Key
) -> ConfidentialActionRow | None:
    """Return the action while it is confidential."""
    match recorded.event:
        case ActionHandlingSet(action=action, handling=handling):
            return ConfidentialActionRow(action) if handling == CONFIDENTIAL else None
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=ConfidentialActionRow,
    key=("action",),
    keys=keys,
    evolve=evolve,
)


def is_one(
    rows: Any,  # noqa: ANN401
    action: ColumnElement[Any],
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that `action`, of the secretariat of `rows`, is confidential."""
    held = TABLE.alias()
    same = held.c.secretariat == rows.c.secretariat
    return found(held, same, held.c.action == action, stands(held, known_at))
