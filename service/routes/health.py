"""Whether the service is well: alive without a look at anything, ready after a look at all."""

from typing import Literal

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from service.errors import Unavailable
from service.http.fields import IfAny, Output
from service.http.openapi import responses
from service.http.strict import routes

router = routes("operations", prefix="")


class Component(Output):
    """One thing the service stands on."""

    name: str
    status: Literal["pass", "fail"]
    detail: IfAny[str] = None


class Health(Output):
    """How the service is; `pass` where every component is well."""

    status: Literal["pass"] = "pass"
    components: IfAny[list[Component]] = None


@router.get("/health/live")
async def get_liveness() -> Health:
    """Tell that the process answers, without a look at anything else."""
    return Health()


@router.get("/health/ready", responses=responses(503))
def get_readiness(request: Request) -> Health:
    """Tell whether requests can be served: database, migrations, projections and log."""
    found = request.app.state.book.ready()
    if failing := [f"{name}: {detail}" for name, ok, detail in found if not ok]:
        raise Unavailable("not ready; " + "; ".join(failing))
    components = [Component(name=name, status="pass", detail=detail) for name, _, detail in found]
    return Health(components=components)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Metrics", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
)
async def get_metrics(request: Request) -> Response:
    """Give the counters of this process in the text format of Prometheus."""
    body = generate_latest(request.app.state.meter.registry)
    return Response(body, media_type=CONTENT_TYPE_LATEST)
