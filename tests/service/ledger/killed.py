"""A process that writes until it is killed; run by `test_kill.py`.

For each line on stdin, `[path, cycle, unresolved]` in JSON, it forks a child that opens the log at
`path` and lets many callers submit, those `unresolved` from earlier lives first and under the keys
they had. A caller says `ask KEY` before it asks and `ok KEY FIRST LAST` when it is answered.
"""

import asyncio
import json
import logging
import os
import sys
from itertools import count

import structlog

from events.base import Provenance
from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import only
from events.when import When
from service import clock
from service.ids import Mint
from service.ledger.append import Tools
from service.ledger.ask import Ask, Key
from service.ledger.database import open_writer
from service.ledger.transaction import Transactions
from service.ledger.writer import Limits, Writer
from service.register import DatabaseRegister

CALLERS = 24
SHARED = OrganisationId("shared")


def ask(key):
    """Return a request of two or three events: one more for the stream that all callers share."""
    on, own = When("2013-03-11"), OrganisationId(key)
    commands = [
        RegisterOrganisation(occurred_on=on, organisation=own, name=f"Board {key}"),
        RenameOrganisation(occurred_on=on, organisation=own, name=f"Council {key}"),
    ]
    if key.endswith("0"):
        commands.append(RenameOrganisation(occurred_on=on, organisation=SHARED, name=key))
    return Ask("default", Provenance("caller"), only(*commands), {}, Key(key, key.encode()))


def say(line):
    os.write(1, f"{line}\n".encode())


async def live(path, cycle, unresolved):
    parent = os.getppid()
    tools = Tools(clock.now, Mint(), DatabaseRegister, 5_000_000)
    transactions = Transactions(open_writer(f"sqlite:///{path}"), tools, 1_000)
    writer, numbers = Writer(transactions, Limits(1_000, 16, 10)), count()

    async def call():
        while os.getppid() == parent:
            key = unresolved.pop() if unresolved else f"{cycle}-{next(numbers)}"
            say(f"ask {key}")
            outcome = await writer.submit(ask(key))
            say(f"ok {key} {outcome.first} {outcome.last}")

    await asyncio.gather(*(call() for _ in range(CALLERS)))


def main():
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                asyncio.run(live(*json.loads(line)))
            finally:
                os._exit(1)
        say(f"pid {child}")
        _, status = os.waitpid(child, 0)
        say(f"dead {os.WTERMSIG(status)}")


if __name__ == "__main__":
    main()
