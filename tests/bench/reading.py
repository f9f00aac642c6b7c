"""Documents read into drafts, and handed in and accepted over HTTP."""

import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection
from time import perf_counter

import orjson

from service.documents.taking import take
from service.intake.readers import Limits
from tests.bench.papers import document, minutes
from tests.bench.places import Place
from tests.bench.row import Bench, Row, middle, percentile
from tests.bench.servers import Server

_LONG = 70_000
_MANY = 600
_CORES = 2
_HANDED_IN = 60


def rows(bench: Bench, place: Place) -> Iterator[Row]:
    """Measure one long text, many documents of all formats, and the way through HTTP."""
    if place.kind == "sqlite":  # reading asks no database
        yield _long(bench)
        yield _many()
    yield _over_http(place)


def _long(bench: Bench) -> Row:
    data = minutes(0, _LONG).encode()
    took = middle(_read(("long.txt", data)) for _ in range(bench.rounds))
    return Row(
        f"reading a text of {len(data) / 1000:.0f} kB",
        f"{took:.3f} s",
        goal="< 0.3 s",
        reached=took < 0.3,
        figures={"seconds": took},
    )


def _many() -> Row:
    papers = [document(number) for number in range(_MANY)]
    began = perf_counter()
    with ProcessPoolExecutor(_CORES) as readers:
        times = sorted(readers.map(_read, papers, chunksize=10))
    took = perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Row(
        f"reading {_MANY} documents of five formats on {_CORES} cores",
        f"{took:.1f} s, p99 {percentile(times, 0.99) * 1e3:.0f} ms, at most {most} MiB a process",
        goal="< 60 s",
        reached=took < 60,
        figures={"seconds": took, "mebibytes": most},
    )


def _read(paper: tuple[str, bytes]) -> float:
    name, data = paper
    began = perf_counter()
    taken = take(data, name, Limits())
    took = perf_counter() - began
    if not taken.draft.meetings:
        raise RuntimeError(f"no meeting was read in {name}")
    return took


def _over_http(place: Place) -> Row:
    with place.home() as home, Server("minutebook", place, home) as server:
        server.settle()
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        received, accepted = zip(
            *(_take_in(connection, server.headers, number) for number in range(_HANDED_IN)),
            strict=True,
        )
        connection.close()
    figures = {"received": sorted(received), "accepted": sorted(accepted)}
    said = (
        f"{name} p50 {middle(of) * 1e3:.0f} p99 {percentile(of, 0.99) * 1e3:.0f} ms"
        for name, of in figures.items()
    )
    return Row("a document of 8 kB through HTTP", ", ".join(said), figures=figures)


def _take_in(
    connection: HTTPConnection, headers: dict[str, str], number: int
) -> tuple[float, float]:
    data = minutes(number).encode()
    began = perf_counter()
    made = _send(connection, headers, f"/v1/default/documents?name={number}.txt", data)
    received = perf_counter()
    _send(connection, headers, f"/v1/default/documents/{made['id']}/acceptance", b"{}")
    return received - began, perf_counter() - received


def _send(
    connection: HTTPConnection, headers: dict[str, str], path: str, data: bytes
) -> dict[str, str]:
    as_bytes = "?" in path
    kind = "application/octet-stream" if as_bytes else "application/json"
    connection.request("POST", path, data, headers | {"Content-Type": kind, "If-Match": "*"})
    answer = connection.getresponse()
    content: dict[str, str] = orjson.loads(answer.read())
    if answer.status not in {200, 201}:
        raise RuntimeError(f"{path}: {content}")
    return content
