"""Routes that refuse what they do not understand, and state what they refuse.

`?statsu=open` must not mean everything, so unknown and repeated query parameters are refused; a
body in another content type is refused before it is read. Whatever follows from the parameters of
a route is stated in the contract without the route saying so.

What is asked of a secretariat passes the door (`app.state.door`) first, before anything of the
request is looked at: it says who is asking, or refuses them.
"""

from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Final

from fastapi import APIRouter, Request, Response, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from service.http.needs import Need, need_of
from service.http.openapi import SECURITY, operation_id, responses, summary

SECRETARIAT: Final = "/v1/{secretariat}"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def routes(tag: str, prefix: str = SECRETARIAT) -> APIRouter:
    """Return a router whose routes are strict; their paths begin with `prefix`."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        route_class=StrictRoute,
        generate_unique_id_function=operation_id,
    )


class StrictRoute(APIRoute):
    """A route that refuses unknown input; fields of an output without a value are left out."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401
        """Build the route, then add to its contract what its parameters imply."""
        options["response_model_exclude_none"] = True
        super().__init__(path, endpoint, **options)
        self.need = self._need()
        self.openapi_extra = self._guard() | (self.openapi_extra or {})
        self.responses = responses(*sorted(set(self._implied()))) | self.responses
        self.summary = self.summary or summary(self)
        for field in get_flat_params(self.dependant):
            # each is one text; FastAPI takes the type apart again for every request to learn that
            field.field_info.annotation = str

    def get_route_handler(self) -> Handler:
        """Put the checks before the handler."""
        handle = super().get_route_handler()
        need = self._need()
        known = frozenset(_parameters(self, params.ParamTypes.query))
        wanted = _content_type(self)

        async def checked(request: Request) -> Response:
            if need is not None:
                await request.app.state.door.admit(request, need)
            if request.scope["query_string"]:
                _check_query(request, known)
            if wanted:
                _check_content_type(request, wanted)
            return await handle(request)

        return checked

    def _need(self) -> Need | None:
        """Return what a request needs; None where nobody is asked who they are."""
        if not self.path_format.startswith(SECRETARIAT):
            return None
        query = _parameters(self, params.ParamTypes.query)
        return need_of(self.endpoint, operation_id(self), self.methods or (), query)

    def _guard(self) -> dict[str, Any]:
        if self.need is None:
            return {"security": []}
        needed = {"rights": list(self.need.rights), "at": self.need.at.value}
        return {"security": SECURITY, "x-needs": needed}

    def _implied(self) -> Iterator[int]:
        yield 422
        if self.need is not None:
            yield from (401, 403, 429)
        if "{" in self.path_format:
            yield 404
        if self.body_field:
            yield from (400, 408, 413, 415)
        headers = _parameters(self, params.ParamTypes.header)
        if "If-Match" in headers:
            yield 412
            if headers["If-Match"]:
                yield 428
        if "Idempotency-Key" in headers:
            yield 409
        if self.path_format.startswith(SECRETARIAT):
            yield 503
            if self.methods != {"GET"}:
                yield 507


def _content_type(route: APIRoute) -> str | None:
    info = route.body_field and route.body_field.field_info
    return info.media_type if isinstance(info, params.Body) else None


def _parameters(route: APIRoute, place: params.ParamTypes) -> dict[str, bool]:
    """Return the parameters of a route that stand in one place, and whether each is needed."""
    return {
        field.alias: field.field_info.is_required()
        for field in get_flat_params(route.dependant)
        if isinstance(field.field_info, params.Param) and field.field_info.in_ is place
    }


def _check_query(request: Request, known: frozenset[str]) -> None:
    given = Counter(name for name, _ in request.query_params.multi_items())
    wrong = [
        (name, "this parameter is unknown; leave it out") for name in given if name not in known
    ]
    wrong += [
        (name, "give it once") for name, times in given.items() if name in known and times > 1
    ]
    if wrong:
        raise RequestValidationError(
            [{"type": "wrong", "loc": ("query", name), "msg": text} for name, text in wrong]
        )


def _check_content_type(request: Request, wanted: str) -> None:
    headers = request.headers
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    if given == wanted:
        return
    if given or headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise HTTPException(415, f"send the body as {wanted}, with that Content-Type")
