"""What a request must be allowed to do, and where: said beside the route, published with it.

Whoever reads needs the right to read, whoever sends a command the right to write; other rights are
named with `needs`. Where is told by what the request is about: a body, a meeting, an action or an
issue of one; what belongs to no body takes a role everywhere.
"""

from collections.abc import Callable, Collection
from enum import Enum
from typing import Any, Final, NamedTuple, TypeVar

from events.access.terms import Right

F = TypeVar("F", bound=Callable[..., Any])

_SAID: Final = "__needs__"
_PLACES: Final = frozenset({"body", "meeting", "stream"})


class At(Enum):
    """Where the right is needed."""

    NAMED = "the body that the path or the query names, or everywhere"
    TOLD = "the body that the request body names, or everywhere"
    ANYWHERE = "any body"
    EVERYWHERE = "everywhere in the secretariat"


class Need(NamedTuple):
    """Any one of the rights, at that place; `operation` is the name it is known by."""

    operation: str
    rights: tuple[Right, ...]
    at: At
    query: frozenset[str] = frozenset()
    """The query parameters that name a place: `body`, `meeting`, `stream`."""


def needs(*rights: Right, at: At = At.NAMED) -> Callable[[F], F]:
    """Say what an endpoint needs, where that is not what its method says."""

    def said(endpoint: F) -> F:
        setattr(endpoint, _SAID, (rights, at))
        return endpoint

    return said


def need_of(
    endpoint: Callable[..., Any], operation: str, methods: Collection[str], query: Collection[str]
) -> Need:
    """Return what an endpoint needs."""
    usual: tuple[Right, ...] = ("read",) if set(methods) <= {"GET", "HEAD"} else ("write",)
    rights, at = getattr(endpoint, _SAID, ((), At.NAMED))
    places = frozenset(query) & _PLACES if at is At.NAMED else frozenset()
    return Need(operation, rights or usual, at, places)
