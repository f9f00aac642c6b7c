"""Whom the names of a submission mean: who is said to bear it, who stands so in the record, or new.

Nothing is merged on likeness. A name to which the form itself gives one identity means that one. A
name that stands exactly so, once, in the same body is linked with that basis. Everybody else is
registered anew, and told as a finding by where they stand in the form.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from events.base import Command
from events.ids import BodyId, OrganisationId, PersonId
from events.meeting.terms import Basis
from events.organisation.commands import RegisterOrganisation
from events.person.commands import RegisterPerson
from events.plans import Register
from events.when import When

Mint = Callable[[], str]
Given = tuple[str | None, str | None]
"""An identity and a name, as far as the form gives them."""
Finding = dict[str, Any]


class Linked(NamedTuple):
    """A person and why the name means them."""

    person: PersonId
    basis: Basis


class Names:
    """Resolves each name once, and gathers the registrations and findings that come of it."""

    def __init__(self, register: Register, mint: Mint, on: When) -> None:
        """Look up in `register`; what is new is registered as of the day `on`."""
        self._register, self._mint, self._on = register, mint, on
        self._stated_people: dict[str, set[PersonId]] = {}
        self._stated_organisations: dict[str, set[OrganisationId]] = {}
        self._people: dict[str, Linked] = {}
        self._organisations: dict[str, OrganisationId] = {}
        self._found: dict[str, list[OrganisationId]] = {}
        self.registrations: list[tuple[Command, str]] = []
        """Who is new, and where in the form they are first named."""
        self.fresh: set[str] = set()
        self.findings: list[Finding] = []

    def state(self, people: Iterable[Given], organisations: Iterable[Given] = ()) -> None:
        """Note to whom the form itself gives a name; a name that is resolved keeps its meaning."""
        for identity, name in people:
            if identity is not None and name is not None:
                self._stated_people.setdefault(name, set()).add(PersonId(identity))
        for identity, name in organisations:
            if identity is not None and name is not None:
                stated = self._stated_organisations.setdefault(name, set())
                stated.add(OrganisationId(identity))

    def person(self, body: BodyId, given: Given, at: str) -> Linked:
        """Return the person whom the form names at pointer `at`."""
        identity, name = given
        if identity is not None:
            return Linked(PersonId(identity), "stated")
        name = name or ""
        known = self._people.get(name)
        if known is None:
            known = self._people[name] = self._known_person(body, name, at)
        return known

    def organisation(self, given: Given, at: str) -> OrganisationId:
        """Return the organisation that the form names at pointer `at`."""
        identity, name = given
        if identity is not None:
            return OrganisationId(identity)
        name = name or ""
        known = self._organisations.get(name)
        if known is None:
            known = self._organisations[name] = self._known_organisation(name, at)
        return known

    def known_organisation(self, name: str) -> OrganisationId | None:
        """Return the one organisation of exactly that name, in this form or in the record."""
        known = self._organisations.get(name)
        candidates = [known] if known is not None else self._organisations_of(name)
        return candidates[0] if len(candidates) == 1 else None

    def find(self, kind: str, at: str, **more: Any) -> None:  # noqa: ANN401
        """Note something a person should look at."""
        self.findings.append({"kind": kind, "at": at, **more})

    def mint(self) -> str:
        """Return a new identity for what has no stream of its own."""
        return self._mint()

    def new(self, category: str) -> str:
        """Return a new identity for a thing of that kind."""
        identity = self._mint()
        self.fresh.add(f"{category}-{identity}")
        return identity

    def _known_person(self, body: BodyId, name: str, at: str) -> Linked:
        stated = self._stated_people.get(name)
        found = [*stated] if stated else self._register.people_named(body, name)
        if len(found) == 1:
            return Linked(found[0], "stated" if stated else "exact_name_in_body")
        person = PersonId(self.new("person"))
        command = RegisterPerson(occurred_on=self._on, person=person, name=name)
        self.registrations.append((command, at))
        self.find("ambiguous_name" if found else "new_person", at, id=person)
        return Linked(person, "new")

    def _known_organisation(self, name: str, at: str) -> OrganisationId:
        found = self._organisations_of(name)
        if len(found) == 1:
            return found[0]
        organisation = OrganisationId(self.new("organisation"))
        command = RegisterOrganisation(occurred_on=self._on, organisation=organisation, name=name)
        self.registrations.append((command, at))
        self.find("ambiguous_name" if found else "new_organisation", at, id=organisation)
        return organisation

    def _organisations_of(self, name: str) -> list[OrganisationId]:
        """Return who may be meant: a speaker is asked for often, so the record answers once."""
        if name not in self._found:
            stated = self._stated_organisations.get(name)
            self._found[name] = [*stated] if stated else self._register.organisations_named(name)
        return self._found[name]
