"""How rows, items, paragraphs and decisions are named: by a number used once in their meeting."""

from collections.abc import Container

from events.errors import AlreadyThere, NotFound, Refused
from events.meeting.roll import Row
from events.meeting.state import Known


def unused(number: int, used: Container[int], what: str) -> None:
    """Refuse a number that is taken, or that no count beginning with 1 would reach."""
    if number < 1:
        raise Refused(f"a {what} cannot have the number {number}; number them 1, 2, 3 and so on")
    if number in used:
        raise AlreadyThere(f"{what} {number} is in the record already; use the next free number")


def item_exists(known: Known, item: int | None) -> None:
    """Refuse an item that the meeting does not have."""
    if item is not None and item not in known.account.items:
        raise NotFound(f"this meeting has no item {item}; add the item first")


def paragraph_exists(known: Known, paragraph: int | None) -> None:
    """Refuse a paragraph that the minutes do not have."""
    if paragraph is not None and paragraph not in known.account.paragraphs:
        raise NotFound(f"these minutes have no paragraph {paragraph}; minute the paragraph first")


def any_row(known: Known, number: int) -> Row:
    """Return the row of that number, whether it counts or is a duplicate."""
    row = known.roll.rows.get(number)
    if row is None:
        raise NotFound(f"the attendance has no row {number}; list the attendee first")
    return row


def counted_row(known: Known, number: int) -> Row:
    """Return the row of that number, which must not be another one printed again."""
    row = any_row(known, number)
    if row.same_as is not None:
        raise Refused(f"row {number} is row {row.same_as} printed again; name row {row.same_as}")
    return row
