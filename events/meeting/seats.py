"""One seat counts once: nobody sits for somebody who is there, and no two people for one."""

from events.errors import Refused
from events.meeting.roll import Entry, Roll
from events.meeting.state import InSession, Known


def one_seat(roll: Roll, number: int, entry: Entry) -> None:
    """Refuse `entry` in the room as row `number` where its seat is taken by another row.

    The same person printed twice takes one seat, so that a list can be kept as printed.
    """
    for other, seated in roll.here(but_for=number):
        if entry.substitute_for is not None and entry.substitute_for == seated.person:
            raise Refused(
                f"row {other} has them present; nobody substitutes for somebody who is there"
            )
        if entry.person is not None and entry.person == seated.substitute_for:
            raise Refused(
                f"row {other} substitutes for this person; let the substitute leave first"
            )
        if _same_seat(entry, seated):
            raise Refused(
                f"row {other} has that seat; one seat counts once, name one substitute for it"
            )


def not_oneself(entry: Entry) -> None:
    """Refuse somebody who sits for themselves."""
    if entry.person is not None and entry.person == entry.substitute_for:
        raise Refused("nobody substitutes for themselves; list them as present instead")


def still_chaired(before: Known, after: Roll) -> None:
    """Refuse to leave a meeting in session without the chair it had."""
    if isinstance(before, InSession) and before.roll.chairs and not after.chairs:
        raise Refused(
            "this attendee has the chair and the meeting goes on; let another take the chair first"
        )


def _same_seat(one: Entry, other: Entry) -> bool:
    if one.substitute_for is None or one.substitute_for != other.substitute_for:
        return False
    return one.person is None or one.person != other.person
