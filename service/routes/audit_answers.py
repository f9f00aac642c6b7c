"""Pages of answers to an auditor, from a record as it stood."""

from datetime import datetime

from events.errors import NotFound
from service.auditing.asking import Asked, wanted
from service.auditing.changes import changes_of
from service.auditing.differences import differences
from service.documents.passages import Passages
from service.record import Record
from service.routes.audit_views import (
    AuditedEventPage,
    DifferencePage,
    FieldChangePage,
    ThingDifference,
    audited,
    change_view,
    difference_view,
)


def event_page(
    book: Record, asked: Asked, cursor: int | None, limit: int, *, newest_first: bool
) -> AuditedEventPage:
    """Return the events that follow `cursor`, in the order asked for."""
    where = wanted(book, asked, cursor, newest_first=newest_first)
    found = book.found_by(where, limit + 1, newest_first=newest_first)
    passages = Passages(book)
    return AuditedEventPage(
        items=[audited(book.secretariat, each, passages) for each in found[:limit]],
        next=found[limit - 1].position if len(found) > limit else None,
        known_at=book.position,
    )


def field_page(book: Record, stream: str, cursor: int | None, limit: int) -> FieldChangePage:
    """Return the changes of a thing by the events that follow `cursor`."""
    if not book.revision(stream):
        raise NotFound(f"there is no {stream} in the record")
    changes = [each for each in changes_of(book, stream) if each.position > (cursor or 0)]
    positions = list(dict.fromkeys(each.position for each in changes))
    events, passages = book.at(positions[:limit]), Passages(book)
    shown = {at: audited(book.secretariat, each, passages) for at, each in events.items()}
    return FieldChangePage(
        items=[
            change_view(each, shown[each.position]) for each in changes if each.position in shown
        ],
        next=positions[limit - 1] if len(positions) > limit else None,
        known_at=book.position,
    )


def difference_page(
    book: Record, since: int | datetime, stream: str | None, cursor: int | None, limit: int
) -> DifferencePage:
    """Return the things that something was recorded of since a moment, by their last events."""
    then = book.earlier(since).position
    found = book.changed_since(then, cursor or 0, limit + 1, stream)
    told = differences(book, then, found[:limit])
    return DifferencePage(
        items=[
            ThingDifference(
                stream=each.stream,
                last=each.last,
                changes=[difference_view(book.secretariat, change) for change in each.changes],
            )
            for each in told
        ],
        next=found[limit - 1][1] if len(found) > limit else None,
        known_at=book.position,
        since=then,
    )
