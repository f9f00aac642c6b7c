"""Who is or was a member of a body, spell by spell; a spell counts where it may cover the day."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from events.base import Recorded
from events.body.events import BodyEvent, MemberJoined, MemberLeft
from events.when import first_day, last_day
from projections import bodies, organisations, people
from projections.base import Key, Position, Projection, current, versions
from projections.identities import canonical, finally_who, same_as
from projections.prepared import prepared
from projections.texts import Words


class MembershipRow(NamedTuple):
    """One spell of a person, or of whoever holds `post` at `organisation`.

    `joined_on` and `left_on` are as stated; `first_day` and `last_day` are the longest they can
    mean, the last being none while the spell goes on.
    """

    body: str
    membership: str
    person: str | None
    post: int | None
    organisation: str | None
    role: str
    on_behalf_of: str | None
    joined_on: str
    first_day: str
    left_on: str | None = None
    last_day: str | None = None


TABLE = versions(
    "memberships",
    MembershipRow,
    ("body", "membership"),
    always=[("person",), ("organisation",), ("on_behalf_of",)],
)


def keys(recorded: Recorded[BodyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the membership that begins or ends."""
    event = recorded.event
    if isinstance(event, MemberJoined | MemberLeft):
        return ((event.body, event.membership),)
    return ()


def evolve(
    row: MembershipRow | None, recorded: Recorded[BodyEvent], _: Key
) -> MembershipRow | None:
    """Return the membership after the event."""
    match recorded.event:
        case MemberJoined() as event:
            return _joined(event, recorded)
        case MemberLeft(occurred_on=on) if row is not None:
            return row._replace(left_on=on, last_day=last_day(on).isoformat())
        case _:
            return row


def _joined(event: MemberJoined, recorded: Recorded[BodyEvent]) -> MembershipRow:
    return MembershipRow(
        body=event.body,
        membership=event.membership,
        person=event.person,
        post=recorded.place("/post"),
        organisation=event.organisation,
        role=event.role,
        on_behalf_of=event.on_behalf_of,
        joined_on=event.occurred_on,
        first_day=first_day(event.occurred_on).isoformat(),
    )


PROJECTION = Projection(
    table=TABLE,
    category="body",
    shape=MembershipRow,
    key=("body", "membership"),
    keys=keys,
    evolve=evolve,
)


@prepared
def members_of(
    secretariat: str,
    body: str,
    known_at: Position | None,
    on: str | None,
    after: str | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the memberships of a body: all, or those that may cover the day `on`."""
    page = _described(secretariat, known_at).where(TABLE.c.body == body)
    if on is not None:
        page = page.where(covers(TABLE, on, on))
    if after is not None:
        page = page.where(TABLE.c.membership > after)
    return page.order_by(TABLE.c.membership).limit(limit)


@prepared
def seats_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return the memberships of a body that go on: who each is of, as who they finally are."""
    merged = canonical(secretariat, known_at)
    itself = and_(TABLE.c.person.is_(None), TABLE.c.post.is_(None))
    return (
        select(
            TABLE.c.membership,
            TABLE.c.role,
            finally_who(TABLE.c.person, merged).label("person"),
            case((itself, TABLE.c.organisation)).label("organisation"),
        )
        .select_from(TABLE.outerjoin(merged, merged.c.person == TABLE.c.person))
        .where(current(TABLE, secretariat, known_at), TABLE.c.body == body)
        .where(TABLE.c.left_on.is_(None))
        .order_by(TABLE.c.membership)
    )


@prepared
def membership(
    secretariat: str, body: str, membership: str, known_at: Position | None
) -> Select[Any]:
    """Return the one membership of a body."""
    one = TABLE.c.body == body, TABLE.c.membership == membership
    return _described(secretariat, known_at).where(*one)


@prepared
def of_person(secretariat: str, person: str, known_at: Position | None) -> Select[Any]:
    """Return the memberships of a person in all bodies, under each identity they go by."""
    mine = TABLE.c.person.in_(same_as(secretariat, person, known_at))
    return _described(secretariat, known_at).where(mine).order_by(*_BY_DAY)


@prepared
def of_organisation(secretariat: str, organisation: str, known_at: Position | None) -> Select[Any]:
    """Return the memberships of those who hold a post at an organisation or act on its behalf."""
    theirs = speaks_for(TABLE, organisation)
    return _described(secretariat, known_at).where(theirs).order_by(*_BY_DAY)


_BY_DAY = (TABLE.c.first_day, TABLE.c.body, TABLE.c.membership)


def is_or_was_member(
    secretariat: str, body: str, person: ColumnElement[Any], known_at: Position | None
) -> ColumnElement[bool]:
    """Return the condition that a person has a membership of a body, past or present."""
    member = TABLE.alias()
    return (
        exists()
        .where(current(member, secretariat, known_at))
        .where(member.c.person == person, member.c.body == body)
        .correlate_except(member)
    )


@prepared
def people_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return each `person` who is or was a member of a body, as who they finally are."""
    merged = canonical(secretariat, known_at)
    return (
        select(finally_who(TABLE.c.person, merged).label("person"))
        .select_from(TABLE.outerjoin(merged, merged.c.person == TABLE.c.person))
        .where(current(TABLE, secretariat, known_at), TABLE.c.body == body)
        .where(TABLE.c.person.is_not(None))
        .distinct()
    )


def covers(
    table: Any,  # noqa: ANN401
    first: str | ColumnElement[str],
    last: str | ColumnElement[str],
) -> ColumnElement[bool]:
    """Return the condition that a membership may cover some of the days from `first` to `last`."""
    goes_on = or_(table.c.last_day.is_(None), table.c.last_day >= first)
    return and_(table.c.first_day <= last, goes_on)


def speaks_for(table: Any, organisation: str) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a membership is of an organisation."""
    return or_(table.c.organisation == organisation, table.c.on_behalf_of == organisation)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    of = (secretariat, known_at)
    words, merged = Words(TABLE, TABLE), canonical(*of)
    post = words.of(TABLE.c.post)
    person = finally_who(TABLE.c.person, merged)
    return (
        select(
            TABLE.c.body,
            bodies.name_of(TABLE.c.body, *of).label("body_name"),
            TABLE.c.membership,
            person.label("person"),
            people.name_of(person, *of).label("person_name"),
            post.label("post"),
            TABLE.c.organisation,
            organisations.name_of(TABLE.c.organisation, *of).label("organisation_name"),
            TABLE.c.role,
            TABLE.c.on_behalf_of,
            organisations.name_of(TABLE.c.on_behalf_of, *of).label("on_behalf_of_name"),
            TABLE.c.joined_on,
            TABLE.c.left_on,
        )
        .select_from(words.source.outerjoin(merged, merged.c.person == TABLE.c.person))
        .where(current(TABLE, *of))
    )
