"""Receivers on this machine, and a service whose deliveries go by a clock that the test sets.

`hooks` serves a minute book; nothing is sent but in a `round`, and no test waits for time to pass.
"""

import random
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple

import orjson
import pytest
from fastapi.testclient import TestClient
from standardwebhooks import Webhook

from service import clock
from service.app import create_app
from service.routes.cloud_events import as_json
from service.webhooks.addresses import look_up
from service.webhooks.delivery import SECOND, Means
from service.webhooks.dispatch import Dispatcher
from service.webhooks.secrets import Secrets
from service.webhooks.sending import Sender
from tests.service.test_routes_organisations import Clerk

CERTIFICATE = Path(__file__).parent / "receiver.pem"
SECRET = "a secret of thirty-two bytes or more"
MINUTE = 60
HOUR = 60 * MINUTE


class Got(NamedTuple):
    """A request that came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self):
        return orjson.loads(self.body)


class Receiver:
    """A real HTTP server; `answer` says what to a request, and may take its time."""

    def __init__(self, *, tls=False):
        self.got, self.answer = [], lambda _: (204, {}, b"")
        self._lock, self._tls = Lock(), tls
        self._server = None
        self.port = 0

    def listen(self):
        """Take connections, at the same port as before."""
        self._server = _Server(("127.0.0.1", self.port), self._handler())
        if self._tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def deaf(self):
        """Take no connection any more."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def url(self):
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self.port}/hook"

    @property
    def ids(self):
        return [each.headers["webhook-id"] for each in self.got]

    @property
    def positions(self):
        return [each.event["position"] for each in self.got]

    def once(self, answers):
        """Answer so to the next requests, and then that all is well."""
        left = iter(answers)
        self.answer = lambda _: next(left, (204, {}, b""))

    def status(self, code, **headers):
        """Answer so from now on."""
        self.answer = lambda _: (code, headers, b"")

    def _handler(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                got = Got(self.path, headers, body)
                with receiver._lock:
                    receiver.got.append(got)
                    status, more, said = receiver.answer(got)
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_):
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass


@contextmanager
def receiving(**options):
    found = Receiver(**options)
    found.listen()
    try:
        yield found
    finally:
        found.deaf()


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


class Hooks:
    """A service, its clerk, and its deliveries round by round."""

    def __init__(self, http, home, settings):
        self.http, self.home, self.settings = http, home, settings
        self.book = http.app.state.book
        self.clerk = Clerk(http, self.book, home)
        self.now = clock.now()
        self.dispatcher = self.another("one")

    def another(self, name, **means):
        """Return another process's deliveries, or as good as: it has another name."""
        given = {
            "book": self.book,
            "settings": self.settings,
            "secrets": Secrets(self.settings),
            "sender": Sender(self.settings, look_up),
            "render": as_json,
            "clock": lambda: self.now,
            "jitter": lambda: 0.0,
        }
        return Dispatcher(Means(**given | means), name)

    def passes(self, seconds):
        self.now += int(seconds * SECOND)

    def round(self, dispatcher=None):
        """Let every webhook that is due have its turn."""
        self.http.portal.call((dispatcher or self.dispatcher).round)

    def rounds(self, seconds, step):
        """Let time pass step by step, with a round after each."""
        for _ in range(int(seconds / step)):
            self.passes(step)
            self.round()

    def subscribe(self, receiver, **more):
        """Subscribe; answers the webhook and its secret."""
        answer = self.clerk.ask("POST", "/webhooks", {"url": receiver.url, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"], answer.json()["secret"]

    def does(self, webhook, what, **sent):
        answer = self.clerk.ask("POST", f"/webhooks/{webhook}/{what}", sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def progress(self, webhook):
        return self.clerk.get(f"/webhooks/{webhook}")["progress"]

    def letters(self, webhook):
        return self.clerk.get(f"/webhooks/{webhook}/dead-letters")["items"]

    def record(self, number=1):
        """Record so many events; answers their identities."""
        before = self.clerk.size
        for _ in range(number):
            name = f"Board {random.random()}"
            assert self.clerk.ask("POST", "/organisations", {"name": name}).status_code == 201
        return [each["id"] for each in self.log(before)]

    def log(self, after=0):
        """Return the events that are sent, as the pages show them."""
        items = []
        while found := self.clerk.get("/events", after=after, limit=200)["items"]:
            items += found
            after = found[-1]["position"]
        return [each for each in items if not each["type"].startswith("webhook.")]


@contextmanager
def hooked(home, **more):
    """Serve a minute book whose deliveries are in the hands of the test."""
    given = {"webhooks": False, "webhook_private_addresses": True, "webhook_secret": SECRET}
    settings = home.settings(**given | more)
    bearer = {"Authorization": f"Bearer {home.token()}"}
    with TestClient(create_app(settings), headers=bearer) as http:
        yield Hooks(http, home, settings)


@pytest.fixture
def hooks(home):
    with hooked(home) as found:
        yield found


def signed_by(got, secret):
    """Tell whether one of the signatures of a request is by this secret, whatever its age."""
    moment = datetime.fromtimestamp(int(got.headers["webhook-timestamp"]), UTC)
    wanted = Webhook(secret).sign(got.headers["webhook-id"], moment, got.body.decode())
    return wanted in got.headers["webhook-signature"].split(" ")
