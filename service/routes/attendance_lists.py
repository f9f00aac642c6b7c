"""Who came over the years: of a person, of an organisation, and of a whole body."""

from typing import Annotated, Any, TypeVar

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy import Select

from events.errors import NotFound
from projections import attendance_history, bodies, meetings, organisations, people
from service.deps import InSecretariat, reading
from service.http.fields import Id, IfAny, KnownAt, Maybe, Output
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, Page, link_header
from service.http.strict import routes
from service.record import Record
from service.routes import body_views, organisation_views, person_views
from service.routes.attendance_rates import (
    AskedPolicy,
    RateView,
    rates_of_organisation,
    rates_of_person,
)
from service.routes.attendance_views import AttendanceLineView, by_meeting, line_view
from service.routes.bodies import OneBody
from service.routes.meeting_views import after_meeting
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson

router = routes("reports")

T = TypeVar("T")

_ALL = 1_000_000
"""More lines than anybody has; a rate is counted over all of them, whatever the page shows."""

_PAGE: dict[int | str, dict[str, Any]] = {200: {"description": "A page", "headers": LINK}}

OfBody = Annotated[Maybe[Id], Query(description="Only in this body.")]


class MeetingAttendanceView(Output):
    """A meeting that was held, with the rows that count."""

    meeting: Id
    day: str = Field(description="The first day that the date of the meeting can mean.")
    body: Id
    body_name: IfAny[str] = None
    rows: list[AttendanceLineView]


class PersonAttendancePage(Page[AttendanceLineView]):
    """A page of the meetings a person is listed at or was represented at, by day."""

    rates: list[RateView] = Field(description="Body by body, over all pages.")


class OrganisationAttendancePage(Page[MeetingAttendanceView]):
    """A page of the meetings somebody is listed at for an organisation, by day."""

    rates: list[RateView] = Field(description="Body by body, over all pages.")


class AttendanceMatrix(Page[MeetingAttendanceView]):
    """A page of the meetings of a body that were held, by day."""


@router.get("/people/{person}/attendance", responses=_PAGE)
def list_person_attendance(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    person: OnePerson,
    policy: AskedPolicy,
    body: OfBody = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> PersonAttendancePage:
    """List the meetings that a person came to, missed or sent somebody to, and how often they came.

    All identities the person goes by are counted as one. The cursor is a meeting.
    """
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, person, book.known_at)
        book.one(people.person(*of), person_views.missing(person))
        lines = _lines(book, attendance_history.of_person(*of, body, None, _ALL))
        items, following = _page(lines, [each.meeting for each in lines], cursor, limit)
        page = PersonAttendancePage(
            items=items,
            next=following,
            known_at=book.position,
            rates=rates_of_person(book, person, body, lines, policy),
        )
    if page.next:
        response.headers["Link"] = link_header(request, page.next, page.known_at)
    return page


@router.get("/organisations/{organisation}/attendance", responses=_PAGE)
def list_organisation_attendance(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    policy: AskedPolicy,
    body: OfBody = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> OrganisationAttendancePage:
    """List the meetings that people came to, or missed, for an organisation, and how often.

    The cursor is a meeting; a meeting counts once, however many came.
    """
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, organisation, book.known_at)
        book.one(organisations.organisation(*of), organisation_views.missing(organisation))
        lines = _lines(book, attendance_history.of_organisation(*of, body, None, _ALL))
        found = [_meeting(rows) for rows in by_meeting(lines).values()]
        items, following = _page(found, [each.meeting for each in found], cursor, limit)
        page = OrganisationAttendancePage(
            items=items,
            next=following,
            known_at=book.position,
            rates=rates_of_organisation(book, organisation, body, lines, policy),
        )
    if page.next:
        response.headers["Link"] = link_header(request, page.next, page.known_at)
    return page


@router.get("/bodies/{body}/attendance", responses=_PAGE)
def get_attendance_matrix(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> AttendanceMatrix:
    """Read who came to each meeting of a body that was held, duplicates left out."""
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, body, book.known_at)
        book.one(bodies.body(*of), body_views.missing(body))
        after = after_meeting(book, cursor)
        found = book.all(meetings.meetings_of(*of, after, limit + 1))
        held = [row for row in found[:limit] if row["held"]]
        lines = _lines(book, attendance_history.matrix(*of, after, len(held)))
        rows = by_meeting(lines)
        page = AttendanceMatrix(
            items=[
                MeetingAttendanceView(
                    meeting=each["meeting"],
                    day=each["day"],
                    body=each["body"],
                    body_name=each["body_name"],
                    rows=rows.get(each["meeting"], []),
                )
                for each in held
            ],
            next=found[limit - 1]["meeting"] if len(found) > limit else None,
            known_at=book.position,
        )
    if page.next:
        response.headers["Link"] = link_header(request, page.next, page.known_at)
    return page


def _lines(book: Record, query: Select[Any]) -> list[AttendanceLineView]:
    return [line_view(row) for row in book.all(query)]


def _meeting(rows: list[AttendanceLineView]) -> MeetingAttendanceView:
    first = rows[0]
    return MeetingAttendanceView(
        meeting=first.meeting,
        day=first.day,
        body=first.body,
        body_name=first.body_name,
        rows=rows,
    )


def _page(
    found: list[T], names: list[str], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """Return what follows the cursor, up to the limit, and the cursor of what follows that."""
    if cursor is not None and cursor not in names:
        raise NotFound(
            f"no page ends with a meeting {cursor}; send the `next` of the page before as cursor"
        )
    start = 0 if cursor is None else names.index(cursor) + 1
    end = start + limit
    return found[start:end], names[end - 1] if end < len(found) else None
