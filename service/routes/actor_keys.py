"""The keys of programs: issued once, shown once, revoked at any time."""

from datetime import UTC, date, datetime, timedelta

from fastapi import Request, Response
from pydantic import Field

from events.access import commands
from events.access.terms import Right
from events.errors import Refused
from events.ids import ActorId, KeyId
from events.plans import only
from service.deps import InSecretariat
from service.door.api_keys import new_key
from service.execute import DONE, Fact, Receipt, carry_out, made, record
from service.http.conditions import IfMatch
from service.http.fields import Day, IfAny, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.strict import routes
from service.routes.actor_views import OneActor, OneKey

router = routes("access")


class KeyInput(Fact):
    """What a key is to open, and until when."""

    scopes: list[Right] = Field(
        min_length=1,
        max_length=7,
        description="The rights it lends, of those that the roles of the program give.",
    )
    last_day: Day = Field(description="The last day on which it opens anything.")


class KeyRevocationInput(Fact):
    """Why a key opens nothing any more."""

    reason: Maybe[LongText] = None


class KeyReceipt(Receipt):
    """A key that was issued."""

    key: IfAny[str] = Field(
        default=None,
        description=(
            "The key, to be sent as `Authorization: Bearer …`. It is told this once: a second try "
            "with the same Idempotency-Key is answered without it."
        ),
    )


@router.post(
    "/actors/{actor}/keys",
    status_code=201,
    response_model=KeyReceipt,
    responses=made("key"),
)
@needs("administer", at=At.EVERYWHERE)
async def issue_key(
    request: Request,
    secretariat: InSecretariat,
    actor: OneActor,
    body: KeyInput,
    key: IdempotencyKey = None,
) -> Response:
    """Issue a key to a program; kept is only its SHA-256."""
    _short_enough(body.last_day, request.app.state.settings.key_days)
    issued = new_key(request.app.state.book.mint())
    command = commands.IssueKey(
        occurred_on=body.when,
        actor=ActorId(actor),
        key=issued.key,
        sha256=issued.sha256,
        scopes=tuple(dict.fromkeys(body.scopes)),
        last_day=body.last_day,
    )
    outcome = await carry_out(request, secretariat, only(command, key=issued.key), body, key)
    receipt = KeyReceipt(
        id=outcome.result["key"],
        revision=outcome.revisions[command.stream],
        position=outcome.position,
        first=outcome.first,
        last=outcome.last,
        key=None if outcome.replayed else issued.text,
    )
    headers = {
        "ETag": f'"{receipt.revision}"',
        "Location": f"{request.url.path.rstrip('/')}/{receipt.id}",
        "Cache-Control": "no-store",
    }
    content = receipt.model_dump_json(exclude_none=True)
    return Response(content, 201, headers, media_type="application/json")


def _short_enough(last_day: date, days: int) -> None:
    latest = datetime.now(UTC).date() + timedelta(days=days)
    if last_day > latest:
        raise Refused(f"a key opens for {days} days at most; name a last day up to {latest}")


@router.post("/actors/{actor}/keys/{key}/revocation", response_model=Receipt, responses=DONE)
@needs("administer", at=At.EVERYWHERE)
async def revoke_key(
    request: Request,
    secretariat: InSecretariat,
    actor: OneActor,
    key: OneKey,
    body: KeyRevocationInput,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Let a key open nothing any more, from now on."""
    command = commands.RevokeKey(
        occurred_on=body.when, actor=ActorId(actor), key=KeyId(key), reason=body.reason
    )
    return await record(request, secretariat, command, body, key=idempotency_key, revision=if_match)
