"""The words every stream is written in: event, command, envelope, decider, and what is private.

An event says what became true, in the past tense, and is never changed. Its `wire` name is a
promise and is not derived from the class. Every text in it is marked: `Private` (one value that is
committed whole: a name), `Passage` (running text, committed word by word) or `Public`. Private
values are kept beside the log, so a name can be erased and the log still proven; code that reads
them must expect `ERASED`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    NamedTuple,
    TypeVar,
    dataclass_transform,
)

from events.errors import Refused
from events.ids import DocumentId, EventId
from events.when import When


class Form(Enum):
    """How a text is committed to in the log."""

    PUBLIC = "public"
    WHOLE = "whole"
    WORDS = "words"


class Erased(Enum):
    """What stands where a private value was erased, or is not read."""

    ERASED = "erased"


ERASED: Final = Erased.ERASED

T = TypeVar("T")
Private = Annotated[T | Erased, Form.WHOLE]
Passage = Annotated[str | Erased, Form.WORDS]
Public = Annotated[str, Form.PUBLIC]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that became true; `occurred_on` says when, as exactly as it is known."""

    wire: ClassVar[str]
    v: ClassVar[int]

    occurred_on: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something asked of one stream; `occurred_on` is when it is true, not when it is asked."""

    occurred_on: When

    @property
    def stream(self) -> str:
        """The stream that decides on this command."""
        raise NotImplementedError(type(self).__name__)


E = TypeVar("E", bound=Event)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(wire: str, v: int = 1) -> Callable[[type[E]], type[E]]:
    """Make the class a frozen event with the permanent name `wire` in shape number `v`."""

    def declare(cls: type[E]) -> type[E]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.wire, made.v = wire, v
        return made

    return declare


class Authority(NamedTuple):
    """On whose authority a fact entered the record."""

    kind: Literal["chair", "meeting", "delegation", "statute"]
    reference: str | None = None
    """The identity of the meeting, person or instrument it rests on."""


class Source(NamedTuple):
    """The words a fact was taken from: characters `start` up to `end` of a document."""

    document: DocumentId
    start: int
    end: int


class Provenance(NamedTuple):
    """Who recorded something, on what authority, from which source, and because of what."""

    actor: str
    authority: Authority | None = None
    source: Source | None = None
    causation: EventId | None = None
    correlation: str | None = None
    corrects: EventId | None = None


NOBODY: Final = Provenance("")
"""Of an event that was read without its provenance, or is none yet."""

F_co = TypeVar("F_co", bound=Event, covariant=True)


class Recorded(NamedTuple, Generic[F_co]):
    """An event as it stands in the log.

    `position` counts 1, 2, 3 … through the log, `revision` through the stream. `private` holds the
    pointers of the private values in their order.
    """

    event: F_co
    position: int
    stream: str
    revision: int
    id: EventId
    recorded_at: int
    """Microseconds since 1970 in UTC; never runs backwards in a log."""
    provenance: Provenance
    private: tuple[str, ...]
    texts: int | None = None
    """Where its private values are kept, of a fact that stands in the place of another."""
    parted: tuple[str, ...] = ()
    """The pointers of running text of which words were erased."""

    def place(self, pointer: str) -> int | None:
        """Return where the private value at `pointer` is kept, or None where there is none."""
        if pointer not in self.private:
            return None
        at = self.position if self.texts is None else self.texts
        return place(at, self.private.index(pointer))


def place(position: int, number: int) -> int:
    """Return where the log keeps private value `number` of the entry at `position`.

    A leaf of at most 32 KiB has room for fewer than 1,024 commitments.
    """
    return position << 10 | number


C_contra = TypeVar("C_contra", bound=Command, contravariant=True)
S = TypeVar("S")

Look = Callable[[str], object]
"""The state of another stream by its name, for rules that span streams."""


@dataclass(frozen=True, slots=True)
class Decider(Generic[C_contra, S, E]):
    """The rules of one kind of stream.

    `decide(command, state, look)` answers with new events (none where it already holds) or raises
    `Declined`; `evolve(state, event)` never raises. Both are pure. What is asked now is asked of
    `answer`; what was recorded before is asked anew of `decide`, whatever was closed since.
    """

    category: str
    initial: S
    decide: Callable[[C_contra, S, Look], list[E]]
    evolve: Callable[[S, E], S]
    asked: Mapping[type[Any], Callable[[Any], Command]] = field(default_factory=dict)
    """Of each event that may be corrected: the command that brings it about."""
    closed: Callable[[E, Look], str | None] = lambda _event, _look: None
    """Why an event may not be recorded, corrected or retracted any more; None where it may."""

    def answer(self, command: C_contra, state: S, look: Look) -> list[E]:
        """Decide on a command, and refuse what it brings about where that is closed by now."""
        events = self.decide(command, state, look)
        for event in events:
            if why := self.closed(event, look):
                raise Refused(why)
        return events


def same(command: type[Command], *, less: str | None = None) -> Callable[[Event], Command]:
    """Return what makes that command of an event which has its very fields, but for `less`."""
    names = [each.name for each in fields(command) if each.name != less]
    return lambda event: command(**{name: getattr(event, name) for name in names})


def said(text: str | Erased | None, what: str) -> None:
    """Refuse a text that has nothing in it."""
    if isinstance(text, str) and not text.strip():
        raise Refused(f"{what} is empty; give it a text or leave it out")
