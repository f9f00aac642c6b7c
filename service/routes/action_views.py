"""Actions as they are shown: text, owners with their parts, deadline as stated and as it falls."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.action.terms import Part, PostRole
from projections import actions, deadlines
from projections.action_owners import owners_of
from projections.reminders import reminders_of
from service.chasing.following import Following
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.handling_views import Shown, handling_of

DeadlineKind = Literal[
    "none", "date", "period", "next_meeting", "future_meeting", "standing", "as_written"
]
State = Literal["open", "in_progress", "completed", "superseded", "withdrawn", "transferred"]


class OwnerView(Output):
    """One owner, under the number that names it within the action."""

    number: int
    kind: Literal["person", "organisation", "post", "class", "unclear"]
    id: IfAny[Id] = Field(default=None, description="The person, organisation or body.")
    name: IfAny[str] = Field(default=None, description="What they are called in the record.")
    role: IfAny[PostRole] = Field(default=None, description="For `post`: which post of the body.")
    part: Part
    words: IfAny[str] = Field(default=None, description="As written; left out once erased.")
    done_on: IfAny[str] = Field(default=None, description="When this owner did their part.")
    reminded: IfAny[int] = Field(default=None, description="How often they were reminded.")
    reminded_on: IfAny[str] = Field(default=None, description="When they were reminded last.")


class DeadlineView(Output):
    """A deadline: what was said, and the last day to do it where that is known."""

    kind: DeadlineKind
    words: IfAny[str] = None
    first: IfAny[date] = None
    day: IfAny[date] = Field(
        default=None, description="The last day to do it; left out while it is not known."
    )
    falls_on: IfAny[Id] = Field(default=None, description="The meeting that decides the day.")


class ActionView(Output):
    """An action."""

    id: Id
    body: Id
    meeting: IfAny[Id] = None
    item: IfAny[str] = Field(default=None, description="The number of the item, as printed.")
    reference: IfAny[str] = None
    text: IfAny[str] = Field(default=None, description="Left out once erased.")
    state: State
    assigned_on: str
    closed_on: IfAny[str] = None
    reported_on: IfAny[str] = None
    reported_at: IfAny[Id] = Field(default=None, description="The meeting it was reported at.")
    carried_to: IfAny[Id] = None
    superseded_by: IfAny[Id] = None
    transferred_to: IfAny[Id] = None
    owners: list[OwnerView] = Field(description="Empty for an action nobody owns.")
    due: DeadlineView
    silent_since: IfAny[Id] = Field(
        default=None,
        description="Of what is open: the first meeting, since it was last spoken of, that it was "
        "before and whose minutes no event of it names.",
    )
    handling: Shown = None


class ActionPage(Page[ActionView]):
    """A page of actions."""


def views(record: Record, found: Iterable[RowMapping]) -> list[ActionView]:
    """Return actions with their owners and deadlines."""
    rows = list(found)
    identities = [row["action"] for row in rows]
    owners, dues = owners_by_action(record, identities), _dues(record, identities)
    silent = _silences(record, [row["action"] for row in rows if row["closed_on"] is None])
    return [
        _view(row, owners[row["action"]], dues[row["action"]], silent.get(row["action"]))
        for row in rows
    ]


def _silences(record: Record, identities: list[str]) -> dict[str, str]:
    """Return since which meeting minutes are silent on each of these open actions."""
    followed = Following(record).these(identities) if identities else []
    return {each.item.action: each.silent[0] for each in followed if each.silent}


def by_identity(record: Record, identities: list[str]) -> dict[str, ActionView]:
    """Return those actions by their identity."""
    found = record.all(actions.described(record.secretariat, identities, record.known_at))
    return {view.id: view for view in views(record, found)}


def owners_by_action(record: Record, identities: list[str]) -> Mapping[str, list[OwnerView]]:
    """Return the owners of those actions."""
    owners: defaultdict[str, list[OwnerView]] = defaultdict(list)
    of = (record.secretariat, identities, record.known_at)
    reminded = {(row["action"], row["owner"]): row for row in record.all(reminders_of(*of))}
    for row in record.all(owners_of(*of)):
        sent = reminded.get((row["action"], row["owner"]))
        owners[row["action"]].append(_owner(row, sent))
    return owners


def _owner(row: RowMapping, sent: RowMapping | None) -> OwnerView:
    return OwnerView(
        number=row["owner"],
        kind=row["kind"],
        id=row["party"],
        name=row["name"],
        role=row["role"],
        part=row["part"],
        words=row["words"],
        done_on=row["done_on"],
        reminded=sent and sent["times"],
        reminded_on=sent and sent["last_on"],
    )


def _dues(record: Record, identities: list[str]) -> dict[str, DeadlineView]:
    asked = deadlines.Asked(record.secretariat, "", record.known_at)
    found = record.all(deadlines.dues_of(asked, identities))
    return {row["action"]: deadline(row) for row in found}


def deadline(row: RowMapping | Mapping[str, Any]) -> DeadlineView:
    """Return a deadline; what is dated over more than one day is a period."""
    first, day = (value and date.fromisoformat(value) for value in (row["first"], row["due"]))
    period = row["kind"] == "date" and first != day
    return DeadlineView(
        kind="period" if period else row["kind"],
        words=row["words"],
        first=first if period else None,
        day=day,
        falls_on=row["falls_on"],
    )


def _view(
    row: RowMapping, owners: list[OwnerView], due: DeadlineView, silent_since: str | None
) -> ActionView:
    return ActionView(
        id=row["action"],
        body=row["body"],
        meeting=row["meeting"],
        item=row["item"],
        reference=row["reference"],
        text=row["text"],
        state=row["state"],
        assigned_on=row["assigned_on"],
        closed_on=row["closed_on"],
        reported_on=row["reported_on"],
        reported_at=row["reported_at"],
        carried_to=row["carried_to"],
        superseded_by=row["superseded_by"],
        transferred_to=row["transferred_body"] or row["transferred_organisation"],
        owners=owners,
        due=due,
        silent_since=silent_since,
        handling=handling_of(row),
    )
