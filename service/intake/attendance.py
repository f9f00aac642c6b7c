"""Attendance as printed, row by row; a person printed twice keeps both rows, the second marked."""

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from service.intake import labels, role_labels, vocabulary
from service.intake.blocks import Block, Kind, Span
from service.intake.called import answers_to, bare_name
from service.intake.keys import keys_in
from service.intake.listing import counts_people, parted
from service.intake.marks import Person
from service.intake.names import nobody
from service.intake.people import read_person
from service.intake.reading import AttendeeRead, Finding, Role, Status
from service.intake.rows import Layout, heads_columns, layout_of, people_of, person_column
from service.intake.run_together import people_in_run
from service.intake.sections import RollPart

_IN_CHAIR = re.compile(
    r"([A-Z][\w.'\u2019 -]{0,60}?)\s+"
    r"(?:(?:chaired|was in|took)\b.{0,20}\b(?:meeting|chair)|in the chair)",
)
_ALL_FROM = re.compile(
    r"\(?(?:both|all)\s+(?:representing|from|of)\s+(?:the\s+)?(.{2,80}?)\)?\.?$", re.IGNORECASE
)
_CHAIR_POST = re.compile(rf"(?:{vocabulary.CHAIR_WORDS})\b", re.IGNORECASE)
_SAME_NAME = 0.92
_NEAR = 60


@dataclass(slots=True)
class Roll:
    """The rows read so far; `labels` are lines that say something of them or that nobody came."""

    rows: list[AttendeeRead] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _names: dict[str, list[int]] = field(default_factory=dict)

    def add(self, person: Person, status: Status, span: Span) -> None:
        """Take a printed person in, marked as duplicate where an earlier row is the same."""
        status = person.status or status
        row = AttendeeRead(
            name=person.name,
            label=person.label,
            organisation=person.organisation,
            post=person.post,
            status=status,
            roles=person.roles if status == "present" else (),
            represents=person.represents,
            mode=person.mode,
            span=span,
        )
        self.take(row)

    def take(self, row: AttendeeRead) -> None:
        """Take a row in, marked as duplicate where an earlier row is the same person."""
        self.rows.append(self._marked(row))

    def _marked(self, row: AttendeeRead) -> AttendeeRead:
        for index in self._alike(row):
            earlier = self.rows[index]
            if earlier.duplicate_of is not None or not _same(earlier, row):
                continue
            if {earlier.status, row.status} == {"present", "apologies"}:
                continue
            self.rows[index] = _merged(earlier, row)
            self._tell_duplicate(row)
            return replace(row, duplicate_of=index)
        self._names.setdefault(bare_name(row.name or ""), []).append(len(self.rows))
        return row

    def _alike(self, row: AttendeeRead) -> list[int]:
        """Return earlier rows of that name, and the last ones, where one may be misspelled."""
        if row.name is None:
            return []
        near = range(max(0, len(self.rows) - _NEAR), len(self.rows))
        return sorted({*self._names.get(bare_name(row.name), []), *near})

    def _tell_duplicate(self, row: AttendeeRead) -> None:
        message = f"{row.name} is printed more than once; one attendance is kept."
        self.findings.append(Finding("duplicate", message, row.span, 0.9))


def read_roll(parts: list[RollPart]) -> Roll:
    """Read all parts; where nobody is marked as chair, a sole chair by post presides."""
    roll = Roll()
    column = person_column(row for part in parts for row in part.rows)
    for part in parts:
        first, layout = len(roll.rows), layout_of(part.rows, column)
        roll.labels.append(part.label.span)
        for row in part.rows:
            if _says_no_person(row) or _aside(roll, row, first):
                roll.labels.append(row.span)
            else:
                _read_row(roll, row, part, layout)
    roll.rows = only_present_preside(roll.rows)
    return roll


def _read_row(roll: Roll, row: Block, part: RollPart, layout: Layout) -> None:
    status = "absent" if row.ticked is False else part.status
    if _add_run(roll, row, status):
        return
    people = list(people_of(row, layout))
    for person in people:
        roll.add(_as_labelled(person, part), status, row.span)
    if not people and (nobody(row.text) or _says_nobody(row.text) or counts_people(row.text)):
        roll.labels.append(row.span)


def _add_run(roll: Roll, row: Block, status: Status) -> bool:
    """Take in people run together on one row; those listed before keep their status."""
    bodies = frozenset(one.organisation for one in roll.rows if one.organisation)
    run = people_in_run(row.cells or (row.text,), bodies)
    for name, body in run:
        person = Person(name=name, label=name, organisation=body)
        same = (
            one.status for one in roll.rows if one.name and bare_name(one.name) == bare_name(name)
        )
        roll.add(person, next(same, status), row.span)
    if run:
        message = f"People were run together on one line and parted: {row.text[:80]}"
        roll.findings.append(Finding("run_together", message, row.span, 0.5))
    return bool(run)


def _as_labelled(person: Person, part: RollPart) -> Person:
    """Return a person with what the label above says of everybody below it."""
    afar = part.by_video and person.mode == "in_person"
    roles = (*person.roles, part.role) if part.role and part.role not in person.roles else ()
    return replace(person, mode="video" if afar else person.mode, roles=roles or person.roles)


def _says_no_person(row: Block) -> bool:
    return row.kind in {Kind.BLANK, Kind.RULE, Kind.HEADING} or heads_columns(row)


def _says_nobody(text: str) -> bool:
    inline = labels.roll_label(text)
    return bool(inline and nobody(inline[1]))


def _aside(roll: Roll, row: Block, first: int) -> bool:
    """Take in a line that says something of rows above: who presided, whom they were from."""
    if every := _ALL_FROM.match(row.text):
        for index in range(first, len(roll.rows)):
            if roll.rows[index].organisation is None:
                roll.rows[index] = replace(roll.rows[index], organisation=every[1])
        return True
    if presiding := _IN_CHAIR.match(row.text):
        give_role(roll, presiding[1], "chair", row.span)
        return True
    if role := role_labels.role_label(row.text):
        for name in parted(role[1]):
            person = read_person(name)
            give_role(roll, person.name if person and person.name else name, role[0], row.span)
        return True
    return False


def give_role(roll: Roll, name: str, role: Role, span: Span) -> None:
    """Give a listed person a role by name or initials; an unlisted one is taken as present."""
    for index, row in enumerate(roll.rows):
        if row.status == "present" and row.name and _means(row, name):
            roles = row.roles if role in row.roles else (*row.roles, role)
            roll.rows[index] = replace(row, roles=roles)
            return
    if not nobody(name):
        roll.add(Person(name=name, label=name, roles=(role,)), "present", span)


def knows(roll: Roll, name: str) -> bool:
    """Whether somebody present answers to `name`."""
    return any(row.name and row.status == "present" and _means(row, name) for row in roll.rows)


def _means(row: AttendeeRead, called: str) -> bool:
    return answers_to(row.name or "", called) or called in keys_in(row.label)


def _same(one: AttendeeRead, other: AttendeeRead) -> bool:
    if one.name is None or other.name is None:
        return False
    a, b = bare_name(one.name), bare_name(other.name)
    if a == b or one.status == other.status == "present":
        return a == b
    if abs(len(a) - len(b)) > 1:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_NAME


def _merged(earlier: AttendeeRead, later: AttendeeRead) -> AttendeeRead:
    """Return an earlier row completed by a later one; apologies say more than an empty tick box."""
    later_says_more = earlier.status == "absent" and later.status != "absent"
    return replace(
        earlier,
        status=later.status if later_says_more else earlier.status,
        organisation=earlier.organisation or later.organisation,
        post=earlier.post or later.post,
        roles=earlier.roles + tuple(role for role in later.roles if role not in earlier.roles),
        represents=earlier.represents or later.represents,
    )


def only_present_preside(rows: list[AttendeeRead]) -> list[AttendeeRead]:
    """Return the rows with roles of those present only; a sole chair by post presides."""
    rows = [row if row.status == "present" else replace(row, roles=()) for row in rows]
    if any("chair" in row.roles for row in rows):
        return rows
    by_post = [
        index
        for index, row in enumerate(rows)
        if row.status == "present" and row.post and _CHAIR_POST.match(row.post)
    ]
    if len(by_post) == 1:
        rows[by_post[0]] = replace(rows[by_post[0]], roles=(*rows[by_post[0]].roles, "chair"))
    return rows
