"""Webhooks: where events are sent as they are recorded, and which of them."""

from events.base import Decider
from events.webhook.commands import WebhookCommand
from events.webhook.events import WebhookEvent
from events.webhook.rules import decide
from events.webhook.state import Unsubscribed, Webhook, evolve

__all__ = ["DECIDER", "WebhookCommand", "WebhookEvent"]

DECIDER: Decider[WebhookCommand, Webhook, WebhookEvent] = Decider(
    category="webhook", initial=Unsubscribed(), decide=decide, evolve=evolve
)
