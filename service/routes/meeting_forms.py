"""What the requests about meetings have in common: which one, and numbers that count."""

from typing import Annotated

from fastapi import Path
from pydantic import Field, WithJsonSchema

from service.http.fields import DIGITS, Id, Whole

_MOST = 1_000_000

OneMeeting = Annotated[Id, Path(alias="meeting", description="The identity of the meeting.")]

# A bound that is added to another type is published under its name in Python: state it in full.
Number = Annotated[
    Whole,
    Field(ge=1, le=_MOST),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST}),
]
"""A number in a body that counts from 1."""

Percentage = Annotated[
    Whole,
    Field(ge=1, le=100),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 100}),
]

OneRow = Annotated[
    Annotated[int, Field(ge=1, le=_MOST), DIGITS],
    Path(alias="row", description="The number of the row in the attendance."),
]
