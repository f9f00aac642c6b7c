"""Puts the machinery around the routes; what is served and from where is the caller's to say."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Lifespan

from service.http.dispatch import Dispatch
from service.http.event_stream import Followers
from service.http.handlers import install
from service.http.metrics import Meter
from service.http.middleware import Bounds, Requests
from service.http.openapi import INFO, describe, operation_id
from service.settings import Settings


class Application(FastAPI):
    """FastAPI within our outermost layer, publishing our contract.

    Routes are taken out of their routers: a router inside an application is searched twice for
    every request.
    """

    def build_middleware_stack(self) -> ASGIApp:
        """Put the request layer outside everything, so that it sees every answer."""
        settings, meter = self.state.settings, self.state.meter
        bounds = Bounds(settings.body_limit, settings.body_idle_seconds)
        return Requests(super().build_middleware_stack(), bounds, meter)

    def openapi(self) -> dict[str, Any]:
        """Return the contract, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = describe(super().openapi())
        return self.openapi_schema


def make_app(
    routers: Iterable[APIRouter],
    settings: Settings,
    lifespan: Lifespan[Any] | None = None,
    sent: APIRouter | None = None,
) -> Application:
    """Return the application; `sent` describes what it sends to others.

    `app.state` holds `settings`, `meter`, `followers`.
    """
    app = Application(
        **INFO,
        version=version("minutebook"),
        lifespan=lifespan,
        generate_unique_id_function=operation_id,
        separate_input_output_schemas=False,
        webhooks=sent,
        redirect_slashes=False,
        redoc_url=None,
    )
    app.state.settings, app.state.meter = settings, Meter()
    app.state.followers = Followers(settings.followers)
    install(app)
    for router in routers:
        app.router.routes.extend(router.routes)
    app.router.middleware_stack = Dispatch(app.router)
    return app
