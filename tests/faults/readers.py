"""A reader that follows a log from its beginning, page by page, as readers of the feed do.

The first line on stdin is the place in JSON: the URL of a database, or of the feed of a service.
A second line, once nothing more is written, is the size to read up to. It prints how many events
it saw, how many were out of place, and a digest of their identities in the order it saw them.
"""

import json
import sys
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from threading import Thread
from time import sleep
from urllib.parse import urlsplit

from service.book import Book
from service.ids import Mint
from service.settings import Settings

PAGE = 1_000
LONGEST_PAGE = 200
PAUSE = 0.05


class Digest:
    """What a reader saw of a log."""

    def __init__(self):
        self.seen, self.wrong, self._digest = 0, 0, sha256()

    def take(self, position, identity):
        self.wrong += position != self.seen + 1
        self.seen = position
        self._digest.update(f"{position} {identity}\n".encode())

    def told(self):
        return {"seen": self.seen, "wrong": self.wrong, "digest": self._digest.hexdigest()}


def from_book(url):
    """Return what asks a minute book for a page, and what lets go of it."""
    book = Book(Settings(database_url=url), Mint())

    def page(after):
        with book.record() as record:
            return [(each.position, each.id) for each in record.entries(after, PAGE).items]

    return page, book


def from_feed(url):
    """Return what asks a service for a page over HTTP, and what lets go of it."""
    url, _, token = url.partition(" ")
    place, headers = urlsplit(url), {"Authorization": f"Bearer {token}"}
    connection = HTTPConnection(place.hostname, place.port, timeout=60)

    def page(after):
        asked = f"{place.path}?after={after}&limit={LONGEST_PAGE}&wait=1"
        connection.request("GET", asked, headers=headers)
        answer = connection.getresponse()
        told = answer.read()
        if answer.status != 200:
            raise RuntimeError(told)
        return [(each["position"], each["id"]) for each in json.loads(told)["items"]]

    return page, connection


def main():
    url = json.loads(sys.stdin.readline())
    ends = []
    Thread(target=lambda: ends.append(int(sys.stdin.readline() or 0)), daemon=True).start()
    page, source = from_feed(url) if url.startswith("http") else from_book(url)
    digest = Digest()
    with closing(source):
        while not ends or digest.seen < ends[0]:
            found = page(digest.seen)
            for position, identity in found:
                digest.take(position, identity)
            if not found:
                sleep(PAUSE)
    print(json.dumps(digest.told()))  # noqa: T201  the answer


if __name__ == "__main__":
    main()
