"""Finds the route of a request by a literal segment of its path.

FastAPI asks one route after the other, which for a hundred routes costs as much as all the rest of
a request. What is not found here, every refusal included, goes the usual way.
"""

from collections import defaultdict

from fastapi import APIRouter
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from service.http.strict import StrictRoute


class Dispatch:
    """Stands before a router; put it there when all routes are in."""

    def __init__(self, router: APIRouter) -> None:
        """Index the strict routes of `router`."""
        self._router = router.middleware_stack
        self._routes: dict[tuple[str, int], list[StrictRoute]] = defaultdict(list)
        for route in router.routes:
            if isinstance(route, StrictRoute):
                self._routes[_key(route.path_format)].append(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request whose path and method are a route's; leave others to the router."""
        # with OpenTelemetry at work the router reports the route it finds
        if scope["type"] == "http" and "fastapi.telemetry" not in scope:
            for route in self._routes.get(_key(scope["path"]), ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    await route.handle(scope, receive, send)
                    return
        await self._router(scope, receive, send)


def _key(path: str) -> tuple[str, int]:
    """Return the third segment and how many there are: `/v1/{secretariat}/actions/{id}`."""
    segments = path.split("/")
    return segments[3] if len(segments) > 3 else path, len(segments)  # noqa: PLR2004  that third one
