"""What the routes take from a request: the secretariat of the path and the record as it stood."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from fastapi import Path, Request

from service.http.fields import Id, Secretariat
from service.record import Record

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
    cleared = getattr(request.state, "cleared", True)
    with request.app.state.book.record(secretariat, known_at, cleared=cleared) as record:
        yield record
