"""Why an attendance figure changed: line by line, with the event that made each difference."""

from typing import Annotated

from fastapi import Query, Request
from pydantic import Field

from events.meeting.terms import Mode, Role, Status
from projections import organisations, people
from projections.attendance_rate import Policy
from service.deps import InSecretariat, reading
from service.figures import Change, Organisation, Person, Side, Stand, Step, changes
from service.http.fields import Id, IfAny, Known, KnownAt, Output
from service.http.strict import routes
from service.ledger.leaf import instant
from service.record import Record
from service.routes import organisation_views, person_views
from service.routes.attendance_figures import AskedPolicy
from service.routes.attendance_lists import OfBody
from service.routes.attendance_rates import (
    RateView,
    counted_of_organisation,
    counted_of_person,
    rates_of_organisation,
    rates_of_person,
)
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson

router = routes("reports")

Since = Annotated[
    Known,
    Query(
        description="Compare with the record as it stood at this position, or at this instant; "
        "`known_at` is what it is compared with."
    ),
]


class StandView(Output):
    """What a line says that figures are counted from."""

    row: IfAny[int] = Field(
        default=None, description="Left out where only somebody in their seat is listed."
    )
    status: Status
    mode: IfAny[Mode] = None
    unlisted: IfAny[Role] = None
    represented_by_row: IfAny[int] = None


class SideView(Output):
    """What the record says of somebody at one meeting."""

    lines: list[StandView] = Field(description="Empty where the meeting does not name them.")
    counted: bool = Field(description="Whether it is one of the meetings counted over.")


class CauseView(Output):
    """An event that changed what is said of a meeting."""

    position: int
    type: IfAny[str] = Field(default=None, description="Such as `person.merged`.")
    recorded_at: IfAny[str] = Field(
        default=None,
        description="When it was recorded, in UTC.",
        json_schema_extra={"format": "date-time"},
    )
    reason: IfAny[str] = Field(default=None, description="Where it gives one; left out if erased.")
    after: SideView = Field(description="What was said from then on.")


class ChangeView(Output):
    """A meeting of which something else is said than before."""

    meeting: Id
    day: str = Field(description="The first day that the date of the meeting can mean.")
    body: Id
    before: SideView
    after: SideView
    causes: list[CauseView] = Field(description="What made it so, in the order of the log.")


class AttendanceChanges(Output):
    """How attendance figures changed between two positions, and why."""

    since: int = Field(description="The earlier position.")
    known_at: int = Field(description="The later position, on which this answer stands.")
    rates_before: list[RateView]
    rates_after: list[RateView]
    changes: list[ChangeView] = Field(description="By the day of the meeting.")


@router.get("/people/{person}/attendance-changes")
def get_person_attendance_changes(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    policy: AskedPolicy,
    since: Since,
    body: OfBody = None,
    known_at: KnownAt = None,
) -> AttendanceChanges:
    """Read how the attendance of a person changed in the record, and which events changed it.

    Whoever was merged into them counts from the merge on, which is then what is named.
    """
    with reading(request, secretariat, known_at) as book:
        known = people.person(secretariat, person, book.known_at)
        book.one(known, person_views.missing(person))
        return changes_of_person(book, book.earlier(since), person, body, policy)


@router.get("/organisations/{organisation}/attendance-changes")
def get_organisation_attendance_changes(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    policy: AskedPolicy,
    since: Since,
    body: OfBody = None,
    known_at: KnownAt = None,
) -> AttendanceChanges:
    """Read how the attendance of an organisation changed in the record, and what changed it."""
    with reading(request, secretariat, known_at) as book:
        known = organisations.organisation(secretariat, organisation, book.known_at)
        book.one(known, organisation_views.missing(organisation))
        return changes_of_organisation(book, book.earlier(since), organisation, body, policy)


def changes_of_person(
    now: Record, before: Record, person: str, body: str | None, policy: Policy
) -> AttendanceChanges:
    """Return how the figures of a person changed."""

    def rates(record: Record) -> list[RateView]:
        lines = counted_of_person(record, person, body)
        return rates_of_person(record, person, body, lines, policy)

    return _view(
        now, before, (rates(before), rates(now)), changes(now, before, Person(person, body))
    )


def changes_of_organisation(
    now: Record, before: Record, organisation: str, body: str | None, policy: Policy
) -> AttendanceChanges:
    """Return how the figures of an organisation changed."""

    def rates(record: Record) -> list[RateView]:
        lines = counted_of_organisation(record, organisation, body)
        return rates_of_organisation(record, organisation, body, lines, policy)

    found = changes(now, before, Organisation(organisation, body))
    return _view(now, before, (rates(before), rates(now)), found)


def _view(
    now: Record,
    before: Record,
    rates: tuple[list[RateView], list[RateView]],
    found: list[Change],
) -> AttendanceChanges:
    return AttendanceChanges(
        since=before.position,
        known_at=now.position,
        rates_before=rates[0],
        rates_after=rates[1],
        changes=[
            ChangeView(
                meeting=each.meeting,
                day=each.day,
                body=each.body,
                before=_side(each.before),
                after=_side(each.after),
                causes=[_cause(step) for step in each.steps],
            )
            for each in found
        ],
    )


def _side(side: Side) -> SideView:
    return SideView(lines=[_stand(each) for each in side.lines], counted=side.counted)


def _stand(stand: Stand) -> StandView:
    return StandView.model_validate(stand._asdict())


def _cause(step: Step) -> CauseView:
    told = step.event
    reason = getattr(told.event, "reason", None) if told else None
    return CauseView(
        position=step.position,
        type=told.event.wire if told else None,
        recorded_at=instant(told.recorded_at) if told else None,
        reason=reason if isinstance(reason, str) else None,
        after=_side(step.side),
    )
