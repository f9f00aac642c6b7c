"""Servers in processes of their own, the processor time they take, and load upon them.

One process is `serve.py`; several are what `minutebook serve --workers` starts.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import NamedTuple, Self

import orjson

from tests.bench import processes
from tests.bench.load import Seen, Task
from tests.bench.places import Home, Place
from tests.bench.row import middle

_READY_SECONDS = 60.0
_QUIET_SECONDS = 0.3
_MINUTEBOOK = Path(sys.executable).with_name("minutebook")
_WORKERS = {"two processes": 2}


class Run(NamedTuple):
    """What callers saw, and the processor time each request took in the server, in µs."""

    seen: Seen
    cpu: float
    database_cpu: float
    """The same in the server of the database; 0 where there is none."""


def cpu_words(runs: Sequence[Run]) -> str:
    """Return the medians of the processor time in words."""
    ours, database = middle(run.cpu for run in runs), middle(run.database_cpu for run in runs)
    return f"{ours:.0f} µs CPU" + (f" + {database:.0f} of the database" if database else "")


class Server:
    """A server of one kind on a minute book; ends when the block does."""

    def __init__(self, kind: str, place: Place, home: Home) -> None:
        """Name it; it starts on entering the block."""
        self.kind, self._place, self._home = kind, place, home
        self._folder = TemporaryDirectory(prefix="minutebook-bench-")
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        port_file, log = Path(self._folder.name) / "port", Path(self._folder.name) / "server.log"
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                self._command(port_file),
                env=os.environ | self._variables(),
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        give_up = monotonic() + _READY_SECONDS
        while not self._answers(port_file):
            if self._process.poll() is not None or monotonic() > give_up:
                told = log.read_text(errors="replace")
                self.__exit__()
                raise RuntimeError(told[-4000:])
            sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, by its own id."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._folder.cleanup()

    def settle(self) -> None:
        """Wait until all its processes have started and it has nothing left to do."""
        give_up, before = monotonic() + _READY_SECONDS, 0.0
        while (now := self._cpu()) > before and monotonic() < give_up:
            before = now
            sleep(_QUIET_SECONDS)

    @property
    def headers(self) -> dict[str, str]:
        """What says that the operator asks."""
        return {"Authorization": f"Bearer {self._home.token()}"}

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of one GET."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def load(self, requests: list[str], callers: int, seconds: float, *, once: bool = False) -> Run:
        """Let callers send `requests` for that long."""
        task = Task(self.port, requests, callers, seconds, once, self._home.token())
        before = self._cpu(), self._place.cpu()
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load"],
            input=orjson.dumps(task._asdict()),
            capture_output=True,
            timeout=seconds + 120,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{self.kind}: {done.stderr.decode(errors='replace')[-4000:]}")
        seen = Seen(**orjson.loads(done.stdout))
        after = self._cpu(), self._place.cpu()
        ours, database = (
            (now - then) * 1e6 / seen.requests for then, now in zip(before, after, strict=True)
        )
        return Run(seen, ours, database)

    def _command(self, port_file: Path) -> list[str]:
        if self.kind not in _WORKERS:
            return [sys.executable, "-m", "tests.bench.serve", self.kind, str(port_file)]
        port = _free_port()
        port_file.write_text(port)
        workers = str(_WORKERS[self.kind])
        return [str(_MINUTEBOOK), "serve", "--workers", workers, "--port", port]

    def _variables(self) -> dict[str, str]:
        """Let the owner insert plain rows: they go into a table that is made for them."""
        return self._home.owner_variables if self.kind == "crud" else self._home.variables

    def _answers(self, port_file: Path) -> bool:
        if not port_file.exists():
            return False
        self.port = int(port_file.read_text() or 0)
        try:
            return self.port > 0 and self.get("/nowhere")[0] > 0
        except OSError:
            return False

    def _cpu(self) -> float:
        assert self._process is not None
        return processes.seconds(self._process.pid)


def _free_port() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return str(listening.getsockname()[1])
