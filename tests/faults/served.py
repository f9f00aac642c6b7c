"""`minutebook serve` as a process of its own, on a free port of this machine."""

import json
import socket
import subprocess
from http.client import HTTPConnection
from pathlib import Path

from service.door.local import LocalIssuer
from tests.faults.processes import ENVIRONMENT, PATIENCE, ROOT, until
from tests.programs import PROGRAM, Program


class Served:
    """A minute book that is served until the block ends; `workers` processes do it."""

    def __init__(self, variables, log, workers=1):
        ours = {"MINUTEBOOK_DATA": str(log.parent), "MINUTEBOOK_LOG_LEVEL": "warning"}
        self._environment = {**ENVIRONMENT, **ours, **variables}
        self._log, self._workers = log, workers
        self._process = None
        self.port = free_port()

    def __enter__(self):
        self._process = self._alone() if self._workers == 1 else self._several()
        until(self._lives, "the service answers")
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(PATIENCE)

    @property
    def token(self):
        """What the operator may come in with."""
        return LocalIssuer(Path(self._environment["MINUTEBOOK_DATA"])).token("minutebook")

    @property
    def headers(self):
        """What says that the operator asks."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def pid(self):
        return self._process.pid

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def durability(self):
        """Return what the service says of what an acknowledged write outlasts."""
        _, told = self.get("/health/ready")
        return next(each for each in told["components"] if each["name"] == "durability")

    def get(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def _alone(self):
        serve = ("serve", "--port", self.port)
        return Program(*serve, env=self._environment, stdout=self._log, stderr=self._log)

    def _several(self):
        with self._log.open("wb") as log:
            return subprocess.Popen(
                [PROGRAM, "serve", "--port", str(self.port), "--workers", str(self._workers)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=self._environment,
            )

    def _lives(self):
        if self._process.poll() is not None:
            raise RuntimeError(self._log.read_text()[-4000:])
        try:
            return self.get("/health/live")[0] == 200
        except OSError:
            return False


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]
