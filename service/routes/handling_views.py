"""How a thing is shown to be handled: where it is open nothing is said."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.handling import CONFIDENTIAL, Handling
from service.http.fields import IfAny

Shown = Annotated[
    IfAny[Handling],
    Field(description="`confidential`, by itself or with what it belongs to; left out where open."),
]


def handling_of(row: RowMapping) -> Handling | None:
    """Return the handling of what a query found, if there is something to be said."""
    return CONFIDENTIAL if row["confidential"] else None
