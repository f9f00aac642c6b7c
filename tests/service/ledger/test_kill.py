"""A process that is killed while it writes: all it acknowledged is there, once, and proven.

The callers keep their own account of what was acknowledged; the long run is in `tests/faults`.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic, sleep

import pytest

from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation
from events.when import When
from service.ledger.tree import CompactRange, leaf_hash

CYCLES = int(os.environ.get("MINUTEBOOK_KILL_CYCLES", "20"))
ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("killed.py")


class Callers:
    """What the callers of all lives know: which requests they made, and which were answered."""

    def __init__(self):
        self.asked, self.answered = set(), {}

    def hear(self, line):
        match line.split():
            case ["ask", key]:
                self.asked.add(key)
            case ["ok", key, first, last]:
                told = int(first), int(last)
                assert self.answered.setdefault(key, told) == told
            case _:
                raise AssertionError(line)

    @property
    def unresolved(self):
        return sorted(self.asked - set(self.answered))


@pytest.fixture
def nursery():
    with subprocess.Popen(
        [sys.executable, str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield process
        process.kill()


def one_life(nursery, ledger, cycle, callers):
    """Let a process write, kill it at some moment, and hear out what it had acknowledged."""
    nursery.stdin.write(json.dumps([str(ledger.path), cycle, callers.unresolved]) + "\n")
    nursery.stdin.flush()
    word, pid = "", 0
    before = len(callers.answered)
    while not pid or len(callers.answered) == before:
        word, _, rest = nursery.stdout.readline().partition(" ")
        if word == "pid":
            pid = int(rest)
        else:
            callers.hear(f"{word} {rest}")
    sleep(random.uniform(0, 0.3))
    os.kill(pid, signal.SIGKILL)
    for line in nursery.stdout:
        if line.startswith("dead"):
            assert int(line.split()[1]) == signal.SIGKILL
            return
        callers.hear(line)


def as_promised(ledger, callers):
    """Check the log against what the callers were told."""
    log = ledger.log()
    assert [each.position for each in log] == list(range(1, len(log) + 1))
    assert ledger.head().size == len(log)
    recorded = Counter(each.stream for each in log)
    for key, (first, last) in callers.answered.items():
        assert log[first - 1].stream == log[first].stream == f"organisation-{key}"
        assert last == first + (2 if key.endswith("0") else 1)
        assert recorded[f"organisation-{key}"] == 2
    assert {recorded[f"organisation-{key}"] for key in callers.unresolved} <= {0, 2}


def proven(ledger):
    """Compute the root from the leaves alone, and compare it with that of the head."""
    tree, head = CompactRange(), ledger.head()
    for stored in ledger.column("SELECT leaf FROM log_entries ORDER BY position"):
        tree.append(leaf_hash(stored))
    assert CompactRange(head.size, head.peaks).root() == tree.root()


def test_whatever_was_acknowledged_before_a_kill_is_there_once(ledger, nursery):
    shared = OrganisationId("shared")
    ledger.do(RegisterOrganisation(occurred_on=When("2013"), organisation=shared, name="Shared"))
    callers, began, cycle = Callers(), monotonic(), 0
    for cycle in range(CYCLES):
        if cycle % 2:
            ledger.close()  # whoever opens it next finds nobody there and must recover it
        one_life(nursery, ledger, cycle, callers)
        as_promised(ledger, callers)
    proven(ledger)

    assert len(callers.answered) >= CYCLES
    assert ledger.differences() == []
    print(  # noqa: T201  figures for who asks with -s
        f"{cycle + 1} kills, {len(callers.answered)} acknowledgements, "
        f"{len(callers.unresolved)} unanswered, {monotonic() - began:.1f} s"
    )
