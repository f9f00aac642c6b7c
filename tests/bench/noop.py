"""Minutebook with one more route: it takes what giving out an action takes, and does nothing."""

import orjson
from fastapi import FastAPI, Request, Response

from service import app
from service.deps import InSecretariat
from service.execute import Receipt
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.actions import ActionInput
from service.settings import Settings

_NOBODY = "01890000-0000-7000-8000-000000000000"

router = routes("actions")


@router.post("/nothing", status_code=201, response_model=Receipt)
async def do_nothing(
    request: Request, secretariat: InSecretariat, body: ActionInput, key: IdempotencyKey = None
) -> Response:
    """Answer as if an action had been given out."""
    receipt = {"id": _NOBODY, "revision": 1, "position": 1, "first": 1, "last": 1}
    headers = {"ETag": '"1"', "Location": f"{request.url.path.rstrip('/')}/{_NOBODY}"}
    return Response(orjson.dumps(receipt), 201, headers, media_type="application/json")


def create_app(settings: Settings) -> FastAPI:
    """Return the application of the service with that route."""
    app.ROUTERS = (router, *app.ROUTERS)
    return app.create_app(settings)
