import pytest

from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId, PersonId
from events.meeting.scheduling import MeetingScheduled
from events.person import DECIDER
from events.person.commands import (
    AssertPersonName,
    DistinguishPeople,
    MergePeople,
    RegisterPerson,
    UnmergePeople,
)
from events.person.events import (
    PeopleDistinguished,
    PeopleMerged,
    PeopleUnmerged,
    PersonNameAsserted,
    PersonRegistered,
)
from events.person.merging import merging
from events.person.state import Registered, Unregistered
from events.when import When

LONG_AGO, TODAY = When("2005"), When("2013-03-11")
MARY, MAY, MAE, NOBODY = (PersonId(each) for each in ("mary", "may", "mae", "nobody"))
MARCH, JUNE = MeetingId("march"), MeetingId("june")


def registered(person):
    return PersonRegistered(occurred_on=LONG_AGO, person=person, name="Mary Bell", honorific=None)


def register(name="Mary Bell", honorific=None):
    return RegisterPerson(occurred_on=TODAY, person=MARY, name=name, honorific=honorific)


def also_called(name="M. Bell", kind="initials", scope=None):
    return AssertPersonName(occurred_on=TODAY, person=MARY, name=name, name_kind=kind, scope=scope)


def name_asserted(name="M. Bell", kind="initials", scope=None):
    return PersonNameAsserted(
        occurred_on=TODAY, person=MARY, name=name, name_kind=kind, scope=scope
    )


def merge(person, into, both_present_at=(), override=None, reason=None):
    return MergePeople(
        occurred_on=TODAY,
        person=person,
        into=into,
        both_present_at=both_present_at,
        override=override,
        reason=reason,
    )


def merged(person, into, override=None, reason=None):
    return PeopleMerged(
        occurred_on=TODAY, person=person, into=into, override=override, reason=reason
    )


def unmerge(person, reason="a different desk"):
    return UnmergePeople(occurred_on=TODAY, person=person, reason=reason)


def unmerged(person, from_person):
    return PeopleUnmerged(
        occurred_on=TODAY, person=person, from_person=from_person, reason="a different desk"
    )


def distinguish(person, other, reason=None):
    return DistinguishPeople(occurred_on=TODAY, person=person, other=other, reason=reason)


def distinguished(person, other, reason=None):
    return PeopleDistinguished(occurred_on=TODAY, person=person, other=other, reason=reason)


@pytest.fixture
def mary(spec):
    return spec(
        DECIDER,
        seeing={
            "person-may": [registered(MAY)],
            "person-mae": [registered(MAE)],
            "meeting-march": [
                MeetingScheduled(
                    occurred_on=TODAY,
                    meeting=MARCH,
                    body=BodyId("board"),
                    expected=TODAY,
                    starts=None,
                    place=None,
                    theme=None,
                )
            ],
        },
    )


@pytest.fixture
def known(mary):
    return mary.given(registered(MARY))


def test_a_person_is_registered(mary):
    assert mary.when(register(honorific="Dame")) == [
        PersonRegistered(occurred_on=TODAY, person=MARY, name="Mary Bell", honorific="Dame")
    ]


def test_a_person_is_registered_only_once(known):
    with pytest.raises(AlreadyThere, match="mary is registered already"):
        known.when(register())


@pytest.mark.parametrize(
    ("empty", "what"),
    [
        (register(name=""), "the name of the person is empty"),
        (register(honorific=" "), "the honorific is empty"),
    ],
)
def test_a_person_is_not_registered_with_empty_texts(mary, empty, what):
    with pytest.raises(Refused, match=what):
        mary.when(empty)


@pytest.mark.parametrize(
    "ask", [also_called(), merge(MARY, MAY), unmerge(MARY), distinguish(MARY, MAY)]
)
def test_nothing_is_asked_of_a_person_who_is_not_in_the_record(mary, ask):
    with pytest.raises(NotFound, match="there is no such person"):
        mary.when(ask)


def test_a_person_goes_by_other_names(known):
    assert known.when(also_called()) == [name_asserted()]


def test_a_name_may_belong_to_the_papers_of_one_meeting(known):
    assert known.given(name_asserted()).when(also_called(scope=MARCH)) == [
        name_asserted(scope=MARCH)
    ]


def test_the_same_name_is_asserted_once(known):
    assert known.given(name_asserted(scope=MARCH)).when(also_called(scope=MARCH)) == []


def test_the_same_name_of_another_kind_is_another_name(known):
    assert known.given(name_asserted()).when(also_called(kind="as_listed")) == [
        name_asserted(kind="as_listed")
    ]


def test_a_name_is_not_tied_to_a_meeting_that_is_not_in_the_record(known):
    with pytest.raises(NotFound, match="no meeting june"):
        known.when(also_called(scope=JUNE))


def test_an_empty_name_is_not_asserted(known):
    with pytest.raises(Refused, match="the name is empty"):
        known.when(also_called(name=""))


def test_two_people_can_turn_out_to_be_one(known):
    assert known.when(merge(MARY, MAY, reason="a slip of the pen")) == [
        merged(MARY, MAY, reason="a slip of the pen")
    ]


def test_the_same_merge_is_recorded_once(known):
    assert known.given(merged(MARY, MAY)).when(merge(MARY, MAY)) == []


def test_a_person_is_merged_into_one_other(known):
    with pytest.raises(Refused, match="merged into person may; un-merge first"):
        known.given(merged(MARY, MAY)).when(merge(MARY, MAE))


def test_a_person_cannot_be_merged_into_themselves(known):
    with pytest.raises(Refused, match="into themselves"):
        known.when(merge(MARY, MARY))


def test_a_person_is_not_merged_into_somebody_not_in_the_record(known):
    with pytest.raises(NotFound, match="there is no person nobody in the record"):
        known.when(merge(MARY, NOBODY))


def test_a_merge_must_not_lead_back_to_its_beginning(known):
    circle = {
        "person-may": [registered(MAY), merged(MAY, MAE)],
        "person-mae": [registered(MAE), merged(MAE, MARY)],
    }
    with pytest.raises(Refused, match="merged into this one already"):
        known.given(seeing=circle).when(merge(MARY, MAY))


def test_a_ring_of_merges_that_stands_in_the_log_does_no_harm(known):
    ring = {
        "person-may": [registered(MAY), merged(MAY, MAE)],
        "person-mae": [registered(MAE), merged(MAE, MAY)],
    }
    assert known.given(seeing=ring).when(merge(MARY, MAY)) == [merged(MARY, MAY)]


def test_two_people_told_apart_are_not_merged(known):
    with pytest.raises(Refused, match="recorded as two different people"):
        known.given(distinguished(MARY, MAY)).when(merge(MARY, MAY))


def test_two_people_told_apart_from_the_other_side_are_not_merged(known):
    other_side = {"person-may": [registered(MAY), distinguished(MAY, MARY)]}
    with pytest.raises(Refused, match="recorded as two different people"):
        known.given(seeing=other_side).when(merge(MARY, MAY))


def test_two_people_told_apart_are_not_merged_by_way_of_a_third(known):
    third = {"person-mae": [registered(MAE), merged(MAE, MAY)]}
    with pytest.raises(Refused, match="recorded as two different people"):
        known.given(distinguished(MARY, MAY), seeing=third).when(merge(MARY, MAE))


@pytest.mark.parametrize(
    ("meetings", "how_many"), [((MARCH,), "at 1 meeting;"), ((MARCH, JUNE), "at 2 meetings;")]
)
def test_two_people_who_sat_side_by_side_are_not_merged_lightly(known, meetings, how_many):
    with pytest.raises(Refused, match=how_many):
        known.when(merge(MARY, MAY, both_present_at=meetings))


def test_two_people_who_sat_side_by_side_are_merged_for_a_reason(known):
    ask = merge(MARY, MAY, both_present_at=(MARCH,), override="listed twice")
    assert known.when(ask) == [merged(MARY, MAY, override="listed twice")]


@pytest.mark.parametrize(
    ("empty", "what"),
    [
        (merge(MARY, MAY, (MARCH,), override=" "), "in spite of that .override. is empty"),
        (merge(MARY, MAY, reason=""), "the reason is empty"),
    ],
)
def test_a_merge_does_not_rest_on_empty_reasons(known, empty, what):
    with pytest.raises(Refused, match=what):
        known.when(empty)


def test_a_merge_can_be_taken_back(known):
    assert known.given(merged(MARY, MAY)).when(unmerge(MARY)) == [unmerged(MARY, MAY)]


def test_there_is_nothing_to_un_merge_where_nothing_is_merged(known):
    with pytest.raises(Refused, match="not merged into anybody"):
        known.given(merged(MARY, MAY), unmerged(MARY, MAY)).when(unmerge(MARY))


def test_a_merge_is_not_taken_back_without_a_reason(known):
    with pytest.raises(Refused, match="the reason is empty"):
        known.given(merged(MARY, MAY)).when(unmerge(MARY, reason=""))


def test_after_an_un_merge_another_merge_is_possible(known):
    given = known.given(merged(MARY, MAY), unmerged(MARY, MAY))
    assert given.when(merge(MARY, MAE)) == [merged(MARY, MAE)]


def test_two_people_can_be_told_apart(known):
    assert known.when(distinguish(MARY, MAY, reason="mother and daughter")) == [
        distinguished(MARY, MAY, reason="mother and daughter")
    ]


def test_two_people_are_told_apart_once(known):
    assert known.given(distinguished(MARY, MAY)).when(distinguish(MARY, MAY)) == []


def test_two_people_are_told_apart_once_from_either_side(known):
    other_side = {"person-may": [registered(MAY), distinguished(MAY, MARY)]}
    assert known.given(seeing=other_side).when(distinguish(MARY, MAY)) == []


def test_a_person_cannot_be_told_apart_from_themselves(known):
    with pytest.raises(Refused, match="from themselves"):
        known.when(distinguish(MARY, MARY))


def test_a_person_is_not_told_apart_from_somebody_not_in_the_record(known):
    with pytest.raises(NotFound, match="there is no person nobody"):
        known.when(distinguish(MARY, NOBODY))


def test_merged_people_are_not_told_apart(known):
    with pytest.raises(Refused, match="merged into one; un-merge first"):
        known.given(merged(MARY, MAY)).when(distinguish(MARY, MAY))


def test_people_merged_from_the_other_side_are_not_told_apart(known):
    other_side = {"person-may": [registered(MAY), merged(MAY, MARY)]}
    with pytest.raises(Refused, match="merged into one; un-merge first"):
        known.given(seeing=other_side).when(distinguish(MARY, MAY))


def test_people_merged_into_the_same_third_are_not_told_apart(known):
    third = {"person-may": [registered(MAY), merged(MAY, MAE)]}
    with pytest.raises(Refused, match="merged into one; un-merge first"):
        known.given(merged(MARY, MAE), seeing=third).when(distinguish(MARY, MAY))


def test_people_are_told_apart_again_after_an_un_merge(known):
    given = known.given(merged(MARY, MAY), unmerged(MARY, MAY))
    assert given.when(distinguish(MARY, MAY)) == [distinguished(MARY, MAY)]


def test_people_are_not_told_apart_for_an_empty_reason(known):
    with pytest.raises(Refused, match="the reason is empty"):
        known.when(distinguish(MARY, MAY, reason=" "))


def test_facts_about_a_person_who_is_not_in_the_record_change_nothing(mary):
    early = mary.given(name_asserted(), merged(MARY, MAY), unmerged(MARY, MAY))
    assert early.given(distinguished(MARY, MAY)).state == Unregistered()


def test_facts_about_a_person_may_be_repeated_and_out_of_order(known):
    mixed = known.given(unmerged(MARY, MAY), merged(MARY, MAE), merged(MARY, MAE))
    assert mixed.given(distinguished(MARY, MAY), distinguished(MARY, MAY)).state == Registered(
        merged_into=MAE, distinguished=frozenset({MAY})
    )


class Together:
    """A record in which two stand in different rows of one meeting."""

    def met_together(self, one, other):
        assert (one, other) == (MARY, MAY)
        return [MARCH]


def test_a_merge_notes_the_meetings_that_list_both_as_they_are_when_it_is_carried_out():
    plan = merging(merge(MARY, MAY, reason="one name"))(Together())
    assert [step.command for step in plan.steps] == [
        merge(MARY, MAY, both_present_at=(MARCH,), reason="one name")
    ]
