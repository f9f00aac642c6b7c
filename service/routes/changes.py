"""Changes of what is shown as JSON, as requests state them (RFC 6902)."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from events.document.terms import Change
from service.http.fields import Input
from service.json_patch import change_to

Pointer = Annotated[str, Field(pattern="^(/([a-z0-9_]+|-))+$", max_length=300)]
MOST_CHANGES = 100


class SetChange(Input):
    """A field set, or an entry put into a list: before the one at its number, at the end by `-`."""

    op: Literal["add", "replace"]
    path: Pointer
    value: JsonValue


class RemoveChange(Input):
    """A field or an entry taken out."""

    op: Literal["remove"]
    path: Pointer


AnyChange = Annotated[SetChange | RemoveChange, Field(discriminator="op")]


def change_of(change: SetChange | RemoveChange) -> Change:
    """Return a change as the record keeps it."""
    match change:
        case SetChange(op=op, path=path, value=value):
            return change_to(op, path, value)
        case RemoveChange(path=path):
            return Change("remove", path)
