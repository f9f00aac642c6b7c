"""What the published contract says beyond what FastAPI reads from the code.

OpenAPI 3.1.1: generators refuse 3.2. Every refusal is a Problem, and what every operation shares
(its name, its refusals, its headers) is stated here once.
"""

import inspect
from collections.abc import Mapping
from typing import Any, Final

from fastapi.routing import APIRoute

from service.problems import MEDIA_TYPE, Problem, phrase

VERSION: Final = "3.1.1"
_REFS: Final = "#/components/schemas/{model}"

INFO: Final[Mapping[str, Any]] = {
    "title": "Minutebook",
    "summary": "The minute book of committees: who was there, what was decided, who owes what.",
    "description": (
        "Every fact is recorded for good and nothing is overwritten: a mistake is corrected by "
        "another fact. Every read can be asked as the record stood at any moment (`known_at`).\n\n"
        "Every answer of 400 and above is a problem document (RFC 9457) whose `detail` says what "
        "to do. To replace something, send the `ETag` you read as `If-Match`. To retry safely, "
        "send an `Idempotency-Key`; keys are kept for at least 24 hours. With `Prefer: wait=10` a "
        "command is answered once a signed checkpoint takes in what it recorded "
        "(`Preference-Applied`), or after that many seconds. HEAD is answered "
        "wherever GET is. Unknown parameters and fields are refused."
    ),
    "contact": {"name": "Minutebook", "url": "https://minutebook.example"},
    "license_info": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    "servers": [{"url": "/", "description": "This server"}],
}

TAGS: Final[Mapping[str, str]] = {
    "access": "Who may come in, in which roles, with which keys, and who was turned away.",
    "actions": "What was agreed that somebody does, by when, and how far it is.",
    "bodies": "Committees, boards and councils, their rules and who belongs to them.",
    "documents": "Papers handed in: minutes, agendas, reports, and what was read in them.",
    "events": "The log itself, in order, as pages and as a stream.",
    "evidence": "Proof that the record stands: checkpoints, inclusion, consistency.",
    "issues": "Issues logs: what a body keeps in mind, by number and theme, until dealt with.",
    "meetings": "Sittings, agendas, who was there, decisions and their minutes.",
    "memberships": "Who belongs to which body, in what post, from when to when.",
    "operations": "Whether the service is well.",
    "organisations": "Ministries, companies, associations: what people speak for.",
    "people": "Those who attend, speak and owe.",
    "privacy": "Erasing what names somebody: asked for, shown, decided by a second person.",
    "recommendations": "Reports published: what they recommend, what was answered, promised, done.",
    "reports": "Questions across meetings: overdue, attendance, decisions.",
    "webhooks": "Events sent to a URL of yours as they are recorded, signed, in order.",
}
"""The groups of operations; a group without operations is left out."""

SECURITY: Final[list[dict[str, list[str]]]] = [{"bearer": []}]

_BEARER: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": (
        "An access token of the issuer that this service trusts (RFC 9068), or a key (`mbk_…`) "
        "that an administrator gave to a program. `x-needs` of an operation says which right it "
        "takes, and where: roles give it, and the scope of its name (`minutebook:read`) lends it."
    ),
}

ETAG: Final = {"ETag": {"$ref": "#/components/headers/ETag"}}
LOCATION: Final = {"Location": {"$ref": "#/components/headers/Location"}}
LINK: Final = {"Link": {"$ref": "#/components/headers/Link"}}
KNOWN_AT: Final = {"Known-At": {"$ref": "#/components/headers/Known-At"}}
"""Headers of answers: `responses={201: {"description": "…", "headers": ETAG | LOCATION}}`."""

_HEADERS: Final = {
    "ETag": {
        "description": "What to send as `If-Match` or `If-None-Match`.",
        "required": True,
        "schema": {"type": "string", "pattern": '^"[0-9]+(-[0-9a-f]{6})?"$'},
    },
    "Location": {
        "description": "Where the new thing is.",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Link": {
        "description": 'The next page, `rel="next"` (RFC 8288); left out on the last one.',
        "schema": {"type": "string"},
    },
    "Known-At": {
        "description": "The position of the log this answer stands on.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    },
    "WWW-Authenticate": {
        "description": "How to sign in (RFC 6750), or which scope is wanting.",
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Seconds after which it is worth asking again.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    },
}


_TOLD: Final = {
    401: "WWW-Authenticate",
    403: "WWW-Authenticate",
    429: "Retry-After",
    503: "Retry-After",
}
"""The header that goes with a refusal."""


def responses(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Return the entries of `responses=` for the refusals an operation can give."""
    return {code: _refusal(code) for code in codes}


def _refusal(code: int) -> dict[str, Any]:
    schema = {"$ref": _REFS.format(model="Problem")}
    found: dict[str, Any] = {
        "description": phrase(code),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if name := _TOLD.get(code):
        found["headers"] = {name: {"$ref": f"#/components/headers/{name}"}}
    return found


def operation_id(route: APIRoute) -> str:
    """Return the permanent name of an operation: `list_actions` is `listActions`."""
    first, *rest = route.name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def summary(route: APIRoute) -> str:
    """Return an operation in one line: that of the function's docstring, without its full stop."""
    doc = inspect.getdoc(route.endpoint) or route.name.replace("_", " ").capitalize()
    return doc.partition("\n")[0].removesuffix(".")


def describe(document: dict[str, Any]) -> dict[str, Any]:
    """Return the contract made from what FastAPI found; the document given is used up."""
    document["openapi"] = VERSION
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for sent in document.get("webhooks", {}).values():
        for operation in sent.values():
            del operation["responses"]["422"]  # what a receiver refuses is its own to say
    for framework in ("HTTPValidationError", "ValidationError"):
        schemas.pop(framework, None)
    problem = Problem.model_json_schema(ref_template=_REFS)
    schemas |= {**problem.pop("$defs"), "Problem": problem}
    components["headers"] = dict(_HEADERS)
    components["securitySchemes"] = {"bearer": _BEARER}
    components["schemas"] = dict(sorted(schemas.items()))
    document["tags"] = [
        {"name": name, "description": text}
        for name, text in TAGS.items()
        if name in _tags_used(document)
    ]
    finished: dict[str, Any] = _without_null_defaults(document)
    return finished


def _tags_used(document: dict[str, Any]) -> set[str]:
    groups = (document.get("paths", {}), document.get("webhooks", {}))
    operations = (item for group in groups for path in group.values() for item in path.values())
    return {tag for operation in operations for tag in operation.get("tags", ())}


def _without_null_defaults(node: Any) -> Any:  # noqa: ANN401  any part of a JSON document
    """Drop `"default": null`: a field that may be left out has no default to publish."""
    if isinstance(node, dict):
        return {
            key: _without_null_defaults(value)
            for key, value in node.items()
            if not (key == "default" and value is None)
        }
    return [_without_null_defaults(one) for one in node] if isinstance(node, list) else node
