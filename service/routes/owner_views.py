"""Who had which action on a day, as it is shown: what was true then, as the record knew it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, cast

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events import as_of
from events.action.terms import Owner, Part, PostRole
from events.base import Erased
from projections import actions, party_names
from projections.action_owners import party_of
from service.chasing import addressees
from service.chasing.addressees import Addressees
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record

State = Literal["open", "completed", "superseded", "withdrawn", "transferred"]


class HolderView(Output):
    """Somebody who held a post on the day."""

    id: Id
    name: IfAny[str] = Field(default=None, description="Left out once erased.")


class OwnerThenView(Output):
    """One owner of an action on a day, under the number that names it within the action."""

    number: int
    kind: Literal["person", "organisation", "post", "class", "unclear"]
    id: IfAny[Id] = Field(default=None, description="The person, organisation or body.")
    name: IfAny[str] = Field(default=None, description="What they are called in the record.")
    role: IfAny[PostRole] = Field(default=None, description="For `post`: which post of the body.")
    held_by: IfAny[list[HolderView]] = Field(
        default=None, description="For `post`: who held it on that day; empty if that is not known."
    )
    part: Part
    words: IfAny[str] = Field(default=None, description="As written; left out once erased.")
    done_on: IfAny[str] = Field(default=None, description="When this owner did their part.")


class OwnedView(Output):
    """An action and who was to do it on a day."""

    id: Id
    body: Id
    meeting: IfAny[Id] = Field(default=None, description="The meeting that gave it out.")
    text: IfAny[str] = Field(default=None, description="Left out once erased.")
    assigned_on: str
    state: State = Field(description="What it was on that day.")
    owners: list[OwnerThenView] = Field(description="Empty for an action nobody owned.")
    certain: bool = Field(
        description="No where a fact is dated so roughly that it may be later than the day; it is "
        "told as though that had happened."
    )


class OwnedPage(Page[OwnedView]):
    """A page of actions and who was to do each."""

    as_of: date


class OneOwned(OwnedView):
    """One action and who was to do it on a day."""

    as_of: date
    known_at: int = Field(description="The position of the log this answer stands on.")


def rows_on(
    record: Record, day: date, wanted: actions.Wanted, after: str | None, limit: int
) -> Sequence[RowMapping]:
    """Return a page of the actions that were given out by the end of that day."""
    before = (day + timedelta(days=1)).isoformat() if day < date.max else None
    asked = wanted._replace(assigned_before=before)
    return record.all(actions.actions(record.secretariat, asked, record.known_at, after, limit))


def owned_on(record: Record, rows: Sequence[RowMapping], day: date) -> list[OwnedView]:
    """Return who was to do each of those actions on that day."""
    told = record.histories([f"action-{row['action']}" for row in rows])
    then = {
        row["action"]: found
        for row in rows
        if (found := as_of.owned(told.get(f"action-{row['action']}", []), day)) is not None
    }
    owners = _Owners(record, day, [each for found in then.values() for each in found.owners])
    return [_view(row, then[row["action"]], owners) for row in rows if row["action"] in then]


def _view(row: RowMapping, then: as_of.Owned, owners: "_Owners") -> OwnedView:
    done = dict(then.done_on)
    state = then.closed.wire.removeprefix("action.") if then.closed else "open"
    return OwnedView(
        id=row["action"],
        body=row["body"],
        meeting=row["meeting"],
        text=row["text"],
        assigned_on=row["assigned_on"],
        state=cast("State", state),
        owners=[owners.view(each, done.get(each.number)) for each in then.owners],
        certain=then.certain,
    )


class _Owners:
    """Shows owners: what they are called, and who held a post on the day."""

    def __init__(self, record: Record, day: date, owners: Sequence[Owner]) -> None:
        parties = sorted({name for each in owners if (name := party_of(each.party)[0])})
        query = party_names.names_of(record.secretariat, parties, record.known_at)
        self._names: dict[str, Any] = {row["party"]: row["name"] for row in record.all(query)}
        self._posts = Addressees(record, day.isoformat())

    def view(self, owner: Owner, done_on: str | None) -> OwnerThenView:
        party, role = party_of(owner.party)
        words = None if isinstance(owner.words, Erased) else owner.words
        return OwnerThenView(
            number=owner.number,
            kind=owner.party.kind,
            id=party,
            name=self._names.get(party) if party else None,
            role=cast("PostRole | None", role),
            held_by=self._holders(party, role) if role else None,
            part=owner.part,
            words=words,
            done_on=done_on,
        )

    def _holders(self, body: str | None, role: str) -> list[HolderView]:
        post = addressees.Owned("post", body, None, role, None)
        found = (each for each in self._posts.of(post) if each.kind == "person" and each.id)
        return [HolderView(id=str(each.id), name=each.name) for each in found]
