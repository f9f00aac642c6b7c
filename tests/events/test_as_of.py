"""Who had an action on a day, of facts that are recorded late, dated roughly, or corrected."""

from datetime import date

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionReassigned,
    ActionReopened,
    CoOwnerAdded,
    OwnerPartCompleted,
    ProgressReported,
)
from events.action.terms import ByOrganisation, Owner
from events.as_of import owned
from events.base import NOBODY, Recorded
from events.ids import ActionId, BodyId, EventId, OrganisationId
from events.record.events import RecordCorrected, RecordRetracted
from events.when import When

TASK, BOARD = ActionId("task"), BodyId("board")
JUNE = date(2013, 6, 1)


def unit(number, name):
    return Owner(number, ByOrganisation(OrganisationId(name)), "joint", name)


WORKS, PORT, CREW = unit(1, "works"), unit(2, "port"), unit(3, "crew")


def given_out(on="2013-03-11", *owners):
    return ActionAssigned(
        occurred_on=When(on),
        action=TASK,
        body=BOARD,
        meeting=None,
        item=None,
        reference=None,
        text="Mend it",
        owners=owners or (WORKS,),
        due=None,
    )


def handed_to(owner, on):
    return ActionReassigned(occurred_on=When(on), action=TASK, owners=(owner,))


def then(*facts, day=JUNE):
    return owned(
        [
            Recorded(fact, at, "action-task", at, EventId(f"e{at}"), at, NOBODY, ())
            for at, fact in enumerate(facts, 1)
        ],
        day,
    )


def test_before_it_is_given_out_nobody_has_it():
    assert then(given_out("2013-06-02")) is None
    assert then() is None


def test_on_the_day_it_is_given_out_whoever_it_is_given_to_has_it():
    assert then(given_out("2013-06-01")).owners == (WORKS,)


def test_a_change_counts_from_its_day_however_late_it_is_recorded():
    facts = given_out(), handed_to(PORT, "2013-07-01"), handed_to(CREW, "2013-05-01")
    assert then(*facts).owners == (CREW,)
    assert then(*facts, day=date(2013, 7, 1)).owners == (PORT,)
    assert then(*facts, day=date(2013, 4, 30)).owners == (WORKS,)


def test_of_two_changes_on_one_day_the_one_recorded_last_holds():
    facts = given_out(), handed_to(PORT, "2013-05-01"), handed_to(CREW, "2013-05-01")
    assert then(*facts).owners == (CREW,)


def test_a_change_in_a_month_that_has_the_day_in_it_is_not_certain():
    facts = given_out(), handed_to(PORT, "2013-06")
    assert then(*facts, day=date(2013, 6, 15))[::3] == ((PORT,), False)
    assert then(*facts, day=date(2013, 5, 31))[::3] == ((WORKS,), True)
    assert then(*facts, day=date(2013, 6, 30))[::3] == ((PORT,), True)


def test_a_rough_date_of_what_changes_no_owner_leaves_the_answer_certain():
    told = ProgressReported(occurred_on=When("2013"), action=TASK, text="Half", meeting=None)
    assert then(given_out(), told).certain


def test_what_was_given_out_in_a_month_that_has_the_day_in_it_is_not_certain():
    assert then(given_out("2013-06")).certain is False


def test_nothing_happens_to_an_action_before_it_is_given_out():
    assert then(given_out("2013-05-20"), handed_to(PORT, "2013-05")).owners == (PORT,)


def test_a_part_is_done_from_its_day():
    both = given_out("2013-03-11", WORKS, PORT)
    done = OwnerPartCompleted(occurred_on=When("2013-05-01"), action=TASK, owner=2, note=None)
    assert then(both, done).done_on == ((2, "2013-05-01"),)
    assert then(both, done, day=date(2013, 4, 30)).done_on == ()
    assert then(both, done, handed_to(WORKS, "2013-05-02")).done_on == ()


def test_it_is_closed_from_its_day_until_it_is_reopened():
    end = ActionCompleted(occurred_on=When("2013-05-01"), action=TASK, note=None, override=None)
    again = ActionReopened(occurred_on=When("2013-05-10"), action=TASK, reason="Not done")
    assert then(given_out(), end, again, day=date(2013, 5, 9)).closed == end
    assert then(given_out(), end, again).closed is None


def test_who_joined_later_is_not_there_yet():
    more = CoOwnerAdded(occurred_on=When("2013-06-02"), action=TASK, owner=PORT)
    assert then(given_out(), more).owners == (WORKS,)


def test_what_was_retracted_never_was_and_what_was_corrected_is_as_corrected():
    out = RecordRetracted(
        occurred_on=When("2013-09-01"), event=EventId("e2"), position=2, reason="Of another"
    )
    assert then(given_out(), handed_to(PORT, "2013-05-01"), out).owners == (WORKS,)
    put = RecordCorrected(
        occurred_on=When("2013-09-01"), event=EventId("e2"), position=2, reason="Misread"
    )
    facts = given_out(), handed_to(PORT, "2013-05-01"), put, handed_to(CREW, "2013-05-01")
    assert then(*facts).owners == (CREW,)
