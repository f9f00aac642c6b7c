"""Who owns what: one row an owner, each with a part and a state of its own."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CoOwnerAdded,
    CoOwnerReleased,
    LeadNamed,
    OwnerClarified,
    OwnerPartCompleted,
)
from events.action.terms import ByClass, ByOrganisation, ByPerson, ByPost, Owner, Party, Unclear
from events.base import Recorded
from projections import bodies, organisations, people
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class OwnerRow(NamedTuple):
    """One owner of an action; `party` is the identity of the person, organisation or body."""

    action: str
    owner: int
    kind: str
    party: str | None
    role: str | None
    part: str
    words: int
    done_on: str | None
    open: bool


TABLE = versions("action_owners", OwnerRow, ("action", "owner"), always=[("party", "open")])


def keys(recorded: Recorded[ActionEvent], held: Collection[Key]) -> Iterable[Key]:
    """Return the owners that the event brings, changes or releases."""
    match recorded.event:
        case (
            ActionAssigned(action=action, owners=owners)
            | ActionReassigned(action=action, owners=owners)
        ):
            return {*held, *((action, each.number) for each in owners)}
        case OwnerClarified(action=action, owner=owner, owners=owners):
            return [(action, owner), *((action, each.number) for each in owners)]
        case CoOwnerAdded(action=action, owner=Owner(number=owner)):
            return [(action, owner)]
        case (
            CoOwnerReleased(action=action, owner=owner)
            | OwnerPartCompleted(action=action, owner=owner)
        ):
            return [(action, owner)]
        case (
            LeadNamed()
            | ActionCompleted()
            | ActionWithdrawn()
            | ActionSuperseded()
            | ActionTransferred()
            | ActionReopened()
        ):
            return held
        case _:
            return ()


def evolve(row: OwnerRow | None, recorded: Recorded[ActionEvent], key: Key) -> OwnerRow | None:
    """Return the owner after the event; one who was replaced or released has no row."""
    match recorded.event:
        case ActionReassigned() as event:
            return _stayed(row, _brought(event, recorded, key))
        case (ActionAssigned() | OwnerClarified() | CoOwnerAdded()) as event:
            return _brought(event, recorded, key)
        case CoOwnerReleased():
            return None
        case _:
            return row and _changed(row, recorded.event)


def _changed(row: OwnerRow, event: ActionEvent) -> OwnerRow:
    match event:
        case LeadNamed(owner=owner):
            return row._replace(part=_led(row, owner))
        case OwnerPartCompleted(occurred_on=on):
            return row._replace(done_on=on)
        case ActionReopened():
            return row._replace(open=True)
        case ActionCompleted() | ActionWithdrawn() | ActionSuperseded() | ActionTransferred():
            return row._replace(open=False)
        case _:
            return row


def _stayed(row: OwnerRow | None, brought: OwnerRow | None) -> OwnerRow | None:
    """Return an owner as named anew; one who was there before has done what they did."""
    if row is None or brought is None:
        return brought
    return brought._replace(done_on=row.done_on)


def _led(row: OwnerRow, lead: int) -> str:
    if row.owner == lead:
        return "lead"
    return "joint" if row.part == "lead" else row.part


def _brought(
    event: ActionAssigned | ActionReassigned | OwnerClarified | CoOwnerAdded,
    recorded: Recorded[ActionEvent],
    key: Key,
) -> OwnerRow | None:
    """Return the row of an owner that the event names, or None for one it replaces."""
    if isinstance(event, CoOwnerAdded):
        return _row(recorded, event.owner, "/owner/words")
    for at, each in enumerate(event.owners):
        if each.number == key[1]:
            return _row(recorded, each, f"/owners/{at}/words")
    return None


def _row(recorded: Recorded[ActionEvent], owner: Owner, words: str) -> OwnerRow:
    party, role = party_of(owner.party)
    return OwnerRow(
        action=recorded.event.action,
        owner=owner.number,
        kind=owner.party.kind,
        party=party,
        role=role,
        part=owner.part,
        words=recorded.place(words) or 0,
        done_on=None,
        open=True,
    )


def party_of(party: Party) -> tuple[str | None, str | None]:
    """Return the identity of an owner, if it has one, and its post, if it is one."""
    match party:
        case ByPerson(person):
            return person, None
        case ByOrganisation(organisation):
            return organisation, None
        case ByPost(body=body, role=role):
            return body, role
        case ByClass() | Unclear():
            return None, None


PROJECTION = Projection(
    table=TABLE,
    category="action",
    shape=OwnerRow,
    key=("action", "owner"),
    keys=keys,
    evolve=evolve,
)


@prepared
def owners_of(secretariat: str, actions: list[str], known_at: Position | None) -> Select[Any]:
    """Return the owners of those actions: the words as written and the name they go by."""
    words = Words(TABLE, TABLE)
    written = words.of(TABLE.c.words)
    of = (secretariat, known_at)
    name = case(
        (TABLE.c.kind == ByPerson.kind, people.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByOrganisation.kind, organisations.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByPost.kind, bodies.name_of(TABLE.c.party, *of)),
    )
    others = [TABLE.c[each] for each in OwnerRow._fields if each != "words"]
    return (
        select(*others, written.label("words"), name.label("name"))
        .select_from(words.source)
        .where(current(TABLE, *of), TABLE.c.action.in_(actions))
        .order_by(TABLE.c.action, TABLE.c.owner)
    )
