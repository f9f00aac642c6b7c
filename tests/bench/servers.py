"""Servers in processes of their own, the processor time they take, and load upon them."""

import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple, Self

import orjson

from tests.bench.load import Seen, Task

_READY_SECONDS = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """What callers saw, and the processor time the server took for each request, in µs."""

    seen: Seen
    cpu: float


class Server:
    """A server process of one kind (`serve.py`) on its own folder; ends when the block does."""

    def __init__(self, kind: str, folder: Path) -> None:
        """Name it; it starts on entering the block."""
        self.kind, self._folder = kind, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        port_file, log = self._folder / "port", self._folder / "server.log"
        port_file.unlink(missing_ok=True)
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.serve", self.kind, str(self._folder)],
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        give_up = monotonic() + _READY_SECONDS
        while not self._answers(port_file):
            if self._process.poll() is not None or monotonic() > give_up:
                self.__exit__()
                raise RuntimeError(log.read_text(errors="replace")[-4000:])
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

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body of one GET."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def load(self, requests: list[str], callers: int, seconds: float, *, once: bool = False) -> Run:
        """Let callers send `requests` for that long."""
        task = Task(self.port, requests, callers, seconds, once)
        before = self._cpu()
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
        return Run(seen, (self._cpu() - before) * 1e6 / seen.requests)

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
        told = Path(f"/proc/{self._process.pid}/stat").read_text()
        user, system = told.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS
