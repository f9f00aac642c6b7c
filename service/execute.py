"""The only way from a request to the log: command or plan in, receipt out."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Literal

import orjson
from fastapi import Request, Response
from pydantic import Field

from events.base import Authority, Command, Provenance, Source
from events.ids import DocumentId
from events.plans import Planner, only
from events.when import When, on_day
from service.http.fields import Extent, Id, IfAny, Input, Maybe, Moment, Output
from service.http.openapi import ETAG, LOCATION
from service.http.preferences import APPLIED, wait_of
from service.ledger.ask import Ask, Key, Outcome


class OnAuthority(Input):
    """On whose authority this is recorded."""

    kind: Literal["chair", "meeting", "delegation", "statute"]
    reference: Maybe[Id] = Field(
        default=None, description="The meeting, person or instrument it rests on."
    )


class TakenFrom(Input):
    """The words it was taken from: `length` characters of a document, from `start` on."""

    document: Id
    start: Extent
    length: Extent


class Fact(Input):
    """What every fact may say of itself."""

    occurred_on: Maybe[Moment] = Field(
        default=None, description="When it was true, as exactly as is known; today if left out."
    )
    authority: Maybe[OnAuthority] = None
    source: Maybe[TakenFrom] = None

    @property
    def when(self) -> When:
        """When it was true."""
        return self.occurred_on or on_day(datetime.now(UTC).date())


_IDENTIFIER: Final = re.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def made(
    parameter: str, *operations: str, replacing: Iterable[str] = ()
) -> dict[int | str, dict[str, Any]]:
    """Return what the contract says of an operation that makes a thing.

    `operations` take the new thing as their `parameter`, those of `replacing` with its entity
    tag; each is stated as a link.
    """
    thing = {
        "path.secretariat": "$request.path.secretariat",
        f"path.{parameter}": "$response.body#/id",
    }
    tagged = thing | {"header.If-Match": "$response.header.ETag"}
    links = {each: {"operationId": each, "parameters": thing} for each in operations}
    links |= {each: {"operationId": each, "parameters": tagged} for each in replacing}
    return {201: {"description": "Recorded", "headers": ETAG | LOCATION, "links": links}}


DONE: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "Recorded", "headers": ETAG}}
"""What the contract says of the answers of commands."""


class Receipt(Output):
    """What was recorded, durably. Without positions nothing was: it stood in the record already."""

    id: Id = Field(description="The thing that was asked to change, or that was made.")
    revision: int = Field(ge=0, description="Its revision after this, for `If-Match`.")
    position: int = Field(ge=0, description="The size of the log after this, for `known_at`.")
    first: IfAny[int] = Field(default=None, description="Position of the first event recorded.")
    last: IfAny[int] = Field(default=None, description="Position of the last event recorded.")
    unsigned: IfAny[str] = Field(
        default=None,
        description="Why no checkpoint takes it in yet, though `Prefer: wait` asked for that.",
    )


async def record(
    request: Request,
    secretariat: str,
    command: Command,
    fact: Fact,
    *,
    key: str | None = None,
    revision: int | None = None,
    status: int = 200,
    fresh: bool = False,
) -> Response:
    """Carry out one command and answer with its receipt; `fresh` where its stream is new."""
    stream = command.stream
    plan = only(command, fresh=frozenset({stream}) if fresh else frozenset())
    return await record_planned(
        request, secretariat, stream, plan, fact, key=key, revision=revision, status=status
    )


async def record_planned(
    request: Request,
    secretariat: str,
    stream: str,
    plan: Planner,
    fact: Fact,
    *,
    key: str | None = None,
    revision: int | None = None,
    status: int = 200,
) -> Response:
    """Carry out a plan and answer with the receipt of `stream`, whose revision may be expected."""
    ask = Ask(
        secretariat,
        _provenance(request, fact),
        plan,
        {} if revision is None else {stream: revision},
        await request_key(request, key),
    )
    outcome = await _submitted(request, ask)
    return receipt(request, stream, outcome, status)


async def carry_out(
    request: Request,
    secretariat: str,
    plan: Planner,
    fact: Fact | None,
    key: str | None,
    expected: Mapping[str, int] | None = None,
) -> Outcome:
    """Carry out a plan, whole or not at all, where streams are at the revisions `expected`."""
    ask = Ask(
        secretariat,
        _provenance(request, fact),
        plan,
        expected or {},
        await request_key(request, key),
    )
    return await _submitted(request, ask)


async def _submitted(request: Request, ask: Ask) -> Outcome:
    """Return the outcome, once it is signed where the caller waits for that (`Prefer: wait`)."""
    outcome: Outcome = await request.app.state.book.submit(ask)
    seconds = wait_of(request)
    if seconds and outcome.last is not None:
        signing = request.app.state.signing
        request.state.unsigned = await signing.covers(ask.secretariat, outcome.last, seconds)
    return outcome


async def request_key(request: Request, key: str | None) -> Key | None:
    """Return the caller's key with all that makes this request what it is."""
    if key is None:
        return None
    head = f"{request.method} {request.url.path}\n{request.headers.get('if-match', '')}\n"
    return Key(key, head.encode() + await request.body())


def _provenance(request: Request, fact: Fact | None) -> Provenance:
    authority, source = (fact.authority, fact.source) if fact else (None, None)
    return Provenance(
        actor=request.state.actor,
        correlation=_correlation(request.state.request_id),
        authority=Authority(authority.kind, authority.reference) if authority else None,
        source=_source(source) if source else None,
    )


def _correlation(request_id: str) -> str | None:
    """Return the request's id for the log, unless the caller wrote something else than an id."""
    return request_id if _IDENTIFIER.fullmatch(request_id) else None


def _source(taken: TakenFrom) -> Source:
    return Source(DocumentId(taken.document), taken.start, taken.start + taken.length)


def receipt(
    request: Request,
    stream: str,
    outcome: Outcome,
    status: int = 200,
    **more: Any,  # noqa: ANN401  what JSON takes
) -> Response:
    """Return the receipt of a stream that was asked to change, with whatever `more` it tells."""
    # An outcome that is replayed is that of the first try, whose identity may have been another.
    stream = stream if stream in outcome.revisions else next(iter(outcome.revisions))
    identity = stream.partition("-")[2]
    told = {
        "id": identity,
        "revision": outcome.revisions[stream],
        "position": outcome.position,
    }
    if outcome.first is not None:
        told |= {"first": outcome.first, "last": outcome.last}
    headers = {"ETag": f'"{told["revision"]}"'}
    match getattr(request.state, "unsigned", ""):
        case None:
            headers |= APPLIED
        case str(why) if why:
            told["unsigned"] = why
    if status == 201:  # noqa: PLR2004  Created
        headers["Location"] = f"{request.url.path.rstrip('/')}/{identity}"
    return Response(orjson.dumps(told | more), status, headers, media_type="application/json")
