"""`python -m tests.faults`: runs the faults, prints a table, and keeps the figures where told.

It ends with 1 where a goal was missed.
"""

import argparse
import platform
import sys
from pathlib import Path
from time import perf_counter

import orjson
from rich.console import Console
from rich.table import Table

from tests.faults import failover, followers, hostile, kill, tamper, workers
from tests.faults.row import Row

NAMES = ("followers", "kill", "failover", "workers", "hostile", "tamper")
KILLS = {"sqlite": 1_000, "postgresql": 300}

_CONSOLE = Console(stderr=True)


def main(given):
    """Run what is asked for."""
    asked = _arguments().parse_args(given)
    rows = list(_told(_run(asked)))
    Console(width=200 if not sys.stdout.isatty() else None).print(_table(rows))
    if asked.json:
        asked.json.write_bytes(_json(asked, rows))
    return int(any(row.reached is False for row in rows))


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures there")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--events", type=int, default=1_000_000, help="events that are followed")
    parser.add_argument("--cycles", type=int, help="kills of a service on each kind of database")
    parser.add_argument("--failovers", type=int, default=20, help="primaries that are killed")
    parser.add_argument("--files", type=int, default=500, help="hostile documents that are read")
    parser.add_argument("--changes", type=int, default=10_000, help="changes made to the log")
    parser.add_argument("--seconds", type=float, default=120, help="how long workers are killed")
    return parser


def _run(asked):
    """Yield the rows of what is asked for; a run that breaks off is a goal missed."""
    runs = {
        "followers": lambda: followers.rows(asked.events),
        "kill": lambda: kill.rows({kind: asked.cycles or kills for kind, kills in KILLS.items()}),
        "failover": lambda: failover.rows(asked.failovers),
        "workers": lambda: workers.rows(asked.seconds),
        "hostile": lambda: hostile.rows(asked.files),
        "tamper": lambda: tamper.rows(asked.changes),
    }
    for name in asked.only:
        try:
            yield from runs[name]()
        except Exception as error:  # noqa: BLE001  the other runs are to go on
            _CONSOLE.print_exception()
            yield Row(name, f"{type(error).__name__}: {error}", "it ends", reached=False)


def _told(rows):
    """Tell each row as it comes, since the whole takes long."""
    began = perf_counter()
    for row in rows:
        words = f"{perf_counter() - began:6.0f} s  {row.what} | {row.figure}"
        _CONSOLE.print(words, highlight=False, markup=False, soft_wrap=True)
        yield row


def _table(rows):
    table = Table("what", "figure", "goal", "reached")
    for row in rows:
        reached = {None: "", True: "yes", False: "NO"}[row.reached]
        table.add_row(row.what, row.figure, row.goal, reached)
    return table


def _json(asked, rows):
    told = {
        "machine": {"python": platform.python_version(), "system": platform.platform()},
        "asked": vars(asked),
        "rows": [row._asdict() for row in rows],
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2, default=str)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
