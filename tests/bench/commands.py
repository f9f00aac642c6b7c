"""Durable commands over HTTP, beside an endpoint that does nothing and one that inserts a row."""

from collections.abc import Iterator
from contextlib import ExitStack
from random import Random
from typing import Any

from tests.bench.places import Place
from tests.bench.row import Bench, Row, middle, thousands
from tests.bench.servers import Run, Server, cpu_words
from tests.bench.wire import post
from tests.bench.world import World, found, text

_CALLERS = (1, 16, 64)
_WARM_SECONDS = 1.0
_KINDS = {
    "sqlite": ("minutebook", "no-op", "crud"),
    "postgresql": ("minutebook", "two processes", "no-op", "crud"),
}
_LEAST = {"sqlite": 0.8, "postgresql": 0.7}

Rounds = dict[str, list[Run]]


def rows(bench: Bench, place: Place) -> Iterator[Row]:
    """Measure all, interleaved, at every number of callers; each on a minute book of its own."""
    with ExitStack() as stack:
        servers, requests = [], {}
        for kind in _KINDS[place.kind]:
            home = stack.enter_context(place.home())
            requests[kind] = _requests(kind, found(home))
            servers.append(stack.enter_context(Server(kind, place, home)))
        for server in servers:
            server.settle()
            server.load(requests[server.kind], 16, _WARM_SECONDS)
        for callers in _CALLERS:
            runs = _measure(servers, requests, callers, bench)
            yield from _told(callers, runs, _LEAST[place.kind])


def _measure(
    servers: list[Server], requests: dict[str, list[str]], callers: int, bench: Bench
) -> Rounds:
    runs: Rounds = {server.kind: [] for server in servers}
    for _ in range(bench.rounds):
        for server in servers:
            runs[server.kind].append(server.load(requests[server.kind], callers, bench.seconds))
    return runs


def _told(callers: int, runs: Rounds, least: float) -> Iterator[Row]:
    rates = {kind: middle(run.seen.per_second for run in of) for kind, of in runs.items()}
    p50s = {kind: middle(run.seen.p50 for run in of) for kind, of in runs.items()}
    p99s = {kind: middle(run.seen.p99 for run in of) for kind, of in runs.items()}

    def said(kind: str) -> str:
        return (
            f"{thousands(rates[kind])}/s, p50 {p50s[kind]:.2f} p99 {p99s[kind]:.1f} ms, "
            f"{cpu_words(runs[kind])}"
        )

    what, ours = f"command over HTTP, {callers} callers", said("minutebook")
    to_noop, to_crud = (rates["minutebook"] / rates[kind] for kind in ("no-op", "crud"))
    at_most, most = _at_most(callers, p50s, p99s), callers == _CALLERS[-1]
    yield Row(
        what,
        ours,
        f"no-op: {said('no-op')}",
        f"{to_noop:.2f} x",
        f">= {least} x, p99 <= 25 ms" if most else "",
        to_noop >= least and at_most if most else None,
        {kind: _figures(of) for kind, of in runs.items()},
    )
    yield Row(
        what,
        ours,
        f"CRUD: {said('crud')}",
        f"{to_crud:.2f} x" if callers > 1 else f"p50 {p50s['minutebook'] / p50s['crud']:.2f} x",
        {1: "p50 <= 1.2 ms, <= 0.6 x", _CALLERS[-1]: ">= 10 x"}.get(callers, ""),
        {1: at_most, _CALLERS[-1]: to_crud >= 10}.get(callers),
    )
    if "two processes" in runs:
        to_one = rates["two processes"] / rates["minutebook"]
        yield Row(
            f"{what}, two processes",
            said("two processes"),
            f"one: {ours}",
            f"{to_one:.2f} x",
            ">= 1.3 x" if most else "",
            to_one >= 1.3 if most else None,
        )


def _figures(runs: list[Run]) -> dict[str, Any]:
    return {
        "per_second": [run.seen.per_second for run in runs],
        "p50_ms": [run.seen.p50 for run in runs],
        "p99_ms": [run.seen.p99 for run in runs],
        "server_cpu_us": [run.cpu for run in runs],
        "database_cpu_us": [run.database_cpu for run in runs],
    }


def _at_most(callers: int, p50s: dict[str, float], p99s: dict[str, float]) -> bool:
    """Tell whether the answers came soon enough."""
    if callers == 1:
        return p50s["minutebook"] <= min(1.2, 0.6 * p50s["crud"])
    return p99s["minutebook"] <= 25


def _requests(kind: str, there: World) -> list[str]:
    rng = Random(1)
    return [_request(kind, there, rng, number) for number in range(200)]


def _request(kind: str, there: World, rng: Random, number: int) -> str:
    body, owner = rng.choice(there.bodies), rng.choice(there.organisations)
    words, day = text(rng, 15), f"2013-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    if kind == "crud":
        flat = {"body": body.id, "text": words, "owner": owner.id, "words": owner.name, "due": day}
        return post("/actions/", flat)
    asked = {
        "occurred_on": "2013-01-01",
        "body": body.id,
        "text": words,
        "owners": [{"kind": "organisation", "id": owner.id, "words": owner.name}],
        "due": {"kind": "date", "day": day, "words": "by then"},
    }
    return post(f"/v1/default/{'nothing' if kind == 'no-op' else 'actions'}", asked)
