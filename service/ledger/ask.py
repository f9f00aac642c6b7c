"""What the writer is asked to do and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from events.base import Provenance
from events.plans import Planner


class Key(NamedTuple):
    """A caller's name for one attempt, and all that makes the attempt what it is."""

    name: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to append: all of it, or nothing.

    `expected` holds the revisions the caller saw, by stream; a `key` makes a second try answer what
    the first did.
    """

    secretariat: str
    provenance: Provenance
    plan: Planner
    expected: Mapping[str, int] = field(default_factory=dict)
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the positions `first` to `last`, none where all of it held already.

    `position` is the size of the log after it, `revisions` those of the streams that were asked,
    `result` what the plan told.
    """

    position: int
    first: int | None
    last: int | None
    revisions: Mapping[str, int]
    result: Mapping[str, Any]
    replayed: bool = False
