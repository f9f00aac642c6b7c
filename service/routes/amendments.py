"""Corrections and retractions: any recorded fact, with a reason, naming its event.

What was recorded stays in the log and is read at every earlier `known_at`; what is derived from it
is derived anew from now on.
"""

from fastapi import Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from events.amending import amending
from events.record import CorrectRecord
from service.amending import correcting, retracting
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, record_planned
from service.http.conditions import IfMatch
from service.http.fields import Id, LongText
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.action_forms import OneAction
from service.routes.bodies import OneBody
from service.routes.changes import MOST_CHANGES, AnyChange, change_of
from service.routes.meeting_forms import OneMeeting
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson

router = routes("events")


class Retraction(Fact):
    """Which event never was, and why it is taken back."""

    event: Id = Field(
        description="The identity of the event, as the history shows it; of a correction or a "
        "retraction, to undo that."
    )
    reason: LongText


class Correction(Fact):
    """Which event was recorded wrongly, what is to be different in it, and why."""

    event: Id = Field(description="The identity of the event, as the history shows it.")
    reason: LongText
    changes: tuple[AnyChange, ...] = Field(
        min_length=1,
        max_length=MOST_CHANGES,
        description="Of the event's `data`, made in their order; `/occurred_on` is when it was "
        "true.",
    )


@router.post("/actions/{action}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_action_record(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of an action: as changed, the event stands in its place."""
    stream = f"action-{action}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/actions/{action}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_action_record(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of an action, or a correction or retraction of that."""
    stream = f"action-{action}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


@router.post("/meetings/{meeting}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_meeting_record(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of a meeting: as changed, the event stands in its place."""
    stream = f"meeting-{meeting}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/meetings/{meeting}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_meeting_record(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of a meeting, or a correction or retraction of that."""
    stream = f"meeting-{meeting}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


@router.post("/bodies/{body}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_body_record(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of a body: as changed, the event stands in its place."""
    stream = f"body-{body}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/bodies/{body}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_body_record(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of a body, or a correction or retraction of that."""
    stream = f"body-{body}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


@router.post("/people/{person}/history/corrections", response_model=Receipt, responses=DONE)
async def correct_person_record(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of a person: as changed, the event stands in its place."""
    stream = f"person-{person}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post("/people/{person}/history/retractions", response_model=Receipt, responses=DONE)
async def retract_person_record(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of a person, or a correction or retraction of that."""
    stream = f"person-{person}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


@router.post(
    "/organisations/{organisation}/history/corrections", response_model=Receipt, responses=DONE
)
async def correct_organisation_record(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    correction: Correction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct what was recorded of an organisation: as changed, the event stands in its place."""
    stream = f"organisation-{organisation}"
    return await correct(request, secretariat, stream, correction, if_match, key)


@router.post(
    "/organisations/{organisation}/history/retractions", response_model=Receipt, responses=DONE
)
async def retract_organisation_record(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    retraction: Retraction,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back what was recorded of an organisation, or a correction or retraction of that."""
    stream = f"organisation-{organisation}"
    return await retract(request, secretariat, stream, retraction, if_match, key)


async def correct(
    request: Request,
    secretariat: str,
    stream: str,
    body: Correction,
    revision: int | None,
    key: str | None,
) -> Response:
    """Correct an event of a stream."""
    command = await run_in_threadpool(_command, request, secretariat, stream, body)
    plan = amending(command)
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=revision
    )


async def retract(
    request: Request,
    secretariat: str,
    stream: str,
    body: Retraction,
    revision: int | None,
    key: str | None,
) -> Response:
    """Take back an event of a stream."""
    command = retracting(stream, body.event, body.reason, body.when)
    plan = amending(command)
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=revision
    )


def _command(request: Request, secretariat: str, stream: str, body: Correction) -> CorrectRecord:
    changes = [change_of(each) for each in body.changes]
    with reading(request, secretariat, None) as book:
        return correcting(book, stream, body.event, changes, body.reason, body.when)
