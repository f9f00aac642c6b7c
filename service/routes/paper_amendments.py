"""Corrections and retractions of what stands in issues logs and reports."""

from fastapi import Request, Response

from service.deps import InSecretariat
from service.execute import DONE, Receipt
from service.http.conditions import IfMatch
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.amendments import Correction, Retraction, correct, retract
from service.routes.issue_forms import OneIssue
from service.routes.report_forms import OneReport

router = routes("events")


@router.post("/issues/{issue}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_issue_record(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of an issue: as changed, the event stands in its place."""
    stream = f"issue-{issue}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/issues/{issue}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_issue_record(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of an issue, or a correction or retraction of that."""
    stream = f"issue-{issue}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


@router.post("/reports/{report}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_report_record(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of a report: as changed, the event stands in its place."""
    stream = f"report-{report}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/reports/{report}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_report_record(
    request: Request,
    secretariat: InSecretariat,
    report: OneReport,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of a report, or a correction or retraction of that."""
    stream = f"report-{report}"
    return await retract(request, secretariat, stream, retraction, if_match, key)
