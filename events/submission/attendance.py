"""The attendance of a submission as commands, one row a line, in the order as printed."""

from collections.abc import Iterator

from events.base import Command
from events.ids import BodyId, MeetingId, OrganisationId
from events.meeting.commands import ListAttendee, ObserveParticipant, ResolveDuplicate
from events.submission.form import Attendee, MinutesSubmission, Participant, Party, Span
from events.submission.names import Linked, Names
from events.when import on_day

Line = tuple[Command, Span | None]


def listed(
    form: MinutesSubmission, body: BodyId, meeting: MeetingId, names: Names
) -> Iterator[Line]:
    """Yield a row for every line, then which rows are others printed again.

    Everybody is resolved before anybody is stood in for: a substitute may be printed before the
    apologies of the one they sit for.
    """
    people = [_person(line, at, body, names) for at, line in enumerate(form.attendance)]
    for at, line in enumerate(form.attendance):
        yield _row(form, meeting, at, people[at], body, names), line.span
    for at, line in enumerate(form.attendance):
        if line.duplicate_of is not None:
            names.find("duplicate_row", f"/attendance/{at}", same_as=line.duplicate_of)
            yield (
                ResolveDuplicate(
                    occurred_on=on_day(form.held_on),
                    meeting=meeting,
                    row=at + 1,
                    same_as=line.duplicate_of + 1,
                ),
                line.span,
            )


def unlisted(
    form: MinutesSubmission, body: BodyId, meeting: MeetingId, names: Names
) -> Iterator[Line]:
    """Yield a row for everybody who took part without being listed."""
    for at, one in enumerate(form.unlisted):
        pointer = f"/unlisted/{at}"
        linked = names.person(body, Party(id=one.person, name=one.name), pointer)
        names.find("unlisted_participant", pointer, id=linked.person)
        command = ObserveParticipant(
            occurred_on=on_day(form.held_on),
            meeting=meeting,
            row=len(form.attendance) + at + 1,
            person=linked.person,
            basis=linked.basis,
            name=one.name,
            organisation=_organisation(one, pointer, names),
            organisation_stated=one.organisation.name if one.organisation else None,
            role=one.role,
        )
        yield command, one.span


def _person(line: Attendee, at: int, body: BodyId, names: Names) -> Linked | None:
    if line.name is None and line.person is None:
        return None
    return names.person(body, Party(id=line.person, name=line.name), f"/attendance/{at}")


def _row(
    form: MinutesSubmission,
    meeting: MeetingId,
    at: int,
    linked: Linked | None,
    body: BodyId,
    names: Names,
) -> ListAttendee:
    line, pointer = form.attendance[at], f"/attendance/{at}"
    principal = line.substitute_for and names.person(
        body, line.substitute_for, f"{pointer}/substitute_for"
    )
    return ListAttendee(
        occurred_on=on_day(form.held_on),
        meeting=meeting,
        row=at + 1,
        person=linked and linked.person,
        basis=linked.basis if linked else "unnamed",
        name=line.label,
        organisation=_organisation(line, pointer, names),
        organisation_stated=line.organisation.name if line.organisation else None,
        post=line.post,
        capacity=line.capacity,
        status=line.status,
        substitute_for=principal.person if principal else None,
        mode=line.mode,
        reason=line.reason,
    )


def _organisation(
    line: Attendee | Participant, pointer: str, names: Names
) -> OrganisationId | None:
    if line.organisation is None:
        return None
    return names.organisation(line.organisation, f"{pointer}/organisation")
