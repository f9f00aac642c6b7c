import pytest

from events.errors import NotFound, Refused
from events.ids import BodyId, MeetingId, PersonId
from events.meeting import DECIDER
from events.meeting.attendance import (
    AttendanceDuplicateResolved,
    AttendanceListed,
    AttendeeArrived,
    AttendeeDeparted,
    AttendeeRecused,
    ChairTaken,
    InterestDeclared,
    SubstituteAttended,
)
from events.meeting.commands import (
    DeclareInterest,
    RecordArrival,
    RecordDeparture,
    RecordSubstitute,
    RecuseAttendee,
    ResolveDuplicate,
    TakeChair,
)
from events.meeting.proceedings import ItemAdded
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingScheduled,
)
from events.person.events import PersonRegistered
from events.when import Clock, When

DAY = When("2013-03-11")
NINE, TEN, NOON = Clock("09:00"), Clock("10:00"), Clock("12:00")
M, GROUP = MeetingId("m"), BodyId("group")
MARY, HELEN, OWEN = (PersonId(each) for each in ("mary", "helen", "owen"))

SCHEDULED = MeetingScheduled(
    occurred_on=DAY, meeting=M, body=GROUP, expected=DAY, starts=None, place=None, theme=None
)
OPENED = MeetingOpened(occurred_on=DAY, meeting=M, at=None)
CLOSED = MeetingClosed(occurred_on=DAY, meeting=M, at=None)
CANCELLED = MeetingCancelled(occurred_on=DAY, meeting=M, reason=None)
ITEM = ItemAdded(occurred_on=DAY, meeting=M, item=4, number=None, title="Data")
PEOPLE = {
    f"person-{person}": [
        PersonRegistered(occurred_on=DAY, person=person, name=person, honorific=None)
    ]
    for person in (MARY, HELEN, OWEN)
}


def listed(person, row=1, status="present", capacity="member", substitute_for=None):
    return AttendanceListed(
        occurred_on=DAY,
        meeting=M,
        row=row,
        person=person,
        basis="stated" if person else "unnamed",
        name="Somebody",
        organisation=None,
        organisation_stated=None,
        post=None,
        capacity=capacity,
        status=status,
        substitute_for=substitute_for,
        mode="not_recorded",
        reason=None,
    )


def take_chair(row=1, *, beside=False):
    return TakeChair(occurred_on=DAY, meeting=M, row=row, beside=beside)


def chair_taken(row=1, *, beside=False):
    return ChairTaken(occurred_on=DAY, meeting=M, row=row, beside=beside)


def arrive(row=1, at=None, item=None):
    return RecordArrival(occurred_on=DAY, meeting=M, row=row, at=at, item=item)


def arrived(row=1, at=None, item=None):
    return AttendeeArrived(occurred_on=DAY, meeting=M, row=row, at=at, item=item)


def depart(row=1, at=None, item=None):
    return RecordDeparture(occurred_on=DAY, meeting=M, row=row, at=at, item=item)


def departed(row=1, at=None, item=None):
    return AttendeeDeparted(occurred_on=DAY, meeting=M, row=row, at=at, item=item)


def sit(principal, row=1):
    return RecordSubstitute(occurred_on=DAY, meeting=M, row=row, principal=principal)


def sat(principal, row=1):
    return SubstituteAttended(occurred_on=DAY, meeting=M, row=row, principal=principal)


def resolve(row, same_as):
    return ResolveDuplicate(occurred_on=DAY, meeting=M, row=row, same_as=same_as)


def same(row, same_as):
    return AttendanceDuplicateResolved(occurred_on=DAY, meeting=M, row=row, same_as=same_as)


def declare(item=None, interest="owns land there"):
    return DeclareInterest(occurred_on=DAY, meeting=M, row=1, item=item, interest=interest)


def declared(item=None):
    return InterestDeclared(
        occurred_on=DAY, meeting=M, row=1, item=item, interest="owns land there"
    )


def recuse(item=4):
    return RecuseAttendee(occurred_on=DAY, meeting=M, row=1, item=item)


RECUSED = AttendeeRecused(occurred_on=DAY, meeting=M, row=1, item=4)


@pytest.fixture
def ahead(spec):
    return spec(DECIDER, seeing=PEOPLE, given=[SCHEDULED])


@pytest.fixture
def meeting(ahead):
    return ahead.given(OPENED)


COMING_AND_GOING = [take_chair(), arrive(), depart(), sit(HELEN), recuse()]
ABOUT_A_ROW = [*COMING_AND_GOING, resolve(1, 2), declare()]


@pytest.mark.parametrize("asked", ABOUT_A_ROW)
class TestEverythingAboutARow:
    def test_needs_a_meeting(self, spec, asked):
        with pytest.raises(NotFound, match="no such meeting"):
            spec(DECIDER).when(asked)

    def test_is_not_recorded_of_a_cancelled_meeting(self, ahead, asked):
        with pytest.raises(Refused, match="was cancelled"):
            ahead.given(CANCELLED).when(asked)

    def test_needs_the_row(self, meeting, asked):
        with pytest.raises(NotFound, match="the attendance has no row 1"):
            meeting.when(asked)


@pytest.mark.parametrize("asked", COMING_AND_GOING)
def test_nobody_comes_or_goes_before_the_meeting(ahead, asked):
    with pytest.raises(Refused, match="only scheduled"):
        ahead.when(asked)


@pytest.mark.parametrize("asked", [*COMING_AND_GOING, declare(), resolve(3, 1)])
def test_a_duplicate_row_is_not_written_on(meeting, asked):
    twice = (listed(MARY), listed(MARY, row=2), listed(MARY, row=3), same(1, 2))
    with pytest.raises(Refused, match="row 1 is row 2 printed again; name row 2"):
        meeting.given(*twice).when(asked)


class TestTheChair:
    def test_is_taken(self, meeting):
        assert meeting.given(listed(MARY)).when(take_chair()) == [chair_taken()]

    def test_is_taken_instead_of_who_had_it(self, meeting):
        facts = (listed(MARY, capacity="chair"), listed(HELEN, row=2), chair_taken(2))
        assert meeting.given(*facts).state.roll.chairs == {2}

    def test_is_taken_beside_who_had_it(self, meeting):
        facts = (listed(MARY, capacity="chair"), listed(HELEN, row=2), chair_taken(2, beside=True))
        assert meeting.given(*facts).state.roll.chairs == {1, 2}

    def test_is_not_taken_again_by_who_has_it(self, meeting):
        alone = meeting.given(listed(MARY, capacity="chair"))
        shared = alone.given(listed(HELEN, row=2, capacity="chair"))
        assert alone.when(take_chair()) == []
        assert alone.when(take_chair(beside=True)) == []
        assert shared.when(take_chair(beside=True)) == []
        assert shared.when(take_chair()) == [chair_taken()]

    @pytest.mark.parametrize(
        "facts",
        [
            (listed(MARY, status="apologies"),),
            (listed(MARY, status="absent"),),
            (listed(MARY), departed()),
        ],
    )
    def test_is_not_taken_by_who_is_not_there(self, meeting, facts):
        with pytest.raises(Refused, match="row 1 is not there"):
            meeting.given(*facts).when(take_chair())

    def test_is_not_left_empty_while_the_meeting_is_in_session(self, meeting):
        with pytest.raises(Refused, match="let another take the chair first"):
            meeting.given(listed(MARY, capacity="chair")).when(depart())

    @pytest.mark.parametrize(
        "facts",
        [
            (listed(HELEN, row=2, capacity="chair"),),
            (listed(HELEN, row=2), chair_taken(2)),
            (CLOSED,),
        ],
    )
    def test_may_be_left_to_another_or_after_the_meeting(self, meeting, facts):
        given = meeting.given(listed(MARY, capacity="chair"), *facts)
        assert given.when(depart()) == [departed()]
        assert 1 not in given.given(departed()).state.roll.chairs

    def test_is_not_missed_where_nobody_had_it(self, meeting):
        assert meeting.given(listed(MARY)).when(depart()) == [departed()]


class TestArriving:
    @pytest.mark.parametrize("status", ["present", "not_recorded"])
    def test_late_is_recorded_once(self, meeting, status):
        row = listed(MARY, status=status)
        assert meeting.given(row).when(arrive(at=TEN)) == [arrived(at=TEN)]
        assert meeting.given(row, arrived(at=TEN)).when(arrive(at=TEN)) == []
        with pytest.raises(Refused, match="is there already"):
            meeting.given(row, arrived(at=TEN)).when(arrive(at=NOON))

    def test_makes_who_was_not_recorded_present(self, meeting):
        facts = (listed(MARY, status="not_recorded"), arrived())
        assert meeting.given(*facts).when(depart()) == [departed()]

    @pytest.mark.parametrize("at", [None, TEN, NOON])
    def test_again_follows_a_departure(self, meeting, at):
        gone = meeting.given(listed(MARY), departed(at=TEN))
        assert gone.when(arrive(at=at)) == [arrived(at=at)]

    def test_again_is_not_before_the_departure(self, meeting):
        with pytest.raises(Refused, match="left at 10:00, later than this arrival"):
            meeting.given(listed(MARY), departed(at=TEN)).when(arrive(at=NINE))

    def test_again_may_follow_a_departure_without_a_time(self, meeting):
        assert meeting.given(listed(MARY), departed()).when(arrive(at=NINE))

    @pytest.mark.parametrize("status", ["apologies", "absent"])
    def test_is_not_for_who_is_listed_as_away(self, meeting, status):
        with pytest.raises(Refused, match="correct the attendance first"):
            meeting.given(listed(MARY, status=status)).when(arrive())

    def test_waits_until_the_substitute_has_left(self, meeting):
        swapped = meeting.given(listed(HELEN), departed(), listed(OWEN, row=2), sat(HELEN, row=2))
        with pytest.raises(Refused, match="let the substitute leave first"):
            swapped.when(arrive())
        assert swapped.given(departed(row=2)).when(arrive()) == [arrived()]


class TestDeparting:
    def test_is_for_who_is_present(self, meeting):
        with pytest.raises(Refused, match="row 1 is not present"):
            meeting.given(listed(MARY, status="absent")).when(depart())

    def test_twice_is_recorded_once(self, meeting):
        gone = meeting.given(listed(MARY), departed(at=TEN))
        assert gone.when(depart(at=TEN)) == []
        with pytest.raises(Refused, match="is not present"):
            gone.when(depart(at=NOON))

    def test_is_not_before_the_arrival(self, meeting):
        with pytest.raises(Refused, match="departure before arrival"):
            meeting.given(listed(MARY), arrived(at=TEN)).when(depart(at=NINE))

    @pytest.mark.parametrize("at", [None, TEN, NOON])
    def test_may_follow_an_arrival(self, meeting, at):
        assert meeting.given(listed(MARY), arrived(at=TEN)).when(depart(at=at))

    def test_may_follow_an_arrival_without_a_time(self, meeting):
        assert meeting.given(listed(MARY), arrived()).when(depart(at=NINE))


@pytest.mark.parametrize("asked", [arrive(item=4), depart(item=4), declare(item=4), recuse()])
def test_an_item_that_is_named_is_in_the_minutes(meeting, asked):
    with pytest.raises(NotFound, match="no item 4"):
        meeting.given(listed(MARY)).when(asked)
    assert [each.item for each in meeting.given(listed(MARY), ITEM).when(asked)] == [4]


class TestASubstitute:
    def test_sits_for_who_is_not_there(self, meeting):
        facts = (listed(OWEN), listed(HELEN, row=2, status="apologies"))
        assert meeting.given(*facts).when(sit(HELEN)) == [sat(HELEN)]
        assert meeting.given(*facts, sat(HELEN)).when(sit(HELEN)) == []

    def test_may_be_unnamed(self, meeting):
        assert meeting.given(listed(None)).when(sit(HELEN)) == [sat(HELEN)]

    def test_sits_for_a_person_on_record(self, meeting):
        with pytest.raises(NotFound, match="stranger"):
            meeting.given(listed(OWEN)).when(sit(PersonId("stranger")))

    @pytest.mark.parametrize(
        ("facts", "why"),
        [
            ((listed(OWEN, status="apologies"),), "is not present"),
            ((listed(OWEN), sat(MARY)), "sits for somebody else"),
            ((listed(HELEN),), "for themselves"),
            ((listed(OWEN), listed(HELEN, row=2)), "row 2 has them present"),
            ((listed(OWEN), listed(MARY, row=2), sat(HELEN, row=2)), "one seat counts once"),
        ],
    )
    def test_takes_one_empty_seat(self, meeting, facts, why):
        with pytest.raises(Refused, match=why):
            meeting.given(*facts).when(sit(HELEN))


class TestADuplicate:
    def test_is_resolved(self, meeting):
        twice = meeting.given(listed(HELEN), listed(HELEN, row=2))
        assert twice.when(resolve(2, 1)) == [same(2, 1)]
        assert twice.given(same(2, 1)).when(resolve(2, 1)) == []

    def test_may_be_resolved_before_the_meeting(self, ahead):
        rows = (listed(HELEN, status="apologies"), listed(HELEN, row=2, status="apologies"))
        assert ahead.given(*rows).when(resolve(2, 1)) == [same(2, 1)]

    def test_may_name_nobody(self, meeting):
        rows = (listed(HELEN), listed(None, row=2))
        assert meeting.given(*rows).when(resolve(2, 1)) == [same(2, 1)]

    @pytest.mark.parametrize(
        ("facts", "asked", "why"),
        [
            ((), resolve(1, 1), "no duplicate of itself"),
            ((listed(MARY, row=4),), resolve(4, 1), "different people"),
            ((listed(None, row=4),), resolve(1, 4), "keep row 1 instead"),
            ((listed(HELEN, row=4, status="absent"),), resolve(1, 4), "has them present"),
            ((same(2, 1),), resolve(2, 3), "part of another duplicate"),
            ((same(2, 1),), resolve(1, 3), "part of another duplicate"),
            ((same(2, 1),), resolve(3, 2), "name row 1"),
            ((), resolve(1, 9), "no row 9"),
        ],
    )
    def test_is_one_row_more_of_one_person(self, meeting, facts, asked, why):
        rows = [listed(HELEN, row=row) for row in (1, 2, 3)]
        with pytest.raises((Refused, NotFound), match=why):
            meeting.given(*rows, *facts).when(asked)

    def test_hands_the_chair_to_the_row_that_is_kept(self, meeting):
        rows = (listed(HELEN, capacity="chair"), listed(HELEN, row=2))
        assert meeting.given(*rows, same(1, 2)).state.roll.chairs == {2}


class TestAnInterest:
    def test_is_declared_once(self, meeting):
        known = meeting.given(listed(MARY))
        assert known.when(declare()) == [declared()]
        assert known.given(declared()).when(declare()) == []
        assert known.given(declared(), ITEM).when(declare(item=4)) == [declared(item=4)]

    def test_may_be_declared_in_advance(self, ahead):
        assert ahead.given(listed(MARY, status="not_recorded")).when(declare()) == [declared()]

    def test_says_something(self, meeting):
        with pytest.raises(Refused, match="the interest is empty"):
            meeting.given(listed(MARY)).when(declare(interest=""))


def test_somebody_steps_out_of_an_item_once(meeting):
    known = meeting.given(listed(MARY), ITEM)
    assert known.when(recuse()) == [RECUSED]
    assert known.given(RECUSED).when(recuse()) == []
