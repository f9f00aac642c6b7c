"""Answers to an auditor as tables for people: the event of each row, and where its words stand."""

from collections.abc import Iterable, Sequence

import orjson

from service.cli.shown import source_words
from service.routes.audit_views import AuditedEvent, FieldChangeView, ThingDifference
from service.routes.door import DeniedView
from service.routes.event_views import AuthorityView

Rows = tuple[Sequence[str], list[Sequence[object]]]


def event_rows(found: Iterable[AuditedEvent]) -> Rows:
    """Return the columns and the rows of events."""
    columns = ("event", "recorded", "true on", "by", "authority", "what", "data", "from")
    return columns, [
        (*_of_event(each), each.type, orjson.dumps(each.data).decode(), source_words(each.source))
        for each in found
    ]


def change_rows(found: Iterable[FieldChangeView]) -> Rows:
    """Return the columns and the rows of changes of fields."""
    columns = (
        *("field", "was", "value"),
        *("event", "recorded", "true on", "by", "authority", "what", "from"),
    )
    return columns, [
        (
            _field(each.model, each.key, each.field),
            *_sides(each.was, each.value, each.erased, "was", "value"),
            *_of_event(each.event),
            each.event.type,
            source_words(each.event.source),
        )
        for each in found
    ]


def difference_rows(found: Iterable[ThingDifference]) -> Rows:
    """Return the columns and the rows of differences."""
    return ("thing", "field", "then", "now", "event"), [
        (
            thing.stream,
            _field(each.model, each.key, each.field),
            *_sides(each.then, each.now, each.erased, "then", "now"),
            each.position,
        )
        for thing in found
        for each in thing.changes
    ]


def denied_rows(found: Iterable[DeniedView]) -> Rows:
    """Return the columns and the rows of denied attempts."""
    return ("by", "asked", "denied because", "times", "first", "last"), [
        (
            each.actor or "(unknown)",
            each.operation,
            each.reason,
            each.times,
            _minute(each.first_at),
            _minute(each.last_at),
        )
        for each in found
    ]


def _of_event(event: AuditedEvent) -> tuple[object, ...]:
    return (
        event.position,
        _minute(event.recorded_at),
        event.occurred_on,
        event.actor,
        _authority(event.authority),
    )


def _authority(authority: AuthorityView | None) -> str:
    if authority is None:
        return ""
    return f"{authority.kind} {authority.reference or ''}".rstrip()


def _sides(
    before: object, after: object, erased: Sequence[str] | None, first: str, second: str
) -> tuple[object, object]:
    gone = erased or ()
    return "(erased)" if first in gone else before, "(erased)" if second in gone else after


def _field(model: str, key: dict[str, str | int | bool], field: str) -> str:
    which = ", ".join(f"{name} {value}" for name, value in key.items())
    return f"{model} {f'({which}) ' if which else ''}{field}"


def _minute(moment: str) -> str:
    return moment[:19].replace("T", " ")
