"""Events as JSON data and back, with their private values set apart at RFC 6901 pointers.

The shape is read off the dataclass once per class, and written out as straight code: a rebuild does
little else than decode. A field that is None is left out; unions of dataclasses carry their `kind`.
Public data and private values never mix: what is `Private` or a `Passage` is returned beside the
data, and comes back from there.
"""

import types
from collections.abc import Callable, Iterator, Mapping
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
"""Private values by pointer; one that is missing was erased, or left out if it may be."""

_MOST = 2**53


class Codec(NamedTuple):
    """How values of one type become JSON and come back, with their private values or without."""

    encode: Callable[[Any, str, list[Held]], Any]
    decode: Callable[[Any, str, Values], Any]
    bare: Callable[[Any], Any]
    private: bool = False


class Unfit(TypeError):
    """An event holds a value that its class does not allow; nothing was written."""


def encode(event: Event) -> tuple[dict[str, Any], list[Held]]:
    """Return the public data of `event` and its private values in the order of their pointers."""
    held: list[Held] = []
    shape: Any = type(event)
    if type(event.occurred_on) is not str:
        raise Unfit(f"{shape.__name__}.occurred_on must be text")
    data: dict[str, Any] = of(shape).encode(event, "", held)
    held.sort()
    return data, held


def decode(
    shape: type[Event], occurred_on: str, data: dict[str, Any], values: Values | None
) -> Event:
    """Return the event; with `values` None every private value reads as erased."""
    hint: Any = shape
    codec = of(hint)
    made: Event = codec.bare(data) if values is None else codec.decode(data, "", values)
    _SET_OCCURRED_ON(made, occurred_on)
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
    if hint not in _PLAIN:
        raise TypeError(f"an event cannot hold a {hint}")
    return _PLAIN[hint]


def _text(form: Form) -> Codec:
    if form is Form.PUBLIC:
        return _PLAIN[str]

    def encode(value: str, pointer: str, held: list[Held]) -> None:
        held.append((pointer, form, _is(str, value, pointer)))

    def decode(_: object, pointer: str, values: Values) -> str | Erased:
        return values.get(pointer, ERASED)

    return Codec(encode, decode, lambda _: ERASED, private=True)


class _Part(NamedTuple):
    """A field of a dataclass that is written as code."""

    name: str
    codec: Codec
    optional: bool


def _object(shape: Any) -> Codec:  # noqa: ANN401
    parts = list(_parts(shape))
    names: dict[str, Any] = {"shape": shape, "is_": _is, "new": object.__new__, "ERASED": ERASED}
    for part in parts:
        names[f"encode_{part.name}"], names[f"decode_{part.name}"] = part.codec[:2]
        names[f"bare_{part.name}"] = part.codec.bare
        # The setter of the slot itself: a frozen dataclass takes three times as long to be made.
        names[f"set_{part.name}"] = getattr(shape, part.name).__set__
    lines = [
        "def encode(value, at, held):",
        *_encoding(parts),
        "def decode(data, at, values):",
        *_decoding(parts, bare=False),
        "def bare(data):",
        *_decoding(parts, bare=True),
    ]
    source = compile("\n".join(lines), f"<codec of {shape.__name__}>", "exec")
    exec(source, names)  # noqa: S102  written here from the names of fields alone
    return Codec(names["encode"], names["decode"], names["bare"])


def _parts(shape: Any) -> Iterator[_Part]:  # noqa: ANN401
    hints = get_type_hints(shape, include_extras=True)
    for field in fields(shape):
        hint, optional = _without_none(hints[field.name])
        if field.default is not MISSING and not optional:
            raise TypeError(f"{shape.__name__}.{field.name}: only None may be a default")
        if field.name != "occurred_on":
            yield _Part(field.name, of(hint), optional)


def _encoding(parts: list[_Part]) -> Iterator[str]:
    yield " is_(shape, value, at)"
    yield " data = {}"
    for name, codec, optional in parts:
        made = f"encode_{name}(part, at + '/{name}', held)"
        if codec is _PLAIN[str]:
            made = f"part if type(part) is str else {made}"
        put = made if codec.private else f"data['{name}'] = {made}"
        yield f" part = value.{name}"
        yield f" if part is not None: {put}" if optional else f" {put}"
    yield " return data"


def _decoding(parts: list[_Part], *, bare: bool) -> Iterator[str]:
    yield " made = new(shape)"
    for part in parts:
        if part.optional and not part.codec.private:
            yield f" part = data.get('{part.name}')"
        yield f" set_{part.name}(made, {_read(part, bare=bare)})"
    yield " return made"


def _read(part: _Part, *, bare: bool) -> str:
    """Return the expression of the field; what may be None is in `part` already."""
    name, codec, optional = part
    if codec.private and bare:
        return "ERASED"
    if codec.private:
        missing = "None" if optional else "ERASED"
        return f"values.get(at + '/{name}', {missing})"
    raw = "part" if optional else f"data['{name}']"
    if codec.bare is _as_it_is:
        return raw
    made = f"bare_{name}({raw})" if bare else f"decode_{name}({raw}, at + '/{name}', values)"
    return f"None if part is None else {made}" if optional else made


def _union(members: tuple[Any, ...]) -> Codec:
    """Return the codec of dataclasses told apart by their `kind`."""
    codecs = {member: of(member) for member in members}
    kinds = {member: member.kind for member in members}
    decoders = {kinds[member]: codec.decode for member, codec in codecs.items()}
    bares = {kinds[member]: codec.bare for member, codec in codecs.items()}

    def encode(value: Any, pointer: str, held: list[Held]) -> dict[str, Any]:  # noqa: ANN401
        shape = type(value)
        if shape not in codecs:
            raise Unfit(f"{pointer} cannot be a {shape.__name__}")
        data: dict[str, Any] = codecs[shape].encode(value, pointer, held)
        data["kind"] = kinds[shape]
        return data

    return Codec(
        encode,
        lambda data, pointer, values: decoders[data["kind"]](data, pointer, values),
        lambda data: bares[data["kind"]](data),
    )


def _many(one: Codec) -> Codec:
    def encode(value: tuple[Any, ...], pointer: str, held: list[Held]) -> list[Any]:
        _is(tuple, value, pointer)
        return [one.encode(each, f"{pointer}/{n}", held) for n, each in enumerate(value)]

    def decode(data: list[Any], pointer: str, values: Values) -> tuple[Any, ...]:
        return tuple([one.decode(each, f"{pointer}/{n}", values) for n, each in enumerate(data)])

    return Codec(encode, decode, lambda data: tuple(map(one.bare, data)))


def _literal(allowed: tuple[str, ...]) -> Codec:
    def encode(value: str, pointer: str, _: list[Held]) -> str:
        if value not in allowed:
            raise Unfit(f"{pointer} must be one of {', '.join(allowed)}")
        return value

    return _public(encode)


def _scalar(kind: type) -> Codec:
    return _public(lambda value, pointer, _: _is(kind, value, pointer))


def _whole_number(value: int, pointer: str, _: list[Held]) -> int:
    if not -_MOST < _is(int, value, pointer) < _MOST:
        raise Unfit(f"{pointer} must be a whole number below 2^53")
    return value


def _day(value: date, pointer: str, _: list[Held]) -> str:
    return str(_is(date, value, pointer).isoformat())


def _is(kind: type, value: Any, pointer: str) -> Any:  # noqa: ANN401
    """Return `value` if it is of exactly that class; a subclass may be written differently."""
    if type(value) is not kind:
        raise Unfit(f"{pointer} must be {kind.__name__}, not {type(value).__name__}")
    return value


def _as_it_is(raw: Any) -> Any:  # noqa: ANN401
    return raw


def _public(
    encode: Callable[[Any, str, list[Held]], Any], read: Callable[[Any], Any] = _as_it_is
) -> Codec:
    return Codec(encode, lambda raw, _pointer, _values: read(raw), read)


def _without_none(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    members = tuple(each for each in get_args(hint) if each is not type(None))
    return Union[members], len(members) < len(get_args(hint))  # noqa: UP007  known only here


_PLAIN = {
    str: _scalar(str),
    bool: _scalar(bool),
    int: _public(_whole_number),
    date: _public(_day, date.fromisoformat),
}

_SET_OCCURRED_ON: Callable[[Event, str], None] = Event.__dict__["occurred_on"].__set__
