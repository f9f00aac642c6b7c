"""Names to which a submission gives an identity: each is asserted, so that it leads there again.

A name of one word, such as a first name or initials, means somebody in the papers of this meeting
alone. A name that leads to them already in this body is not asserted again.
"""

import re
from collections.abc import Iterator
from typing import Literal

from events.base import Command
from events.ids import BodyId, MeetingId, OrganisationId, PersonId
from events.organisation.commands import AssertOrganisationName
from events.person.commands import AssertPersonName
from events.plans import Register
from events.submission import stated
from events.submission.form import MinutesSubmission
from events.when import on_day

_INITIALS = re.compile(r"(?:[A-Z]\.? ?){2,4}[a-z]?")
_ABBREVIATION = re.compile(r"[A-Z&.]{2,12}s?")


def asserted(
    form: MinutesSubmission, body: BodyId, meeting: MeetingId, register: Register
) -> Iterator[tuple[Command, str]]:
    """Yield the assertions, each with where in the form it is made."""
    said: set[tuple[str, str]] = set()
    for identity, name, at in stated.people(form):
        if identity is None or name is None or (identity, name) in said:
            continue
        said.add((identity, name))
        if PersonId(identity) not in register.people_named(body, name):
            yield _person(form, PersonId(identity), name, meeting), at
    for identity, name, at in stated.organisations(form):
        if identity is None or name is None or (identity, name) in said:
            continue
        said.add((identity, name))
        if OrganisationId(identity) not in register.organisations_named(name):
            yield _organisation(form, OrganisationId(identity), name), at


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
