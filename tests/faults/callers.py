"""A service under the load of many callers, until it is killed or told to stop (SIGTERM).

For each line on stdin, `[url, life, unresolved]` in JSON, it forks a child that opens the minute
book at `url` and lets the callers submit, those `unresolved` from earlier lives first and under the
keys they had. It says `pid PID` of the child, and `dead SIGNAL` once it has ended.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import traceback
from itertools import count

import structlog

from service.book import Book
from service.errors import Unserved
from service.ids import Mint
from service.settings import Settings
from tests.faults.asks import ask

CALLERS = 24
PAUSE = 0.05


def say(line):
    os.write(1, f"{line}\n".encode())


async def answered(book, key):
    """Return the outcome of a request, however often it takes to ask."""
    while True:
        try:
            return await book.submit(ask(key))
        except Unserved as why:
            say(f"no {key} {type(why).__name__}")
            await asyncio.sleep(PAUSE)


async def live(url, life, unresolved):
    parent, stopping, numbers = os.getppid(), asyncio.Event(), count()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    book = Book(Settings(database_url=url, batch_limit=16), Mint())
    book.start()

    async def call():
        while os.getppid() == parent and (unresolved or not stopping.is_set()):
            key = unresolved.pop() if unresolved else f"{life}-{next(numbers)}"
            say(f"ask {key}")
            outcome = await answered(book, key)
            say(f"ok {key} {outcome.first} {outcome.last} organisation-{key}")

    await asyncio.gather(*(call() for _ in range(CALLERS)))
    await book.stop()


def child(line):
    """Live in this process, and end it."""
    try:
        asyncio.run(live(*json.loads(line)))
    except BaseException:  # noqa: BLE001  whatever it is, the parent's code must not go on in here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main():
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    for line in sys.stdin:
        life = os.fork()
        if life == 0:
            child(line)
        say(f"pid {life}")
        _, status = os.waitpid(life, 0)
        say(f"dead {-os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
