"""What is to be sent to a webhook next: events of its types, in order, written once and for all.

What happens to webhooks themselves and to anybody's access is not sent to any: receivers need not
know each other's URLs, nor who may come in.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlalchemy.engine import RowMapping

from events import access, webhook
from events.base import Event, Recorded
from events.ids import EventId
from projections import webhooks
from service.dead_letters import asked_again
from service.progress import Progress, progress
from service.record import Record

Render = Callable[[str, Recorded[Event]], str]
"""Answers the body that is sent for an event of a secretariat."""

_AT_ONCE: Final = 20
_SCANNED: Final = 200
OWN: Final = (
    f"{webhook.DECIDER.category}.",
    f"{access.DECIDER.category}.",
    "privacy.erasure_",  # who asked for one and why; that values are gone is sent
)


class Parcel(NamedTuple):
    """One event as it is sent: its position, its identity and its body."""

    position: int
    id: EventId
    body: str


class Page(NamedTuple):
    """What to send next of one webhook, as the record stood at one moment.

    Everything up to `end` is in `parcels`, or is not to be sent; `size` is that of the log.
    """

    webhook: RowMapping
    revision: int
    origin: str
    parcels: list[Parcel]
    end: int
    size: int


def page(record: Record, row: RowMapping, after: int, render: Render) -> Page:
    """Return what is to be sent of a webhook after a position."""
    entries = record.entries(after, _SCANNED)
    chosen = [each for each in entries.items if _is_wanted(each, row["types"].split())]
    parcels = [_parcel(record, each, render) for each in chosen[:_AT_ONCE]]
    end = parcels[-1].position if len(chosen) > _AT_ONCE else entries.end
    revision = record.revision(f"webhook-{row['webhook']}")
    return Page(row, revision, record.origin, parcels, end, record.position)


def one(record: Record, position: int, render: Render) -> Parcel | None:
    """Return the event at a position; None where there is none that is sent."""
    found = [each for each in record.entries(position - 1, 1).items if each.position == position]
    return _parcel(record, found[0], render) if found and _is_wanted(found[0], ()) else None


def _is_wanted(recorded: Recorded[Event], types: Any) -> bool:  # noqa: ANN401
    wire = recorded.event.wire
    return not wire.startswith(OWN) and (not types or wire in types)


def _parcel(record: Record, recorded: Recorded[Event], render: Render) -> Parcel:
    return Parcel(recorded.position, recorded.id, render(record.secretariat, recorded))


class Due(NamedTuple):
    """Which webhooks have something to be sent now, and when (microseconds) to look again."""

    webhooks: list[str]
    again: int | None


def due(record: Record, now: int) -> Due:
    """Return what is due in a secretariat; a webhook nothing is noted of yet is."""
    known = {row["webhook"]: Progress(**row) for row in record.all(progress(record.secretariat))}
    asked = {row["webhook"] for row in record.all(asked_again(record.secretariat))}
    ready: list[str] = []
    later: list[int] = []
    for row in record.all(webhooks.in_state(record.secretariat, webhooks.SENDING)):
        webhook = row["webhook"]
        noted = known.get(webhook)
        moment = _from_when(row, noted, record.position, asked=webhook in asked)
        if moment is None:
            continue
        if moment <= now:
            ready.append(webhook)
        else:
            later.append(moment)
    return Due(ready, min(later, default=None))


def _from_when(row: RowMapping, noted: Progress | None, size: int, *, asked: bool) -> int | None:
    """Return from when on a webhook has something to be sent; None where there is nothing."""
    if noted is None:
        return 0
    if noted.held:
        return None
    leased = noted.lease_until if noted.lease is not None else 0
    if asked or noted.ordered < row["ordered"]:
        return leased
    if noted.position >= size:
        return None
    return max(leased, noted.next_try or 0)
