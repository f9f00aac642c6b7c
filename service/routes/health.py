"""Whether the service is well: alive without a look at anything, ready after a look at all."""

from typing import Literal

from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.errors import Unavailable
from service.http.fields import IfAny, Output
from service.http.openapi import responses
from service.http.strict import routes

router = routes("operations", prefix="")


class Component(Output):
    """One thing the service stands on."""

    name: str
    status: Literal["pass", "warn", "fail"]
    detail: IfAny[str] = None


class Health(Output):
    """How the service is; `pass` where every component is well, `warn` where one needs a look."""

    status: Literal["pass", "warn"] = "pass"
    components: IfAny[list[Component]] = None


@router.get("/health/live")
async def get_liveness() -> Health:
    """Tell that the process answers, without a look at anything else."""
    return Health()


@router.get("/health/ready", responses=responses(503))
def get_readiness(request: Request) -> Health:
    """Tell whether requests can be served: database, migrations, log, durability and writer.

    It warns where what was recorded is not signed, or will not be.
    """
    found = request.app.state.book.ready()
    if failing := [f"{name}: {detail}" for name, status, detail in found if status == "fail"]:
        raise Unavailable("not ready; " + "; ".join(failing))
    if signing := getattr(request.app.state, "signing", None):
        found += signing.checks()
    components = [Component(name=each[0], status=each[1], detail=each[2]) for each in found]
    warned = any(each.status == "warn" for each in components)
    return Health(status="warn" if warned else "pass", components=components)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Metrics", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
)
async def get_metrics(request: Request) -> Response:
    """Give the counters of the service in the text format of Prometheus."""
    return Response(request.app.state.meter.text(), media_type=CONTENT_TYPE_LATEST)
