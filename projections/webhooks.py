"""What stands about each webhook: where to, which types, from where on, and with which secret.

How far it has come is kept beside the log (`service/progress.py`): that changes with every event
that is delivered, and is no part of the record.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
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
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words

SENDING: Final = "sending"
PAUSED: Final = "paused"
ENDED: Final = "ended"


class WebhookRow(NamedTuple):
    """A webhook as it stands now.

    `after` is the position that what is sent follows, by the event at `ordered`: a subscription or
    a replay. `rotated` is when (microseconds) its secret was last exchanged; `types` are words with
    spaces between, none for all.
    """

    webhook: str
    url: int
    types: str
    after: int
    ordered: int
    state: str = SENDING
    reason: int | None = None
    generation: int = 1
    rotated: int | None = None


TABLE = versions("webhooks", WebhookRow, ("webhook",), now=(("state", "webhook"),))


def keys(recorded: Recorded[WebhookEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the webhook."""
    return ((recorded.event.webhook,),)


def evolve(row: WebhookRow | None, recorded: Recorded[WebhookEvent], _: Key) -> WebhookRow | None:
    """Return the webhook after the event."""
    event = recorded.event
    if isinstance(event, WebhookSubscribed):
        url = recorded.place("/url") or 0
        return WebhookRow(event.webhook, url, " ".join(event.types), event.after, recorded.position)
    if row is None or row.state == ENDED:
        return row
    match event:
        case WebhookChanged(types=types):
            url = recorded.place("/url") or row.url
            return row._replace(url=url, types=row.types if types is None else " ".join(types))
        case WebhookPaused():
            return row._replace(state=PAUSED, reason=recorded.place("/reason"))
        case WebhookResumed():
            return row._replace(state=SENDING, reason=None)
        case SecretRotated(generation=generation):
            return row._replace(generation=generation, rotated=recorded.recorded_at)
        case ReplayOrdered(after=after):
            return row._replace(after=after, ordered=recorded.position)
        case WebhookEnded():
            return row._replace(state=ENDED, reason=recorded.place("/reason"))


PROJECTION = Projection(
    table=TABLE,
    category="webhook",
    shape=WebhookRow,
    key=("webhook",),
    keys=keys,
    evolve=evolve,
)


@prepared
def webhooks(
    secretariat: str, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the webhooks, the oldest first, those that have ended too."""
    page = _described(secretariat, known_at).order_by(TABLE.c.webhook).limit(limit)
    return page if after is None else page.where(TABLE.c.webhook > after)


@prepared
def webhook(secretariat: str, webhook: str, known_at: Position | None) -> Select[Any]:
    """Return the one webhook."""
    return _described(secretariat, known_at).where(TABLE.c.webhook == webhook)


@prepared
def in_state(secretariat: str, state: str) -> Select[Any]:
    """Return the webhooks that are in a state now, such as `SENDING`."""
    found = _described(secretariat, None).where(TABLE.c.state == state)
    return found.order_by(TABLE.c.webhook)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    url, reason = words.of(TABLE.c.url), words.of(TABLE.c.reason)
    return (
        select(
            TABLE.c.webhook,
            url.label("url"),
            TABLE.c.types,
            TABLE.c.after,
            TABLE.c.ordered,
            TABLE.c.state,
            reason.label("reason"),
            TABLE.c.generation,
            TABLE.c.rotated,
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
