"""What can be asked of a webhook."""

from dataclasses import dataclass

from events.base import Command
from events.ids import WebhookId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfWebhook(Command):
    """A command to one webhook."""

    webhook: WebhookId

    @property
    def stream(self) -> str:
        """The stream of the webhook."""
        return f"webhook-{self.webhook}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeWebhook(OfWebhook):
    """Send events that follow `after` to `url`: of these `types`, or of all where none is named."""

    url: str
    types: tuple[str, ...]
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWebhook(OfWebhook):
    """Send to this URL from now on, and these types."""

    url: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWebhook(OfWebhook):
    """Send nothing for the time being."""

    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeWebhook(OfWebhook):
    """Send again, from where it had come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateSecret(OfWebhook):
    """Sign with another secret from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReplay(OfWebhook):
    """Send again everything that follows `after`."""

    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndWebhook(OfWebhook):
    """Send nothing to it any more."""

    reason: str | None = None


WebhookCommand = (
    SubscribeWebhook
    | ChangeWebhook
    | PauseWebhook
    | ResumeWebhook
    | RotateSecret
    | OrderReplay
    | EndWebhook
)
