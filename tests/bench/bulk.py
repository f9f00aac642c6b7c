"""Whole meetings through the plan and the real rules, beside a plain insertion of the same rows."""

import gc
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any, NamedTuple, cast

import orjson

from events.plans import Plan, Planner, Register
from events.submission import MinutesSubmission, submit_minutes
from service.book import DEFAULT
from service.ids import Mint
from tests.bench import plain
from tests.bench.meetings import Writer
from tests.bench.parts import Watch
from tests.bench.places import Home, Place
from tests.bench.row import Bench, Row, middle, thousands
from tests.bench.world import World, ask, open_book, world

_MEETINGS = 240
_AT_ONCE = 16
"""Meetings in one transaction, about 1,200 events."""
_LEAST = {"sqlite": 15_000, "postgresql": 8_000}
_GOALS = {"sqlite": ">= 15 k/s, >= 0.5 x", "postgresql": ">= 8 k/s"}
_LEAST_RATIO = {"sqlite": 0.5, "postgresql": 0.0}


class Pass(NamedTuple):
    """One import: how many events and seconds, and where the transactions ended."""

    events: int
    seconds: float
    ends: list[int]


class _NothingOnRecord:
    """A register that knows nobody, for plans that name everybody by identity."""

    def __getattr__(self, _: str) -> Any:
        return lambda *_: []


def rows(bench: Bench, place: Place) -> Iterator[Row]:
    """Measure plans that look names up, and prepared commands, each beside plain insertion."""
    there = world()
    by_name = [_by_name(each) for each in _forms(there, named=True)]
    prepared = [_prepared(each) for each in _forms(there, named=False)]
    yield from _measure("bulk import, names looked up", there, by_name, bench, place)
    yield from _measure("bulk import, prepared commands", there, prepared, bench, place)


def _measure(
    what: str, there: World, planners: Sequence[Planner], bench: Bench, place: Place
) -> list[Row]:
    ours: list[Pass] = []
    bare: list[float] = []
    for _ in range(bench.rounds):
        with place.home() as home, place.home() as other:
            ours.append(_import(there, planners, home))
            bare.append(plain.insert(other, plain.chunks(home, ours[-1].ends), start=1))
    watch = Watch()
    with place.home() as home, watch.on():
        watched = _import(there, planners, home, watch)
    rates = [each.events / each.seconds for each in ours]
    bare_rates = [each.events / took for each, took in zip(ours, bare, strict=True)]
    rate, bare_rate = middle(rates), middle(bare_rates)
    ratio = middle(one / other for one, other in zip(rates, bare_rates, strict=True))
    parts = _parts(watch, watched)
    return [
        Row(
            what,
            f"{thousands(rate)} events/s ({ours[0].events / len(planners):.0f} a meeting)",
            f"plain insertion {thousands(bare_rate)} events/s",
            f"{ratio:.2f} x",
            _GOALS[place.kind],
            rate >= _LEAST[place.kind] and ratio >= _LEAST_RATIO[place.kind],
            {"per_second": rates, "plain_per_second": bare_rates, "parts_us_per_event": parts},
        ),
        Row(
            "  its parts, µs an event",
            "; ".join(f"{part} {micro:.1f}" for part, micro in parts.items()),
        ),
    ]


def _import(
    there: World, planners: Sequence[Planner], home: Home, watch: Watch | None = None
) -> Pass:
    book = open_book(home.settings())
    book.submit_all([ask(each) for each in there.founding()])
    first = book.size(DEFAULT)
    ends, seconds = [first], 0.0
    if watch:
        watch.spent.clear()
    gc.collect()
    gc.freeze()
    for planned in _divided(planners):
        began = perf_counter()
        outcomes = book.submit_all([ask(each) for each in planned])
        seconds += perf_counter() - began
        ends.append(outcomes[-1].position)
    gc.unfreeze()
    book.close()
    return Pass(ends[-1] - first, seconds, ends)


def _divided(planners: Sequence[Planner]) -> Iterator[Sequence[Planner]]:
    for at in range(0, len(planners), _AT_ONCE):
        yield planners[at : at + _AT_ONCE]


def _parts(watch: Watch, watched: Pass) -> dict[str, float]:
    """Return microseconds an event by part; what no part claims is the rest."""
    spent = dict(watch.spent) | {"the rest": watched.seconds - sum(watch.spent.values())}
    return {part: seconds * 1e6 / watched.events for part, seconds in spent.items()}


def _forms(there: World, *, named: bool) -> list[MinutesSubmission]:
    writer = Writer(there, named=named)
    return [
        MinutesSubmission.model_validate_json(orjson.dumps(writer.minutes(number)))
        for number in range(_MEETINGS)
    ]


def _by_name(form: MinutesSubmission) -> Planner:
    mint = Mint()

    def planner(register: Register) -> Plan:
        return submit_minutes(form, register, mint)

    return planner


def _prepared(form: MinutesSubmission) -> Planner:
    plan = submit_minutes(form, cast("Register", _NothingOnRecord()), Mint())
    return lambda _: plan
