"""An event from JSON as it is shown: private values stand in their fields, null is left out.

Every field is held to what the contract takes in its place, so that a fact that is corrected is as
sound as one that is recorded.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NewType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import StrictBool, TypeAdapter, ValidationError

from events.base import Event, Form
from events.errors import Refused
from events.fields import ClockTime, Code, Day, Id, LongText, Moment, ShortText, Whole
from events.when import Clock, When

Json = Any

_FORMS: Final[Mapping[Form, Any]] = {
    Form.PUBLIC: Code,
    Form.WHOLE: ShortText,
    Form.WORDS: LongText,
}
_PLAIN: Final[Mapping[Any, Any]] = {
    When: Moment,
    Clock: ClockTime,
    date: Day,
    int: Whole,
    bool: StrictBool,
}


def from_shown(shape: type[Event], shown: Mapping[str, Json]) -> Event:
    """Return the event of that shape; `Refused` says which field is wrong and why."""
    made = _object(shape, shown, "")
    assert isinstance(made, Event)  # noqa: S101  it is of `shape`
    return made


def _object(shape: Any, shown: Json, at: str) -> Any:  # noqa: ANN401
    if not isinstance(shown, dict):
        raise _wrong(at, "it has to be an object")
    hints = get_type_hints(shape, include_extras=True)
    known = {field.name for field in fields(shape)}
    known |= {"kind"} if hasattr(shape, "kind") else set()
    for name in sorted(shown.keys() - known):
        raise _wrong(f"{at}/{name}", "there is no such field")
    values = {
        field.name: _value(hints[field.name], shown.get(field.name), f"{at}/{field.name}")
        for field in fields(shape)
    }
    return shape(**values)


def _value(hint: Any, shown: Json, at: str) -> Any:  # noqa: ANN401
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _one_of([each for each in arguments if each is not type(None)], hint, shown, at)
    if shown is None:
        raise _wrong(at, "it is missing")
    if origin is tuple:
        return _many(arguments[0], shown, at)
    return _object(hint, shown, at) if is_dataclass(hint) else _plain(hint, shown, at)


def _one_of(arms: list[Any], hint: Any, shown: Json, at: str) -> Any:  # noqa: ANN401
    if shown is None and len(arms) < len(get_args(hint)):
        return None
    if len(arms) == 1:
        return _value(arms[0], shown, at)
    kind = shown.get("kind") if isinstance(shown, dict) else None
    arm = next((each for each in arms if each.kind == kind), None)
    if arm is None:
        raise _wrong(f"{at}/kind", f"write one of {', '.join(sorted(arm.kind for arm in arms))}")
    return _object(arm, shown, at)


def _many(hint: Any, shown: Json, at: str) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(shown, list):
        raise _wrong(at, "it has to be a list")
    return tuple(_value(hint, each, f"{at}/{number}") for number, each in enumerate(shown))


def _plain(hint: Any, shown: Json, at: str) -> Any:  # noqa: ANN401
    try:
        return _adapter(hint).validate_python(shown)
    except ValidationError as error:
        raise _wrong(at, error.errors()[0]["msg"]) from error


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    """Return what checks a value without parts."""
    if get_origin(hint) is Annotated:
        return TypeAdapter(_FORMS[get_args(hint)[1]])
    if get_origin(hint) is Literal or hint not in _PLAIN:
        return TypeAdapter(Id if isinstance(hint, NewType) else hint)
    return TypeAdapter(_PLAIN[hint])


def _wrong(at: str, why: str) -> Refused:
    return Refused(f"so corrected, the event is wrong at {at or '/'}: {why}")
