"""`python -m tests.bench`: measures, prints one table, and keeps the figures as JSON where told."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import orjson
from rich.console import Console
from rich.table import Table

from tests.bench import bulk, commands, dataset, places, queries, reading, rebuild, size, verifying
from tests.bench.places import Place
from tests.bench.row import Bench, Row
from tests.homes import KINDS

NAMES = ("commands", "bulk", "rebuild", "queries", "size", "reading", "verifying")
_FEW = 10_000

_CONSOLE = Console(stderr=True)


def main(given: Sequence[str]) -> int:
    """Measure what is asked for."""
    asked = _arguments().parse_args(given)
    tempfile.tempdir = asked.folder
    benches = {
        "sqlite": Bench(asked.rounds, asked.seconds, asked.events),
        "postgresql": Bench(asked.rounds, asked.seconds, asked.postgres_events),
    }
    asked_of = {kind: benches[kind] for kind in asked.database}
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
        _keep_bytecode(Path(folder))
        rows = list(_told(_everywhere(asked.only, asked_of)))
    Console(width=200 if not sys.stdout.isatty() else None).print(_table(rows))
    if asked.json:
        asked.json.write_bytes(_json(asked_of, rows))
    return 0


def _keep_bytecode(folder: Path) -> None:
    """Let the processes started here compile each module once, as an installed service has it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures there")
    parser.add_argument("--database", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--events", type=int, default=1_000_000, help="size of the large book")
    parser.add_argument("--postgres-events", type=int, default=200_000, help="on PostgreSQL")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one load")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--folder", help="make the books there instead of in /tmp")
    return parser


def _everywhere(names: Sequence[str], benches: Mapping[str, Bench]) -> Iterator[Row]:
    for kind, bench in benches.items():
        with places.opened(kind) as place:
            for row in _measured(names, bench, place):
                yield row._replace(database=kind)


def _measured(names: Sequence[str], bench: Bench, place: Place) -> Iterator[Row]:
    if "commands" in names:
        yield from commands.rows(bench, place)
    if "bulk" in names:
        yield from bulk.rows(bench, place)
    if "reading" in names:
        yield from reading.rows(bench, place)
    if "verifying" in names and place.kind == KINDS[0]:
        yield from verifying.rows(bench)
    if {"rebuild", "queries", "size"} & set(names):
        with place.home() as home:
            yield from _of_large(names, bench, place, dataset.build(home, bench.events))


def _of_large(
    names: Sequence[str], bench: Bench, place: Place, large: dataset.Dataset
) -> Iterator[Row]:
    mixed = ", ".join(f"{kind} {share} %" for kind, share in dataset.mix(large).items())
    yield Row(
        f"a book of {large.events:,} events",
        f"{large.seconds:.0f} s, {large.events / large.seconds:,.0f} events/s",
        mixed,
    )
    if "size" in names:
        yield from size.rows(large)
    if "rebuild" in names:
        yield from rebuild.rows(bench, place, large)
    if "queries" in names:
        with place.home() as home:
            yield from queries.rows(bench, place, dataset.build(home, _FEW), large)


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    """Tell each row as it comes, since the whole takes long."""
    began = perf_counter()
    for row in rows:
        words = f"{row.database} | {row.what} | {row.ours} | {row.beside} | {row.ratio}"
        _CONSOLE.print(
            f"{perf_counter() - began:6.0f} s  {words}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
        yield row


def _table(rows: Sequence[Row]) -> Table:
    table = Table("database", "what", "ours", "beside", "ratio", "goal", "reached")
    for row in rows:
        reached = {None: "", True: "yes", False: "NO"}[row.reached]
        table.add_row(row.database, row.what, row.ours, row.beside, row.ratio, row.goal, reached)
    return table


def _json(benches: Mapping[str, Bench], rows: Sequence[Row]) -> bytes:
    told = {
        "machine": {"python": platform.python_version(), "system": platform.platform()},
        "bench": {kind: bench._asdict() for kind, bench in benches.items()},
        "rows": [row._asdict() for row in rows],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
