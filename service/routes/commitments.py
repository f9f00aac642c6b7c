"""Commitments: giving them, what became of them, and which are open, overdue, or somebody's."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from events.action.form import Deadline, RecordedOwner, due_of
from events.ids import ActionId, CommitmentId, ReportId, ResponseId
from events.report.commands import (
    GiveCommitment,
    LinkCommitmentToAction,
    MeetCommitment,
    ReportCommitmentProgress,
)
from projections import commitments
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch
from service.http.fields import Day, Flag, Id, KnownAt, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.action_forms import assignees
from service.routes.action_progress import NoteInput
from service.routes.recommendations import OfReport
from service.routes.report_forms import (
    OneCommitment,
    OneReport,
    RecommendationRef,
    record_part,
)
from service.routes.report_views import CommitmentPage, commitment_views

router = routes("recommendations")


class CommitmentInput(Fact):
    """What a response promises."""

    response: Id = Field(description="The response of this report that it stands in.")
    placed_with: Maybe[RecommendationRef] = Field(
        default=None, description="The recommendation it was placed with, if with one."
    )
    text: LongText
    owners: list[RecordedOwner] = Field(default_factory=list, max_length=50)
    due: Maybe[Deadline] = None


class ReportedInput(Fact):
    """What was reported."""

    text: LongText


class CarriedOutInput(Fact):
    """The action by which it is carried out."""

    action: Id


@router.get("/commitments", responses={200: {"description": "A page", "headers": LINK}})
def list_commitments(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    report: OfReport = None,
    met: Annotated[Maybe[Flag], Query(description="Only met ones, or only open ones.")] = None,
    overdue_on: Annotated[
        Maybe[Day], Query(description="Due before this day, and not met on it.")
    ] = None,
    owner: Annotated[
        Maybe[Id],
        Query(
            description="Owned by this person (with all merged into them), organisation or body."
        ),
    ] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> CommitmentPage:
    """List commitments, in their order as recorded; what is due in a period, by its last day."""
    with reading(request, secretariat, known_at) as book:
        day = overdue_on.isoformat() if overdue_on else None
        wanted = commitments.Wanted(report, met, day, owner)
        query = commitments.commitments(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = commitment_views(book, book.all(query))
        page = CommitmentPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.post(
    "/reports/{report}/commitments",
    status_code=201,
    response_model=Receipt,
    responses=made("commitment"),
)
async def give_commitment(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    body: CommitmentInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record what a response promises, by whom and until when."""
    command = GiveCommitment(
        occurred_on=body.when,
        report=ReportId(report),
        commitment=CommitmentId(request.app.state.book.mint()),
        response=ResponseId(body.response),
        to=body.placed_with.of(report) if body.placed_with else None,
        text=body.text,
        owners=assignees(body.owners),
        due=due_of(body.due) if body.due else None,
    )
    given = command.commitment
    return await record_part(request, secretariat, command, body, given, key=key, revision=if_match)


@router.post(
    "/reports/{report}/commitments/{commitment}/progress", response_model=Receipt, responses=DONE
)
async def report_commitment_progress(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    commitment: OneCommitment,
    body: ReportedInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record what was reported of a commitment."""
    command = ReportCommitmentProgress(
        occurred_on=body.when,
        report=ReportId(report),
        commitment=CommitmentId(commitment),
        text=body.text,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/reports/{report}/commitments/{commitment}/fulfilment", response_model=Receipt, responses=DONE
)
async def meet_commitment(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    commitment: OneCommitment,
    body: NoteInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a commitment is met, on the day this occurred on."""
    command = MeetCommitment(
        occurred_on=body.when,
        report=ReportId(report),
        commitment=CommitmentId(commitment),
        note=body.note,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/reports/{report}/commitments/{commitment}/actions", response_model=Receipt, responses=DONE
)
async def link_commitment_to_action(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    commitment: OneCommitment,
    body: CarriedOutInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say by which action a commitment is carried out."""
    command = LinkCommitmentToAction(
        occurred_on=body.when,
        report=ReportId(report),
        commitment=CommitmentId(commitment),
        action=ActionId(body.action),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
