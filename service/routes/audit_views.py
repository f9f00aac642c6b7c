"""Answers to an auditor as they are shown: each leads to its event, its source and its proof."""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import Field

from events.base import Event, Recorded
from service.auditing.changes import Change, Text
from service.documents.passages import Passages
from service.http.fields import IfAny, Output
from service.http.paging import NumberedPage
from service.routes.event_views import EventView, event_view

_PROOF: Final = Field(
    description="Where its proof is: that it stands in the log as it was recorded.",
    json_schema_extra={"format": "uri-reference"},
)
_EVENT: Final = (
    "position",
    "type",
    "id",
    "recorded_at",
    "occurred_on",
    "actor",
    "authority.kind",
    "authority.reference",
    "source.document",
    "source.start",
    "source.end",
    "source.line",
    "source.page",
    "source.words",
)
_REST: Final = ("stream", "revision", "causation", "correlation", "corrects", "data", "erased")
EVENT_COLUMNS: Final = (*_EVENT, *_REST, "proof")
CHANGE_COLUMNS: Final = (
    *("model", "key", "field", "was", "value", "erased"),
    *(f"event.{name}" for name in _EVENT),
    "event.proof",
)
DIFFERENCE_COLUMNS: Final = (
    *("stream", "model", "key", "field", "then", "now", "erased"),
    *("position", "proof"),
)
DENIED_COLUMNS: Final = ("id", "actor", "operation", "reason", "times", "first_at", "last_at")
"""Columns of CSV."""

Value = str | int | bool


class AuditedEvent(EventView):
    """An event, and where its proof is."""

    proof: str = _PROOF


class AuditedEventPage(NumberedPage[AuditedEvent]):
    """Events as asked for; to a reader who is not cleared, without what is confidential."""


class FieldChangeView(Output):
    """One change of one field of a thing, by an event."""

    model: str = Field(description="What it is a row of, such as `action_owners`.")
    key: dict[str, Value] = Field(description="Which of these rows of the thing; may be empty.")
    field: str = Field(description="`stands` where a row says no more than that it is there.")
    was: IfAny[Value] = Field(default=None, description="Left out where there was no value.")
    value: IfAny[Value] = Field(default=None, description="Left out where there is none any more.")
    erased: IfAny[list[str]] = Field(
        default=None, description="Which of `was` and `value` was erased since."
    )
    event: AuditedEvent


class FieldChangePage(NumberedPage[FieldChangeView]):
    """Changes in the order of the log; the cursor is the position of an event."""


class FieldDifference(Output):
    """A field of a thing that differs between two moments."""

    model: str
    key: dict[str, Value]
    field: str
    then: IfAny[Value] = Field(default=None, description="Left out where there was no value.")
    now: IfAny[Value] = Field(default=None, description="Left out where there is none.")
    erased: IfAny[list[str]] = Field(
        default=None, description="Which of `then` and `now` was erased since."
    )
    position: int = Field(ge=1, description="Of the event that made it what it is now.")
    proof: str = _PROOF


class ThingDifference(Output):
    """A thing of which something was recorded between two moments."""

    stream: str
    last: int = Field(ge=1, description="The last of its events in between.")
    changes: list[FieldDifference] = Field(
        description="Empty where all is as it was, or is not told in fields."
    )


class DifferencePage(NumberedPage[ThingDifference]):
    """Things by their last events between the two moments; `known_at` is the later of these."""

    since: int = Field(ge=0, description="The position of the earlier moment.")


def proof_of(secretariat: str, position: int) -> str:
    """Return where the proof of an event is."""
    return f"/v1/{secretariat}/events/{position}/proof"


def audited(secretariat: str, recorded: Recorded[Event], passages: Passages | None) -> AuditedEvent:
    """Return an event with its words and its proof."""
    shown = event_view(recorded, passages)
    proof = proof_of(secretariat, recorded.position)
    return AuditedEvent.model_construct(None, **dict(shown), proof=proof)


def change_view(change: Change, event: AuditedEvent) -> FieldChangeView:
    """Return a change as it is shown."""
    return FieldChangeView(
        model=change.model,
        key=change.key,
        field=change.field,
        was=_plain(change.was),
        value=_plain(change.value),
        erased=_erased({"was": change.was, "value": change.value}),
        event=event,
    )


def difference_view(secretariat: str, change: Change) -> FieldDifference:
    """Return a difference as it is shown."""
    return FieldDifference(
        model=change.model,
        key=change.key,
        field=change.field,
        then=_plain(change.was),
        now=_plain(change.value),
        erased=_erased({"then": change.was, "now": change.value}),
        position=change.position,
        proof=proof_of(secretariat, change.position),
    )


def _plain(value: Any) -> Value | None:  # noqa: ANN401  any value of a row
    found: Value | None = value.text if isinstance(value, Text) else value
    return found


def _erased(sides: dict[str, Any]) -> list[str] | None:
    gone = [name for name, at in sides.items() if isinstance(at, Text) and at.text is None]
    return gone or None


def difference_lines(thing: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  a `ThingDifference`
    """Yield a line for each field of a thing that differs."""
    for change in thing.changes:
        yield {"stream": thing.stream} | change.model_dump(mode="json", exclude_none=True)
