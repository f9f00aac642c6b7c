"""What receivers of webhooks are sent: no route of ours, but a part of the contract."""

from typing import Annotated

from fastapi import APIRouter, Body, Header

from service.routes.cloud_events import CloudEvent
from service.webhooks.delivery import MEDIA_TYPE

sent = APIRouter(tags=["webhooks"])


@sent.post(
    "eventRecorded",
    operation_id="eventRecorded",
    summary="An event was recorded",
    status_code=204,
    response_description="Taken. Any status of 200 to 299 says so; with another one, or none in "
    "time, it is sent again later, and what follows waits. 410 pauses the webhook.",
    openapi_extra={"security": []},
)
def event_recorded(
    event: Annotated[CloudEvent, Body(media_type=MEDIA_TYPE)],
    webhook_id: Annotated[
        str,
        Header(
            alias="webhook-id",
            description="The identity of the event, the same whenever it is sent again.",
        ),
    ],
    webhook_timestamp: Annotated[
        str,
        Header(
            alias="webhook-timestamp",
            description="Seconds since 1970 at which this was sent.",
            pattern="^[0-9]+$",
        ),
    ],
    webhook_signature: Annotated[
        str,
        Header(
            alias="webhook-signature",
            description=(
                "`v1,` and the signature by the secret; two with a space between for a while "
                "after the secret was exchanged. Verify it before you believe anything."
            ),
        ),
    ],
) -> None:
    """Sent to your URL for every event, at least once and in order (Standard Webhooks)."""
