"""Durable commands over HTTP, beside an endpoint that does nothing and one that inserts a row."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

from tests.bench.row import Bench, Row, middle, thousands
from tests.bench.servers import Run, Server
from tests.bench.wire import post
from tests.bench.world import World, found, text

_CALLERS = (1, 16, 64)
_WARM_SECONDS = 1.0
_KINDS = ("minutebook", "no-op", "crud")

Rounds = dict[str, list[Run]]


def rows(bench: Bench, folder: Path) -> Iterator[Row]:
    """Measure the three, interleaved, at every number of callers."""
    there = found(folder / "minutebook")
    requests = _requests(there)
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(kind, folder / kind)) for kind in _KINDS]
        for server in servers:
            server.load(requests[server.kind], 16, _WARM_SECONDS)
        for callers in _CALLERS:
            yield from _told(callers, _measure(servers, requests, callers, bench))


def _measure(
    servers: list[Server], requests: dict[str, list[str]], callers: int, bench: Bench
) -> Rounds:
    runs: Rounds = {server.kind: [] for server in servers}
    for _ in range(bench.rounds):
        for server in servers:
            runs[server.kind].append(server.load(requests[server.kind], callers, bench.seconds))
    return runs


def _told(callers: int, runs: Rounds) -> list[Row]:
    rates = {kind: middle(run.seen.per_second for run in of) for kind, of in runs.items()}
    p50s = {kind: middle(run.seen.p50 for run in of) for kind, of in runs.items()}
    p99s = {kind: middle(run.seen.p99 for run in of) for kind, of in runs.items()}
    cpus = {kind: middle(run.cpu for run in of) for kind, of in runs.items()}
    figures = {
        kind: {
            "per_second": rates[kind],
            "p50_ms": p50s[kind],
            "p99_ms": p99s[kind],
            "server_cpu_us": cpus[kind],
            "rounds": [run.seen.per_second for run in of],
        }
        for kind, of in runs.items()
    }

    def said(kind: str) -> str:
        return (
            f"{thousands(rates[kind])}/s, p50 {p50s[kind]:.2f} p99 {p99s[kind]:.1f} ms, "
            f"{cpus[kind]:.0f} µs CPU"
        )

    what, ours = f"command over HTTP, {callers} callers", said("minutebook")
    to_noop, to_crud = (rates["minutebook"] / rates[kind] for kind in ("no-op", "crud"))
    at_most = _at_most(callers, p50s, p99s)
    return [
        Row(
            what,
            ours,
            f"no-op: {said('no-op')}",
            f"{to_noop:.2f} x",
            ">= 0.8 x, p99 <= 25 ms" if callers == _CALLERS[-1] else "",
            to_noop >= 0.8 and at_most if callers == _CALLERS[-1] else None,
            figures,
        ),
        Row(
            what,
            ours,
            f"CRUD: {said('crud')}",
            f"{to_crud:.2f} x" if callers > 1 else f"p50 {p50s['minutebook'] / p50s['crud']:.2f} x",
            {1: "p50 <= 1.2 ms, <= 0.6 x", _CALLERS[-1]: ">= 10 x"}.get(callers, ""),
            {1: at_most, _CALLERS[-1]: to_crud >= 10}.get(callers),
        ),
    ]


def _at_most(callers: int, p50s: dict[str, float], p99s: dict[str, float]) -> bool:
    """Tell whether the answers came soon enough."""
    if callers == 1:
        return p50s["minutebook"] <= min(1.2, 0.6 * p50s["crud"])
    return p99s["minutebook"] <= 25


def _requests(there: World) -> dict[str, list[str]]:
    rng = Random(1)
    ours, nothing, crud = [], [], []
    for number in range(200):
        body, owner = rng.choice(there.bodies), rng.choice(there.organisations)
        words, day = text(rng, 15), f"2013-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        asked = {
            "occurred_on": "2013-01-01",
            "body": body.id,
            "text": words,
            "owners": [{"kind": "organisation", "id": owner.id, "words": owner.name}],
            "due": {"kind": "date", "day": day, "words": "by then"},
        }
        ours.append(post("/v1/default/actions", asked))
        nothing.append(post("/v1/default/nothing", asked))
        flat = {"body": body.id, "text": words, "owner": owner.id, "words": owner.name, "due": day}
        crud.append(post("/actions/", flat))
    return {"minutebook": ours, "no-op": nothing, "crud": crud}
