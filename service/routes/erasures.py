"""Erasures: asking for them, seeing what goes, and deciding as a second person."""

from typing import Annotated, Literal

from fastapi import Query, Request, Response
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from events.ids import ErasureId, PersonId
from events.privacy import commands
from events.privacy.planning import approving
from projections import erasures
from service.deps import InSecretariat, reading
from service.erasing.finding import Found, found
from service.execute import DONE, Receipt, made, record, record_planned
from service.http.conditions import IfMatch, tagged
from service.http.fields import KnownAt, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK, responses
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.erasure_forms import (
    ErasureApproval,
    ErasureInput,
    ErasureRefusal,
    OneErasure,
    decisions,
    named,
)
from service.routes.erasure_views import (
    ErasurePage,
    ErasurePlan,
    ErasureView,
    erasure_view,
    plan_view,
)

router = routes("privacy")

_DONE = DONE | responses(409)


@router.get("/erasures", responses={200: {"description": "A page", "headers": LINK}})
@needs("erase", "audit", at=At.EVERYWHERE)
def list_erasures(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    state: Annotated[
        Maybe[Literal["requested", "approved", "refused"]], Query(description="Only those.")
    ] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ErasurePage:
    """List the erasures that were asked for, the oldest first."""
    with reading(request, secretariat, known_at) as book:
        query = erasures.erasures(secretariat, state, book.known_at, cursor, limit + 1)
        rows = [erasure_view(row) for row in book.all(query)]
        page = ErasurePage(
            items=rows[:limit],
            next=rows[limit - 1].id if len(rows) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/erasures/{erasure}",
    response_model=ErasureView,
    responses={200: {"description": "The erasure", "headers": ETAG | KNOWN_AT}},
)
@needs("erase", "audit", at=At.EVERYWHERE)
def get_erasure(
    request: Request, secretariat: InSecretariat, erasure: OneErasure, known_at: KnownAt = None
) -> Response:
    """Read one erasure: who asked for it, on which basis, and what was decided."""
    with reading(request, secretariat, known_at) as book:
        row = book.one(erasures.erasure(secretariat, erasure, book.known_at), _missing(erasure))
        view, position = erasure_view(row), book.position
        revision = book.revision(f"privacy-{erasure}")
    return tagged(request, view, revision, known_at=position)


@router.get(
    "/erasures/{erasure}/plan",
    response_model=ErasurePlan,
    responses={200: {"description": "What goes", "headers": ETAG | KNOWN_AT}},
)
@needs("erase", at=At.EVERYWHERE)
def get_erasure_plan(request: Request, secretariat: InSecretariat, erasure: OneErasure) -> Response:
    """See what an erasure takes away, value by value, as the record stands now."""
    with reading(request, secretariat, None) as book:
        position, revision = book.position, book.revision(f"privacy-{erasure}")
    view = plan_view(_found(request, secretariat, erasure), position)
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/erasures",
    status_code=201,
    response_model=Receipt,
    responses=made("erasure", "getErasure", "getErasurePlan", "refuseErasure") | responses(409),
)
@needs("erase", at=At.EVERYWHERE)
async def request_erasure(
    request: Request, secretariat: InSecretariat, body: ErasureInput, key: IdempotencyKey = None
) -> Response:
    """Ask that a person, or values, be erased; nothing is until a second person agrees."""
    command = commands.RequestErasure(
        occurred_on=body.when,
        erasure=ErasureId(request.app.state.book.mint()),
        person=None if body.person is None else PersonId(body.person),
        values=named(body.values),
        spared=named(body.spared),
        basis=body.basis,
        reason=body.reason,
        by=request.state.actor,
    )
    return await record(request, secretariat, command, body, key=key, status=201, fresh=True)


@router.post("/erasures/{erasure}/approve", response_model=Receipt, responses=_DONE)
@needs("erase", at=At.EVERYWHERE)
async def approve_erasure(
    request: Request,
    secretariat: InSecretariat,
    erasure: OneErasure,
    body: ErasureApproval,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Agree to the plan that was read, and erase it: in one transaction, and for good."""
    command = commands.ApproveErasure(
        occurred_on=body.when,
        erasure=ErasureId(erasure),
        plan=body.plan,
        by=request.state.actor,
    )
    plan = approving(command, decisions(body.documents))
    answer = await record_planned(
        request, secretariat, command.stream, plan, body, key=key, revision=if_match
    )
    await run_in_threadpool(request.app.state.book.finish_erasures, secretariat)
    return answer


@router.post("/erasures/{erasure}/refuse", response_model=Receipt, responses=_DONE)
@needs("erase", at=At.EVERYWHERE)
async def refuse_erasure(
    request: Request,
    secretariat: InSecretariat,
    erasure: OneErasure,
    body: ErasureRefusal,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Leave everything as it is."""
    command = commands.RefuseErasure(
        occurred_on=body.when,
        erasure=ErasureId(erasure),
        reason=body.reason,
        by=request.state.actor,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _found(request: Request, secretariat: str, erasure: str) -> Found:
    book, cleared = request.app.state.book, request.state.cleared
    with book.reading(secretariat, cleared=cleared) as connection:
        going = found(connection, secretariat, ErasureId(erasure))
    if going is None:
        raise NotFound(f"no erasure {erasure} waits to be decided")
    return going


def _missing(erasure: str) -> str:
    return f"there is no erasure {erasure} in the record"
