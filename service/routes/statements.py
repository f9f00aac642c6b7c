"""Statements of progress: recording them as printed, and finding what each bears on."""

from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field

from events.ids import ActionId, CommitmentId, RecommendationId, ReportId, StatementId
from events.report.commands import LinkProgress, NarrateProgress
from events.report.terms import Assigned, Committed, Linked, ToRecommendation
from projections import progress_statements
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch
from service.http.fields import Id, Input, KnownAt, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.recommendations import OfReport
from service.routes.report_forms import OneReport, OneStatement, record_part
from service.routes.report_views import StatementPage, statement_views

router = routes("recommendations")


class StatementInput(Fact):
    """A statement of progress, as printed."""

    text: LongText
    theme: Maybe[ShortText] = None
    owner: Maybe[ShortText] = Field(default=None, description="The words for who did it.")


class ToPartOfReport(Input):
    """A recommendation or a commitment; of the report of the path unless another is named."""

    kind: Literal["recommendation", "commitment"]
    id: Id
    report: Maybe[Id] = None


class ToAction(Input):
    """An action."""

    kind: Literal["action"]
    id: Id


class BearingInput(Fact):
    """What the statement bears on."""

    to: Annotated[ToPartOfReport | ToAction, Field(discriminator="kind")]

    def linked(self, report: str) -> Linked:
        """Return it as the commands take it, in a request about `report`."""
        match self.to:
            case ToAction(id=identity):
                return Assigned(ActionId(identity))
            case ToPartOfReport(kind="recommendation", id=identity, report=other):
                return ToRecommendation(ReportId(other or report), RecommendationId(identity))
            case ToPartOfReport(id=identity, report=other):
                return Committed(ReportId(other or report), CommitmentId(identity))


@router.get("/statements", responses={200: {"description": "A page", "headers": LINK}})
def list_statements(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    report: OfReport = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> StatementPage:
    """List statements of progress, in their order as recorded."""
    with reading(request, secretariat, known_at) as book:
        wanted = progress_statements.Wanted(report=report)
        query = progress_statements.statements(
            secretariat, wanted, book.known_at, cursor, limit + 1
        )
        found = statement_views(book, book.all(query))
        page = StatementPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.post(
    "/reports/{report}/statements",
    status_code=201,
    response_model=Receipt,
    responses=made("statement"),
)
async def narrate_progress(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    body: StatementInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record a statement of progress as printed; on what it bears is found by a person."""
    command = NarrateProgress(
        occurred_on=body.when,
        report=ReportId(report),
        statement=StatementId(request.app.state.book.mint()),
        text=body.text,
        theme=body.theme,
        owner=body.owner,
    )
    told = command.statement
    return await record_part(request, secretariat, command, body, told, key=key, revision=if_match)


@router.post(
    "/reports/{report}/statements/{statement}/links", response_model=Receipt, responses=DONE
)
async def link_progress(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    statement: OneStatement,
    body: BearingInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say what a statement of progress bears on: a recommendation, a commitment or an action."""
    command = LinkProgress(
        occurred_on=body.when,
        report=ReportId(report),
        statement=StatementId(statement),
        to=body.linked(report),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
