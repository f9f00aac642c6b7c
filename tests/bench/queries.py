"""Reads over HTTP at 16 callers, in a small book and in a large one, now and as known midway."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from urllib.parse import urlencode

from tests.bench.dataset import Dataset
from tests.bench.meetings import Writer
from tests.bench.places import Place
from tests.bench.row import Bench, Row, middle
from tests.bench.servers import Run, Server, cpu_words
from tests.bench.wire import get, post

_CALLERS = 16
_PAGE = 50
_SUBMISSIONS = 40
_STARTS = 3

Asked = Callable[[Dataset, dict[str, str]], list[str]]
"""The requests of one kind on a book, with more parameters."""


def rows(bench: Bench, place: Place, small: Dataset, large: Dataset) -> Iterator[Row]:
    """Measure every kind of read on both books, interleaved; then a submission and the start."""
    with (
        Server("minutebook", place, small.home) as few,
        Server("minutebook", place, large.home) as many,
    ):
        for what, asked in _KINDS:
            path = asked(large, {})[0].split(" ", 2)[1]
            if many.get(path)[0] == 200:
                yield from _compared(what, asked, bench, (small, few), (large, many))
            else:
                yield Row(what, "not served yet", reached=False)
    yield from _submission(place, large)
    yield from _start(place, large)


def _compared(
    what: str,
    asked: Asked,
    bench: Bench,
    small: tuple[Dataset, Server],
    large: tuple[Dataset, Server],
) -> Iterator[Row]:
    runs: dict[str, list[Run]] = {name: [] for name in ("small", "now", "then")}
    for _ in range(bench.rounds):
        for name, (dataset, server) in (("small", small), ("now", large), ("then", large)):
            more = {"known_at": str(dataset.middle)} if name == "then" else {}
            requests = asked(dataset, more)
            runs[name].append(server.load(requests, _CALLERS, bench.seconds / 2))
    p50 = {name: middle(run.seen.p50 for run in of) for name, of in runs.items()}
    p99 = {name: middle(run.seen.p99 for run in of) for name, of in runs.items()}
    cpu = {name: middle(map(_all_cpu, of)) for name, of in runs.items()}

    def said(name: str) -> str:
        return f"p50 {p50[name]:.1f} p99 {p99[name]:.1f} ms, {cpu_words(runs[name])}"

    growth, memory = cpu["now"] / cpu["small"], cpu["then"] / cpu["now"]
    events = f"{large[0].events:,} events"
    figures = {"p50_ms": p50, "p99_ms": p99, "cpu_us": cpu}
    yield Row(
        f"{what}, {events}",
        said("now"),
        f"{small[0].events:,} events: {said('small')}",
        f"{p50['now'] / p50['small']:.2f} x p50, {growth:.2f} x CPU",
        "p99 <= 25 ms, <= 1.3 x",
        p99["now"] <= 25 and growth <= 1.3,
        figures,
    )
    yield Row(
        f"{what}, known at the middle",
        said("then"),
        f"now: {said('now')}",
        f"{p50['then'] / p50['now']:.2f} x p50, {memory:.2f} x CPU",
        "<= 1.5 x",
        memory <= 1.5,
    )


def _all_cpu(run: Run) -> float:
    return run.cpu + run.database_cpu


def _overdue(dataset: Dataset, more: dict[str, str]) -> list[str]:
    day = dataset.middle_day if "known_at" in more else dataset.last_day
    return [_get("overdue", {"on": day.isoformat(), "limit": str(_PAGE)} | more)]


def _overdue_then(dataset: Dataset, more: dict[str, str]) -> list[str]:
    day = dataset.middle_day.isoformat()
    return [_get("overdue", {"on": day, "limit": str(_PAGE)} | more)]


def _owned(dataset: Dataset, more: dict[str, str]) -> list[str]:
    return [
        _get("actions", {"owner": each.id, "closed": "false", "limit": str(_PAGE)} | more)
        for each in dataset.there.organisations
    ]


def _attendance(dataset: Dataset, more: dict[str, str]) -> list[str]:
    """Ask for the people whose meetings come nearest to filling one page."""
    people = dataset.home.past(
        "SELECT person FROM attendance WHERE until IS NULL GROUP BY person "
        f"HAVING min(since) < {dataset.middle} ORDER BY abs(count(*) - {_PAGE}) LIMIT 12"
    )
    return [_get(f"people/{each}/attendance", {"limit": str(_PAGE)} | more) for (each,) in people]


def _get(path: str, query: dict[str, str]) -> str:
    return get(f"/v1/default/{path}?{urlencode(query)}")


_KINDS: tuple[tuple[str, Asked], ...] = (
    ("overdue list", _overdue),
    ("overdue list of a past day", _overdue_then),
    ("an owner's open actions", _owned),
    ("attendance of a person", _attendance),
)


def _submission(place: Place, dataset: Dataset) -> Iterator[Row]:
    writer = Writer(dataset.there, named=True, first_day=dataset.last_day + timedelta(days=7))
    with Server("minutebook", place, dataset.home) as server:
        requests = [
            post("/v1/default/minutes", writer.minutes(number)) for number in range(_SUBMISSIONS)
        ]
        server.load(requests[:2], 1, 60, once=True)
        run = server.load(requests[2:], 1, 120, once=True)
    yield Row(
        f"submission of a meeting, {dataset.events:,} events",
        f"p50 {run.seen.p50:.0f} p99 {run.seen.p99:.0f} ms, {cpu_words([run])}",
        goal="p50 <= 50 ms",
        reached=run.seen.p50 <= 50,
        figures=run.seen._asdict(),
    )


def _start(place: Place, dataset: Dataset) -> Iterator[Row]:
    took = []
    for _ in range(_STARTS):
        began = perf_counter()
        with Server("minutebook", place, dataset.home) as server:
            server.get("/v1/default/overdue?limit=1")
            took.append(perf_counter() - began)
    yield Row(
        f"start to first answer, {dataset.events:,} events",
        f"{middle(took):.2f} s",
        goal="<= 2 s",
        reached=middle(took) <= 2,
        figures={"seconds": took},
    )
