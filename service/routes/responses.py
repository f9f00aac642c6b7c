"""Responses to recommendations: giving them, what is inferred from them, what they refer to."""

from fastapi import Request, Response
from pydantic import Field

from events.ids import ReportId, ResponseId
from events.report.commands import CrossReferenceResponse, GiveResponse, InferDisposition
from events.report.terms import Answer, Disposition
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch
from service.http.fields import Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.report_forms import (
    OneReport,
    OneResponse,
    RecommendationRef,
    RespondingInput,
    record_part,
)

router = routes("recommendations")


class AnswerInput(RecommendationRef):
    """What the response says of one recommendation."""

    disposition: Maybe[Disposition] = Field(
        default=None, description="Only where words of the response state it."
    )
    words: Maybe[LongText] = Field(default=None, description="Those words, if not its opening.")


class ResponseInput(Fact):
    """A response to one or more recommendations."""

    by: RespondingInput
    answers: list[AnswerInput] = Field(min_length=1, max_length=500)
    text: LongText
    opening: Maybe[LongText] = Field(
        default=None, description="The words that it opens with, verbatim."
    )
    supersedes: list[Id] = Field(
        default_factory=list,
        max_length=100,
        description="Responses by the same whose place it takes, as far as both answer the same.",
    )


class InferredInput(Fact):
    """What the response comes to, which its words do not state."""

    to: RecommendationRef
    disposition: Disposition
    basis: LongText = Field(description="From what it is inferred.")


class ReferenceInput(Fact):
    """A recommendation that the response refers to without answering it."""

    to: RecommendationRef
    words: Maybe[LongText] = None


@router.post(
    "/reports/{report}/responses",
    status_code=201,
    response_model=Receipt,
    responses=made("response"),
)
async def give_response(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    body: ResponseInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record a response to recommendations of this report, or of the one it replies to."""
    command = GiveResponse(
        occurred_on=body.when,
        report=ReportId(report),
        response=ResponseId(request.app.state.book.mint()),
        by=body.by.responder(),
        answers=tuple(
            Answer(to.report, to.recommendation, each.disposition, each.words)
            for each in body.answers
            for to in (each.of(report),)
        ),
        text=body.text,
        opening=body.opening,
        supersedes=tuple(ResponseId(each) for each in body.supersedes),
    )
    given = command.response
    return await record_part(request, secretariat, command, body, given, key=key, revision=if_match)


@router.post(
    "/reports/{report}/responses/{response}/dispositions", response_model=Receipt, responses=DONE
)
async def infer_disposition(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    response: OneResponse,
    body: InferredInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say what a response comes to, and on what basis; what its words state stays beside it.

    It may be inferred again: the last one holds, and the earlier ones stay in the log.
    """
    command = InferDisposition(
        occurred_on=body.when,
        report=ReportId(report),
        response=ResponseId(response),
        to=body.to.of(report),
        disposition=body.disposition,
        basis=body.basis,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/reports/{report}/responses/{response}/references", response_model=Receipt, responses=DONE
)
async def cross_reference_response(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    response: OneResponse,
    body: ReferenceInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a response refers to what is said of another recommendation."""
    command = CrossReferenceResponse(
        occurred_on=body.when,
        report=ReportId(report),
        response=ResponseId(response),
        to=body.to.of(report),
        words=body.words,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
