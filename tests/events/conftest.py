"""Specifications of a stream: given these facts, when this is asked, then these facts or a refusal.

`spec(DECIDER, seeing=record).given(*events).when(command)` returns the new events. `seeing` holds
the events of other streams by the stream's name; a stream that is not named there has none.
"""

from functools import reduce
from importlib import import_module

import pytest


class Spec:
    def __init__(self, decider, *, seeing=None, given=()):
        self.decider, self.seeing, self.facts = decider, dict(seeing or {}), tuple(given)

    def given(self, *events, seeing=None):
        return Spec(
            self.decider, seeing={**self.seeing, **(seeing or {})}, given=(*self.facts, *events)
        )

    def when(self, command):
        return self.decider.answer(command, self.state, self._look(command.stream))

    @property
    def state(self):
        return _folded(self.decider, self.facts)

    def _look(self, own):
        def look(stream):
            if stream == own:
                return self.state
            decider = import_module(f"events.{stream.partition('-')[0]}").DECIDER
            return _folded(decider, self.seeing.get(stream, ()))

        return look


def _folded(decider, events):
    return reduce(decider.evolve, events, decider.initial)


@pytest.fixture
def spec():
    return Spec
