"""kill -9 of a service that writes, again and again: all it acknowledged is there, once, proven."""

import random
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple

from tests.faults.account import Account
from tests.faults.audit import Audit, prepare, reading
from tests.faults.processes import Service
from tests.faults.row import Row
from tests.homes import makers


class Killed(NamedTuple):
    """What came of it: what callers know, and what is wrong with the log, by kind."""

    account: Account
    faults: dict[str, int]


def kill(url, cycles):
    """Kill a service on an empty minute book that many times, at any moment of its work.

    In every second life nobody else has the database open, so the next has to recover it.
    """
    account = Account()
    audit = Audit(account, prepare(url))
    with Service(account) as service:
        for cycle in range(cycles):
            with ExitStack() as beside:
                if cycle % 2:
                    beside.enter_context(reading(url))
                one_life(service, url, cycle)
            with reading(url) as connection:
                if audit.lost(connection):
                    break
        service.live(url, "last")
        service.answers(1)
        service.finish()
    with reading(url) as connection:
        return Killed(account, audit.faults(connection))


def one_life(service, url, life):
    service.live(url, life)
    service.answers(1)
    sleep(random.uniform(0, 0.3))
    service.kill()


def rows(cycles_of):
    """Kill a service on each kind of database, so many times as `cycles_of` says."""
    for kind, cycles in cycles_of.items():
        with ExitStack() as ending:
            folder = Path(ending.enter_context(TemporaryDirectory()))
            home = makers(kind, ending).new(folder)
            began = monotonic()
            account, faults = kill(home.url, cycles)
            yield Row(
                f"kill -9 of a writing service, {kind}",
                f"{cycles} kills, {len(account.answered):,} acknowledged, "
                f"{faults.get('lost', 0)} lost, {faults.get('doubled', 0)} doubled",
                "none lost, none doubled, no gap, the same root and read models",
                not faults,
                {
                    "kind": kind,
                    "kills": cycles,
                    "acknowledged": len(account.answered),
                    "put_off": account.put_off,
                    "faults": faults,
                    "seconds": monotonic() - began,
                },
            )
