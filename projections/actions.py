"""What stands about each action: its text, where it was given out, its state and last report."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, or_, select

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    ProgressReported,
)
from events.base import Recorded
from projections import agenda_items, confidential_actions
from projections.action_owners import TABLE as OWNERS
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.identities import whoever
from projections.prepared import prepared
from projections.texts import Words

OPEN = "open"


class ActionRow(NamedTuple):
    """An action, without its owners and its deadline."""

    action: str
    body: str
    meeting: str | None
    item: str | None
    reference: str | None
    text: int
    state: str
    assigned_on: str
    closed_on: str | None = None
    reported_on: str | None = None
    reported_at: str | None = None
    carried_to: str | None = None
    superseded_by: str | None = None
    transferred_body: str | None = None
    transferred_organisation: str | None = None


TABLE = versions(
    "actions",
    ActionRow,
    ("action",),
    always=[("body", "action"), ("meeting", "action"), ("text",)],
)


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the action."""
    return ((recorded.event.action,),)


def evolve(row: ActionRow | None, recorded: Recorded[ActionEvent], _: Key) -> ActionRow | None:
    """Return the action after the event."""
    event = recorded.event
    if isinstance(event, ActionAssigned):
        return _assigned(event, recorded)
    return None if row is None else _changed(row, event)


def _changed(row: ActionRow, event: ActionEvent) -> ActionRow:
    match event:
        case ProgressReported(occurred_on=on, meeting=meeting):
            state = row.state if row.closed_on else "in_progress"
            return row._replace(state=state, reported_on=on, reported_at=meeting)
        case CarriedForward(to_meeting=meeting):
            return row._replace(carried_to=meeting)
        case ActionCompleted(occurred_on=on):
            return row._replace(state="completed", closed_on=on)
        case ActionWithdrawn(occurred_on=on):
            return row._replace(state="withdrawn", closed_on=on)
        case ActionSuperseded(occurred_on=on, by=by):
            return row._replace(state="superseded", closed_on=on, superseded_by=by)
        case ActionTransferred(occurred_on=on, body=body, organisation=organisation):
            return row._replace(
                state="transferred",
                closed_on=on,
                transferred_body=body,
                transferred_organisation=organisation,
            )
        case ActionReopened():
            return _reopened(row)
        case _:
            return row


def _assigned(event: ActionAssigned, recorded: Recorded[ActionEvent]) -> ActionRow:
    return ActionRow(
        action=event.action,
        body=event.body,
        meeting=event.meeting,
        item=event.item,
        reference=event.reference,
        text=recorded.place("/text") or 0,
        state=OPEN,
        assigned_on=event.occurred_on,
    )


def _reopened(row: ActionRow) -> ActionRow:
    return row._replace(
        state="in_progress" if row.reported_on else OPEN,
        closed_on=None,
        superseded_by=None,
        transferred_body=None,
        transferred_organisation=None,
    )


PROJECTION = Projection(
    table=TABLE, category="action", shape=ActionRow, key=("action",), keys=keys, evolve=evolve
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an action was, by itself or with its item, at `known_at`.

    The item is the one whose number, as printed, the action has.
    """
    by_itself = confidential_actions.is_one(rows, rows.c.action, known_at)
    return or_(by_itself, agenda_items.is_printed_confidential(rows, rows.c.item, known_at))


def names_confidential(
    rows: Any,  # noqa: ANN401
    action: ColumnElement[Any],
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that `action`, which `rows` name, was confidential at `known_at`."""
    named = TABLE.alias()
    return found(
        named,
        named.c.secretariat == rows.c.secretariat,
        named.c.action == action,
        stands(named, known_at),
        is_confidential(named, known_at),
    )


class Wanted(NamedTuple):
    """Which actions are asked for; what is None does not matter."""

    body: str | None = None
    meeting: str | None = None
    closed: bool | None = None
    unowned: bool | None = None
    confidential: bool | None = None
    owner: str | None = None
    """A person (with all merged into them), an organisation or a body."""
    assigned_before: str | None = None
    """A day: given out before it, or perhaps before it where that is dated roughly."""


@prepared
def actions(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of actions in the order of their identity; `after` is the last one seen."""
    page = _described(secretariat, known_at)
    for condition in _conditions(secretariat, wanted, known_at):
        page = page.where(condition)
    if after is not None:
        page = page.where(TABLE.c.action > after)
    return page.order_by(TABLE.c.action).limit(limit)


@prepared
def described(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return those actions, in no order."""
    return _described(secretariat, known_at).where(TABLE.c.action.in_(identities))


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.text)
    others = [column for column in TABLE.c if column.name not in _INNER]
    return (
        select(
            *others,
            text.label("text"),
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )


_INNER = {"secretariat", "text", "since", "until"}


def _conditions(
    secretariat: str, wanted: Wanted, known_at: Position | None
) -> Iterable[ColumnElement[bool]]:
    owner = OWNERS.alias()
    owned = exists().where(current(owner, secretariat, known_at), owner.c.action == TABLE.c.action)
    if wanted.body is not None:
        yield TABLE.c.body == wanted.body
    if wanted.meeting is not None:
        yield TABLE.c.meeting == wanted.meeting
    if wanted.closed is not None:
        yield TABLE.c.closed_on.is_not(None) if wanted.closed else TABLE.c.closed_on.is_(None)
    if wanted.unowned is not None:
        yield ~owned if wanted.unowned else owned
    if wanted.assigned_before is not None:
        yield TABLE.c.assigned_on < wanted.assigned_before
    if wanted.confidential is not None:
        confidential = is_confidential(TABLE, known_at)
        yield confidential if wanted.confidential else ~confidential
    if wanted.owner is not None:
        yield TABLE.c.action.in_(_owned(secretariat, wanted.owner, wanted.closed, known_at))


def _owned(
    secretariat: str,
    party: str,
    closed: bool | None,  # noqa: FBT001  a filter
    known_at: Position | None,
) -> Select[Any]:
    owner = OWNERS.alias()
    mine = select(owner.c.action).where(
        current(owner, secretariat, known_at),
        owner.c.party.in_(whoever(secretariat, party, known_at)),
    )
    return mine if closed is None else mine.where(owner.c.open.is_(not closed))
