"""Whom a meeting can mean by a short name: those it lists, their bodies and its officers."""

import re
from dataclasses import dataclass

from service.intake.attendance import Roll, names_of
from service.intake.vocabulary import word_set

_OFFICERS = word_set("Secretariat Clerk Chair Secretary Treasurer")
_KEY = re.compile(r"[\[(]([A-Z][A-Za-z]{1,3})[\])]")


@dataclass(frozen=True, slots=True)
class Circle:
    """Names, first names and keys of the `people` listed; `known` also holds bodies and posts."""

    people: frozenset[str]
    known: frozenset[str]


def circle_of(roll: Roll) -> Circle:
    """Return the circle of those whom an attendance lists; keys beside names count as names."""
    bodies = {row.organisation for row in roll.rows if row.organisation}
    named = [row for row in roll.rows if row.name]
    people = {called for row in named if row.name for called in names_of(row.name)}
    people |= {key for row in named for key in _KEY.findall(row.label) if key not in bodies}
    return Circle(frozenset(people), _OFFICERS | bodies | people)
