"""Parameters that many reads share, beside the types of `events/fields.py` they are made of."""

from typing import Annotated

from fastapi import Query

from events.fields import (
    ADVICE,
    DIGITS,
    WHOLE,
    ClockTime,
    Code,
    Day,
    Extent,
    Flag,
    Id,
    IfAny,
    Input,
    Instant,
    Known,
    LongText,
    Maybe,
    Moment,
    Output,
    Position,
    Secretariat,
    ShortText,
    Whole,
    wrong,
)

__all__ = [
    "ADVICE",
    "DIGITS",
    "WHOLE",
    "AsOf",
    "ClockTime",
    "Code",
    "Day",
    "Extent",
    "Flag",
    "Id",
    "IfAny",
    "Input",
    "Instant",
    "Known",
    "KnownAt",
    "LongText",
    "Maybe",
    "Moment",
    "Output",
    "Position",
    "Secretariat",
    "ShortText",
    "Whole",
    "wrong",
]

KnownAt = Annotated[
    Maybe[Known],
    Query(
        description="Answer as the record stood at this position of the log, or at this instant.",
        openapi_examples={
            "position": {"value": 4711},
            "instant": {"value": "2013-10-17T09:30:00Z"},
        },
    ),
]
"""`known_at: KnownAt = None`; a position is an int, an instant a datetime in UTC."""
AsOf = Annotated[Maybe[Day], Query(description="Answer for what was true on this day.")]
"""`as_of: AsOf = None`."""
