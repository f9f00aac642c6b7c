"""What can happen to a webhook. How far it has come is no event: that is kept beside the log."""

from events.base import Event, Private, Public, event
from events.ids import WebhookId


@event("webhook.subscribed")
class WebhookSubscribed(Event):
    """Events that follow the position `after` are sent to `url`: of these `types`, or of all."""

    webhook: WebhookId
    url: Private[str]
    types: tuple[Public, ...]
    after: int


@event("webhook.changed")
class WebhookChanged(Event):
    """It is sent elsewhere, or other types are sent; what is None stays as it was."""

    webhook: WebhookId
    url: Private[str] | None
    types: tuple[Public, ...] | None


@event("webhook.paused")
class WebhookPaused(Event):
    """Nothing is sent until it is resumed; nothing is lost meanwhile."""

    webhook: WebhookId
    reason: Private[str] | None


@event("webhook.resumed")
class WebhookResumed(Event):
    """It is sent again, from where it had come."""

    webhook: WebhookId


@event("webhook.secret_rotated")
class SecretRotated(Event):
    """What is sent is signed with another secret, that of `generation`."""

    webhook: WebhookId
    generation: int


@event("webhook.replay_ordered")
class ReplayOrdered(Event):
    """Everything that follows the position `after` is sent again, in its order."""

    webhook: WebhookId
    after: int


@event("webhook.ended")
class WebhookEnded(Event):
    """Nothing is sent to it any more."""

    webhook: WebhookId
    reason: Private[str] | None


WebhookEvent = (
    WebhookSubscribed
    | WebhookChanged
    | WebhookPaused
    | WebhookResumed
    | SecretRotated
    | ReplayOrdered
    | WebhookEnded
)
