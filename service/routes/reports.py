"""Reports: handing them in whole, listing them, reading one, and who put their name to it."""

from typing import Annotated

import orjson
from fastapi import Query, Request, Response
from pydantic import Field

from events.ids import PersonId, ReportId
from events.report.commands import EndorseReport
from events.submission.report import RESULT, ReportSubmission, submit_report
from projections import (
    commitments,
    progress_statements,
    recommendations,
    report_endorsements,
    reports,
    responses,
)
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, carry_out, made, record
from service.http.conditions import IfMatch, tagged
from service.http.fields import Id, KnownAt, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.record import Record
from service.routes.minutes import FindingView
from service.routes.report_forms import OneReport
from service.routes.report_views import (
    CommitmentView,
    EndorsementView,
    RecommendationView,
    ReportPage,
    ReportView,
    ResponseView,
    StatementView,
    answers_in,
    commitment_views,
    recommendation_view,
    report_view,
    response_views,
    statement_views,
)

router = routes("recommendations")

_EVERYTHING = 1_000_000


class ReportReceipt(Receipt):
    """What was recorded of a report, durably; identities in their order as printed."""

    recommendations: list[Id]
    responses: list[Id]
    commitments: list[Id]
    statements: list[Id]
    findings: list[FindingView]


class WholeReport(ReportView):
    """A report with all that stands in it."""

    endorsements: list[EndorsementView]
    recommendations: list[RecommendationView]
    responses: list[ResponseView]
    commitments: list[CommitmentView]
    statements: list[StatementView]


class EndorsementInput(Fact):
    """Who put their name to it."""

    name: ShortText = Field(description="As stated.")
    post: Maybe[ShortText] = Field(default=None, description="As stated.")
    person: Maybe[Id] = None


@router.post(
    "/reports",
    status_code=201,
    response_model=ReportReceipt,
    responses=made("report", "getReport", "endorseReport", "makeRecommendation"),
)
async def publish_report(
    request: Request,
    secretariat: InSecretariat,
    body: ReportSubmission,
    key: IdempotencyKey = None,
) -> Response:
    """Record a report with all that stands in it, or with a reason none of it.

    A body or an organisation that stands in the record under exactly that name is the one meant;
    any other is new, and told as a finding.
    """
    mint = request.app.state.book.mint
    outcome = await carry_out(
        request, secretariat, lambda register: submit_report(body, register, mint), None, key
    )
    told = dict(outcome.result)
    report = told.pop(RESULT)
    revision = outcome.revisions[f"report-{report}"]
    told |= {
        "id": report,
        "revision": revision,
        "position": outcome.position,
        "first": outcome.first,
        "last": outcome.last,
    }
    headers = {"ETag": f'"{revision}"', "Location": f"/v1/{secretariat}/reports/{report}"}
    return Response(orjson.dumps(told), 201, headers, media_type="application/json")


@router.get("/reports", responses={200: {"description": "A page", "headers": LINK}})
def list_reports(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    publisher: Annotated[
        Maybe[Id], Query(description="Published by this body or organisation.")
    ] = None,
    replies_to: Annotated[Maybe[Id], Query(description="Replies to this report.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ReportPage:
    """List reports, the first recorded first."""
    with reading(request, secretariat, known_at) as book:
        wanted = reports.Wanted(publisher=publisher, replies_to=replies_to)
        query = reports.reports(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = [report_view(row) for row in book.all(query)]
        page = ReportPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/reports/{report}",
    response_model=WholeReport,
    responses={200: {"description": "The report", "headers": ETAG | KNOWN_AT}},
)
def get_report(
    request: Request, secretariat: InSecretariat, report: OneReport, known_at: KnownAt = None
) -> Response:
    """Read one report whole: recommendations, responses, commitments, statements of progress."""
    with reading(request, secretariat, known_at) as book:
        view = whole_report(book, report)
        revision, position = book.revision(f"report-{report}"), book.position
    return tagged(request, view, revision, known_at=position)


def whole_report(book: Record, report: str) -> WholeReport:
    """Return a report with all that stands in it; `NotFound` where there is none."""
    office, at = book.secretariat, book.known_at
    row = book.one(reports.report(office, report, at), missing(report))
    asked = recommendations.Wanted(report=report)
    promised = commitments.Wanted(report=report)
    told = progress_statements.Wanted(report=report)
    return WholeReport(
        **dict(report_view(row)),
        endorsements=[
            EndorsementView(**each)
            for each in book.all(report_endorsements.endorsements_of(office, report, at))
        ],
        recommendations=[
            recommendation_view(each)
            for each in book.all(
                recommendations.recommendations(office, asked, at, None, _EVERYTHING)
            )
        ],
        responses=response_views(
            book, book.all(responses.responses_in(office, report, at)), answers_in(book, report)
        ),
        commitments=commitment_views(
            book, book.all(commitments.commitments(office, promised, at, None, _EVERYTHING))
        ),
        statements=statement_views(
            book, book.all(progress_statements.statements(office, told, at, None, _EVERYTHING))
        ),
    )


def missing(report: str) -> str:
    """Return what is said of a report that is not there."""
    return f"there is no report {report} in the record"


@router.post("/reports/{report}/endorsements", response_model=Receipt, responses=DONE)
async def endorse_report(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    body: EndorsementInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record who put their name to a report."""
    command = EndorseReport(
        occurred_on=body.when,
        report=ReportId(report),
        name=body.name,
        post=body.post,
        person=PersonId(body.person) if body.person else None,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
