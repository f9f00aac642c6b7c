"""Answers with their proof: whoever has the answer and the public key can verify it alone."""

from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import Request
from pydantic import Field

from service.deps import InSecretariat, reading
from service.http.fields import AsOf, KnownAt, Output
from service.http.openapi import responses
from service.http.strict import routes
from service.proving.making import Proving
from service.routes.action_forms import OneAction

router = routes("actions")


class ProvenEntry(Output):
    """An entry of the log, with the proof that it stands in the tree that was signed."""

    index: int = Field(ge=0, description="Its place in the log, from 0.")
    leaf: str = Field(description="The entry, as it was hashed.")
    path: list[str] = Field(description="The hashes that lead to the root (RFC 6962), base64.")
    values: list[dict[str, Any]] = Field(
        description="What opens its private values, or says why they are not shown."
    )


class ProvenAnswer(Output):
    """An answer, the entries it follows from, and the checkpoint they were signed with."""

    format: Literal["minutebook-answer"]
    version: Literal[1]
    question: dict[str, Any] = Field(description="What was asked, and the streams it is about.")
    answer: dict[str, Any] = Field(
        description="The owners, each with the event that says so. Where dates are not exact "
        "enough, `certain` is false and `or` has the other answer that may be true."
    )
    checkpoint: str = Field(description="A signed note (C2SP).")
    entries: list[ProvenEntry]


@router.get(
    "/actions/{action}/proof",
    responses=responses(409) | {200: {"description": "The answer file"}},
)
def get_action_proof(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> ProvenAnswer:
    """Say who owned an action on a day, or today, on whose authority, from where, and prove it.

    Without `known_at` it is answered as known at the newest signed checkpoint.
    """
    day = as_of or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as record:
        proving = Proving(record, request.app.state.settings, newest=known_at is None)
        return ProvenAnswer(**proving.owners(action, day))
