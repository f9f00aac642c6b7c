"""Every refusal and every fault becomes a problem document, those of the framework too."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route

from events.errors import Declined
from service.errors import Unserved
from service.http.fields import ADVICE
from service.ledger import failures
from service.logs import log_fault
from service.problems import declined, phrase, problem

_DETAIL: Final[Mapping[int, str]] = {
    400: "the body cannot be read; send it as the contract at /openapi.json states",
    404: "nothing is at this path; the contract at /openapi.json lists every path",
    413: "the body is longer than this server takes; divide it",
}
"""What to do where the framework only names the status."""

_NOWHERE: Final = object()


def install(app: FastAPI) -> None:
    """Register the one handler for everything that can be raised."""
    for kind in (Declined, Unserved, HTTPException, RequestValidationError, DBAPIError, Exception):
        app.add_exception_handler(kind, tell)


async def tell(request: Request, error: Exception) -> Response:
    """Answer with the problem that `error` is to the caller."""
    match error:
        case Declined() | Unserved():
            return declined(error)
        case RequestValidationError():
            return _invalid(error)
        case HTTPException():
            return _of_framework(request, error)
        case DBAPIError() if told := failures.meaning(error):
            return declined(told)
        case _:
            return _fault(request, error)


def _of_framework(request: Request, error: HTTPException) -> Response:
    headers = dict(error.headers or {})
    said = error.detail
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
        said = f"{request.method} is not possible here; use one of {headers['Allow']}"
    elif said in {phrase(error.status_code), "There was an error parsing the body", "Not Found"}:
        said = _DETAIL.get(error.status_code, said)
    return problem(error.status_code, said, headers=headers)


def _allowed(request: Request) -> list[str]:
    path = request.scope["path"]
    found = {
        method
        for route in request.app.routes
        if isinstance(route, Route) and route.path_regex.match(path)
        for method in route.methods or ()
    }
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def _invalid(error: RequestValidationError) -> Response:
    found = error.errors()
    errors = [{"detail": _advice(one), "pointer": _pointer(one, error.body)} for one in found]
    if any(one["type"] == "json_invalid" for one in found):
        return problem(400, "the body is not JSON", more={"errors": errors})
    if all(one["type"] == "missing" and one["loc"] == ("header", "If-Match") for one in found):
        return problem(
            428, "send the ETag of what you replace as If-Match", more={"errors": errors}
        )
    return problem(
        422, "the request is not as the contract states; see errors", more={"errors": errors}
    )


def _advice(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    match error["type"]:
        case "json_invalid":
            return f"{context['error']} at character {error['loc'][-1]}"
        case "missing":
            return "this is needed"
        case "extra_forbidden":
            return "this field is unknown; leave it out"
        case "string_pattern_mismatch":
            return ADVICE.get(context["pattern"], str(error["msg"]))
        case _:
            return str(error["msg"])


def _pointer(error: Mapping[str, Any], body: object) -> str:
    place, *parts = error["loc"]
    if place != "body":
        return f"{place}/{parts[0]}"
    steps = _steps(parts, body, error["type"])
    if error["type"].startswith("union_tag"):
        steps.append(error["ctx"]["discriminator"].strip("'"))
    return "#" + "".join("/" + _escaped(part) for part in steps)


def _steps(parts: Sequence[str | int], node: object, kind: str) -> list[str | int]:
    """Return the parts that lead through the body; pydantic also names the arms of unions."""
    steps: list[str | int] = []
    for part in parts:
        below = _below(node, part)
        if below is not _NOWHERE:
            node = below
            steps.append(part)
        elif kind == "missing" and part is parts[-1]:
            steps.append(part)
    return steps


def _below(node: object, part: str | int) -> object:
    if isinstance(node, dict):
        return node.get(part, _NOWHERE)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return _NOWHERE


def _escaped(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _fault(request: Request, error: Exception) -> Response:
    reference = str(request.state.request_id)
    if not isinstance(error, ClientDisconnect):
        log_fault(error, reference)
    return problem(
        500,
        "the service failed here; nothing you sent is to blame. Tell the operator the reference",
        more={"reference": reference},
    )
