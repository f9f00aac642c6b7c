"""The meetings of a body: in the order of their days, and those that nobody had scheduled."""

from fastapi import Request, Response

from events.ids import BodyId, MeetingId
from projections import bodies, meetings
from service.deps import InSecretariat, reading
from service.execute import Receipt, made, record
from service.http.fields import KnownAt
from service.http.idempotency import IdempotencyKey
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.bodies import OneBody
from service.routes.body_views import missing
from service.routes.meeting_views import MeetingPage, after_meeting, meeting_line
from service.routes.meetings import HeldInput, held

router = routes("meetings")


@router.get("/bodies/{body}/meetings", responses={200: {"description": "A page", "headers": LINK}})
def list_body_meetings(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> MeetingPage:
    """List the meetings of a body in the order of their days, cancelled ones among them."""
    with reading(request, secretariat, known_at) as book:
        book.one(bodies.body(secretariat, body, book.known_at), missing(body))
        after = after_meeting(book, cursor)
        query = meetings.meetings_of(secretariat, body, book.known_at, after, limit + 1)
        found = [meeting_line(row) for row in book.all(query)]
        page = MeetingPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.post(
    "/bodies/{body}/meetings",
    status_code=201,
    response_model=Receipt,
    responses=made("meeting", "getMeeting", "recordMeetingHeld", "listAttendee", "postponeMeeting"),
)
async def record_unscheduled_meeting(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: HeldInput,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a body met, where nobody had scheduled it."""
    command = held(BodyId(body), MeetingId(request.app.state.book.mint()), asked)
    answer = await record(request, secretariat, command, asked, key=key, status=201, fresh=True)
    meeting = answer.headers["Location"].rpartition("/")[2]
    answer.headers["Location"] = f"/v1/{secretariat}/meetings/{meeting}"
    return answer
