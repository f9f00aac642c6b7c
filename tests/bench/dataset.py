"""A minute book of about N events, written through the rules; a million are twenty years.

Every day some bodies meet; their actions are reported on and completed over the weeks that follow,
so that a few hundred are overdue on any day. However many events there are, a day has as many.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from time import perf_counter
from typing import Any, NamedTuple

import orjson

from events.action.commands import (
    AssignAction,
    CompleteAction,
    ExtendDue,
    ReportProgress,
    WithdrawAction,
)
from events.action.terms import (
    Assignee,
    ByOrganisation,
    ByPerson,
    Due,
    DueFutureMeeting,
    DueOn,
    Standing,
)
from events.base import Command
from events.ids import ActionId, BodyId, MeetingId, OrganisationId, PersonId
from events.meeting.commands import AddItem, ListAttendee, RecordAsHeld
from events.plans import Planner, only
from events.when import on_day
from service.book import DEFAULT
from service.ids import Mint
from tests.bench.places import Home, settle
from tests.bench.world import Named, World, ask, found, open_book, text

_FIRST_DAY = date(2001, 1, 1)
_MEETINGS_A_DAY = 2.2
_ATTENDEES, _ITEMS, _ACTIONS = 22, 5, 10
_OFFICERS = 12
"""Secretaries who attend all meetings of four bodies each; the others attend by chance."""
_AT_ONCE = 400
"""Requests in one transaction."""
_SAMPLED = "position % 50 = 0"


class Dataset(NamedTuple):
    """A minute book and what is in it."""

    home: Home
    there: World
    events: int
    seconds: float
    last_day: date
    middle_day: date
    middle: int
    """The position in the middle of the log, and the day it was written of."""


def build(home: Home, events: int) -> Dataset:
    """Write about `events` events in an empty minute book; return what, and how long it took."""
    there = found(home)
    office = Office(there)
    book = open_book(home.settings())
    size = book.size(DEFAULT)
    middle, middle_day = size, _FIRST_DAY
    began = perf_counter()
    waiting: list[Planner] = []
    while size < events:
        waiting += office.next_day()
        if len(waiting) >= _AT_ONCE:
            size = book.submit_all([ask(each) for each in waiting])[-1].position
            waiting = []
            if size <= events // 2:
                middle, middle_day = size, office.day
    took = perf_counter() - began
    book.close()
    settle(home)
    return Dataset(home, there, size, took, office.day, middle_day, middle)


class Office:
    """What happens day by day, as commands ready to be carried out."""

    def __init__(self, there: World) -> None:
        """Begin with nothing to follow up."""
        self._there, self._rng, self._mint = there, Random(3), Mint()
        self.day = _FIRST_DAY
        self._due_later: list[tuple[date, int, Command]] = []
        self._order = count()

    def next_day(self) -> Iterator[Planner]:
        """Yield what is done on one more day."""
        self.day += timedelta(days=1)
        while self._due_later and self._due_later[0][0] <= self.day:
            yield only(heappop(self._due_later)[2])
        meetings = int(_MEETINGS_A_DAY) + (self._rng.random() < _MEETINGS_A_DAY % 1)
        for body in self._rng.sample(self._there.bodies, meetings):
            yield self._meeting(body)

    def _meeting(self, body: Named) -> Planner:
        meeting, today = MeetingId(self._mint()), on_day(self.day)
        held = RecordAsHeld(occurred_on=today, meeting=meeting, body=BodyId(body.id), held_on=today)
        items = [
            AddItem(
                occurred_on=today,
                meeting=meeting,
                item=number,
                number=str(number),
                title=text(self._rng, 6),
            )
            for number in range(1, _ITEMS + 1)
        ]
        rows = [
            self._row(meeting, number, person)
            for number, person in enumerate(self._attendees(body), start=1)
        ]
        actions = [self._action(body, meeting) for _ in range(_ACTIONS)]
        fresh = frozenset({held.stream, *(each.stream for each in actions)})
        return only(held, *rows, *items, *actions, fresh=fresh)

    def _attendees(self, body: Named) -> list[Named]:
        people = self._there.people
        number = self._there.bodies.index(body)
        officers = [people[(number + step) % _OFFICERS] for step in range(4)]
        others = self._rng.sample(people[_OFFICERS:], _ATTENDEES - len(officers))
        return officers + others

    def _row(self, meeting: MeetingId, number: int, person: Named) -> ListAttendee:
        works_at = self._rng.choice(self._there.organisations)
        return ListAttendee(
            occurred_on=on_day(self.day),
            meeting=meeting,
            row=number,
            person=PersonId(person.id),
            basis="stated",
            name=person.name,
            organisation=OrganisationId(works_at.id),
            organisation_stated=works_at.name,
            post="Head of Policy and Planning",
            capacity="chair" if number == 1 else "member",
            status="present" if number < 19 else "apologies",
        )

    def _action(self, body: Named, meeting: MeetingId) -> AssignAction:
        action, due, end = ActionId(self._mint()), self._due(), self._end()
        if end is not None:
            self._follow(action, meeting, due, end)
        return AssignAction(
            occurred_on=on_day(self.day),
            action=action,
            body=BodyId(body.id),
            meeting=meeting,
            text=text(self._rng, 24),
            owners=self._owners(),
            due=due if end is not None or not isinstance(due, DueOn) else Standing(),
        )

    def _follow(self, action: ActionId, meeting: MeetingId, due: Due, end: date) -> None:
        """Note what happens to the action later: reports, more time, and its end."""
        reported = self.day + (end - self.day) / 2
        for _ in range(self._rng.choice((0, 1, 1, 2))):
            self._later(
                reported,
                ReportProgress(
                    occurred_on=on_day(reported), action=action, text=text(self._rng, 24)
                ),
            )
        if isinstance(due, DueOn) and self._rng.random() < 0.1:
            more = DueOn(due.day + timedelta(days=14))
            self._later(reported, ExtendDue(occurred_on=on_day(reported), action=action, due=more))
        if self._rng.random() < 0.87:
            closing: Command = CompleteAction(
                occurred_on=on_day(end),
                action=action,
                note=text(self._rng, 18),
                override="The other owners reported as well.",
            )
        else:
            closing = WithdrawAction(
                occurred_on=on_day(end), action=action, reason=text(self._rng, 12)
            )
        self._later(end, closing)

    def _later(self, day: date, command: Command) -> None:
        heappush(self._due_later, (day, next(self._order), command))

    def _end(self) -> date | None:
        """Return when it closes: most a month after, some late, one in twelve never."""
        if self._rng.random() < 0.08:
            return None
        return self.day + timedelta(days=int(self._rng.expovariate(1 / 28)) + 2)

    def _due(self) -> Due:
        if self._rng.random() < 0.1:
            return DueFutureMeeting("in due course")
        return DueOn(self.day + timedelta(days=self._rng.randrange(10, 40)), "by the end of it")

    def _owners(self) -> tuple[Assignee, ...]:
        works_at = self._rng.choice(self._there.organisations)
        first = Assignee(ByOrganisation(OrganisationId(works_at.id)), "joint", works_at.name)
        if self._rng.random() < 0.8:
            return (first,)
        person = self._rng.choice(self._there.people)
        return (first, Assignee(ByPerson(PersonId(person.id)), "support", person.name))


def leaves(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield every fiftieth entry of the log, as JSON."""
    for (content,) in dataset.home.past(f"SELECT leaf FROM log_entries WHERE {_SAMPLED}"):
        yield orjson.loads(content)


def mix(dataset: Dataset) -> dict[str, float]:
    """Return the share of each type of event, in percent, the most frequent first."""
    types = Counter(entry["type"] for entry in leaves(dataset))
    return {kind: round(100 * n / types.total(), 1) for kind, n in types.most_common()}
