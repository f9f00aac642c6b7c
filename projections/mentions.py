"""Where the minutes of a meeting speak of an action: by an event that names it, or as confirmed.

That an action was given out at a meeting is no mention of it, and neither is that it was carried to
one: it is spoken of at the meeting that carries it.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from events.action.events import (
    ActionCompleted,
    ActionEvent,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    DueExtended,
    DueSet,
    NarrationConfirmed,
    NarrationDismissed,
    OwnerPartCompleted,
    ProgressReported,
)
from events.base import Recorded
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared


class MentionRow(NamedTuple):
    """That an event names a meeting, or what a person found of a passage of its minutes.

    Of a passage, `part` and `number` are its own, and `counts` says whether it was found to speak
    of the action; of an event, `part` is its name and `number` its position.
    """

    action: str
    meeting: str
    part: str
    number: int
    position: int
    said_on: str
    counts: bool


TABLE = versions("mentions", MentionRow, ("action", "meeting", "part", "number"))

_PASSAGES = NarrationConfirmed | NarrationDismissed


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the mention, where the event names a meeting."""
    event = recorded.event
    meeting = _meeting(event)
    if meeting is None:
        return ()
    if isinstance(event, _PASSAGES):
        return ((event.action, meeting, event.part, event.number),)
    return ((event.action, meeting, _part(event), recorded.position),)


def evolve(_: MentionRow | None, recorded: Recorded[ActionEvent], key: Key) -> MentionRow:
    """Return the mention; the last finding of a passage counts."""
    action, meeting, part, number = key
    event = recorded.event
    return MentionRow(
        action=action,
        meeting=meeting,
        part=part,
        number=number,
        position=recorded.position,
        said_on=event.occurred_on,
        counts=not isinstance(event, NarrationDismissed),
    )


def _meeting(event: ActionEvent) -> str | None:
    match event:
        case CarriedForward(from_meeting=meeting):
            return meeting
        case (
            NarrationConfirmed(meeting=meeting)
            | NarrationDismissed(meeting=meeting)
            | ProgressReported(meeting=meeting)
            | DueSet(meeting=meeting)
            | DueExtended(meeting=meeting)
            | ActionReassigned(meeting=meeting)
            | OwnerPartCompleted(meeting=meeting)
            | ActionCompleted(meeting=meeting)
            | ActionTransferred(meeting=meeting)
            | ActionSuperseded(meeting=meeting)
            | ActionWithdrawn(meeting=meeting)
            | ActionReopened(meeting=meeting)
        ):
            return meeting
        case _:
            return None


def _part(event: ActionEvent) -> str:
    return event.wire.removeprefix("action.")


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=MentionRow,
    key=("action", "meeting", "part", "number"),
    keys=keys,
    evolve=evolve,
)


@prepared
def mentions_of(secretariat: str, actions: list[str], known_at: Position | None) -> Select[Any]:
    """Return the mentions of those actions, and the passages found not to speak of them."""
    others = [TABLE.c[each] for each in MentionRow._fields]
    return (
        select(*others)
        .where(current(TABLE, secretariat, known_at), TABLE.c.action.in_(actions))
        .order_by(TABLE.c.action, TABLE.c.position)
    )


def mentioned_at(
    rows: Any,  # noqa: ANN401
    action: ColumnElement[Any],
    meeting: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that `action`, which `rows` name, is spoken of at the meeting."""
    said = TABLE.alias()
    same = said.c.secretariat == rows.c.secretariat
    there = (said.c.action == action, said.c.meeting == meeting, said.c.counts.is_(True))
    return found(said, same, *there, stands(said, known_at))
