"""Everybody whom a submission names, wherever it does: so that one who is given an identity has it.

A name may stand in the list of attendance, and its identity only beside an action.
"""

from collections.abc import Iterator

from events.submission.form import Attendee, MinutesSubmission, OwnerNamed, Participant, Party


def people(form: MinutesSubmission) -> Iterator[Party]:
    """Yield the people of the list, those stood in for, the unlisted and the owners."""
    for line in form.attendance:
        yield from _party(line.person, line.name)
        if line.substitute_for is not None:
            yield line.substitute_for
    for one in form.unlisted:
        yield from _party(one.person, one.name)
    for owner in _owners(form, "person"):
        yield from _party(owner.id, owner.words)


def organisations(form: MinutesSubmission) -> Iterator[Party]:
    """Yield the organisations people came from, and those that own actions."""
    lines: tuple[Attendee | Participant, ...] = (*form.attendance, *form.unlisted)
    for line in lines:
        if line.organisation is not None:
            yield line.organisation
    for owner in _owners(form, "organisation"):
        yield from _party(owner.id, owner.words)


def _owners(form: MinutesSubmission, kind: str) -> Iterator[OwnerNamed]:
    for business in (form, *form.items):
        for action in business.actions:
            yield from (owner for owner in action.owners if owner.kind == kind)


def _party(identity: str | None, name: str | None) -> Iterator[Party]:
    if identity is not None and name is not None:
        yield Party(id=identity, name=name)
