"""One request being carried out: the streams it has changed so far, and what that brought about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events import registry
from events.base import NOBODY, Event, Recorded, Source
from events.errors import Stale
from events.ids import EventId
from events.plans import Plan, Step
from events.record import RecordCommand
from events.record.rules import amend
from service.ledger.ask import Ask


@dataclass(slots=True)
class Decided:
    """An event of a request that is being carried out, before it has a position."""

    event: Event
    stream: str
    revision: int
    source: Source | None
    corrects: EventId | None = None


History = Callable[[str], list[Recorded[Event]]]
"""The events of a stream before this request."""


class Work:
    """The streams that one request has changed so far, laid over those of the batch."""

    def __init__(
        self,
        state_of: Callable[[str], tuple[Any, int]],
        history_of: History,
        ask: Ask,
        plan: Plan,
    ) -> None:
        """Begin to carry out `plan`; `state_of` answers a stream's state and revision."""
        self._state_of, self._history_of = state_of, history_of
        self._ask, self._fresh = ask, plan.fresh
        self.streams: dict[str, tuple[Any, int]] = {}
        self.decided: list[Decided] = []

    def carry_out(self, planned: Step) -> None:
        """Decide on one command and note what it brings about."""
        command = planned.command
        stream = command.stream
        decider = registry.decider(stream)
        state, revision = self._current(stream)
        corrects = None
        if isinstance(command, RecordCommand):
            corrects = command.event
            events, state = amend(decider, self._history(stream), command, self.look)
        else:
            events = decider.answer(command, state, self.look)
            for event in events:
                state = decider.evolve(state, event)
        for event in events:
            revision += 1
            self.decided.append(Decided(event, stream, revision, planned.source, corrects))
        self.streams[stream] = state, revision

    def _history(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, those of this request too, which have no place yet."""
        new = [each for each in self.decided if each.stream == stream]
        nowhere = EventId("")
        return [
            *self._history_of(stream),
            *(
                Recorded(each.event, 0, stream, each.revision, nowhere, 0, NOBODY, ())
                for each in new
            ),
        ]

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
