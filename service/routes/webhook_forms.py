"""What callers send about webhooks."""

from typing import Annotated, Final

from fastapi import Path
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from events.registry import EVENTS
from service.execute import Fact, Receipt
from service.http.fields import Id, Maybe, Position, ShortText, Whole, wrong
from service.webhooks.parcels import OWN

OneWebhook = Annotated[Id, Path(alias="webhook", description="The identity of the webhook.")]
OneLetter = Annotated[Position, Path(alias="position", description="Its place in the log.")]

TYPES: Final = tuple(sorted(wire for wire in EVENTS if not wire.startswith(OWN)))
"""What can be sent: all that can happen, but to webhooks themselves and to anybody's access."""


def _type(value: object) -> object:
    if value not in TYPES:
        raise wrong("name a type of event that is in the contract, such as action.assigned")
    return value


EventType = Annotated[
    str, BeforeValidator(_type), WithJsonSchema({"type": "string", "enum": list(TYPES)})
]
Url = Annotated[
    str, StringConstraints(min_length=9, max_length=2_000, pattern=r"^https?://[!-~]+$")
]
Types = Annotated[list[EventType], Field(max_length=len(TYPES))]

_TYPES_SENT: Final = "The types of events to send; none named is all of them."


class WebhookInput(Fact):
    """Where events are to be sent."""

    url: Url = Field(description="Where to: https, reachable over the internet.")
    types: Types = Field(default_factory=list, description=_TYPES_SENT)
    after: Maybe[Whole] = Field(
        default=None, description="The position to follow; the end of the log if left out."
    )


class WebhookChangeInput(Fact):
    """Where events are sent from now on, and which."""

    url: Url = Field(description="Where to: https, reachable over the internet.")
    types: Types = Field(description=_TYPES_SENT)


class WebhookReasonInput(Fact):
    """Why."""

    reason: Maybe[ShortText] = None


class ReplayInput(Fact):
    """From where to send again."""

    after: Whole = Field(description="The position to follow; 0 is the beginning.")


class SecretReceipt(Receipt):
    """What was recorded, and the secret that deliveries are signed with from then on."""

    secret: str = Field(
        description="Keep it where the receiver verifies signatures; it is not shown again.",
        json_schema_extra={"pattern": "^whsec_"},
    )
