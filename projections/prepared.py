"""Queries that are put together once for each shape, and then only given their values.

To put a query of many joins together takes longer than to run it: of an attendance history, 4 ms
beside 0.7.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, String, bindparam

P = ParamSpec("P")

Shape = Any
"""Of an argument: None where it is None, itself where it is yes or no, n for a tuple of n texts,
the shapes of its fields for a named tuple, otherwise its type."""

_TYPES = {str: String, int: BigInteger, list: String}
"""Lists are of texts."""


def prepared(build: Callable[P, Select[Any]]) -> Callable[P, Select[Any]]:
    """Return `build` so that it runs once for each combination of arguments that are None.

    It may ask of its arguments no more than whether they are None (or which of yes and no), and
    put them into the query.
    """
    asked = signature(build)
    names = tuple(asked.parameters)
    put_together: Callable[..., Select[Any]] = build

    @cache
    def shaped(shapes: tuple[Shape, ...]) -> Select[Any]:
        return put_together(*map(_slot, names, shapes))

    @wraps(build)
    def ask(*given: P.args, **named: P.kwargs) -> Any:  # noqa: ANN401  a Select, or as good as one
        arguments = asked.bind(*given, **named).arguments
        values = [arguments[name] for name in names]
        if any(isinstance(value, ColumnElement) for value in values):  # within another query
            return put_together(*values)
        query = shaped(tuple(map(_shape, values)))
        return Asked(query, dict(_given(names, values)))

    return ask


class Asked:
    """A prepared query beside its values, which the database is handed with it.

    Values that are put into the query itself make another query of it, which costs several times
    what it takes to run. To whoever looks closer than to run it, it is that other query.
    """

    __slots__ = ("_query", "_values")

    def __init__(self, query: Select[Any], values: dict[str, Any]) -> None:
        """Ask `query` with `values`."""
        self._query, self._values = query, values

    def _execute_on_connection(self, connection: Connection, _: object, options: Any) -> Any:  # noqa: ANN401  the protocol of what a connection executes
        return connection.execute(self._query, self._values, execution_options=options)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  any part of a query
        """Return a part of the query that has the values in it."""
        return getattr(self._query.params(self._values), name)


def _shape(value: Any) -> Shape:  # noqa: ANN401  any argument of a query
    match value:
        case None | bool():
            return value
        case tuple():
            return (type(value), *map(_shape, value)) if _is_named(value) else len(value)
        case _:
            return type(value)


def _slot(name: str, shape: Shape) -> Any:  # noqa: ANN401  the argument, or what stands for it
    match shape:
        case None | bool():
            return shape
        case (kind, *shapes):
            names = (f"{name}_{field}" for field in kind._fields)
            return kind(*map(_slot, names, shapes))
        case int():
            return tuple(bindparam(f"{name}_{at}", type_=String) for at in range(shape))
        case _:
            return bindparam(name, type_=_TYPES[shape], expanding=shape is list)


def _given(names: Iterable[str], values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in zip(names, values, strict=True):
        match value:
            case None | bool():
                pass
            case tuple():
                yield from _given([f"{name}_{part}" for part in _parts(value)], value)
            case _:
                yield name, value


def _is_named(value: tuple[Any, ...]) -> bool:
    return hasattr(value, "_fields")


def _parts(value: Any) -> Iterable[object]:  # noqa: ANN401  any tuple
    fields: Iterable[object] = value._fields if _is_named(value) else range(len(value))
    return fields
