"""What the routes take from a request: the secretariat of the path and the record as it stood."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Final

from fastapi import Path, Request

from events import access, webhook
from projections.roles import EVERYWHERE
from service.http.fields import Id, Secretariat
from service.record import Record, Stretch

InSecretariat = Annotated[
    Secretariat, Path(description="Whose minute book; `default` exists from the start.")
]
ThingId = Annotated[Id, Path(description="The identity of the thing.")]


@contextmanager
def reading(
    request: Request, secretariat: str, known_at: int | datetime | None
) -> Iterator[Record]:
    """Open the record as it stood at `known_at`; all that is asked within sees one state.

    Every answer of a route is read here, so here alone it is said who reads what is confidential.
    """
    cleared = request.state.cleared
    with request.app.state.book.record(secretariat, known_at, cleared=cleared) as record:
        yield record


@contextmanager
def publishing(
    request: Request, secretariat: str, known_at: int | datetime | None
) -> Iterator[Record]:
    """Open the record to make a rendition of it, which itself withholds what is confidential."""
    with request.app.state.book.record(secretariat, known_at) as record:
        yield record


def followed(request: Request, secretariat: str, after: int, limit: int) -> Stretch:
    """Return the entries that follow a position, of those that whoever asks may see.

    Who may come in, and where events are sent to, is for those who look after that.
    """
    with reading(request, secretariat, None) as record:
        found = record.entries(after, limit)
    return found._replace(items=[each for each in found.items if may_see(request, each.stream)])


def may_see(request: Request, stream: str) -> bool:
    """Tell whether whoever asks may see who may come in and where events are sent to, if that."""
    grants = request.state.grants
    looks_after = grants.at(EVERYWHERE) & grants.lent & _LOOK_AFTER
    return bool(looks_after) or not stream.startswith(_OURS)


_LOOK_AFTER: Final = frozenset({"administer", "audit"})
_OURS: Final = (f"{access.DECIDER.category}-", f"{webhook.DECIDER.category}-")
