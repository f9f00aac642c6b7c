"""Events as JSON data and back, with their private values set apart at RFC 6901 pointers.

The shape is read off the dataclass once per class. A field that is None is left out; unions of
dataclasses carry their `kind`. Public data and private values never mix: what is `Private` or a
`Passage` is returned beside the data, and comes back from there.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    NewType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from events.base import ERASED, Erased, Event, Form

Held = tuple[str, Form, str]
"""A private value: its pointer, the form it is committed in, and the text."""

Values = Mapping[str, str | Erased]
"""Private values by pointer; one that is missing was erased."""

_MOST = 2**53


class Codec(NamedTuple):
    """How values of one type become JSON and come back."""

    encode: Callable[[Any, str, list[Held]], Any]
    decode: Callable[[Any, str, Values | None], Any]
    private: bool = False


class Unfit(TypeError):
    """An event holds a value that its class does not allow; nothing was written."""


def encode(event: Event) -> tuple[dict[str, Any], list[Held]]:
    """Return the public data of `event` and its private values in the order of their pointers."""
    held: list[Held] = []
    shape: Any = type(event)
    data: dict[str, Any] = of(shape).encode(event, "", held)
    held.sort()
    return data, held


def decode(
    shape: type[Event], occurred_on: str, data: dict[str, Any], values: Values | None
) -> Event:
    """Return the event; with `values` None every private value reads as erased."""
    hint: Any = shape
    made: Event = of(hint).decode({**data, "occurred_on": occurred_on}, "", values)
    return made


@cache
def of(hint: Any) -> Codec:  # noqa: ANN401  a type expression has no better type
    """Return the codec of a field's type; TypeError for a type that has no place in an event."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _text(arguments[1])
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _many(of(arguments[0]))
    if origin is Literal:
        return _literal(arguments)
    if isinstance(hint, NewType):
        return of(hint.__supertype__)
    if is_dataclass(hint):
        return _object(hint)
    return _PLAIN[hint]


def _text(form: Form) -> Codec:
    if form is Form.PUBLIC:
        return _PLAIN[str]

    def encode(value: str, pointer: str, held: list[Held]) -> None:
        if not isinstance(value, str):
            raise Unfit(f"{pointer} must be text, not {type(value).__name__}")
        held.append((pointer, form, value))

    def decode(_: object, pointer: str, values: Values | None) -> str | Erased:
        return ERASED if values is None else values.get(pointer, ERASED)

    return Codec(encode, decode, private=True)


def _object(shape: Any) -> Codec:  # noqa: ANN401, C901  two directions of one shape
    hints = get_type_hints(shape, include_extras=True)
    parts = []
    for field in fields(shape):
        hint, optional = _without_none(hints[field.name])
        if field.default is not MISSING and not optional:
            raise TypeError(f"{shape.__name__}.{field.name}: only None may be a default")
        parts.append((field.name, f"/{field.name}", of(hint), optional))
    public = [part for part in parts if not part[2].private and part[0] != "occurred_on"]
    private = [part for part in parts if part[2].private]

    def encode(value: Any, pointer: str, held: list[Held]) -> dict[str, Any]:  # noqa: ANN401
        data = {}
        for name, suffix, codec, optional in public:
            part = getattr(value, name)
            if part is not None:
                data[name] = codec.encode(part, pointer + suffix, held)
            elif not optional:
                raise Unfit(f"{shape.__name__}.{name} is missing")
        for name, suffix, codec, optional in private:
            part = getattr(value, name)
            if part is not None or not optional:
                codec.encode(part, pointer + suffix, held)
        return data

    def decode(data: dict[str, Any], pointer: str, values: Values | None) -> Any:  # noqa: ANN401
        made = {}
        for name, suffix, codec, optional in parts:
            if codec.private:
                known = values is None or not optional or pointer + suffix in values
                made[name] = codec.decode(None, pointer + suffix, values) if known else None
            else:
                raw = data[name] if not optional else data.get(name)
                made[name] = None if raw is None else codec.decode(raw, pointer + suffix, values)
        return shape(**made)

    return Codec(encode, decode)


def _union(members: tuple[Any, ...]) -> Codec:
    """Return the codec of dataclasses told apart by their `kind`."""
    by_kind = {member.kind: (member, of(member)) for member in members}

    def encode(value: Any, pointer: str, held: list[Held]) -> dict[str, Any]:  # noqa: ANN401
        shape, codec = by_kind[value.kind]
        if type(value) is not shape:
            raise Unfit(f"{pointer} cannot be a {type(value).__name__}")
        return {"kind": value.kind, **codec.encode(value, pointer, held)}

    def decode(data: dict[str, Any], pointer: str, values: Values | None) -> Any:  # noqa: ANN401
        return by_kind[data["kind"]][1].decode(data, pointer, values)

    return Codec(encode, decode)


def _many(one: Codec) -> Codec:
    def encode(value: tuple[Any, ...], pointer: str, held: list[Held]) -> list[Any]:
        return [one.encode(each, f"{pointer}/{n}", held) for n, each in enumerate(value)]

    def decode(data: list[Any], pointer: str, values: Values | None) -> tuple[Any, ...]:
        return tuple([one.decode(each, f"{pointer}/{n}", values) for n, each in enumerate(data)])

    return Codec(encode, decode)


def _literal(allowed: tuple[str, ...]) -> Codec:
    def encode(value: str, pointer: str, _: list[Held]) -> str:
        if value not in allowed:
            raise Unfit(f"{pointer} must be one of {', '.join(allowed)}")
        return value

    return Codec(encode, _as_it_is)


def _scalar(kind: type) -> Callable[[Any, str, list[Held]], Any]:
    def encode(value: Any, pointer: str, _: list[Held]) -> Any:  # noqa: ANN401
        if type(value) is not kind:
            raise Unfit(f"{pointer} must be {kind.__name__}, not {type(value).__name__}")
        return value

    return encode


def _whole_number(value: int, pointer: str, _: list[Held]) -> int:
    if type(value) is not int or not -_MOST < value < _MOST:
        raise Unfit(f"{pointer} must be a whole number below 2^53")
    return value


def _day(value: date, pointer: str, _: list[Held]) -> str:
    if type(value) is not date:
        raise Unfit(f"{pointer} must be a date")
    return value.isoformat()


def _as_it_is(raw: Any, _pointer: str, _values: Values | None) -> Any:  # noqa: ANN401
    return raw


def _read_day(raw: str, _pointer: str, _values: Values | None) -> date:
    return date.fromisoformat(raw)


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    members = tuple(each for each in get_args(hint) if each is not type(None))
    return Union[members], len(members) < len(get_args(hint))  # noqa: UP007  known only here


_PLAIN = {
    str: Codec(_scalar(str), _as_it_is),
    bool: Codec(_scalar(bool), _as_it_is),
    int: Codec(_whole_number, _as_it_is),
    date: Codec(_day, _read_day),
}
