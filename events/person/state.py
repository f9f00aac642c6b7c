"""What a person's rules need to remember, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import cast

from events.base import Look, Private
from events.errors import NotFound
from events.ids import MeetingId, PersonId
from events.person.events import (
    PeopleDistinguished,
    PeopleMerged,
    PeopleUnmerged,
    PersonEvent,
    PersonNameAsserted,
    PersonRegistered,
)


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Registered:
    """They are in the record, with `merged_into` while they are taken for somebody else."""

    variants: frozenset[tuple[Private[str], str, MeetingId | None]] = frozenset()
    merged_into: PersonId | None = None
    distinguished: frozenset[PersonId] = frozenset()


Person = Unregistered | Registered


def require(look: Look, person: PersonId) -> Registered:
    """Return the state of a person who must exist."""
    state = cast("Person", look(f"person-{person}"))
    match state:
        case Unregistered():
            raise NotFound(f"there is no person {person} in the record")
        case Registered():
            return state


def finally_who(look: Look, person: PersonId) -> PersonId:
    """Return who a person, who must exist, is after all merges; these never go in a circle."""
    into = require(look, person).merged_into
    return person if into is None else finally_who(look, into)


def evolve(state: Person, event: PersonEvent) -> Person:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, PersonRegistered():
            return Registered()
        case Unregistered(), _:
            return state
        case Registered(), PersonNameAsserted(name=name, name_kind=kind, scope=scope):
            return replace(state, variants=state.variants | {(name, kind, scope)})
        case Registered(), PeopleMerged(into=into):
            return replace(state, merged_into=into)
        case Registered(), PeopleUnmerged():
            return replace(state, merged_into=None)
        case Registered(), PeopleDistinguished(other=other):
            return replace(state, distinguished=state.distinguished | {other})
