"""kill -9 of one of the processes that serve: the others go on, and a new one takes its place."""

import os
import random
import signal
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple

from tests.faults.account import Account
from tests.faults.audit import Audit, prepare, reading
from tests.faults.processes import Heard, until
from tests.faults.row import Row
from tests.faults.served import Served
from tests.homes import makers
from tests.postgres import children

WORKERS = 2
SOME = 20
SPAWNED = b"spawn_main"


class Killed(NamedTuple):
    """What came of it: what callers know, what is wrong by kind, and how many workers died."""

    account: Account
    faults: dict[str, int]
    kills: int


def kill_workers(home, folder, *, kills=None, seconds=0.0):
    """Kill a worker so many times, or for that many seconds, while callers write."""
    account, killed = Account(), 0
    audit, began = Audit(account, prepare(home.url)), monotonic()
    with (
        Served(home.variables, folder / "served.log", WORKERS) as served,
        Heard(account, "tests.faults.posters", f"{served.port} {served.token}", "caller"),
    ):
        while killed < kills if kills else monotonic() - began < seconds:
            one_kill(served, account)
            killed += 1
    with reading(home.url) as connection:
        return Killed(account, audit.faults(connection), killed)


def one_kill(served, account):
    """Kill one worker under load, and wait until there are as many as before."""
    until(lambda: len(workers(served)) == WORKERS, "every worker is there")
    some_more(account)
    sleep(random.uniform(0, 0.5))
    victim = random.choice(workers(served))
    os.kill(victim, signal.SIGKILL)
    until(lambda: victim not in workers(served), "the worker is gone")
    until(lambda: len(workers(served)) == WORKERS, "another worker takes its place")
    some_more(account)


def some_more(account):
    wanted = len(account.answered) + SOME
    until(lambda: len(account.answered) >= wanted, f"{SOME} more answers")


def workers(served):
    """Return the processes that serve, without those that look after them."""
    return [each for each in children(served.pid) if SPAWNED in command_line(each)]


def command_line(process):
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def rows(seconds):
    """Kill workers of a service on PostgreSQL for that many seconds."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(TemporaryDirectory()))
        home = makers("postgresql", ending).new(folder)
        found = kill_workers(home, folder, seconds=seconds)
    yield Row(
        f"kill -9 of one of {WORKERS} workers",
        f"{found.kills} kills, {len(found.account.answered):,} acknowledged, "
        f"{found.faults.get('lost', 0)} lost, {found.faults.get('doubled', 0)} doubled",
        "none lost, none doubled, another worker takes its place",
        not found.faults,
        {
            "kills": found.kills,
            "acknowledged": len(found.account.answered),
            "put_off": found.account.put_off,
            "faults": found.faults,
        },
    )
