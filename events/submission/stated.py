"""Everybody whom a submission names, wherever it does: so that one who is given an identity has it.

A name may stand in the list of attendance, and its identity only beside an action.
"""

from collections.abc import Iterator
from typing import NamedTuple

from events.action.form import NamedOwner
from events.submission.form import Attendee, MinutesSubmission, Participant


class Stated(NamedTuple):
    """An identity and a name, as far as the form gives them, and where it does."""

    identity: str | None
    name: str | None
    at: str


def people(form: MinutesSubmission) -> Iterator[Stated]:
    """Yield the people of the list, those stood in for, the unlisted and the owners."""
    for at, line in enumerate(form.attendance):
        yield Stated(line.person, line.name, f"/attendance/{at}")
        if (principal := line.substitute_for) is not None:
            yield Stated(principal.id, principal.name, f"/attendance/{at}/substitute_for")
    for at, one in enumerate(form.unlisted):
        yield Stated(one.person, one.name, f"/unlisted/{at}")
    yield from _owners(form, "person")


def organisations(form: MinutesSubmission) -> Iterator[Stated]:
    """Yield the organisations people came from, and those that own actions."""
    lines: tuple[tuple[str, tuple[Attendee | Participant, ...]], ...] = (
        ("attendance", form.attendance),
        ("unlisted", form.unlisted),
    )
    for part, rows in lines:
        for at, line in enumerate(rows):
            if (party := line.organisation) is not None:
                yield Stated(party.id, party.name, f"/{part}/{at}/organisation")
    yield from _owners(form, "organisation")


def _owners(form: MinutesSubmission, kind: str) -> Iterator[Stated]:
    for owner, at in named_owners(form, kind):
        yield Stated(owner.id, owner.called, at)


def named_owners(form: MinutesSubmission, kind: str) -> Iterator[tuple[NamedOwner, str]]:
    """Yield the owners of that kind, each with where it stands."""
    places = (("", form), *((f"/items/{at}", item) for at, item in enumerate(form.items)))
    for place, business in places:
        for at, action in enumerate(business.actions):
            for number, owner in enumerate(action.owners):
                if isinstance(owner, NamedOwner) and owner.kind == kind:
                    yield owner, f"{place}/actions/{at}/owners/{number}"
