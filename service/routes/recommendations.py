"""Recommendations: making them, which are answered and how, and all that followed from them."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field

from events.ids import RecommendationId, ReportId
from events.report.commands import MakeRecommendation
from events.report.terms import Disposition
from projections import recommendations, reports
from service.deps import InSecretariat, reading
from service.execute import Fact, Receipt, made
from service.http.conditions import IfMatch, tagged
from service.http.fields import Code, Flag, Id, KnownAt, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.chain_views import ChainPage, ChainView, chain, chains
from service.routes.report_forms import OneRecommendation, OneReport, record_part
from service.routes.report_views import RecommendationPage, recommendation_view
from service.routes.reports import missing

router = routes("recommendations")

OfReport = Annotated[Maybe[Id], Query(description="Of this report.")]


class RecommendationInput(Fact):
    """What is recommended; several may refer to the same paragraph."""

    number: Code = Field(description="As printed; once in its section.")
    section: Maybe[ShortText] = None
    paragraphs: list[Code] = Field(default_factory=list, max_length=100)
    text: LongText


@router.post(
    "/reports/{report}/recommendations",
    status_code=201,
    response_model=Receipt,
    responses=made("recommendation", "getRecommendationChain"),
)
async def make_recommendation(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    body: RecommendationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record what a report recommends."""
    command = MakeRecommendation(
        occurred_on=body.when,
        report=ReportId(report),
        recommendation=RecommendationId(request.app.state.book.mint()),
        number=body.number,
        section=body.section,
        paragraphs=tuple(body.paragraphs),
        text=body.text,
    )
    made_here = command.recommendation
    return await record_part(
        request, secretariat, command, body, made_here, key=key, revision=if_match
    )


@router.get("/recommendations", responses={200: {"description": "A page", "headers": LINK}})
def list_recommendations(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    report: OfReport = None,
    answered: Annotated[
        Maybe[Flag], Query(description="Only those with a response, or only those without.")
    ] = None,
    stated: Annotated[
        Maybe[Disposition], Query(description="With a response whose words state this.")
    ] = None,
    inferred: Annotated[
        Maybe[Disposition], Query(description="With a response from which this was inferred.")
    ] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> RecommendationPage:
    """List recommendations, in their order as recorded.

    Without a response means that none is recorded. What is stated and what is inferred are asked
    for apart, of responses that no other superseded.
    """
    with reading(request, secretariat, known_at) as book:
        wanted = recommendations.Wanted(report, answered, stated, inferred)
        query = recommendations.recommendations(
            secretariat, wanted, book.known_at, cursor, limit + 1
        )
        found = [recommendation_view(row) for row in book.all(query)]
        page = RecommendationPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/recommendations/{recommendation}/chain",
    response_model=ChainView,
    responses={200: {"description": "The chain", "headers": ETAG | KNOWN_AT}},
)
def get_recommendation_chain(
    request: Request,
    secretariat: InSecretariat,
    recommendation: OneRecommendation,
    known_at: KnownAt = None,
) -> Response:
    """Read all that followed from a recommendation: response, commitment, action, progress.

    Where a link is missing the answer says so: that none is recorded is not that there is none.
    """
    with reading(request, secretariat, known_at) as book:
        view = chain(book, recommendation)
        revision = book.revision(f"report-{view.recommendation.report}")
        position = book.position
    return tagged(request, view, revision, known_at=position)


@router.get("/reports/{report}/chains", responses={200: {"description": "A page", "headers": LINK}})
def list_report_chains(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    report: OneReport,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ChainPage:
    """List the chains of a report: each of its recommendations once, with all that followed."""
    with reading(request, secretariat, known_at) as book:
        book.one(reports.report(secretariat, report, book.known_at), missing(report))
        wanted = recommendations.Wanted(report=report)
        query = recommendations.recommendations(
            secretariat, wanted, book.known_at, cursor, limit + 1
        )
        rows = book.all(query)
        page = ChainPage(
            items=chains(book, rows[:limit]),
            next=rows[limit - 1]["recommendation"] if len(rows) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)
