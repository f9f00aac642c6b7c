"""To whom a reminder goes: each owner of an action, as who they are on the day.

A post is whoever holds it on the day; an organisation stays one whoever works there; a class of
people, words that are not clear, and an action that nobody owns are each apart.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from sqlalchemy import select

from projections import identities, people, post_holders
from projections.base import current
from projections.people import TABLE as PEOPLE
from service.record import Record


class Addressee(NamedTuple):
    """Who is written to; where nobody is known by identity, by the words of the minutes."""

    kind: Literal["person", "organisation", "post", "class", "unclear", "nobody"]
    id: str | None
    name: str | None
    role: str | None = None


NOBODY = Addressee("nobody", None, None)


class Owned(NamedTuple):
    """What is to be known of an owner to tell who that is on a day."""

    kind: str
    id: str | None
    name: str | None
    role: str | None
    words: str | None


class Addressees:
    """Finds who is written to, each of them once."""

    def __init__(self, record: Record, on: str) -> None:
        """Ask `record` for the day `on`."""
        self._record, self._on = record, on
        self._people: dict[str, Addressee] = {}
        self._posts: dict[tuple[str, str], list[Addressee]] = {}

    def of(self, owner: Owned) -> Iterator[Addressee]:
        """Yield who is written to for an owner: of a post held by several, each."""
        match owner.kind:
            case "person" if owner.id:
                yield self._person(owner.id)
            case "organisation":
                yield Addressee("organisation", owner.id, owner.name)
            case "post" if owner.id and owner.role:
                holders = self._holders(owner.id, owner.role)
                yield from holders or [Addressee("post", owner.id, owner.name, owner.role)]
            case "class":
                yield Addressee("class", None, owner.words)
            case _:
                yield Addressee("unclear", None, owner.words)

    def _person(self, person: str) -> Addressee:
        if person not in self._people:
            of, known = self._record.secretariat, self._record.known_at
            who = select(PEOPLE.c.person).where(
                current(PEOPLE, of, known), PEOPLE.c.person == person
            )
            finally_who = [
                row["canonical"] for row in self._record.all(identities.resolved(of, who, known))
            ]
            identity = next(iter(finally_who), person)
            named = self._record.all(people.person(of, identity, known))
            name = named[0]["name"] if named else None
            self._people[person] = Addressee("person", identity, name)
        return self._people[person]

    def _holders(self, body: str, role: str) -> list[Addressee]:
        if (body, role) not in self._posts:
            of, known = self._record.secretariat, self._record.known_at
            rows = self._record.all(post_holders.holders(of, body, role, self._on, known))
            found = {row["person"]: row["person_name"] for row in rows}
            self._posts[body, role] = [Addressee("person", *each) for each in found.items()]
        return self._posts[body, role]
