"""A service with all its routes, asked by who may read what is confidential, or who may not."""

from contextlib import contextmanager

from fastapi.testclient import TestClient

from service.app import create_app
from tests.service.test_routes_organisations import Clerk

UNCLEARED = "administrator"
"""Whose role reads everything that is open, access and webhooks among it."""


class Reader(Clerk):
    """The operator, who can stand back for somebody who is not cleared."""

    def __init__(self, http, book, home):
        super().__init__(http, book, home)
        self._tokens = home.token(), home.token(UNCLEARED)
        self._be(cleared=True)

    def admit(self):
        """Let somebody in who is not cleared."""
        actor = self.make("/actors", {"kind": "person", "subject": UNCLEARED})
        self.do("POST", f"/actors/{actor}/roles", {"role": UNCLEARED})

    @contextmanager
    def uncleared(self):
        self._be(cleared=False)
        try:
            yield self
        finally:
            self._be(cleared=True)

    def contract(self):
        return self.http.app.openapi()

    def _be(self, *, cleared):
        self.http.headers["Authorization"] = f"Bearer {self._tokens[not cleared]}"


@contextmanager
def whole_office(home):
    """Open a service on a minute book."""
    with TestClient(create_app(home.settings(webhooks=False))) as http:
        reader = Reader(http, http.app.state.book, home)
        reader.admit()
        yield reader
