"""`python -m tests.bench`: measures, prints one table, and keeps the figures as JSON where told."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import orjson
from rich.console import Console
from rich.table import Table

from tests.bench import bulk, commands, dataset, queries, rebuild, size
from tests.bench.row import Bench, Row

NAMES = ("commands", "bulk", "rebuild", "queries", "size")
_FEW = 10_000

_CONSOLE = Console(stderr=True)


def main(given: Sequence[str]) -> int:
    """Measure what is asked for."""
    asked = _arguments().parse_args(given)
    bench = Bench(asked.rounds, asked.seconds, asked.events)
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-", dir=asked.folder) as folder:
        _keep_bytecode(Path(folder) / "bytecode")
        rows = list(_told(_measured(asked.only, bench, Path(folder))))
    Console(width=200 if not sys.stdout.isatty() else None).print(_table(rows))
    if asked.json:
        asked.json.write_bytes(_json(bench, rows))
    return 0


def _keep_bytecode(folder: Path) -> None:
    """Let the processes started here compile each module once, as an installed service has it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures there")
    parser.add_argument("--events", type=int, default=1_000_000, help="size of the large book")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one load")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--folder", type=Path, help="make the books there instead of in /tmp")
    return parser


def _measured(names: Sequence[str], bench: Bench, folder: Path) -> Iterator[Row]:
    if "commands" in names:
        yield from commands.rows(bench, folder / "commands")
    if "bulk" in names:
        yield from bulk.rows(bench, folder / "bulk")
    if not {"rebuild", "queries", "size"} & set(names):
        return
    large = dataset.build(folder / "large", bench.events)
    mixed = ", ".join(f"{kind} {share} %" for kind, share in dataset.mix(large).items())
    yield Row(
        f"a book of {large.events:,} events",
        f"{large.seconds:.0f} s, {large.events / large.seconds:,.0f} events/s",
        mixed,
    )
    if "size" in names:
        yield from size.rows(large)
    if "rebuild" in names:
        yield from rebuild.rows(bench, large)
    if "queries" in names:
        yield from queries.rows(bench, dataset.build(folder / "small", _FEW), large)


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    """Tell each row as it comes, since the whole takes long."""
    began = perf_counter()
    for row in rows:
        words = f"{row.what} | {row.ours} | {row.beside} | {row.ratio}"
        _CONSOLE.print(
            f"{perf_counter() - began:6.0f} s  {words}",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
        yield row


def _table(rows: Sequence[Row]) -> Table:
    table = Table("what", "ours", "beside", "ratio", "goal", "reached")
    for row in rows:
        reached = {None: "", True: "yes", False: "NO"}[row.reached]
        table.add_row(row.what, row.ours, row.beside, row.ratio, row.goal, reached)
    return table


def _json(bench: Bench, rows: Sequence[Row]) -> bytes:
    told = {
        "machine": {"python": platform.python_version(), "system": platform.platform()},
        "bench": bench._asdict(),
        "rows": [row._asdict() for row in rows],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
