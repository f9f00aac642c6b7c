"""When a webhook may be subscribed, changed, paused, sent again and ended."""

from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.webhook.commands import (
    ChangeWebhook,
    EndWebhook,
    OrderReplay,
    PauseWebhook,
    ResumeWebhook,
    RotateSecret,
    SubscribeWebhook,
    WebhookCommand,
)
from events.webhook.events import (
    ReplayOrdered,
    SecretRotated,
    WebhookChanged,
    WebhookEnded,
    WebhookEvent,
    WebhookPaused,
    WebhookResumed,
    WebhookSubscribed,
)
from events.webhook.state import Ended, Subscribed, Unsubscribed, Webhook


def decide(command: WebhookCommand, webhook: Webhook, _: Look) -> list[WebhookEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case SubscribeWebhook():
            return _subscribe(command, webhook)
        case ChangeWebhook():
            return _change(command, _live(webhook))
        case PauseWebhook():
            return _pause(command, _live(webhook))
        case ResumeWebhook():
            return _resume(command, _live(webhook))
        case RotateSecret():
            return _rotate(command, _live(webhook))
        case OrderReplay():
            return _replay(command, _live(webhook))
        case EndWebhook():
            return _end(command, webhook)


def _live(webhook: Webhook) -> Subscribed:
    match webhook:
        case Unsubscribed():
            raise NotFound("there is no such webhook in the record")
        case Ended():
            raise Refused("this webhook has ended; subscribe another one")
        case Subscribed():
            return webhook


def _subscribe(ask: SubscribeWebhook, webhook: Webhook) -> list[WebhookEvent]:
    if not isinstance(webhook, Unsubscribed):
        raise AlreadyThere(f"webhook {ask.webhook} is subscribed already; use a new identity")
    said(ask.url, "the URL of the webhook")
    return [
        WebhookSubscribed(
            occurred_on=ask.occurred_on,
            webhook=ask.webhook,
            url=ask.url,
            types=ask.types,
            after=ask.after,
        )
    ]


def _change(ask: ChangeWebhook, webhook: Subscribed) -> list[WebhookEvent]:
    said(ask.url, "the URL of the webhook")
    url = None if ask.url == webhook.url else ask.url
    types = None if ask.types == webhook.types else ask.types
    if url is None and types is None:
        return []
    return [WebhookChanged(occurred_on=ask.occurred_on, webhook=ask.webhook, url=url, types=types)]


def _pause(ask: PauseWebhook, webhook: Subscribed) -> list[WebhookEvent]:
    said(ask.reason, "the reason")
    if webhook.paused:
        return []
    return [WebhookPaused(occurred_on=ask.occurred_on, webhook=ask.webhook, reason=ask.reason)]


def _resume(ask: ResumeWebhook, webhook: Subscribed) -> list[WebhookEvent]:
    if not webhook.paused:
        return []
    return [WebhookResumed(occurred_on=ask.occurred_on, webhook=ask.webhook)]


def _rotate(ask: RotateSecret, webhook: Subscribed) -> list[WebhookEvent]:
    generation = webhook.generation + 1
    return [SecretRotated(occurred_on=ask.occurred_on, webhook=ask.webhook, generation=generation)]


def _replay(ask: OrderReplay, _: Subscribed) -> list[WebhookEvent]:
    return [ReplayOrdered(occurred_on=ask.occurred_on, webhook=ask.webhook, after=ask.after)]


def _end(ask: EndWebhook, webhook: Webhook) -> list[WebhookEvent]:
    said(ask.reason, "the reason")
    match webhook:
        case Unsubscribed():
            raise NotFound("there is no such webhook in the record")
        case Ended():
            return []
        case Subscribed():
            return [
                WebhookEnded(occurred_on=ask.occurred_on, webhook=ask.webhook, reason=ask.reason)
            ]
