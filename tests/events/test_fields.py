"""Parameters and bodies take exactly what their published schemas state."""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from events.fields import (
    ClockTime,
    Code,
    Day,
    Flag,
    Id,
    IfAny,
    Instant,
    Known,
    LongText,
    Maybe,
    Moment,
    Position,
    Secretariat,
    ShortText,
    Whole,
)

NOON = datetime(2013, 10, 17, 12, tzinfo=UTC)
LARGEST = 2**53 - 1


def read(field, value):
    return TypeAdapter(field).validate_python(value)


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        (Id, "0B7C1D1E-0000-4000-8000-00000000000A", "0b7c1d1e-0000-4000-8000-00000000000a"),
        (Day, "2013-10-17", date(2013, 10, 17)),
        (Day, date(2013, 10, 17), date(2013, 10, 17)),
        (Instant, "2013-10-17t13:00:00+01:00", NOON),
        (Instant, NOON, NOON),
        (Instant, "9999-12-31T23:59:59-23:00", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (Moment, "2013", "2013"),
        (Moment, "2013-10", "2013-10"),
        (Moment, "2013-10-17t12:00:00z", "2013-10-17T12:00:00Z"),
        (Whole, 7, 7),
        (Whole, 7.0, 7),
        (Position, "7", 7),
        (Position, 0, 0),
        (Flag, "true", True),
        (Flag, "false", False),
        (Flag, True, True),
        (Known, "4711", 4711),
        (Known, 4711, 4711),
        (Known, "2013-10-17T12:00:00Z", NOON),
        (ClockTime, "09:30", "09:30"),
        (ShortText, " a b ", " a b "),
        (LongText, "a\n\tb", "a\n\tb"),
        (Code, "2.1", "2.1"),
        (Secretariat, "home-office", "home-office"),
        (Maybe[Day], "2013-10-17", date(2013, 10, 17)),
        (IfAny[Day], None, None),
    ],
    ids=range(26),
)
def test_a_field_takes_what_it_is_for(field, value, means):
    found = read(field, value)
    assert found == means
    assert type(found) is type(means)


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        (Id, "0b7c1d1e00004000800000000000000a", "UUID in its 36 characters"),
        (Id, 7, "UUID in its 36 characters"),
        (Day, 0, "write a day as YYYY-MM-DD"),
        (Day, "2013-02-30", "write a day as YYYY-MM-DD"),
        (Instant, "2013-10-17T12:00:00", "with its offset"),
        (Instant, "2013-02-30T12:00:00Z", "with its offset"),
        (Moment, "0000", "write 2013, 2013-10"),
        (Moment, "2013-02-30", "write 2013, 2013-10"),
        (Moment, "17 October", "write 2013, 2013-10"),
        (Whole, 7.5, "valid integer"),
        (Whole, "7", "valid integer"),
        (Whole, LARGEST + 1, "less than or equal"),
        (Whole, -1, "greater than or equal"),
        (Position, "seven", "whole number in digits"),
        (Position, "-1", "greater than or equal"),
        (Flag, 1, "write true or false"),
        (Flag, "yes", "write true or false"),
        (Known, -1, "write a position such as 4711"),
        (Known, str(LARGEST + 1), "write a position such as 4711"),
        (Known, "then", "write a position such as 4711"),
        (ClockTime, "9:30", "match pattern"),
        (ShortText, "a\nb", "match pattern"),
        (ShortText, " ", "match pattern"),
        (ShortText, "a" * 301, "at most 300"),
        (LongText, "\n", "match pattern"),
        (Secretariat, "Home Office", "match pattern"),
        (Maybe[Day], None, "leave the field out instead of sending null"),
    ],
    ids=range(27),
)
def test_a_field_takes_nothing_else(field, value, what):
    with pytest.raises(ValidationError, match=what):
        read(field, value)


def test_a_field_that_may_be_left_out_is_published_without_null():
    assert TypeAdapter(Maybe[ShortText]).json_schema() == TypeAdapter(ShortText).json_schema()
    arms = TypeAdapter(Maybe[Moment]).json_schema()["anyOf"]
    assert {"type": "null"} not in arms
