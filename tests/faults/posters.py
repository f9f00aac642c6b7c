"""Callers over HTTP that ask again under the same Idempotency-Key until they are answered.

`python -m tests.faults.posters "PORT TOKEN" RUN`: each enters one organisation after another, until
SIGTERM and the answer that is still awaited.
"""

import json
import os
import signal
import sys
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Event, Thread
from time import sleep

CALLERS = 16
PAUSE = 0.05
PUT_OFF = {409, 503}


def say(line):
    os.write(1, f"{line}\n".encode())


class Caller:
    """One caller and the connection it has at the moment."""

    def __init__(self, port, token):
        self._connection = HTTPConnection("127.0.0.1", int(port), timeout=60)
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def enter(self, key):
        """Enter an organisation and say how that went, until it is answered."""
        say(f"ask {key}")
        while not self._attempt(key):
            sleep(PAUSE)

    def close(self):
        self._connection.close()

    def _attempt(self, key):
        try:
            status, told = self._post({"name": f"Board {key}", "occurred_on": "2013-03-11"}, key)
        except (OSError, HTTPException) as why:
            self._connection.close()
            say(f"no {key} {type(why).__name__}")
            return False
        if status in PUT_OFF:
            say(f"no {key} {status}")
            return False
        if status != 201:
            raise RuntimeError(told)
        say(f"ok {key} {told['first']} {told['last']} organisation-{told['id']}")
        return True

    def _post(self, body, key):
        headers = self._headers | {"Idempotency-Key": key}
        self._connection.request("POST", "/v1/default/organisations", json.dumps(body), headers)
        answer = self._connection.getresponse()
        return answer.status, json.loads(answer.read())


def main():
    port, token, run = *sys.argv[1].split(), sys.argv[2]
    stopping, numbers = Event(), count()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())

    def call():
        caller = Caller(port, token)
        while not stopping.is_set():
            caller.enter(f"{run}-{next(numbers)}")
        caller.close()

    threads = [Thread(target=call) for _ in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
