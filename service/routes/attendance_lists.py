"""Who came over the years: of a person, of an organisation, and of a whole body."""

from typing import Annotated, Any

from fastapi import Query, Request, Response
from sqlalchemy import Select

from projections import attendance_history, bodies, meetings, organisations, people
from projections.prepared import prepared
from service.deps import InSecretariat, reading
from service.http.fields import Id, KnownAt, Maybe
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, link_header
from service.http.strict import routes
from service.record import Record
from service.routes import body_views, organisation_views, person_views
from service.routes.attendance_views import (
    AttendanceLineView,
    AttendanceMatrix,
    MeetingAttendanceView,
    OrganisationAttendancePage,
    PersonAttendancePage,
    by_meeting,
    line_view,
)
from service.routes.bodies import OneBody
from service.routes.meeting_views import after_meeting
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson

router = routes("reports")

_PAGE: dict[int | str, dict[str, Any]] = {200: {"description": "A page", "headers": LINK}}

_person, _organisation = prepared(people.person), prepared(organisations.organisation)

OfBody = Annotated[Maybe[Id], Query(description="Only in this body.")]


@router.get("/people/{person}/attendance", response_model=PersonAttendancePage, responses=_PAGE)
def list_person_attendance(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    body: OfBody = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> Response:
    """List the meetings that a person came to, missed or sent somebody to, by day.

    All identities the person goes by are counted as one. The cursor is a meeting.
    """
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, person, book.known_at)
        book.one(_person(*of), person_views.missing(person))
        after = after_meeting(book, cursor)
        query = attendance_history.meetings_of_person(*of, body, after, limit + 1)
        named, following = _page(book, query, limit)
        page = PersonAttendancePage(
            items=_lines(book, attendance_history.of_person_at(*of, named)),
            next=following,
            known_at=book.position,
        )
    return _answer(request, page)


@router.get(
    "/organisations/{organisation}/attendance",
    response_model=OrganisationAttendancePage,
    responses=_PAGE,
)
def list_organisation_attendance(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    body: OfBody = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> Response:
    """List the meetings that people came to, or missed, for an organisation, by day.

    The cursor is a meeting.
    """
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, organisation, book.known_at)
        book.one(_organisation(*of), organisation_views.missing(organisation))
        after = after_meeting(book, cursor)
        query = attendance_history.meetings_of_organisation(*of, body, after, limit + 1)
        named, following = _page(book, query, limit)
        lines = _lines(book, attendance_history.of_organisation_at(*of, named))
        page = OrganisationAttendancePage(
            items=[_meeting(rows) for rows in by_meeting(lines).values()],
            next=following,
            known_at=book.position,
        )
    return _answer(request, page)


@router.get("/bodies/{body}/attendance", response_model=AttendanceMatrix, responses=_PAGE)
def get_attendance_matrix(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> Response:
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
    return _answer(request, page)


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


def _page(book: Record, query: Select[Any], limit: int) -> tuple[list[str], str | None]:
    """Return the meetings of a page, of which one more was asked, and the cursor of the next."""
    found = [row["meeting"] for row in book.all(query)]
    return found[:limit], found[limit - 1] if len(found) > limit else None


def _answer(
    request: Request, page: PersonAttendancePage | OrganisationAttendancePage | AttendanceMatrix
) -> Response:
    """Write the page at once: to have FastAPI check it again takes longer than to read it."""
    headers = {"Link": link_header(request, page.next, page.known_at)} if page.next else None
    content = page.model_dump_json(exclude_none=True)
    return Response(content, headers=headers, media_type="application/json")
