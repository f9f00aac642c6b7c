"""Reads over HTTP at 16 callers, in a small book and in a large one, now and as known midway.

What auditors ask is measured at 4 callers: there are few of them.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from urllib.parse import urlencode

from service.door.identity import LOCAL
from service.ledger.leaf import instant
from tests.bench.dataset import Dataset
from tests.bench.meetings import Writer
from tests.bench.places import Place
from tests.bench.row import Bench, Row, middle
from tests.bench.servers import Run, Server, cpu_words
from tests.bench.wire import get, post

_CALLERS, _AUDITORS = 16, 4
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
        for what, asked in (*_KINDS, *_AUDITED):
            path = asked(large, {})[0].split(" ", 2)[1]
            limits = (_AUDIT_MS, _AUDITORS) if what in dict(_AUDITED) else (_MS, _CALLERS)
            if many.get(path)[0] == 200:
                yield from _compared(what, asked, bench, (small, few), (large, many), limits)
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
    limits: tuple[int, int],
) -> Iterator[Row]:
    longest, callers = limits
    runs: dict[str, list[Run]] = {name: [] for name in ("small", "now", "then")}
    for _ in range(bench.rounds):
        for name, (dataset, server) in (("small", small), ("now", large), ("then", large)):
            more = {"known_at": str(dataset.middle)} if name == "then" else {}
            requests = asked(dataset, more)
            runs[name].append(server.load(requests, callers, bench.seconds / 2))
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
        f"p99 <= {longest} ms, <= 1.3 x",
        p99["now"] <= longest and growth <= 1.3,
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


def _of_actions(dataset: Dataset, path: str, more: dict[str, str]) -> list[str]:
    """Ask of actions of which more than one thing was recorded before the middle."""
    streams = dataset.home.past(
        "SELECT substr(stream, 8) FROM log_entries WHERE revision = 3 AND "
        f"stream LIKE 'action-%' AND position < {dataset.middle} LIMIT 40"
    )
    return [_get(path.format(each), more) for (each,) in streams]


def _history(dataset: Dataset, more: dict[str, str]) -> list[str]:
    return _of_actions(dataset, "actions/{}/history", more)


def _fields(dataset: Dataset, more: dict[str, str]) -> list[str]:
    return _of_actions(dataset, "audit/action-{}/fields", more)


def _by_actor(dataset: Dataset, more: dict[str, str]) -> list[str]:
    """Ask for what one actor recorded in the first quarter and after it, the newest first."""
    ((moment,),) = dataset.home.past(
        f"SELECT recorded_at FROM log_entries WHERE position = {dataset.middle // 2}"
    )
    period = {"actor": LOCAL, "limit": str(_PAGE)}
    return [_get("audit/events", period | {end: instant(moment)} | more) for end in ("from", "to")]


def _of_body(dataset: Dataset, more: dict[str, str]) -> list[str]:
    asked = {"type": "action.assigned", "limit": str(_PAGE)}
    bodies = dataset.there.bodies
    return [_get("audit/events", asked | {"body": each.id} | more) for each in bodies]


def _get(path: str, query: dict[str, str]) -> str:
    return get(f"/v1/default/{path}?{urlencode(query)}")


_KINDS: tuple[tuple[str, Asked], ...] = (
    ("overdue list", _overdue),
    ("overdue list of a past day", _overdue_then),
    ("an owner's open actions", _owned),
    ("attendance of a person", _attendance),
)


_AUDITED: tuple[tuple[str, Asked], ...] = (
    ("history of one action", _history),
    ("changes of one action, field by field", _fields),
    ("events of a period by actor", _by_actor),
    ("events of a type of a body", _of_body),
)
_MS, _AUDIT_MS = 25, 40


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
