import pytest

from events.base import ERASED
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId, OrganisationId
from events.meeting.scheduling import MeetingScheduled
from events.organisation import DECIDER
from events.organisation.commands import (
    AssertOrganisationName,
    RegisterOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from events.organisation.events import (
    OrganisationNameAsserted,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
)
from events.organisation.state import Registered, Unregistered
from events.when import When

LONG_AGO, TODAY = When("2005"), When("2013-03-11")
WORKS, ROADS, ESTATES = OrganisationId("works"), OrganisationId("roads"), OrganisationId("estates")
MARCH = MeetingId("march")


def registered(organisation, name="Ministry"):
    return OrganisationRegistered(
        occurred_on=LONG_AGO,
        organisation=organisation,
        name=name,
        classification=None,
        parent=None,
    )


def succeeded(organisation, by):
    return OrganisationSucceeded(occurred_on=TODAY, organisation=organisation, by=by)


def succeed(organisation, by):
    return SucceedOrganisation(occurred_on=TODAY, organisation=organisation, by=by)


def register(name="Ministry of Works", classification=None, parent=None):
    return RegisterOrganisation(
        occurred_on=TODAY,
        organisation=WORKS,
        name=name,
        classification=classification,
        parent=parent,
    )


def also_called(name="MoW", kind="abbreviation", scope=None):
    return AssertOrganisationName(
        occurred_on=TODAY, organisation=WORKS, name=name, name_kind=kind, scope=scope
    )


def name_asserted(name="MoW", kind="abbreviation", scope=None):
    return OrganisationNameAsserted(
        occurred_on=TODAY, organisation=WORKS, name=name, name_kind=kind, scope=scope
    )


def renamed(name):
    return OrganisationRenamed(occurred_on=TODAY, organisation=WORKS, name=name)


def rename(name):
    return RenameOrganisation(occurred_on=TODAY, organisation=WORKS, name=name)


@pytest.fixture
def works(spec):
    return spec(
        DECIDER,
        seeing={
            "organisation-roads": [registered(ROADS)],
            "organisation-estates": [registered(ESTATES)],
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


def test_an_organisation_is_registered_as_part_of_another(works):
    assert works.when(register(classification="ministry", parent=ROADS)) == [
        OrganisationRegistered(
            occurred_on=TODAY,
            organisation=WORKS,
            name="Ministry of Works",
            classification="ministry",
            parent=ROADS,
        )
    ]


def test_an_organisation_is_registered_without_a_parent(works):
    assert works.when(register()) == [
        OrganisationRegistered(
            occurred_on=TODAY,
            organisation=WORKS,
            name="Ministry of Works",
            classification=None,
            parent=None,
        )
    ]


def test_an_organisation_is_registered_only_once(works):
    with pytest.raises(AlreadyThere, match="works is registered already"):
        works.given(registered(WORKS)).when(register())


@pytest.mark.parametrize(
    ("empty", "what"),
    [
        (register(name="  "), "the name of the organisation is empty"),
        (register(classification=""), "the classification is empty"),
    ],
)
def test_an_organisation_is_not_registered_with_empty_texts(works, empty, what):
    with pytest.raises(Refused, match=what):
        works.when(empty)


def test_the_parent_of_an_organisation_must_be_in_the_record(works):
    with pytest.raises(NotFound, match="there is no organisation nowhere in the record"):
        works.when(register(parent=OrganisationId("nowhere")))


def test_an_organisation_cannot_be_its_own_parent(works):
    with pytest.raises(NotFound, match="there is no organisation works"):
        works.when(register(parent=WORKS))


@pytest.mark.parametrize("ask", [rename("Works"), succeed(WORKS, ROADS), also_called()])
def test_nothing_is_asked_of_an_organisation_that_is_not_in_the_record(works, ask):
    with pytest.raises(NotFound, match="there is no such organisation"):
        works.when(ask)


def test_an_organisation_can_be_renamed(works):
    assert works.given(registered(WORKS)).when(rename("Works")) == [renamed("Works")]


def test_renaming_to_the_name_it_has_changes_nothing(works):
    assert works.given(registered(WORKS, "Old"), renamed("New")).when(rename("New")) == []


def test_an_organisation_can_take_its_old_name_again(works):
    assert works.given(registered(WORKS, "Old"), renamed("New")).when(rename("Old")) == [
        renamed("Old")
    ]


def test_an_organisation_whose_name_was_erased_can_be_renamed(works):
    assert works.given(registered(WORKS, ERASED)).when(rename("New")) == [renamed("New")]


def test_an_organisation_is_not_renamed_to_nothing(works):
    with pytest.raises(Refused, match="the name of the organisation is empty"):
        works.given(registered(WORKS)).when(rename(""))


def test_another_organisation_can_take_its_place(works):
    assert works.given(registered(WORKS)).when(succeed(WORKS, ROADS)) == [succeeded(WORKS, ROADS)]


def test_the_same_succession_is_recorded_once(works):
    given = works.given(registered(WORKS), succeeded(WORKS, ROADS))
    assert given.when(succeed(WORKS, ROADS)) == []


def test_an_organisation_has_one_successor(works):
    with pytest.raises(Refused, match="organisation roads succeeded it already"):
        works.given(registered(WORKS), succeeded(WORKS, ROADS)).when(succeed(WORKS, ESTATES))


def test_a_successor_must_be_in_the_record(works):
    with pytest.raises(NotFound, match="there is no organisation nowhere"):
        works.given(registered(WORKS)).when(succeed(WORKS, OrganisationId("nowhere")))


def test_an_organisation_cannot_succeed_itself(works):
    with pytest.raises(Refused, match="cannot succeed itself"):
        works.given(registered(WORKS)).when(succeed(WORKS, WORKS))


def test_an_organisation_is_not_succeeded_by_one_it_came_after(works):
    came_before = {
        "organisation-roads": [registered(ROADS), succeeded(ROADS, ESTATES)],
        "organisation-estates": [registered(ESTATES), succeeded(ESTATES, WORKS)],
    }
    with pytest.raises(Refused, match="was itself succeeded, in the end, by this one"):
        works.given(registered(WORKS), seeing=came_before).when(succeed(WORKS, ROADS))


def test_a_ring_of_successors_that_stands_in_the_log_does_no_harm(works):
    ring = {
        "organisation-roads": [registered(ROADS), succeeded(ROADS, ESTATES)],
        "organisation-estates": [registered(ESTATES), succeeded(ESTATES, ROADS)],
    }
    assert works.given(registered(WORKS), seeing=ring).when(succeed(WORKS, ROADS)) == [
        succeeded(WORKS, ROADS)
    ]


def test_an_organisation_goes_by_other_names(works):
    assert works.given(registered(WORKS)).when(also_called()) == [name_asserted()]


def test_a_name_may_belong_to_the_papers_of_one_meeting(works):
    assert works.given(registered(WORKS), name_asserted()).when(also_called(scope=MARCH)) == [
        name_asserted(scope=MARCH)
    ]


def test_the_same_name_is_asserted_once(works):
    given = works.given(registered(WORKS), name_asserted(scope=MARCH))
    assert given.when(also_called(scope=MARCH)) == []


def test_the_same_name_of_another_kind_is_another_name(works):
    assert works.given(registered(WORKS), name_asserted()).when(also_called(kind="former")) == [
        name_asserted(kind="former")
    ]


def test_a_name_is_not_tied_to_a_meeting_that_is_not_in_the_record(works):
    with pytest.raises(NotFound, match="no meeting may"):
        works.given(registered(WORKS)).when(also_called(scope=MeetingId("may")))


def test_an_empty_name_is_not_asserted(works):
    with pytest.raises(Refused, match="the name is empty"):
        works.given(registered(WORKS)).when(also_called(name=" "))


def test_facts_about_an_organisation_that_is_not_in_the_record_change_nothing(works):
    early = works.given(renamed("Works"), succeeded(WORKS, ROADS), name_asserted())
    assert early.state == Unregistered()


def test_facts_about_an_organisation_may_be_repeated(works):
    twice = works.given(registered(WORKS), name_asserted(), name_asserted(), renamed("Works"))
    assert twice.given(renamed("Works")).state == Registered(
        name="Works", variants=frozenset({("MoW", "abbreviation", None)})
    )
