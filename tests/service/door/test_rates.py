"""Nobody asks more often than is said, and whoever waits as told goes through."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.door.rates import Rates
from tests.service.door.test_door import opened


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


PAUSES = st.lists(st.floats(0, 3), min_size=1, max_size=200)


@given(PAUSES, st.integers(1, 600), st.integers(1, 20))
def test_in_no_stretch_of_time_are_there_more_than_the_burst_and_the_rate(pauses, minute, burst):
    clock = Clock()
    rates, let_through = Rates(minute, burst, clock=clock), []
    for pause in pauses:
        clock.now += pause
        if rates.take("alice") is None:
            let_through.append(clock.now)
    for first in range(len(let_through)):
        for last in range(first, len(let_through)):
            stretch = let_through[last] - let_through[first]
            assert last - first + 1 <= burst + stretch * minute / 60 + 1e-6


@given(PAUSES, st.integers(1, 600), st.integers(1, 20))
def test_whoever_waits_as_told_goes_through(pauses, minute, burst):
    clock = Clock()
    rates = Rates(minute, burst, clock=clock)
    for pause in pauses:
        clock.now += pause
        wait = rates.take("alice")
        if wait is not None:
            assert wait > 0
            clock.now += wait + 1e-9
            assert rates.take("alice") is None


def test_one_does_not_pay_for_another():
    rates = Rates(60, 2, clock=Clock())
    assert [rates.take("alice") is None for _ in range(3)] == [True, True, False]
    assert rates.take("bob") is None


def test_a_flood_of_names_takes_no_memory_and_frees_nobody():
    clock = Clock()
    rates = Rates(60, 1, most=100, clock=clock)
    rates.take("offender")
    taken = [rates.take(f"{number}") is None for number in range(10_000)]
    assert len(rates._paid_off) <= 101
    assert sum(taken) == 99 + 1
    assert rates.take("offender") is not None
    clock.now += 120
    assert all(rates.take(f"{number}") is None for number in range(99))
    assert len(rates._paid_off) <= 101


def test_no_limit_lets_everything_through():
    rates = Rates(0, 1, clock=Clock())
    assert all(rates.take("alice") is None for _ in range(1_000))


@pytest.mark.only("sqlite")
def test_who_asks_too_often_is_told_when_to_go_on_and_others_go_on(home):
    with opened(home, requests_per_minute=1, request_burst=10) as house:
        for name in ("alice", "bob"):
            house.admit(name, {"role": "member"})
        answers = [house.ask("GET", "/me", who="alice") for _ in range(12)]
        assert [each.status_code for each in answers] == [200] * 10 + [429] * 2
        told = answers[-1]
        assert told.json()["type"] == "urn:minutebook:problem:too-many"
        assert 0 < int(told.headers["retry-after"]) <= 60
        assert f"wait {told.headers['retry-after']} s" in told.json()["detail"]
        assert house.status("/me", who="bob") == 200


@pytest.mark.only("sqlite")
def test_an_address_that_is_wrong_about_who_asks_is_slowed_down(home):
    with opened(home, failures_per_minute=5) as house:
        wrong = {"Authorization": "Bearer nonsense"}
        statuses = [house.http.get("/v1/default/me", headers=wrong).status_code for _ in range(8)]
        assert statuses == [401] * 5 + [429] * 3
        assert house.status("/me", who="local") == 200


def test_waits_become_shorter_as_time_passes():
    clock = Clock()
    rates = Rates(60, 1, clock=clock)
    rates.take("alice")
    waits = []
    for _ in range(5):
        waits.append(rates.take("alice"))
        clock.now += 0.1
    assert all(later < earlier for earlier, later in pairwise(waits))
