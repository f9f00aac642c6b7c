"""Whom a meeting can mean by a short name: those it lists, their bodies and its officers."""

from dataclasses import dataclass

from service.intake.attendance import Roll
from service.intake.called import names_of
from service.intake.keys import keys_in
from service.intake.owners import without_titles
from service.intake.vocabulary import word_set

_OFFICERS = word_set("Secretariat Clerk Chair Secretary Treasurer")
_SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """Names, first names and keys of the `people` listed; `known` also holds bodies and posts."""

    people: frozenset[str]
    known: frozenset[str]


def circle_of(roll: Roll) -> Circle:
    """Return the circle of those whom an attendance lists; keys beside names count as names."""
    bodies = {row.organisation for row in roll.rows if row.organisation}
    named = [(row.name, row.label) for row in roll.rows if row.name]
    people = {called for name, _ in named for called in _called(name)}
    people |= {key for _, label in named for key in keys_in(label) if key not in bodies}
    return Circle(frozenset(people), _OFFICERS | bodies | people)


def _called(name: str) -> set[str]:
    """Return what somebody may be called: as listed, without titles and posts, by the surname."""
    bare = without_titles(name)
    surname = bare.split()[-1]
    known = {surname} if len(surname) >= _SHORTEST_SURNAME else set()
    return {name, *names_of(bare), *known}
