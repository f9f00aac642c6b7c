"""One request being carried out: the streams it has changed so far, and what that brought about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events import registry
from events.base import Event, Source
from events.errors import Stale
from events.plans import Plan, Step
from service.ledger.ask import Ask


@dataclass(slots=True)
class Decided:
    """An event of a request that is being carried out, before it has a position."""

    event: Event
    stream: str
    revision: int
    source: Source | None


class Work:
    """The streams that one request has changed so far, laid over those of the batch."""

    def __init__(self, state_of: Callable[[str], tuple[Any, int]], ask: Ask, plan: Plan) -> None:
        """Begin to carry out `plan`; `state_of` answers a stream's state and revision."""
        self._state_of, self._ask, self._fresh = state_of, ask, plan.fresh
        self.streams: dict[str, tuple[Any, int]] = {}
        self.decided: list[Decided] = []

    def carry_out(self, planned: Step) -> None:
        """Decide on one command and note what it brings about."""
        stream = planned.command.stream
        decider = registry.decider(stream)
        state, revision = self._current(stream)
        for event in decider.decide(planned.command, state, self.look):
            revision += 1
            state = decider.evolve(state, event)
            self.decided.append(Decided(event, stream, revision, planned.source))
        self.streams[stream] = state, revision

    def _current(self, stream: str) -> tuple[Any, int]:
        """Return a stream as this request sees it; `Stale` where the caller saw another."""
        known = self.streams.get(stream)
        if known is not None:
            return known
        if stream in self._fresh:
            found: tuple[Any, int] = registry.decider(stream).initial, 0
        else:
            found = self._state_of(stream)
        expected = self._ask.expected.get(stream)
        if expected is not None and expected != found[1]:
            raise Stale(stream, expected, found[1])
        return found

    def look(self, stream: str) -> object:
        """Return the state of a stream as this request sees it."""
        return self._current(stream)[0]
