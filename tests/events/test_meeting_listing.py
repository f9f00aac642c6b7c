from dataclasses import replace

import pytest

from events.body.events import BodyEstablished, MemberJoined
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId, MembershipId, OrganisationId, PersonId
from events.meeting import DECIDER
from events.meeting.attendance import (
    AbsenceRecorded,
    ApologiesReceived,
    AttendanceCorrected,
    AttendanceDuplicateResolved,
    AttendanceListed,
    AttendeeArrived,
    AttendeeDeparted,
    ChairTaken,
    UnlistedParticipantObserved,
)
from events.meeting.commands import (
    CorrectAttendance,
    ListAttendee,
    ObserveParticipant,
    ReceiveApologies,
    RecordAbsence,
)
from events.meeting.scheduling import MeetingCancelled, MeetingOpened, MeetingScheduled
from events.organisation.events import OrganisationRegistered
from events.person.events import PersonRegistered
from events.when import When

LONG_AGO, DAY = When("2005"), When("2013-03-11")
M, GROUP, OFFICE = MeetingId("m"), BodyId("group"), OrganisationId("office")
MARY, HELEN, OWEN = (PersonId(each) for each in ("mary", "helen", "owen"))
STRANGER = PersonId("stranger")

SCHEDULED = MeetingScheduled(
    occurred_on=LONG_AGO,
    meeting=M,
    body=GROUP,
    expected=DAY,
    starts=None,
    place=None,
    theme=None,
)
OPENED = MeetingOpened(occurred_on=DAY, meeting=M, at=None)
CANCELLED = MeetingCancelled(occurred_on=DAY, meeting=M, reason=None)


def member(person):
    return MemberJoined(
        occurred_on=LONG_AGO,
        body=GROUP,
        membership=MembershipId(f"of {person}"),
        person=person,
        post=None,
        organisation=None,
        role="member",
        on_behalf_of=None,
    )


RECORD = {
    f"body-{GROUP}": [
        BodyEstablished(
            occurred_on=LONG_AGO,
            body=GROUP,
            name="The Group",
            organisation=None,
            parent=None,
            time_zone="Europe/London",
        ),
        member(MARY),
        member(HELEN),
    ],
    f"organisation-{OFFICE}": [
        OrganisationRegistered(
            occurred_on=LONG_AGO,
            organisation=OFFICE,
            name="Home Office",
            classification=None,
            parent=None,
        )
    ],
} | {
    f"person-{person}": [
        PersonRegistered(occurred_on=LONG_AGO, person=person, name=person, honorific=None)
    ]
    for person in (MARY, HELEN, OWEN)
}


def entry(person, row, basis=None, **said):
    return {
        "occurred_on": DAY,
        "meeting": M,
        "row": row,
        "person": person,
        "basis": basis or ("stated" if person else "unnamed"),
        "name": "Somebody",
        "organisation": OFFICE,
        "organisation_stated": "HO",
        **said,
    }


def full(person, row, status="present", **said):
    return {
        **entry(person, row),
        "post": "Minister",
        "capacity": "member",
        "status": status,
        "substitute_for": None,
        "mode": "in_person",
        "reason": "as printed",
        **said,
    }


def attend(person, row=1, **said):
    return ListAttendee(**full(person, row, **said))


def listed(person, row=1, **said):
    return AttendanceListed(**full(person, row, **said))


def correct(person, row=1, **said):
    return CorrectAttendance(**full(person, row, **{"reason": "misread", **said}))


def corrected(person, row=1, **said):
    return AttendanceCorrected(**full(person, row, **{"reason": "misread", **said}))


def apologise(person, row=1):
    return ReceiveApologies(**entry(person, row, reason="ill"))


def apologised(person, row=1):
    return ApologiesReceived(**entry(person, row, reason="ill"))


def observe(person, row=1):
    return ObserveParticipant(**entry(person, row, role="spoke"))


def observed(person, row=1):
    return UnlistedParticipantObserved(**entry(person, row, role="spoke"))


def miss(person, row=1):
    return RecordAbsence(occurred_on=DAY, meeting=M, row=row, person=person, name="Somebody")


def missed(person, row=1):
    return AbsenceRecorded(occurred_on=DAY, meeting=M, row=row, person=person, name="Somebody")


def arrived(row):
    return AttendeeArrived(occurred_on=DAY, meeting=M, row=row, at=None, item=None)


def departed(row):
    return AttendeeDeparted(occurred_on=DAY, meeting=M, row=row, at=None, item=None)


def same(row, same_as):
    return AttendanceDuplicateResolved(occurred_on=DAY, meeting=M, row=row, same_as=same_as)


@pytest.fixture
def ahead(spec):
    return spec(DECIDER, seeing=RECORD, given=[SCHEDULED])


@pytest.fixture
def meeting(ahead):
    return ahead.given(OPENED)


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        (attend(MARY), listed(MARY)),
        (attend(None), listed(None)),
        (apologise(MARY), apologised(MARY)),
        (apologise(None), apologised(None)),
        (observe(OWEN), observed(OWEN)),
        (miss(MARY), missed(MARY)),
    ],
)
def test_a_row_is_added_as_printed(meeting, asked, then):
    assert meeting.when(asked) == [then]


@pytest.mark.parametrize("asked", [attend(MARY), apologise(MARY), observe(MARY), miss(MARY)])
class TestEveryRow:
    def test_has_a_number_of_its_own(self, meeting, asked):
        with pytest.raises(AlreadyThere, match="row 1 is in the record already"):
            meeting.given(listed(MARY)).when(asked)

    def test_is_numbered_from_one(self, meeting, asked):
        with pytest.raises(Refused, match="number them 1, 2, 3"):
            meeting.when(replace(asked, row=0))

    def test_has_a_name(self, meeting, asked):
        with pytest.raises(Refused, match="the name is empty"):
            meeting.when(replace(asked, name=" "))

    def test_names_a_person_on_record(self, meeting, asked):
        with pytest.raises(NotFound, match="stranger"):
            meeting.when(replace(asked, person=STRANGER))

    def test_needs_a_meeting(self, spec, asked):
        with pytest.raises(NotFound, match="no such meeting"):
            spec(DECIDER, seeing=RECORD).when(asked)

    def test_is_not_added_to_a_cancelled_meeting(self, ahead, asked):
        with pytest.raises(Refused, match="was cancelled"):
            ahead.given(CANCELLED).when(asked)


@pytest.mark.parametrize("asked", [attend(MARY), apologise(MARY), observe(MARY)])
class TestAnEntry:
    def test_says_on_what_basis_a_person_is_meant(self, meeting, asked):
        with pytest.raises(Refused, match="on what basis"):
            meeting.when(replace(asked, basis="unnamed"))
        with pytest.raises(Refused, match="on what basis"):
            meeting.when(replace(asked, person=None))

    def test_names_an_organisation_on_record(self, meeting, asked):
        with pytest.raises(NotFound, match="elsewhere"):
            meeting.when(replace(asked, organisation=OrganisationId("elsewhere")))
        assert meeting.when(replace(asked, organisation=None))

    def test_leaves_out_what_is_not_stated(self, meeting, asked):
        with pytest.raises(Refused, match="as stated is empty"):
            meeting.when(replace(asked, organisation_stated=""))
        assert meeting.when(replace(asked, organisation_stated=None))


@pytest.mark.parametrize("asked", [attend(MARY, post=""), attend(MARY, reason=""), apologise(MARY)])
def test_a_text_with_nothing_in_it_is_refused(meeting, asked):
    with pytest.raises(Refused, match="is empty"):
        meeting.when(replace(asked, reason=""))


@pytest.mark.parametrize("status", ["apologies", "absent", "not_recorded"])
def test_who_is_not_there_may_be_listed_in_advance(ahead, status):
    assert ahead.when(attend(MARY, status=status)) == [listed(MARY, status=status)]


def test_apologies_may_be_received_in_advance(ahead):
    assert ahead.when(apologise(MARY)) == [apologised(MARY)]


def test_nobody_is_present_before_the_meeting(ahead):
    with pytest.raises(Refused, match="record the meeting as held or open it first"):
        ahead.when(attend(MARY))


@pytest.mark.parametrize("asked", [observe(MARY), miss(MARY)])
def test_nobody_takes_part_or_stays_away_before_the_meeting(ahead, asked):
    with pytest.raises(Refused, match="only scheduled"):
        ahead.when(asked)


def test_the_same_person_printed_twice_stands_in_two_rows(meeting):
    assert meeting.given(listed(HELEN)).when(attend(HELEN, row=2)) == [listed(HELEN, row=2)]


def test_nobody_substitutes_for_themselves(meeting):
    with pytest.raises(Refused, match="for themselves"):
        meeting.when(attend(MARY, substitute_for=MARY))


def test_a_substitute_sits_for_a_person_on_record(meeting):
    with pytest.raises(NotFound, match="stranger"):
        meeting.when(attend(MARY, substitute_for=STRANGER))


def test_somebody_unnamed_may_substitute_for_who_sent_apologies(meeting):
    official = attend(None, row=2, substitute_for=HELEN)
    assert meeting.given(apologised(HELEN)).when(official) == [
        listed(None, row=2, substitute_for=HELEN)
    ]


def test_nobody_substitutes_for_somebody_present(meeting):
    with pytest.raises(Refused, match="row 1 has them present"):
        meeting.given(listed(HELEN)).when(attend(OWEN, row=2, substitute_for=HELEN))


def test_somebody_is_not_present_while_a_substitute_is(meeting):
    with pytest.raises(Refused, match="let the substitute leave first"):
        meeting.given(listed(OWEN, substitute_for=HELEN)).when(attend(HELEN, row=2))


@pytest.mark.parametrize("other", [MARY, None])
@pytest.mark.parametrize("first", [OWEN, None])
def test_one_seat_counts_once(meeting, first, other):
    with pytest.raises(Refused, match="one seat counts once"):
        meeting.given(listed(first, substitute_for=HELEN)).when(
            attend(other, row=2, substitute_for=HELEN)
        )


@pytest.mark.parametrize(
    "facts",
    [
        (listed(OWEN, substitute_for=HELEN), departed(1)),
        (listed(OWEN, status="absent", substitute_for=HELEN),),
        (listed(MARY, substitute_for=HELEN),),
        (listed(OWEN, substitute_for=OWEN),),
    ],
)
def test_a_seat_is_free_when_no_other_person_takes_it(meeting, facts):
    assert meeting.given(*facts).when(attend(MARY, row=2, substitute_for=HELEN))


def test_a_duplicate_row_takes_no_seat(meeting):
    twice = (listed(HELEN), listed(HELEN, row=2), same(1, 2), departed(2))
    assert meeting.given(*twice).when(attend(OWEN, row=3, substitute_for=HELEN))


def test_no_apologies_come_from_somebody_present(meeting):
    with pytest.raises(Refused, match="row 1 has this person present"):
        meeting.given(listed(MARY)).when(apologise(MARY, row=2))


@pytest.mark.parametrize(
    "facts",
    [
        (listed(MARY), departed(1)),
        (listed(MARY), listed(MARY, row=9, status="apologies"), same(1, 9)),
        (listed(OWEN),),
        (listed(None),),
    ],
)
def test_apologies_come_from_who_left_or_was_never_there(meeting, facts):
    assert meeting.given(*facts).when(apologise(MARY, row=2)) == [apologised(MARY, row=2)]


def test_only_a_member_can_be_absent(meeting):
    with pytest.raises(Refused, match="was no member of the body on 2013-03-11"):
        meeting.when(miss(OWEN))


@pytest.mark.parametrize("row", [listed(MARY), apologised(MARY), missed(MARY)])
def test_nobody_is_absent_whose_row_says_whether_they_came(meeting, row):
    with pytest.raises(Refused, match="row 1 says of this person already"):
        meeting.given(row).when(miss(MARY, row=2))


def test_somebody_of_whom_nothing_is_recorded_may_be_absent(meeting):
    assert meeting.given(listed(MARY, status="not_recorded")).when(miss(MARY, row=2))


def test_who_is_listed_as_present_is_not_unlisted(meeting):
    with pytest.raises(Refused, match="listed as present in row 1"):
        meeting.given(listed(OWEN)).when(observe(OWEN, row=2))


@pytest.mark.parametrize("row", [observed(OWEN), apologised(OWEN)])
def test_who_took_part_is_observed_whatever_else_was_said_of_them(meeting, row):
    assert meeting.given(row).when(observe(OWEN, row=2)) == [observed(OWEN, row=2)]


def test_a_row_is_given_anew_with_a_reason(meeting):
    assert meeting.given(listed(MARY)).when(correct(HELEN)) == [corrected(HELEN)]
    assert meeting.given(apologised(MARY)).when(correct(MARY)) == [corrected(MARY)]


def test_a_correction_that_changes_nothing_is_not_recorded(meeting):
    assert meeting.given(listed(MARY)).when(correct(MARY)) == []


def test_a_correction_names_a_row_and_a_reason(meeting):
    with pytest.raises(NotFound, match="no row 1"):
        meeting.when(correct(MARY))
    with pytest.raises(Refused, match="the reason of the correction is empty"):
        meeting.given(listed(MARY)).when(correct(HELEN, reason=" "))


@pytest.mark.parametrize(
    "wrong",
    [
        correct(STRANGER),
        correct(MARY, name=""),
        correct(MARY, basis="unnamed"),
        correct(MARY, substitute_for=MARY),
        correct(MARY, substitute_for=HELEN),
    ],
)
def test_a_corrected_row_is_checked_like_a_listed_one(meeting, wrong):
    rows = (listed(MARY), listed(HELEN, row=2))
    with pytest.raises((Refused, NotFound)):
        meeting.given(*rows).when(wrong)


def test_nobody_is_corrected_to_be_present_before_the_meeting(ahead):
    with pytest.raises(Refused, match="nobody is present yet"):
        ahead.given(apologised(MARY)).when(correct(MARY))


def test_who_left_or_stays_away_takes_no_seat_when_corrected(meeting):
    rows = (listed(MARY), departed(1), listed(HELEN, row=2))
    assert meeting.given(*rows).when(correct(MARY, substitute_for=HELEN))
    assert meeting.given(*rows).when(correct(MARY, status="absent", substitute_for=HELEN))


def test_a_duplicate_stays_a_duplicate_of_its_person(meeting):
    rows = (listed(HELEN), listed(HELEN, row=2), same(2, 1))
    with pytest.raises(Refused, match="correct row 1 first"):
        meeting.given(*rows).when(correct(MARY, row=2))
    assert meeting.given(*rows).when(correct(None, row=2))
    assert meeting.given(*rows).when(correct(HELEN, row=2, mode="video"))
    assert meeting.given(*rows, corrected(MARY)).when(correct(MARY, row=2))


class TestTheChair:
    def test_is_had_by_who_is_listed_so(self, meeting):
        rows = (listed(MARY, capacity="chair"), listed(HELEN, row=2, capacity="chair"))
        assert meeting.given(*rows).state.roll.chairs == {1, 2}

    @pytest.mark.parametrize(
        "wrong", [correct(MARY, status="apologies", capacity="chair"), correct(MARY)]
    )
    def test_is_not_corrected_away_from_a_meeting_in_session(self, meeting, wrong):
        with pytest.raises(Refused, match="let another take the chair first"):
            meeting.given(listed(MARY, capacity="chair")).when(wrong)

    def test_may_be_corrected_away_when_another_has_it(self, meeting):
        rows = (listed(MARY, capacity="chair"), listed(HELEN, row=2, capacity="chair"))
        after = meeting.given(*rows, corrected(MARY))
        assert meeting.given(*rows).when(correct(MARY)) == [corrected(MARY)]
        assert after.state.roll.chairs == {2}

    def test_is_kept_by_who_took_it_when_their_row_is_corrected(self, meeting):
        taken = ChairTaken(occurred_on=DAY, meeting=M, row=1, beside=False)
        after = meeting.given(listed(MARY), taken, corrected(MARY, mode="video"))
        assert after.state.roll.chairs == {1}

    def test_is_had_by_who_is_corrected_to_have_it(self, meeting):
        after = meeting.given(listed(MARY), corrected(MARY, capacity="chair"))
        assert after.state.roll.chairs == {1}

    def test_is_not_had_by_who_left_before_the_correction(self, meeting):
        after = meeting.given(listed(MARY), departed(1), corrected(MARY, capacity="chair"))
        assert after.state.roll.chairs == frozenset()


def test_who_is_corrected_to_have_stayed_away_never_came(meeting):
    facts = (listed(MARY), arrived(1), departed(1), corrected(MARY, status="absent"))
    row = meeting.given(*facts).state.roll.rows[1]
    assert (row.arrived, row.left) == (None, None)


def test_a_row_repeated_in_the_log_changes_nothing(meeting):
    facts = (listed(MARY), departed(1))
    assert meeting.given(*facts, listed(HELEN)).state == meeting.given(*facts).state


def test_facts_about_a_row_that_is_not_there_are_passed_over(meeting):
    assert meeting.given(arrived(1), departed(1), corrected(MARY)).state == meeting.state
