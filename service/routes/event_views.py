"""Events as they are shown: what the log says openly, with the private values put back.

A value that was erased is left out, and its pointer is told.
"""

from typing import Any, Literal

from pydantic import Field

from events.base import Authority, Event, Recorded, Source
from service.amending import shown_of
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
    amended_by: IfAny[Id] = Field(
        default=None,
        description="The event that corrected it or took it back, so that it is not in force any "
        "more; in histories.",
    )
    data: dict[str, Any] = Field(description="What became true; its fields depend on the type.")
    erased: IfAny[list[str]] = Field(
        default=None, description="Pointers (RFC 6901) into `data` to values that were erased."
    )
    parted: IfAny[list[str]] = Field(
        default=None, description="Pointers to texts with `[erased]` in the place of words."
    )


def event_view(
    recorded: Recorded[Event], passages: Passages | None = None, amended_by: str | None = None
) -> EventView:
    """Return a recorded event as it is shown, with its words where `passages` has them."""
    data, erased = shown_of(recorded.event)
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
        amended_by=amended_by,
        data=data,
        erased=erased or None,
        parted=list(recorded.parted) or None,
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
