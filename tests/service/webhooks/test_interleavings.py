"""Whatever fails in whatever order, what arrives is the log, once the repeated is left out."""

import itertools
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.service.webhooks.conftest import HOUR, Receiver, hooked

RUNS = {"sqlite": 25, "postgresql": 8}

STEPS = st.one_of(
    st.tuples(st.just("record"), st.integers(1, 4)),
    st.tuples(st.just("answer"), st.lists(st.sampled_from([204, 500, 503, 429, 404]), max_size=4)),
    st.tuples(st.just("pass"), st.sampled_from([1, 10, 200, HOUR])),
    st.tuples(st.just("deaf"), st.none()),
    st.tuples(st.just("listen"), st.none()),
    st.tuples(st.just("crash"), st.integers(0, 3)),
    st.tuples(st.just("round"), st.sampled_from(["one", "two"])),
    st.tuples(st.just("pause"), st.none()),
    st.tuples(st.just("resume"), st.none()),
)


class World:
    """A receiver of its own in a service that serves many of them, one after the other."""

    def __init__(self, hooks):
        self.hooks, self.receiver = hooks, Receiver()
        self.receiver.listen()
        self.two = hooks.another("two")
        self.ids = []
        self.webhook, _ = hooks.subscribe(self.receiver)

    def take(self, what, how):
        match what:
            case "record":
                self.ids += self.hooks.record(how)
            case "answer":
                self.receiver.once([(status, {}, b"") for status in how])
            case "pass":
                self.hooks.passes(how)
            case "deaf":
                self.receiver.deaf()
            case "listen":
                self._listen()
            case "crash":
                self._crash(how)
            case "round":
                self.hooks.round(self.two if how == "two" else None)
            case "pause" | "resume":
                self.hooks.does(self.webhook, what)

    def _listen(self):
        self.receiver.deaf()
        self.receiver.listen()

    def _crash(self, after):
        """Let another process have the lease, while the receiver takes an event."""
        left = iter(range(after + 1))

        def answer(_):
            if next(left, None) == after:
                lose = "UPDATE webhook_progress SET lease = 'two', lease_until = 0"
                self.hooks.home.past(lose)
            return 204, {}, b""

        self.receiver.answer = answer

    def settle(self):
        """Let everything be well again, and end."""
        self._listen()
        self.receiver.once([])
        self.hooks.does(self.webhook, "resume")
        self.hooks.rounds(4 * HOUR, HOUR)
        self.hooks.does(self.webhook, "end")
        self.receiver.deaf()


@pytest.fixture(scope="module")
def shared(kind, new_home):
    with ExitStack() as ending:
        yield ending.enter_context(hooked(ending.enter_context(new_home(kind))))


def test_what_arrives_is_the_log_in_its_order(shared, kind):
    @settings(max_examples=RUNS[kind], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, max_size=14))
    def any_interleaving(steps):
        world = World(shared)
        try:
            for step in steps:
                world.take(*step)
        finally:
            world.settle()
        assert list(dict.fromkeys(world.receiver.ids)) == world.ids
        positions = world.receiver.positions
        assert all(after >= before for before, after in itertools.pairwise(positions))

    any_interleaving()
