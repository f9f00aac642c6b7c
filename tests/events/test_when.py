"""Dates as exactly as they are known."""

from datetime import date

import pytest

from events.when import When, clock, first_day, last_day, on_day, surely_before, when


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-03-11", date(2013, 3, 11), date(2013, 3, 11)),
        ("2013-03-11T10:00:00Z", date(2013, 3, 11), date(2013, 3, 11)),
        ("2013-03-11T10:00:00.5+01:00", date(2013, 3, 11), date(2013, 3, 11)),
    ],
)
def test_a_date_means_every_day_it_can_mean(text, first, last):
    moment = when(text)
    assert (moment, first_day(moment), last_day(moment)) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    ["", "13", "0000", "2013-13", "2013-3", "2013-02-30", "2013-03-11T25:00:00Z", "soon", "2013\n"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"no date|must be|range|Invalid"):
        when(text)


def test_a_time_of_day_is_in_hours_and_minutes():
    assert clock("09:30") == "09:30"


@pytest.mark.parametrize("text", ["9:30", "24:00", "09:60", "09:30:00", "noon"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(ValueError, match="is no time of day; write HH:MM"):
        clock(text)


@pytest.mark.parametrize(
    ("earlier", "later", "surely"),
    [
        ("2012", "2013", True),
        ("2013-02", "2013-03-01", True),
        ("2013-03-11", "2013-03-11", False),
        ("2013", "2013-12-31", False),
        ("2013-03-11", "2013-03", False),
    ],
)
def test_one_date_lies_before_another_where_every_day_does(earlier, later, surely):
    assert surely_before(When(earlier), When(later)) is surely


def test_a_day_is_written_one_way():
    assert on_day(date(2013, 3, 11)) == "2013-03-11"
