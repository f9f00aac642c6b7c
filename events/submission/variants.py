"""Names to which a submission gives an identity, or a longer name: each leads there from now on.

A name of one word, such as a first name or initials, means somebody in the papers of this meeting
alone. A name that leads to them already in this body is not asserted again.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from events.base import Command
from events.ids import BodyId, MeetingId, OrganisationId, PersonId
from events.organisation.commands import AssertOrganisationName
from events.person.commands import AssertPersonName
from events.plans import Register
from events.submission import stated
from events.submission.form import MinutesSubmission
from events.submission.names import Names
from events.when import on_day

_INITIALS = re.compile(r"(?:[A-Z]\.? ?){2,4}[a-z]?")
_ABBREVIATION = re.compile(r"[A-Z&.]{2,12}s?")


def asserted(
    form: MinutesSubmission, body: BodyId, meeting: MeetingId, register: Register, names: Names
) -> Iterator[tuple[Command, str]]:
    """Yield the assertions, each with where in the form it is made."""
    for person, name, at in _once(_people(form, body, names)):
        if PersonId(person) not in register.people_named(body, name):
            yield _person(form, PersonId(person), name, meeting), at
    for one, name, at in _once(_given(stated.organisations(form))):
        if OrganisationId(one) not in register.organisations_named(name):
            yield _organisation(form, OrganisationId(one), name), at


Called = tuple[str, str, str]
"""An identity, a name of it, and where the form says so."""


def _once(called: Iterable[Called]) -> Iterator[Called]:
    """Yield each name of each identity where it stands first."""
    known = set[tuple[str, str]]()
    for identity, name, at in called:
        if (identity, name) not in known:
            known.add((identity, name))
            yield identity, name, at


def _given(parties: Iterable[stated.Stated]) -> Iterator[Called]:
    """Yield those of which the form says both."""
    for identity, name, at in parties:
        if identity is not None and name is not None:
            yield identity, name, at


def _people(form: MinutesSubmission, body: BodyId, names: Names) -> Iterator[Called]:
    """Yield the names with an identity, and the words that stand for a longer name."""
    yield from _given(stated.people(form))
    for owner, at in stated.named_owners(form, "person"):
        if owner.words != owner.called:
            yield names.person(body, (owner.id, owner.called), at).person, owner.words, at


def _person(
    form: MinutesSubmission, person: PersonId, name: str, meeting: MeetingId
) -> AssertPersonName:
    kind: Literal["initials", "spelling"] = "initials" if _INITIALS.fullmatch(name) else "spelling"
    everywhere = kind == "spelling" and " " in name
    return AssertPersonName(
        occurred_on=on_day(form.held_on),
        person=person,
        name=name,
        name_kind=kind,
        scope=None if everywhere else meeting,
    )


def _organisation(
    form: MinutesSubmission, organisation: OrganisationId, name: str
) -> AssertOrganisationName:
    return AssertOrganisationName(
        occurred_on=on_day(form.held_on),
        organisation=organisation,
        name=name,
        name_kind="abbreviation" if _ABBREVIATION.fullmatch(name) else "spelling",
    )
