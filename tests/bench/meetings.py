"""Minutes of real size, made up: 28 attendees, 7 items, 25 paragraphs of 50 words, 10 actions."""

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.bench.world import Named, World, text

_FIRST_DAY = date(2001, 1, 8)
_ITEMS, _PARAGRAPHS, _ACTIONS, _DECISIONS, _ATTENDEES = 7, 25, 10, 3, 28
_REGULARS = 45
"""The people one body draws on."""


class Writer:
    """Writes the minutes of meetings, one after the other: by name alone, or with identities."""

    def __init__(self, there: World, *, named: bool, first_day: date = _FIRST_DAY) -> None:
        """Write about the people of `there`; `named` leaves their identities out."""
        self._there, self._named, self._rng = there, named, Random(2)
        self._first_day = first_day

    def minutes(self, number: int) -> dict[str, Any]:
        """Return minutes number 0, 1, 2 … as JSON; no body meets twice on one day."""
        bodies = self._there.bodies
        body = bodies[number % len(bodies)]
        held_on = self._first_day + timedelta(days=7 * (number // len(bodies)))
        people = self._regulars(number % len(bodies))
        listed = self._rng.sample(people, _ATTENDEES)
        return {
            "body": {"id": body.id},
            "held_on": held_on.isoformat(),
            "starts": "10:00",
            "place": "Council Chamber",
            "attendance": [self._attendee(at, each) for at, each in enumerate(listed)],
            "items": [self._item(at, held_on, listed) for at in range(_ITEMS)],
            "next_meeting": {"expected": (held_on + timedelta(days=7)).isoformat()},
        }

    def _regulars(self, body: int) -> list[Named]:
        first = body * (len(self._there.people) - _REGULARS) // len(self._there.bodies)
        return self._there.people[first : first + _REGULARS]

    def _works_at(self, person: Named) -> Named:
        organisations = self._there.organisations
        return organisations[sum(person.name.encode()) % len(organisations)]

    def _attendee(self, at: int, person: Named) -> dict[str, Any]:
        works_at = self._works_at(person)
        organisation = {"name": works_at.name} if self._named else works_at._asdict()
        row = {
            "label": person.name,
            "name": person.name,
            "organisation": organisation,
            "capacity": "chair" if at == 0 else "member",
            "status": "apologies" if at > 23 else "present",
        }
        return row if self._named else row | {"person": person.id}

    def _item(self, at: int, held_on: date, listed: list[Named]) -> dict[str, Any]:
        return {
            "title": text(self._rng, 5),
            "number": str(at + 1),
            "paragraphs": [
                {
                    "text": text(self._rng, 50),
                    "number": str(n + 1),
                    "speaker": self._rng.choice(listed).name,
                }
                for n in range(at, _PARAGRAPHS, _ITEMS)
            ],
            "decisions": [{"text": text(self._rng, 20)} for _ in range(at, _DECISIONS, _ITEMS)],
            "actions": [self._action(held_on, listed) for _ in range(at, _ACTIONS, _ITEMS)],
        }

    def _action(self, held_on: date, listed: list[Named]) -> dict[str, Any]:
        owner = self._works_at(self._rng.choice(listed))
        words = {"words": owner.name, "kind": "organisation"}
        return {
            "text": text(self._rng, 18),
            "owners": [words if self._named else words | {"id": owner.id}],
            "due": {
                "kind": "date",
                "day": (held_on + timedelta(days=self._rng.randrange(7, 60))).isoformat(),
                "words": "in due time",
            },
        }
