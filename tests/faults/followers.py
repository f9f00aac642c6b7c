"""Many writers and readers that follow them: every event is seen once, in order, and none late."""

import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from tests.faults.audit import Log, only_faults, prepare, reading
from tests.faults.processes import PATIENCE, started
from tests.faults.row import Row
from tests.faults.served import Served
from tests.homes import makers

WRITERS = 16
PROCESSES = {"sqlite": 2, "postgresql": 4}
BOOK_READERS = 3
SHARE, MOST = 25, 4_000
"""No transaction appends much more than one in `SHARE` of the events, nor than `MOST`."""


class Followed(NamedTuple):
    """What came of it: what writers did, and what is wrong with the log or the readers, by kind."""

    size: int
    seconds: float
    done: dict[str, int]
    faults: dict[str, int]


def follow(home, folder, events):
    """Let writers append so many events to an empty minute book, and readers follow them."""
    start = prepare(home.url)
    patience = PATIENCE + events / 100
    with ExitStack() as ending:
        served = ending.enter_context(Served(home.variables, folder / "served.log"))
        feed = f"{served.url('/v1/default/events')} {served.token}"
        places = [*[home.url] * BOOK_READERS, feed]
        readers = [reader(ending, place) for place in places]
        began = monotonic()
        writers = [writer(ending, home, name, events) for name in range(PROCESSES[home.kind])]
        done = [told(each, "", patience) for each in writers]
        seconds = monotonic() - began
        with reading(home.url) as connection:
            log = Log()
            faults = log.faults(connection)
        size = len(log.streams)
        readers.append(reader(ending, home.url))
        seen = [told(each, f"{size}\n", patience) for each in readers]
    sums = {what: sum(each.get(what, 0) for each in done) for what in done[0]}
    faults |= {
        "unacknowledged": size - start - sums["events"],
        "out of place": sum(each["wrong"] for each in seen),
        "short": sum(each["seen"] != size for each in seen),
        "other events": len({each["digest"] for each in seen}) - 1,
    }
    return Followed(size, seconds, sums, only_faults(faults))


def reader(ending, place):
    """Start a reader at a place; it ends when it is told a size and has read that much."""
    process = ending.enter_context(started("tests.faults.readers"))
    ending.callback(process.kill)
    process.stdin.write(json.dumps(place) + "\n")
    process.stdin.flush()
    return process


def writer(ending, home, name, events):
    """Start a process of writers that appends until the log has about so many events."""
    process = ending.enter_context(started("tests.faults.writers"))
    ending.callback(process.kill)
    task = {
        "url": home.url,
        "name": name,
        "threads": WRITERS // PROCESSES[home.kind],
        "until": events,
        "most": min(events // SHARE, MOST),
    }
    process.stdin.write(json.dumps(task) + "\n")
    process.stdin.flush()
    return process


def told(process, last, patience):
    """Return what a process prints at its end, which comes after a last word to it."""
    answer, _ = process.communicate(last, timeout=patience)
    if process.returncode:
        raise RuntimeError("a process failed; it told why on stderr")
    return json.loads(answer)


def rows(events):
    """Let many writers append so many events on PostgreSQL, and readers follow them."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(TemporaryDirectory()))
        found = follow(makers("postgresql", ending).new(folder), folder, events)
    words = ", ".join(f"{count:,} {what}" for what, count in found.done.items())
    yield Row(
        f"{WRITERS} writers, {BOOK_READERS + 1} readers that follow, postgresql",
        f"{found.size:,} events, {found.size / found.seconds:,.0f} events/s; {words}",
        "each reader sees every event once, in order; no gap, the same root and read models",
        not found.faults,
        found._asdict(),
    )
