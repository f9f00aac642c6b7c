"""How often the owners of actions were reminded, and when last."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.action.events import ActionEvent, ReminderSent
from events.base import Recorded
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared


class ReminderRow(NamedTuple):
    """The reminders of one owner of an action: how many, and the last of them."""

    action: str
    owner: int
    times: int
    last_on: str
    channel: str


TABLE = versions("reminders", ReminderRow, ("action", "owner"))


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the owner who was reminded."""
    event = recorded.event
    return ((event.action, event.owner),) if isinstance(event, ReminderSent) else ()


def evolve(row: ReminderRow | None, recorded: Recorded[ActionEvent], _: Key) -> ReminderRow | None:
    """Return the reminders, this one among them."""
    match recorded.event:
        case ReminderSent(action=action, owner=owner, occurred_on=on, channel=channel):
            times = 1 if row is None else row.times + 1
            return ReminderRow(action, owner, times, on, channel)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=ReminderRow,
    key=("action", "owner"),
    keys=keys,
    evolve=evolve,
)


@prepared
def reminders_of(secretariat: str, actions: list[str], known_at: Position | None) -> Select[Any]:
    """Return how often each owner of those actions was reminded, and when last."""
    others = [TABLE.c[each] for each in ReminderRow._fields]
    return select(*others).where(current(TABLE, secretariat, known_at), TABLE.c.action.in_(actions))
