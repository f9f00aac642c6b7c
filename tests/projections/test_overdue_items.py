"""Actions by deadline: the last day to do each, and the day until which it was open."""

from datetime import date

import pytest

from events.action.events import (
    ActionCompleted,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    DueExtended,
    DueSet,
    ProgressReported,
)
from events.action.terms import (
    AsWritten,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Standing,
)
from events.when import When
from projections import overdue_items
from projections.overdue_items import OPEN, DueItem
from tests.projections.test_actions import assigned, of
from tests.projections.test_book import fold

BARE = DueItem("a", "board", "none", None, None, None, None, OPEN)
MAY = DueOn(date(2013, 5, 1))
IN_MAY = BARE._replace(kind="date", first="2013-05-01", due="2013-05-01")


def item(*events):
    return fold(overdue_items.PROJECTION, *events)


@pytest.mark.parametrize(
    ("due", "more"),
    [
        (None, {}),
        (MAY, {"kind": "date", "first": "2013-05-01", "due": "2013-05-01"}),
        (
            DueWithin(date(2013, 6, 1), date(2013, 8, 31)),
            {"kind": "date", "first": "2013-06-01", "due": "2013-08-31"},
        ),
        (DueNextMeeting(), {"kind": "next_meeting"}),
        (DueFutureMeeting(), {"kind": "future_meeting"}),
        (Standing(), {"kind": "standing"}),
        (AsWritten("in due course"), {"kind": "as_written", "words": 1024}),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_a_deadline_is_a_day_a_meeting_or_neither(due, more):
    assert item(assigned(due=due)) == [BARE._replace(**more)]


def test_a_deadline_is_set_by_the_meeting_that_gave_the_action_out():
    assert item(assigned(due=MAY, meeting="m1")) == [IN_MAY._replace(set_at="m1")]


def test_a_deadline_keeps_the_words_it_was_set_in():
    assert item(assigned(due=DueOn(date(2013, 5, 1), "1 May"))) == [IN_MAY._replace(words=1024)]


@pytest.mark.parametrize("moving", [DueSet, DueExtended])
def test_a_deadline_moves_with_the_meeting_that_moves_it(moving):
    moved = of(moving, due=MAY, meeting="m2")
    assert item(assigned(due=DueNextMeeting("next"), meeting="m1"), moved) == [
        IN_MAY._replace(set_at="m2")
    ]


def test_a_deadline_can_be_taken_away():
    assert item(assigned(due=MAY), of(DueSet, due=None)) == [BARE]


@pytest.mark.parametrize(
    ("closing", "more"),
    [
        (ActionCompleted, {}),
        (ActionWithdrawn, {"reason": "no"}),
        (ActionSuperseded, {"by": "b"}),
        (ActionTransferred, {"body": "panel", "organisation": None}),
    ],
)
def test_an_action_counts_as_open_until_it_was_surely_closed(closing, more):
    closed = of(closing, occurred_on=When("2013-06"), **more)
    assert item(assigned(due=MAY), closed) == [IN_MAY._replace(closed_on="2013-06-30")]
    reopened = of(ActionReopened, reason="leaks")
    assert item(assigned(due=MAY), closed, reopened) == [IN_MAY]


def test_what_is_reported_moves_no_deadline():
    assert item(assigned(due=MAY), of(ProgressReported, text="half")) == [IN_MAY]


def test_facts_of_an_action_that_was_never_given_out_make_no_row():
    unknown = of(DueSet, due=MAY), of(ActionCompleted), of(ActionReopened, reason="leaks")
    assert item(*unknown) == []
