"""What does not fit in the record of a meeting: a list to work off, settled by facts or words."""

from typing import Annotated

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from events.errors import NotFound
from events.ids import MeetingId
from events.meeting.commands import ReopenFinding, SettleFinding
from events.meeting.findings import FindingKind, Resolution
from projections import bodies, meetings
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch
from service.http.fields import KnownAt, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import LINK
from service.http.paging import IdCursor, Limit, linked
from service.http.strict import routes
from service.reconciling import entries
from service.routes import body_views, meeting_views
from service.routes.bodies import OneBody
from service.routes.meeting_forms import OneMeeting
from service.routes.reconciliation_views import (
    MeetingWorkPage,
    ReconciliationView,
    finding_view,
    work_view,
)

router = routes("meetings")

_USUAL = 20

Subject = Annotated[ShortText, Field(description="As the list of the meeting has it.")]


class SettlementInput(Fact):
    """What is said of an entry."""

    kind: FindingKind
    subject: Subject
    resolution: Resolution
    words: Maybe[LongText] = Field(default=None, description="Needed where it is explained.")


class FindingReopeningInput(Fact):
    """Why what was said of an entry does not settle it."""

    kind: FindingKind
    subject: Subject
    reason: LongText


@router.get("/meetings/{meeting}/reconciliation")
def get_reconciliation(
    request: Request, secretariat: InSecretariat, meeting: OneMeeting, known_at: KnownAt = None
) -> ReconciliationView:
    """Read what does not fit in the record of a meeting, and what was said of it.

    Nothing is ever added by this. Gaps in printed numbers are told to who reads what is
    confidential: to others, what is withheld would look like one.
    """
    with reading(request, secretariat, known_at) as book:
        query = meetings.meeting(secretariat, meeting, book.known_at)
        book.one(query, meeting_views.missing(meeting))
        found = entries(book, meeting, cleared=request.state.cleared)
        return ReconciliationView(
            open=sum(each.settlement is None for each in found),
            items=[finding_view(each) for each in found],
            known_at=book.position,
        )


@router.get(
    "/bodies/{body}/reconciliation", responses={200: {"description": "A page", "headers": LINK}}
)
def list_body_reconciliation(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = _USUAL,
    cursor: IdCursor = None,
) -> MeetingWorkPage:
    """List the meetings of a body at which something is open, by day; the cursor is a meeting."""
    with reading(request, secretariat, known_at) as book:
        book.one(bodies.body(secretariat, body, book.known_at), body_views.missing(body))
        after = meeting_views.after_meeting(book, cursor)
        query = meetings.meetings_of(secretariat, body, book.known_at, after, limit + 1)
        found = book.all(query)
        work = [
            work_view(
                each["meeting"],
                each["day"],
                entries(book, each["meeting"], cleared=request.state.cleared),
            )
            for each in found[:limit]
        ]
        page = MeetingWorkPage(
            items=[each for each in work if each.open],
            next=found[limit - 1]["meeting"] if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.post(
    "/meetings/{meeting}/reconciliation/settlements", response_model=Receipt, responses=DONE
)
async def settle_finding(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: SettlementInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Settle an entry by a statement: it is as printed, or this is how it is explained."""
    await run_in_threadpool(_listed, request, secretariat, meeting, body)
    command = SettleFinding(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        kind=body.kind,
        subject=body.subject,
        resolution=body.resolution,
        words=body.words,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/reconciliation/reopenings", response_model=Receipt, responses=DONE
)
async def reopen_finding(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: FindingReopeningInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take up an entry again that was settled by a statement."""
    command = ReopenFinding(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        kind=body.kind,
        subject=body.subject,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _listed(request: Request, secretariat: str, meeting: str, asked: SettlementInput) -> None:
    """Refuse to settle what whoever asks does not find in the list."""
    with reading(request, secretariat, None) as book:
        found = entries(book, meeting, cleared=request.state.cleared)
    if not any((each.kind, each.subject) == (asked.kind, asked.subject) for each in found):
        raise NotFound(
            f"the list of this meeting has no {asked.kind} of {asked.subject}; read it again"
        )
