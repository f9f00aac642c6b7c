"""A follower of the stream of events as a process of its own, so that it can be killed.

`python -m tests.faults.streamed PORT TOKEN LAST` says position and identity of each
event as it comes.
"""

import json
import os
import sys
from http.client import HTTPConnection


class Stream:
    """One connection to the stream; its events are read one after the other."""

    def __init__(self, port, token, last=None, *, after=None, timeout=60, **query):
        self._connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
        query |= {} if after is None else {"after": after}
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {token}"}
        headers |= {} if last is None else {"Last-Event-ID": str(last)}
        self._connection.request("GET", f"/v1/default/events/stream?{asked}", headers=headers)
        self.answer = self._connection.getresponse()

    def blocks(self):
        """Yield what comes, as the fields of each block; of a comment, its words under no name."""
        block = {}
        for line in self.answer:
            if line == b"\n":
                yield block
                block = {}
            else:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                block[name] = value

    def events(self):
        """Yield position, name and CloudEvent of each event."""
        for block in self.blocks():
            if "data" in block:
                yield int(block["id"]), block["event"], json.loads(block["data"])

    def close(self):
        self.answer.close()
        self._connection.close()


def main():
    port, token, last = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for position, _, event in Stream(port, token, last).events():
        os.write(1, f"{position} {event['id']}\n".encode())


if __name__ == "__main__":
    main()
