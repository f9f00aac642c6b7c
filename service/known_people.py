"""Everybody the record knows, under every name, and where they stand in one body."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from sqlalchemy.engine import RowMapping

from projections import distinctions, listings, memberships, person_names
from projections.person_names import REGISTERED
from service.likeness.folding import words_of
from service.likeness.leads import PEOPLE
from service.likeness.measure import Likeness
from service.likeness.roll import Roll
from service.record import Record

Use = Literal["name", "scoped", "as_printed"]
"""How a name may be used: `scoped` holds in the papers of one meeting of the body alone; what is
`as_printed` has more in it than a name, and only exactly the same is like it."""


_MORE: Final = re.compile(r"[,(/:|;]|\s[-\u2013\u2014]|[-\u2013\u2014]\s")
"""What parts a name from what else is printed in a row, such as an organisation."""
_MOST_WORDS: Final = 5


class Known(NamedTuple):
    """A name of somebody."""

    person: str
    name: str
    use: Use = "name"


class Organisation(NamedTuple):
    """Whom somebody stood for: by identity, by the name it has now, and as printed."""

    id: str | None
    name: str | None
    stated: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return what it is called."""
        return tuple(dict.fromkeys(each for each in (self.name, self.stated) if each))

    @classmethod
    def of(cls, row: RowMapping) -> "Organisation":
        """Return what a row of a list says."""
        return cls(row["organisation"], row["organisation_name"], row["organisation_stated"])


class Standing:
    """Where somebody stands in a body, by meeting with its day; under which names, and for whom.

    At the meetings of `listed` they stand in the list, at those of `spoke` they took part without.
    """

    def __init__(self) -> None:
        """Stand nowhere yet."""
        self.meetings: dict[str, str] = {}
        self.listed: set[str] = set()
        self.spoke: set[str] = set()
        self.names: dict[str, None] = {}
        self.organisations: dict[Organisation, None] = {}

    @property
    def first(self) -> str | None:
        """Return the day of the first meeting, if there is one."""
        return min(self.meetings.values(), default=None)

    @property
    def last(self) -> str | None:
        """Return the day of the last meeting, if there is one."""
        return max(self.meetings.values(), default=None)


class KnownPeople:
    """The people of a secretariat; with a body, also as they are listed in it."""

    def __init__(self, record: Record, body: str | None = None) -> None:
        """Read them from the record as it stood."""
        of = (record.secretariat, record.known_at)
        self.called: dict[str, str] = {}
        self.identities: defaultdict[str, set[str]] = defaultdict(set)
        self.standing: defaultdict[str, Standing] = defaultdict(Standing)
        self.members: set[str] = set()
        names = dict.fromkeys(self._named(record, body))
        if body is not None:
            names |= dict.fromkeys(self._listed(record, body))
            found = record.all(memberships.people_of(of[0], body, of[1]))
            self.members = {row["person"] for row in found}
        self.names = list(names)
        pairs = record.all(distinctions.told_apart(*of))
        self._apart = {frozenset((row["person"], row["other"])) for row in pairs}
        self._roll = Roll(PEOPLE, [each.name for each in self.names])

    def _named(self, record: Record, body: str | None) -> Iterator[Known]:
        for row in record.all(person_names.everyone(record.secretariat, record.known_at)):
            person, name = row["person"], row["name"]
            self.identities[person].add(row["identity"])
            if row["kind"] == REGISTERED and row["identity"] == person:
                self.called[person] = name
            if row["scope"] is None:
                yield Known(person, name)
            elif row["scope_body"] is not None and row["scope_body"] == body:
                yield Known(person, name, "scoped")

    def _listed(self, record: Record, body: str) -> Iterator[Known]:
        for row in record.all(listings.lines_of(record.secretariat, body, record.known_at)):
            stands = self.standing[row["person"]]
            stands.meetings[row["meeting"]] = row["day"]
            (stands.spoke if row["unlisted"] else stands.listed).add(row["meeting"])
            if any(stated := Organisation.of(row)):
                stands.organisations[stated] = None
            if row["name"] is not None:
                yield self._as_listed(row["person"], row["name"])

    def _as_listed(self, person: str, name: str) -> Known:
        if _MORE.search(name) or len(plain(name)) > _MOST_WORDS:
            return Known(person, name, "as_printed")
        self.standing[person].names[name] = None
        return Known(person, name)

    def like(self, name: str) -> Iterator[tuple[Known, Likeness]]:
        """Yield the names that are like this one, and how; some people have several."""
        for number, likeness in self._roll.like(name).items():
            yield self.names[number], likeness

    def are_two(self, one: str, other: str) -> bool:
        """Say whether somebody said that these are two people."""
        return frozenset((one, other)) in self._apart

    def in_body(self, person: str) -> bool:
        """Say whether they stand in the body, or are or were members of it."""
        return person in self.standing or person in self.members


def plain(name: str) -> tuple[str, ...]:
    """Return what is compared of a name: equal for two that differ in case or accents alone."""
    return tuple(word.key for word in words_of(name))
