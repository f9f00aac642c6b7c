"""Where an action names another: it belongs with it, or lets it take its place."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from events.action.events import ActionEvent, ActionLinked, ActionSuperseded
from events.base import Recorded
from projections.base import Key, Projection, versions


class ActionLinkRow(NamedTuple):
    """What the event at `position` says of `action`: that it goes with `other`."""

    action: str
    position: int
    other: str


TABLE = versions("action_links", ActionLinkRow, ("action", "position"))


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the link."""
    event = recorded.event
    if isinstance(event, ActionLinked | ActionSuperseded):
        return ((event.action, recorded.position),)
    return ()


def evolve(
    row: ActionLinkRow | None, recorded: Recorded[ActionEvent], _: Key
) -> ActionLinkRow | None:
    """Return the link, which stays."""
    match recorded.event:
        case ActionLinked(action=action, to=other) | ActionSuperseded(action=action, by=other):
            return ActionLinkRow(action, recorded.position, other)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=ActionLinkRow,
    key=("action", "position"),
    keys=keys,
    evolve=evolve,
)
