"""The one table that turns what went wrong into an HTTP status, and how it is told (RFC 9457).

The `type` of a problem is `urn:minutebook:problem:` and the name of its cause, which is a promise;
`detail` says what to do. Nothing of the program's inside is shown.
"""

import inspect
import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.responses import Response

from events.errors import AlreadyThere, Declined, NotFound, Refused, Stale
from service.errors import (
    Busy,
    ClockBehind,
    Closed,
    Crowded,
    Forbidden,
    KeyInFlight,
    KeyReused,
    OutcomeUnknown,
    StorageFull,
    TooMany,
    Unauthenticated,
    Unavailable,
    Unreadable,
    Unserved,
    Unsigned,
)
from service.ledger.leaf import TooLarge

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[Mapping[type[Exception], int]] = {
    Declined: 409,
    NotFound: 404,
    Refused: 409,
    AlreadyThere: 409,
    Stale: 412,
    TooLarge: 422,
    Closed: 409,
    Unreadable: 422,
    KeyReused: 422,
    KeyInFlight: 409,
    Unauthenticated: 401,
    Forbidden: 403,
    Unserved: 503,
    Busy: 503,
    TooMany: 429,
    Crowded: 503,
    Unsigned: 409,
    OutcomeUnknown: 503,
    ClockBehind: 503,
    StorageFull: 507,
    Unavailable: 503,
}
"""A cause that is not here has the status of the nearest class above it."""

_CHALLENGE: Final = 'Bearer realm="minutebook"'
"""How to sign in (RFC 6750)."""

_PHRASES: Final[Mapping[int, str]] = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Where the phrase depends on the version of Python."""


class FieldError(BaseModel):
    """One place of a request that has to be changed."""

    detail: str = Field(description="What to write there.")
    pointer: str = Field(
        description="`#/owners/0` in a body (RFC 6901), `query/limit` or `header/If-Match` else."
    )


class Problem(BaseModel):
    """What went wrong and what to do about it (RFC 9457)."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": True})

    type: str = Field(
        description="The kind of problem; programs may rely on it.",
        json_schema_extra={"format": "uri"},
    )
    title: str = Field(description="The kind of problem in words, the same each time.")
    status: int = Field(ge=400, le=599, description="The HTTP status of the answer.")
    detail: str = Field(description="What happened this time, and what to do.")
    errors: list[FieldError] | SkipJsonSchema[None] = Field(
        default=None, description="The places to change, where the request itself is wrong."
    )
    reference: str | SkipJsonSchema[None] = Field(
        default=None, description="Tell this to the operator: the log has it."
    )


def problem(
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    title: str | None = None,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    """Return the answer that tells a problem; kind and title are those of the status by default."""
    document = {
        "type": "urn:minutebook:problem:" + (kind or slug(phrase(status))),
        "title": title or phrase(status),
        "status": status,
        "detail": detail,
        **(more or {}),
    }
    # a caller's own words come back in it, and those may hold half of a surrogate pair
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, headers, MEDIA_TYPE)


def declined(cause: Declined | Unserved) -> Response:
    """Return the answer to a request that was left undone, by the table."""
    status = next(STATUS[kind] for kind in type(cause).__mro__ if kind in STATUS)
    advice = inspect.getdoc(type(cause)) or ""
    return problem(
        status,
        str(cause) or advice,
        kind=slug(type(cause).__name__),
        title=_spaced(type(cause).__name__).capitalize(),
        headers=_headers(cause),
        more={"revision": cause.actual} if isinstance(cause, Stale) else None,
    )


def _headers(cause: Declined | Unserved) -> dict[str, str]:
    match cause:
        case Unauthenticated(sent=False):
            return {"WWW-Authenticate": _CHALLENGE}
        case Unauthenticated():
            return {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'}
        case Forbidden(scope=str() as scope):
            told = f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'
            return {"WWW-Authenticate": told}
        case Unserved(retry_after=int() as wait):
            return {"Retry-After": str(wait)}
        case _:
            return {}


def phrase(status: int) -> str:
    """Return what a status is called."""
    return _PHRASES.get(status) or HTTPStatus(status).phrase


def slug(words: str) -> str:
    """Return `words` as the last part of a problem's type: `KeyReused` is `key-reused`."""
    return "-".join(_spaced(words).lower().split())


def _spaced(words: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
