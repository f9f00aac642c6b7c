"""Who was to do an action on a day: its facts in the order in which they came true, up to that day.

What the record knew is chosen by which facts are handed in; what was true is chosen by the day.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from typing import NamedTuple

from events.action.events import ActionAssigned, ActionEvent, Closing, OwnerPartCompleted
from events.action.state import Action, Closed, Unassigned, evolve
from events.action.terms import Owner
from events.record.effective import Entry, effective
from events.when import When, first_day, last_day


class Owned(NamedTuple):
    """Who had an action on a day, which of them had done their part and when, and what closed it.

    It is not `certain` where a fact is dated so roughly that it may be later than the day; it is
    told as though that had happened.
    """

    owners: tuple[Owner, ...]
    done_on: tuple[tuple[int, When], ...]
    closed: Closing | None
    certain: bool


def owned(history: Sequence[Entry], day: date) -> Owned | None:
    """Return who had the action at the end of the day, or None where it was given out later."""
    facts: list[ActionEvent] = [each.event for each in effective(history)]
    perhaps = [each for each in facts if first_day(each.occurred_on) <= day]
    surely = [each for each in perhaps if last_day(each.occurred_on) <= day]
    then = _told(perhaps)
    return then and then._replace(certain=_told(surely) == then)


def _told(facts: Iterable[ActionEvent]) -> Owned | None:
    happened = sorted(facts, key=_when)
    begin: Action = Unassigned()
    then = reduce(evolve, happened, begin)
    if isinstance(then, Unassigned):
        return None
    owners = then.task.owners
    done = {
        each.owner: each.occurred_on
        for each in happened
        if isinstance(each, OwnerPartCompleted) and each.owner in {one.number for one in owners}
    }
    closed = then.by if isinstance(then, Closed) else None
    return Owned(owners, tuple(sorted(done.items())), closed, certain=True)


def _when(fact: ActionEvent) -> tuple[bool, date]:
    """Order facts: nothing happens to an action before it is given out, however it is dated."""
    return not isinstance(fact, ActionAssigned), first_day(fact.occurred_on)
