"""Processes that are started here, and what is heard from them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic, sleep

PATIENCE = 120
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


class Overdue(AssertionError):
    """What was waited for did not come about."""


def until(holds, what, seconds=PATIENCE):
    """Return how many seconds it took until `holds()`; `Overdue` after that many."""
    began = monotonic()
    while not holds():
        if monotonic() - began > seconds:
            raise Overdue(f"not within {seconds} s: {what}")
        sleep(0.005)
    return monotonic() - began


def started(module, *arguments):
    """Start a module of ours as a process with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=ENVIRONMENT,
    )


class Heard:
    """A process of callers: what they say goes into their account as it is said."""

    def __init__(self, account, module, *arguments):
        self._account, self._words = account, Queue()
        self.process = started(module, *arguments)
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        self.process.stdout.close()

    def word(self):
        """Return what it says next beside the account."""
        return self._words.get(timeout=PATIENCE)

    def _listen(self):
        for line in self.process.stdout:
            if line.startswith(("pid ", "dead ")):
                self._words.put(line.split())
            else:
                self._account.hear(line)


class Service(Heard):
    """A service under load that lives again and again (`callers.py`)."""

    def __init__(self, account):
        super().__init__(account, "tests.faults.callers")
        self._pid = None

    def live(self, url, life):
        """Begin a life, in which what is unresolved is asked again first."""
        task = [url, life, self._account.unresolved]
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        self._pid = int(self.word()[1])

    def answers(self, number):
        """Return how many seconds it took until that many more were answered."""
        wanted = len(self._account.answered) + number
        return until(lambda: len(self._account.answered) >= wanted, f"{number} more answers")

    def kill(self):
        """End it at once; all it acknowledged is in the account then."""
        self._end(signal.SIGKILL, signal.SIGKILL)

    def finish(self):
        """Let every caller hear its answer, then end."""
        self._end(signal.SIGTERM, 0)

    def _end(self, sent, expected):
        os.kill(self._pid, sent)
        ended = int(self.word()[1])
        if ended != expected:
            raise RuntimeError(f"the service ended by itself ({ended}); it told why on stderr")
