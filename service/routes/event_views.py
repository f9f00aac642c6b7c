"""Events as they are shown: what the log says openly, with the private values put back.

A value that was erased is left out, and its pointer is told.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal

from pydantic import Field

from events.base import ERASED, Authority, Event, Recorded, Source
from service.documents.passages import Passages
from service.http.fields import Id, IfAny, Output
from service.ledger.leaf import instant

_MOST_WORDS = 1_000


class AuthorityView(Output):
    """On whose authority it was recorded."""

    kind: Literal["chair", "meeting", "delegation", "statute"]
    reference: IfAny[Id] = Field(
        default=None, description="The meeting, person or instrument it rests on."
    )


class SourceView(Output):
    """The words it was taken from: characters `start` up to `end` of a document."""

    document: Id
    start: int
    end: int
    line: IfAny[int] = Field(
        default=None, description="The line of the document, from 1; in histories."
    )
    page: IfAny[int] = Field(default=None, description="Its page, where it has pages.")
    words: IfAny[str] = Field(default=None, description="The words, or how they begin.")


class EventView(Output):
    """An event as it stands in the log."""

    position: int = Field(ge=1, description="Its place in the log.")
    stream: str = Field(description="What it happened to, such as `meeting-` and its identity.")
    revision: int = Field(ge=1, description="Its place among the events of that thing.")
    id: Id
    type: str = Field(description="Its permanent name, such as `action.assigned`.")
    recorded_at: str = Field(
        description="When it was recorded, in UTC.", json_schema_extra={"format": "date-time"}
    )
    occurred_on: str = Field(description="When it was true, as exactly as is known.")
    actor: str = Field(description="Who recorded it.")
    authority: IfAny[AuthorityView] = None
    source: IfAny[SourceView] = None
    causation: IfAny[Id] = Field(default=None, description="The event that brought it about.")
    correlation: IfAny[str] = None
    corrects: IfAny[Id] = Field(default=None, description="The event that it corrects.")
    data: dict[str, Any] = Field(description="What became true; its fields depend on the type.")
    erased: IfAny[list[str]] = Field(
        default=None, description="Pointers (RFC 6901) into `data` to values that were erased."
    )


def event_view(recorded: Recorded[Event], passages: Passages | None = None) -> EventView:
    """Return a recorded event as it is shown, with its words where `passages` has them."""
    erased: list[str] = []
    data = _object(recorded.event, "", erased)
    del data["occurred_on"]
    provenance = recorded.provenance
    return EventView(
        position=recorded.position,
        stream=recorded.stream,
        revision=recorded.revision,
        id=recorded.id,
        type=recorded.event.wire,
        recorded_at=instant(recorded.recorded_at),
        occurred_on=recorded.event.occurred_on,
        actor=provenance.actor,
        authority=_authority(provenance.authority),
        source=_source(provenance.source, passages),
        causation=provenance.causation,
        correlation=provenance.correlation,
        corrects=provenance.corrects,
        data=data,
        erased=sorted(erased) or None,
    )


def _authority(authority: Authority | None) -> AuthorityView | None:
    return authority and AuthorityView(kind=authority.kind, reference=authority.reference)


def _source(source: Source | None, passages: Passages | None) -> SourceView | None:
    if source is None:
        return None
    shown = SourceView(document=source.document, start=source.start, end=source.end)
    found = passages.of(source) if passages else None
    if found is None:
        return shown
    cut = len(found.text) > _MOST_WORDS
    words = f"{found.text[:_MOST_WORDS].rstrip()}\u2026" if cut else found.text
    return shown.model_copy(update={"line": found.line, "page": found.page, "words": words})


# The codec of the log has no word for a value that was erased, so what is shown is made here.
def _object(value: Any, pointer: str, erased: list[str]) -> dict[str, Any]:  # noqa: ANN401
    kind = getattr(value, "kind", None)
    shown: dict[str, Any] = {} if kind is None else {"kind": kind}
    for field in fields(value):
        part, place = getattr(value, field.name), f"{pointer}/{field.name}"
        if part is ERASED:
            erased.append(place)
        elif part is not None:
            shown[field.name] = _shown(part, place, erased)
    return shown


def _shown(value: Any, pointer: str, erased: list[str]) -> Any:  # noqa: ANN401  any JSON value
    if isinstance(value, tuple):
        return [_shown(each, f"{pointer}/{n}", erased) for n, each in enumerate(value)]
    if isinstance(value, date):
        return value.isoformat()
    return _object(value, pointer, erased) if is_dataclass(value) else value
