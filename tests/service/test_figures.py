"""Why attendance figures changed: what they were, and each change, make what they are."""

import random

import pytest

from events.body.commands import AddMember, EstablishBody, RemoveMember
from events.errors import Declined
from events.meeting.commands import (
    CorrectAttendance,
    IdentifyAttendee,
    ListAttendee,
    RecordAsHeld,
    RecordSubstitute,
    ResolveDuplicate,
)
from events.organisation.commands import RegisterOrganisation
from events.person.commands import MergePeople, RegisterPerson, UnmergePeople
from events.when import When
from projections import attendance_rate
from projections.attendance_rate import Policy
from service.figures import Organisation, Person, Side, changes, sides
from service.record import Record
from service.routes.attendance_changes import changes_of_organisation, changes_of_person

ID = "018f0000-0000-7000-9000-00000000000"
DAY = When("2013-03-11")
PEOPLE, MEETINGS, BODY, OFFICE = (
    ("a", "b", "c", "d"),
    tuple(ID + each for each in "def"),
    ID + "b",
    ID + "c",
)


def entry(chance, meeting, row, reason=None):
    who = chance.choice([*PEOPLE, None, None])
    return {
        "occurred_on": DAY,
        "meeting": meeting,
        "row": row,
        "person": who,
        "basis": "stated" if who else "unnamed",
        "name": "Somebody",
        "organisation": chance.choice([OFFICE, None]),
        "status": chance.choice(["present", "apologies", "absent", "not_recorded"]),
        "substitute_for": chance.choice([*PEOPLE, None, None]),
        "mode": chance.choice(["in_person", "video"]),
        "reason": reason,
    }


def anything(chance):
    """Return some command; many are refused, and then nothing happens."""
    meeting, row = chance.choice(MEETINGS), chance.randint(1, 4)
    who, other = chance.sample(PEOPLE, 2)
    at = {"occurred_on": DAY, "meeting": meeting}
    of = {"occurred_on": DAY, "body": BODY, "membership": f"of {who}"}
    return chance.choice(
        [
            lambda: RecordAsHeld(**at, body=BODY, held_on=DAY),
            lambda: ListAttendee(**entry(chance, meeting, row)),
            lambda: ListAttendee(**entry(chance, meeting, row)),
            lambda: CorrectAttendance(**entry(chance, meeting, row, "misread")),
            *[lambda: IdentifyAttendee(**at, row=row, person=who, reason="a letter")] * 3,
            lambda: RecordSubstitute(**at, row=row, principal=who),
            lambda: ResolveDuplicate(**at, row=row, same_as=chance.randint(1, 4)),
            lambda: MergePeople(occurred_on=DAY, person=who, into=other, reason="one"),
            lambda: UnmergePeople(occurred_on=DAY, person=who, reason="two"),
            lambda: AddMember(**of, role="member", person=who, on_behalf_of=OFFICE),
            lambda: RemoveMember(**of | {"occurred_on": When(chance.choice(["2012", "2014"]))}),
        ]
    )()


@pytest.fixture
def history(ledger):
    """Return a ledger in which much happened, some of it undone, by chance that is fixed."""
    chance = random.Random(13)
    for who in PEOPLE:
        ledger.do(RegisterPerson(occurred_on=DAY, person=who, name=who))
    ledger.do(RegisterOrganisation(occurred_on=DAY, organisation=OFFICE, name="Works"))
    ledger.do(EstablishBody(occurred_on=DAY, body=BODY, name="Board"))
    for meeting in MEETINGS[:2]:
        ledger.do(RecordAsHeld(occurred_on=DAY, meeting=meeting, body=BODY, held_on=DAY))
    for _ in range(120):
        try:
            ledger.do(anything(chance))
        except Declined:
            continue
    return ledger


def line_count(sides_of, policy=Policy()):  # noqa: B008  it never changes
    """Count a rate from what is said of each meeting, by the rule of rates."""
    told = [
        _Line(meeting, *stand[1:]) for meeting, side in sides_of.items() for stand in side.lines
    ]
    over = {meeting for meeting, side in sides_of.items() if side.counted}
    found = attendance_rate.rate(told, over, policy)
    return found.present, found.denominator


def said(sides_of):
    return {meeting: side for meeting, side in sides_of.items() if side != Side()}


class _Line:
    def __init__(self, meeting, status, mode, unlisted, represented_by_row):
        self.meeting, self.status, self.mode = meeting, status, mode
        self.unlisted, self.represented_by_row = unlisted, represented_by_row


def test_before_and_the_changes_make_after(history):
    chance = random.Random(7)
    everybody = [Person(who, BODY) for who in PEOPLE] + [Organisation(OFFICE, None)]
    made = set()
    with history.reading() as connection:
        size = Record(connection, "default").position
        for _ in range(4):
            since, until = sorted(chance.sample(range(7, size + 1), 2))
            now = Record(connection, "default", until)
            before = now.earlier(since)
            for whose in everybody:
                was, stands = sides(before, whose), sides(now, whose)
                for change in changes(now, before, whose):
                    assert was.pop(change.meeting, Side()) == change.before
                    assert change.steps
                    assert change.steps[-1].side == change.after
                    assert all(since < step.position <= until for step in change.steps)
                    assert all(step.event for step in change.steps)
                    made |= {step.event.event.wire for step in change.steps}
                    was[change.meeting] = change.after
                assert said(was) == said(stands)
    assert {"person.merged", "person.unmerged", "meeting.attendance_corrected"} <= made
    assert {"meeting.attendee_identified", "body.member_joined"} <= made


def test_the_rates_follow_from_what_is_said_of_each_meeting(history):
    with history.reading() as connection:
        now = Record(connection, "default")
        for who in PEOPLE[:2]:
            told = changes_of_person(now, now.earlier(0), who, BODY, Policy())
            counted = line_count(sides(now, Person(who, BODY)))
            for rate in told.rates_after:
                assert (rate.present, rate.denominator) == counted
                assert len(rate.policy) == 3
            assert told.rates_before == []
        told = changes_of_organisation(now, now.earlier(0), OFFICE, BODY, Policy())
        assert told.rates_after[0].policy == list(Policy().words())
