"""Everybody whom a submission names, wherever it does: so that one who is given an identity has it.

A name may stand in the list of attendance, and its identity only beside an action.
"""

from collections.abc import Iterator

from events.action.form import NamedOwner
from events.submission.form import Attendee, MinutesSubmission, Participant
from events.submission.names import Given


def people(form: MinutesSubmission) -> Iterator[Given]:
    """Yield the people of the list, those stood in for, the unlisted and the owners."""
    for line in form.attendance:
        yield line.person, line.name
        if line.substitute_for is not None:
            yield line.substitute_for.id, line.substitute_for.name
    for one in form.unlisted:
        yield one.person, one.name
    for owner in _owners(form, "person"):
        yield owner.id, owner.words


def organisations(form: MinutesSubmission) -> Iterator[Given]:
    """Yield the organisations people came from, and those that own actions."""
    lines: tuple[Attendee | Participant, ...] = (*form.attendance, *form.unlisted)
    for line in lines:
        if line.organisation is not None:
            yield line.organisation.id, line.organisation.name
    for owner in _owners(form, "organisation"):
        yield owner.id, owner.words


def _owners(form: MinutesSubmission, kind: str) -> Iterator[NamedOwner]:
    for business in (form, *form.items):
        for action in business.actions:
            for owner in action.owners:
                if isinstance(owner, NamedOwner) and owner.kind == kind:
                    yield owner
