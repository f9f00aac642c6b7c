"""Deadlines and owners as they are handed in."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from events.action.form import Deadline, due_of
from events.action.terms import (
    AsWritten,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Standing,
)

DEADLINE = TypeAdapter(Deadline)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"kind": "date", "day": "2013-05-01"}, DueOn(date(2013, 5, 1))),
        (
            {"kind": "period", "first": "2013-06-01", "last": "2013-08-31", "words": "summer"},
            DueWithin(date(2013, 6, 1), date(2013, 8, 31), "summer"),
        ),
        ({"kind": "next_meeting", "words": "next time"}, DueNextMeeting("next time")),
        ({"kind": "future_meeting"}, DueFutureMeeting()),
        ({"kind": "standing"}, Standing()),
        ({"kind": "as_written", "words": "in due course"}, AsWritten("in due course")),
    ],
    ids=["date", "period", "next", "future", "standing", "words"],
)
def test_a_deadline_is_kept_as_it_is_meant(given, due):
    assert due_of(DEADLINE.validate_python(given)) == due


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "date"},
        {"kind": "standing", "day": "2013-05-01"},
        {"kind": "period", "first": "2013-06-01"},
        {"kind": "as_written"},
        {"kind": "soon"},
    ],
    ids=["no day", "a day too many", "half a period", "no words", "no such kind"],
)
def test_a_deadline_has_what_its_kind_needs_and_no_more(given):
    with pytest.raises(ValidationError):
        DEADLINE.validate_python(given)
