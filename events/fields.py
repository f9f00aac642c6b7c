"""The types of parameters and bodies; each accepts exactly what its published schema states.

Pydantic's lax mode takes `0` for a date and `"1"` for a number, so a type that has a text form
checks the text first. A field that may be missing is left out, in both directions; null is not
part of the contract.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from events.when import Clock, When, when

_LARGEST: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

_SPACES = r" \u0080-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_LINE = rf"^[{_SPACES}]*[^\u0000-\u001F\u007F{_SPACES}][^\u0000-\u001F\u007F]*$"
_CONTROLS = r"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F"
_LINES = rf"^[\t\n\r{_SPACES}]*[^\u0000-\u001F\u007F{_SPACES}][^{_CONTROLS}]*$"
_CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_SECRETARIAT = "^[a-z0-9][a-z0-9-]{0,62}$"

ADVICE: Final[Mapping[str, str]] = {
    _LINE: "write one line with something visible in it, without control characters",
    _LINES: "write a text with something visible in it, without control characters",
    _CLOCK: "write a time of day as HH:MM, such as 09:30",
    _SECRETARIAT: "name a secretariat in lower-case letters, digits and hyphens, such as default",
}
"""What to tell the caller whose text does not match a pattern."""

_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_YEAR = "[1-9][0-9]{3}"
_MONTH = "[1-9][0-9]{3}-(0[1-9]|1[0-2])"
_MOMENT = re.compile(f"{_YEAR}|{_MONTH}|{_DAY.pattern}|{_INSTANT.pattern}")
_DIGITS = re.compile(r"(0|-?[1-9][0-9]{0,15})(\.0+)?")

_WRITE_DAY = "write a day as YYYY-MM-DD, such as 2013-10-17"
_WRITE_INSTANT = "write an instant with its offset, such as 2013-10-17T09:30:00Z (a + as %2B)"
_WRITE_MOMENT = "write 2013, 2013-10, 2013-10-17 or an instant such as 2013-10-17T09:30:00Z"

T = TypeVar("T")


def wrong(advice: str) -> PydanticCustomError:
    """Return the error that tells the caller what to write instead."""
    return PydanticCustomError("wrong", "{advice}", {"advice": advice})


def _matched(value: object, shape: re.Pattern[str], advice: str) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise wrong(advice)
    return value


def _parsed(parse: Callable[[str], T], text: str, advice: str) -> T:
    try:
        return parse(text)
    except ValueError as error:
        raise wrong(advice) from error


def _identity(value: object) -> str:
    return _matched(value, _UUID, "write an identity as a UUID in its 36 characters").lower()


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    return _parsed(date.fromisoformat, _matched(value, _DAY, _WRITE_DAY), _WRITE_DAY)


def _instant(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    text = _matched(value, _INSTANT, _WRITE_INSTANT)
    moment = _parsed(datetime.fromisoformat, text.upper(), _WRITE_INSTANT)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar, in a far time zone
        return moment.replace(tzinfo=UTC)


def _moment(value: object) -> When:
    return _parsed(when, _matched(value, _MOMENT, _WRITE_MOMENT).upper(), _WRITE_MOMENT)


def _number(value: object) -> int:
    if type(value) is int:
        return value
    return _counted(_matched(value, _DIGITS, "write a whole number in digits"))


def _counted(digits: str) -> int:
    return int(digits.partition(".")[0])  # to JSON Schema 3.0 is a whole number


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return _matched(value, re.compile("true|false"), "write true or false") == "true"


def _known(value: object) -> int | datetime:
    if type(value) is int or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        position = _counted(str(value))
        if 0 <= position <= _LARGEST:
            return position
    try:
        return _instant(value)
    except PydanticCustomError as error:
        raise wrong(
            "write a position such as 4711, or an instant such as 2013-10-17T09:30:00Z (a + as %2B)"
        ) from error


def _given(value: object) -> object:
    if value is None:
        raise wrong("leave the field out instead of sending null")
    return value


class _NotNull:
    """Publishes a type without its null."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of what remains."""
        shape = handler(core)
        arms = [arm for arm in shape["anyOf"] if arm != {"type": "null"}]
        return arms[0] if len(arms) == 1 else shape | {"anyOf": arms}


Maybe = Annotated[T | None, BeforeValidator(_given), _NotNull()]
"""A parameter or a field of an input that may be left out: `due: Maybe[Day] = None`."""

IfAny = Annotated[T | None, _NotNull()]
"""A field of an output that is left out where there is nothing: `due: IfAny[Day] = None`."""

Id = Annotated[
    str, BeforeValidator(_identity), WithJsonSchema({"type": "string", "format": "uuid"})
]
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Moment = Annotated[
    When,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^{_YEAR}$"},
                {"type": "string", "pattern": f"^{_MONTH}$"},
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
            ],
            "description": "A year, a month, a day or an instant: as exactly as it is known.",
            "examples": ["2013-10-17"],
        }
    ),
]
ClockTime = Annotated[Clock, StringConstraints(pattern=_CLOCK)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=_LINE)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=_LINES)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=_LINE)]
Secretariat = Annotated[str, StringConstraints(pattern=_SECRETARIAT)]
DIGITS: Final = BeforeValidator(_number)
"""Goes after the bounds of a number in a path, a query or a header."""
WHOLE: Final = BeforeValidator(_whole)
"""Goes after the bounds of a number in a body."""
Whole = Annotated[int, Field(strict=True, ge=0, le=_LARGEST), WHOLE]
"""A whole number in a body."""
Extent = Annotated[int, Field(strict=True, ge=0, le=2**40), WHOLE]
"""A place in a document or a length, in characters."""
Position = Annotated[int, Field(ge=0, le=_LARGEST), DIGITS]
"""A whole number in a path, a query or a header."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""Yes or no in a query; in a body use pydantic's StrictBool."""
Known = Annotated[
    int | datetime,
    BeforeValidator(_known),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": _LARGEST},
                {"type": "string", "format": "date-time"},
            ]
        }
    ),
]


class Input(BaseModel):
    """What a caller sends; a field we do not know is refused, so that no wish is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Output(BaseModel):
    """What we answer; clients must expect new fields, and fields without a value are left out."""

    model_config = ConfigDict(frozen=True)
