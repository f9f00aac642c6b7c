"""Corrections and retractions as somebody asks for them: an event by its identity, and changes."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from events.base import ERASED, Event, Recorded
from events.document.terms import Change
from events.errors import NotFound
from events.ids import EventId
from events.record import CorrectRecord, RecordEvent, RetractRecord
from events.record.effective import amendments
from events.shown import from_shown
from events.when import When
from service.json_patch import patched
from service.record import Record


def correcting(
    record: Record, stream: str, event: str, changes: Sequence[Change], reason: str, on: When
) -> CorrectRecord:
    """Return the command that corrects an event of a stream by changes of what it says.

    Pointers are those of the event's `data`, and `/occurred_on`. Raises `NotFound` where the stream
    has no such event, `Refused` where so changed it would be none.
    """
    found = next((each for each in record.history(stream) if each.id == event), None)
    if found is None or isinstance(found.event, RecordEvent):
        raise NotFound(f"no fact {event} stands in the history of this; look it up there")
    shown, _ = shown_of(found.event)
    replacement = from_shown(type(found.event), patched(shown, changes, "the event"))
    return CorrectRecord(
        occurred_on=on, of=stream, event=EventId(event), reason=reason, replacement=replacement
    )


def retracting(stream: str, event: str, reason: str, on: When) -> RetractRecord:
    """Return the command that takes back an event of a stream."""
    return RetractRecord(occurred_on=on, of=stream, event=EventId(event), reason=reason)


def amended(history: Sequence[Recorded[Event]]) -> dict[str, str]:
    """Return, of events that are not in force any more, the correction or retraction."""
    found: dict[str, str] = {}
    for each in amendments(history):
        if each.in_force:
            found[each.target] = each.entry.id
    return found


def shown_of(event: Event) -> tuple[dict[str, Any], list[str]]:
    """Return an event as JSON with its private values in place, and pointers to erased ones.

    The codec of the log has no word for a value that was erased, so what is shown is made here.
    """
    erased: list[str] = []
    return _object(event, "", erased), sorted(erased)


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
