"""From the form to ordered commands: who is new, the meeting, its list, its business, the next."""

from collections.abc import Iterator

from events.base import Command
from events.errors import AlreadyThere, Refused
from events.ids import BodyId, DocumentId, MeetingId
from events.meeting.commands import RecordAsHeld, ScheduleMeeting
from events.plans import Plan, Register, Step
from events.submission import stated
from events.submission.attendance import Attendance
from events.submission.bodies import body_of
from events.submission.business import Minutes
from events.submission.form import MinutesSubmission, Span
from events.submission.names import Mint, Names
from events.submission.sense import check
from events.submission.spans import source_of, span_at
from events.submission.variants import asserted
from events.when import on_day


def submit_minutes(form: MinutesSubmission, register: Register, mint: Mint) -> Plan:
    """Return the commands that record these minutes; `Refused` where they are recorded already.

    The result tells the meeting, the body, the actions in their order, and the findings.
    """
    check(form)
    names = Names(register, mint, on_day(form.held_on))
    names.state(
        (each[:2] for each in stated.people(form)),
        (each[:2] for each in stated.organisations(form)),
    )
    body, established = body_of(form.body, register, names, on_day(form.held_on))
    meeting = _meeting(form, body, register, names)
    attendance = Attendance(form, body, meeting, names)
    lines = list(attendance.commands())
    minutes = Minutes(form, body, meeting, names, attendance.rows())
    business = list(minutes.commands())
    taken = [(command, span_at(form, at)) for command, at in names.registrations]
    taken += [(command, form.span) for command in established]
    taken.append((_held(form, body, meeting), form.span))
    variants = [
        (command, span_at(form, at))
        for command, at in asserted(form, body, meeting, register, names)
    ]
    following = list(_next(form, body, register, names))
    document = DocumentId(form.document) if form.document else None
    return Plan(
        steps=tuple(
            Step(command, source_of(document, span) if document else None)
            for command, span in (*taken, *variants, *lines, *business, *following)
        ),
        fresh=frozenset(names.fresh),
        result={
            "body": body,
            "meeting": meeting,
            "actions": minutes.actions,
            "findings": names.findings,
        },
    )


def _meeting(form: MinutesSubmission, body: BodyId, register: Register, names: Names) -> MeetingId:
    """Return the meeting these are the minutes of: named, expected, or new."""
    if form.meeting is not None:
        return MeetingId(form.meeting)
    expected = register.meetings_on(body, on_day(form.held_on))
    for meeting, recorded in expected:
        if recorded:
            raise AlreadyThere(
                f"minutes of a meeting of this body on {form.held_on} are recorded already "
                f"({meeting}); correct those, or name another meeting (#/meeting)"
            )
    if len(expected) > 1:
        raise Refused(
            f"several meetings of this body are expected on {form.held_on}; "
            "say which one by its id (#/meeting)"
        )
    return expected[0][0] if expected else MeetingId(names.new("meeting"))


def _held(form: MinutesSubmission, body: BodyId, meeting: MeetingId) -> RecordAsHeld:
    return RecordAsHeld(
        occurred_on=on_day(form.held_on),
        meeting=meeting,
        body=body,
        held_on=on_day(form.held_on),
        starts=form.starts,
        ends=form.ends,
        place=form.place,
        theme=form.theme,
    )


def _next(
    form: MinutesSubmission, body: BodyId, register: Register, names: Names
) -> Iterator[tuple[Command, Span | None]]:
    """Expect the next meeting, unless the record does so already."""
    following = form.next_meeting
    if following is None or register.meetings_on(body, following.expected):
        return
    command = ScheduleMeeting(
        occurred_on=on_day(form.held_on),
        meeting=MeetingId(names.new("meeting")),
        body=body,
        expected=following.expected,
        starts=following.starts,
        place=following.place,
    )
    names.find("next_meeting", "/next_meeting", id=command.meeting)
    yield command, following.span
