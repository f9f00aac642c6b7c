"""Whom and what an event names: the bodies, meetings, people and documents whose identities it has.

Read off the types of its fields once per class, so that a field that is added is not forgotten.
"""

import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from events.base import Event
from events.ids import BodyId, DocumentId, MeetingId, PersonId

Named = set[tuple[str, str]]
"""Pairs of a kind (`body`, `meeting`, `person`, `document`) and an identity."""

_Finder = Callable[[Any, Named], None]

_KINDS: Final[dict[Any, str]] = {
    BodyId: "body",
    MeetingId: "meeting",
    PersonId: "person",
    DocumentId: "document",
}


def named(event: Event) -> Named:
    """Return what `event` names, each once."""
    found: Named = set()
    shape: Any = type(event)
    finder = _of(shape)
    if finder is not None:
        finder(event, found)
    return found


@cache
def _of(hint: Any) -> _Finder | None:  # noqa: ANN401  a type expression has no better type
    """Return what finds identities in values of a type, or None where there can be none."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _KINDS:
        return _one(_KINDS[hint])
    if origin is Annotated:
        return None
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return _many(_of(arguments[0]))
    return _object(hint) if is_dataclass(hint) else None


def _one(kind: str) -> _Finder:
    return lambda value, found: found.add((kind, value))


def _many(one: _Finder | None) -> _Finder | None:
    if one is None:
        return None

    def find(value: tuple[Any, ...], found: Named) -> None:
        for each in value:
            one(each, found)

    return find


def _union(members: tuple[Any, ...]) -> _Finder | None:
    """Return the finder of what may be None, or is one of several dataclasses."""
    finders = {each: finder for each in members if (finder := _of(each)) is not None}
    if not finders:
        return None
    (only, *others) = finders.values()
    if len(members) - (type(None) in members) == 1 and not others:
        return lambda value, found: None if value is None else only(value, found)

    def find(value: Any, found: Named) -> None:  # noqa: ANN401
        finder = finders.get(type(value))
        if finder is not None:
            finder(value, found)

    return find


def _object(shape: Any) -> _Finder | None:  # noqa: ANN401
    parts = tuple(_parts(shape))
    if not parts:
        return None

    def find(value: Any, found: Named) -> None:  # noqa: ANN401
        for name, finder in parts:
            finder(getattr(value, name), found)

    return find


def _parts(shape: Any) -> Iterator[tuple[str, _Finder]]:  # noqa: ANN401
    hints = get_type_hints(shape, include_extras=True)
    for field in fields(shape):
        finder = _of(hints[field.name])
        if finder is not None:
            yield field.name, finder
