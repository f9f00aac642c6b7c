"""Entity tags and the conditions made of them (RFC 9110, section 13).

A tag is `"7-3f2ab1"`: the revision of the stream and a digest of what was shown, so that a joined
name or an erasure changes it though the stream did not. To change something only the revision
counts; to spare a transfer the whole tag does.
"""

import re
from hashlib import blake2b
from typing import Annotated, Final

from fastapi import Header, Request, Response
from pydantic import BeforeValidator, WithJsonSchema

from service.http.fields import Output, wrong

_GRAMMAR: Final = '"([0-9]{1,15})(-[0-9a-f]{6})?"'
_TAG = re.compile(_GRAMMAR)


def _revision(value: object) -> int | None:
    if value == "*":
        return None
    found = _TAG.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise wrong('send the ETag you were given, such as "7" or "7-3f2ab1", or *')
    return int(found[1])


_Expected = Annotated[
    int | None,
    BeforeValidator(_revision),
    # two arms and no type above them: Schemathesis fills a plain string If-Match by its own rule
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": ["*"]},
                {"type": "string", "pattern": f"^{_GRAMMAR}$"},
            ]
        }
    ),
]

IfMatch = Annotated[
    _Expected,
    Header(
        alias="If-Match",
        description="The ETag of what you read; if it changed since, nothing is recorded (412).",
    ),
]
"""For adding a fact: `if_match: IfMatch = None`; None where no revision is expected."""

RequiredIfMatch = Annotated[
    _Expected,
    Header(
        alias="If-Match",
        description="The ETag of what you replace, or `*` for whatever is there; needed (428).",
    ),
]
"""For replacing: `if_match: RequiredIfMatch`; None where the caller sent `*`."""


def etag(revision: int, representation: bytes) -> str:
    """Return the tag of what is shown of a stream at `revision`."""
    return f'"{revision}-{blake2b(representation, digest_size=3).hexdigest()}"'


def not_modified(request: Request, tag: str) -> bool:
    """Tell whether the caller holds what `tag` names already, by its `If-None-Match`."""
    held = request.headers.get("if-none-match")
    if held is None:
        return False
    return held.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in held.split(","))


def tagged(
    request: Request,
    output: Output,
    revision: int,
    *,
    status: int = 200,
    known_at: int | None = None,
) -> Response:
    """Answer with `output` and its tag, or 304 where the caller holds it already.

    The position the answer stands on goes into a header: in the body it would change the tag
    whenever anything at all is recorded.
    """
    body = output.model_dump_json(exclude_none=True).encode()
    headers = {"ETag": etag(revision, body)}
    if known_at is not None:
        headers["Known-At"] = str(known_at)
    if request.method == "GET" and not_modified(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type="application/json")
