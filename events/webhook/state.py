"""What the rules of a webhook need to remember, and how each event changes it."""

from dataclasses import dataclass, replace

from events.base import Private
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


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """It is sent to, or paused; `generation` is that of its secret, from 1."""

    url: Private[str]
    types: tuple[str, ...]
    generation: int = 1
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing is sent to it any more."""


Webhook = Unsubscribed | Subscribed | Ended


def evolve(state: Webhook, event: WebhookEvent) -> Webhook:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, WebhookSubscribed(url=url, types=types):
            return Subscribed(url, types)
        case Unsubscribed() | Ended(), _:
            return state
        case Subscribed(), WebhookChanged(url=url, types=types):
            url = state.url if url is None else url
            return replace(state, url=url, types=state.types if types is None else types)
        case Subscribed(), WebhookPaused():
            return replace(state, paused=True)
        case Subscribed(), WebhookResumed():
            return replace(state, paused=False)
        case Subscribed(), SecretRotated(generation=generation):
            return replace(state, generation=generation)
        case Subscribed(), ReplayOrdered():
            return state
        case Subscribed(), WebhookEnded():
            return Ended()
