"""A service whose reader is cleared for what is confidential, or for a while is not."""

from contextlib import contextmanager

from fastapi.testclient import TestClient

from service.app import ROUTERS
from service.http.app import make_app
from tests.service.test_routes_organisations import Clerk, _serving


class Seam:
    """Stands before a service, and says of every request whether its reader is cleared."""

    def __init__(self, app):
        self.app, self.cleared = app, True

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope.setdefault("state", {})["cleared"] = self.cleared
        await self.app(scope, receive, send)


class Reader(Clerk):
    """A clerk who can step back behind the seam."""

    def __init__(self, http, book, home, seam):
        super().__init__(http, book, home)
        self._seam = seam

    @contextmanager
    def uncleared(self):
        self._seam.cleared = False
        try:
            yield self
        finally:
            self._seam.cleared = True

    def contract(self):
        return self._seam.app.openapi()


@contextmanager
def whole_office(home):
    """Open a service with all its routes on a minute book."""
    app = make_app(ROUTERS, home.settings(), _serving)
    seam = Seam(app)
    with TestClient(seam) as http:
        yield Reader(http, app.state.book, home, seam)
