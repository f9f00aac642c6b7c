"""The attendance of a submission as commands, one row a line, in the order as printed."""

from collections.abc import Iterator, Sequence

from events.base import Command
from events.ids import BodyId, MeetingId, OrganisationId, PersonId
from events.meeting.commands import ListAttendee, ObserveParticipant, ResolveDuplicate
from events.submission.form import Attendee, MinutesSubmission, Participant, Span
from events.submission.names import Linked, Names
from events.when import on_day

Line = tuple[Command, Span | None]


class Attendance:
    """Numbers the rows of a meeting, the unlisted after the listed, as commands.

    Everybody is resolved before anybody is stood in for: a substitute may be printed before the
    apologies of the one they sit for.
    """

    def __init__(
        self, form: MinutesSubmission, body: BodyId, meeting: MeetingId, names: Names
    ) -> None:
        """Resolve everybody who took part; what they are called here means them from now on."""
        self._form, self._body, self._meeting, self._names = form, body, meeting, names
        self._on = on_day(form.held_on)
        self._kept = _kept(form.attendance)
        self._listed = self._resolved()
        self._unlisted = [
            names.person(body, (one.person, one.name), f"/unlisted/{at}")
            for at, one in enumerate(form.unlisted)
        ]
        names.state(
            (linked.person, words)
            for line, linked in zip(form.attendance, self._listed, strict=True)
            for words in (line.label, line.name)
            if linked is not None and words is not None
        )

    def commands(self) -> Iterator[Line]:
        """Yield a row for every line, which rows are others printed again, then the unlisted."""
        for at, line in enumerate(self._form.attendance):
            yield self._row(at, line), line.span
        for at, line in enumerate(self._form.attendance):
            if line.duplicate_of is not None:
                self._names.find("duplicate_row", f"/attendance/{at}", same_as=line.duplicate_of)
            if self._kept[at] != at:
                yield self._again(at), line.span
        for at, one in enumerate(self._form.unlisted):
            self._names.find(
                "unlisted_participant", f"/unlisted/{at}", id=self._unlisted[at].person
            )
            yield self._observed(at, one), one.span

    def rows(self) -> dict[str, int]:
        """Return the row of every label and name that stands for one attendee alone."""
        rows: dict[str, dict[PersonId | int, int]] = {}
        for at, line in enumerate(self._form.attendance):
            linked, row = self._listed[at], self._kept[at] + 1
            for words in {line.label, line.name or line.label}:
                rows.setdefault(words, {}).setdefault(linked.person if linked else row, row)
        for row, (one, who) in enumerate(
            zip(self._form.unlisted, self._unlisted, strict=True), len(self._form.attendance) + 1
        ):
            rows.setdefault(one.name, {}).setdefault(who.person, row)
        return {words: row for words, of in rows.items() if len(of) == 1 for row in of.values()}

    def _resolved(self) -> list[Linked | None]:
        """Return who stands in each line; lines of one attendee mean one person."""
        people: dict[int, Linked | None] = {}
        for at, kept in enumerate(self._kept):
            if kept not in people:
                people[kept] = self._one_person(kept, at)
        return [
            Linked(PersonId(line.person), "stated") if line.person else people[kept]
            for line, kept in zip(self._form.attendance, self._kept, strict=True)
        ]

    def _one_person(self, kept: int, at: int) -> Linked | None:
        lines = [
            line
            for line, each in zip(self._form.attendance, self._kept, strict=True)
            if each == kept
        ]
        identity = next((line.person for line in lines if line.person), None)
        name = next((line.name for line in lines if line.name), None)
        if identity is None and name is None:
            return None
        return self._names.person(self._body, (identity, name), f"/attendance/{at}")

    def _row(self, at: int, line: Attendee) -> ListAttendee:
        pointer, linked = f"/attendance/{at}", self._listed[at]
        return ListAttendee(
            occurred_on=self._on,
            meeting=self._meeting,
            row=at + 1,
            person=linked and linked.person,
            basis=linked.basis if linked else "unnamed",
            name=line.label,
            organisation=self._organisation(line, pointer),
            organisation_stated=line.organisation.name if line.organisation else None,
            post=line.post,
            capacity=line.capacity,
            status=line.status,
            substitute_for=self._principal(line, pointer),
            mode=line.mode,
            reason=line.reason,
        )

    def _principal(self, line: Attendee, pointer: str) -> PersonId | None:
        principal = line.substitute_for
        if principal is None:
            return None
        given = principal.id, principal.name
        return self._names.person(self._body, given, f"{pointer}/substitute_for").person

    def _again(self, at: int) -> ResolveDuplicate:
        return ResolveDuplicate(
            occurred_on=self._on,
            meeting=self._meeting,
            row=at + 1,
            same_as=self._kept[at] + 1,
        )

    def _observed(self, at: int, one: Participant) -> ObserveParticipant:
        linked = self._unlisted[at]
        return ObserveParticipant(
            occurred_on=self._on,
            meeting=self._meeting,
            row=len(self._form.attendance) + at + 1,
            person=linked.person,
            basis=linked.basis,
            name=one.name,
            organisation=self._organisation(one, f"/unlisted/{at}"),
            organisation_stated=one.organisation.name if one.organisation else None,
            role=one.role,
        )

    def _organisation(self, line: Attendee | Participant, pointer: str) -> OrganisationId | None:
        organisation = line.organisation
        if organisation is None:
            return None
        given = organisation.id, organisation.name
        return self._names.organisation(given, f"{pointer}/organisation")


def _kept(lines: Sequence[Attendee]) -> list[int]:
    """Return, for every line, the one that counts for its attendee: the first that has them there.

    A line may be said to repeat one that itself repeats another.
    """
    first: list[int] = []
    for at, line in enumerate(lines):
        first.append(at if line.duplicate_of is None else first[line.duplicate_of])
    there = {
        first[at]: at for at, line in reversed([*enumerate(lines)]) if line.status == "present"
    }
    return [there.get(each, each) for each in first]
