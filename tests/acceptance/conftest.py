"""Two ways to one minute book, with the same questions: the real command line and a real server."""

import json
import os
import socket
from contextlib import contextmanager
from functools import partial
from time import monotonic, sleep

import httpx2
import pytest

from tests.programs import Program, run

PATIENCE = 30


def surroundings(home):
    """Return our variables, those of the product set to where the minute book is kept alone."""
    kept = {name: value for name, value in os.environ.items() if "MINUTEBOOK_" not in name}
    return kept | home.variables


class CommandLine:
    """Asks by running `minutebook`, each question in a process of its own.

    What was answered is kept until something is recorded: many tests ask the same.
    """

    def __init__(self, environment):
        self._environment, self._answered = environment, {}

    def submit(self, path):
        self._answered.clear()
        return json.loads(self._run("submit", str(path), "--accept", "--json"))["meetings"][0]

    def hand_in(self, path):
        self._answered.clear()
        return json.loads(self._run("submit", str(path), "--json"))["document"]

    def submit_folder(self, folder, body):
        self._answered.clear()
        return json.loads(
            self._run("submit", str(folder), "--accept", "--body", body, "--json", patience=300)
        )["files"]

    def position(self):
        return self._ask("bodies", known_at=None)["known_at"]

    def spellings(self, body):
        return self._ask("spellings", body, known_at=None)["items"]

    def draft(self, document):
        return self._ask("draft", document, known_at=None)["draft"]

    def revise(self, document, changes):
        self._answered.clear()
        options = {"replace": "--set", "add": "--add", "remove": "--remove"}
        asked = []
        for each in changes:
            value = f"={json.dumps(each['value'])}" if "value" in each else ""
            asked += [options[each["op"]], each["path"] + value]
        self._run("revise", document, *asked)

    def accept(self, document):
        self._answered.clear()
        return json.loads(self._run("accept", document, "--json"))["meetings"]

    def histories(self, actions):
        return self._ask("history", *actions, known_at=None)["items"]

    def assert_series(self, body, first, last):
        self._answered.clear()
        self._run("series", body, first, last)

    def actions(self, *, owner=None, unowned=False, known_at=None):
        chosen = [*(["--owner", owner] if owner else []), *(["--unowned"] if unowned else [])]
        return self._ask("actions", *chosen, known_at=known_at)["items"]

    def overdue(self, on, *, known_at=None):
        return self._ask("overdue", "--on", on, known_at=known_at)["overdue"]

    def unresolved(self, on, *, known_at=None):
        return self._ask("overdue", "--on", on, known_at=known_at)["unresolved"]

    def attendance(self, kind, name, *, known_at=None):
        return self._ask("attendance", f"--{kind}", name, known_at=known_at)["items"]

    def history(self, meeting, *, known_at=None):
        return self._ask("history", meeting, known_at=known_at)["items"]

    def _ask(self, *arguments, known_at):
        moment = [] if known_at is None else ["--known-at", str(known_at)]
        asked = (*arguments, *moment, "--json")
        if asked not in self._answered:
            self._answered[asked] = self._run(*asked)
        return json.loads(self._answered[asked])

    def _run(self, *arguments, patience=PATIENCE):
        done = run(*arguments, env=self._environment, patience=patience)
        assert done.returncode == 0, done.stderr
        return done.stdout


class OverHttp:
    """Asks a server; what is named is looked up in its lists, page by page."""

    def __init__(self, client):
        self._client, self.url = client, str(client.base_url).rstrip("/")

    def submit(self, path):
        (meeting,) = self.accept(self.hand_in(path))
        return meeting

    def hand_in(self, path):
        sent = self._client.post(
            "/documents",
            params={"name": path.name},
            content=path.read_bytes(),
            headers={"Content-Type": "application/octet-stream"},
        )
        return self._answer(sent)["id"]

    def draft(self, document):
        return self._answer(self._client.get(f"/documents/{document}/draft"))["draft"]

    def revise(self, document, changes):
        path = f"/documents/{document}/draft"
        tag = self._client.get(path).headers["etag"]
        self._answer(self._client.patch(path, json={"changes": changes}, headers={"If-Match": tag}))

    def accept(self, document):
        path = f"/documents/{document}"
        tag = self._client.get(f"{path}/draft").headers["etag"]
        sent = self._client.post(f"{path}/acceptance", json={}, headers={"If-Match": tag})
        receipt = self._answer(sent)
        positions = {name: receipt[name] for name in ("first", "last", "position")}
        return [each | positions for each in receipt["meetings"]]

    def histories(self, actions):
        return [each for action in actions for each in self._items(f"/actions/{action}/history")]

    def assert_series(self, body, first, last):
        asserted = {"first": first, "last": last, "complete": True}
        path = f"/bodies/{self._identity('body', body, None)}/series"
        self._answer(self._client.post(path, json=asserted))

    def actions(self, *, owner=None, unowned=False, known_at=None):
        asked = {"unowned": "true"} if unowned else {}
        if owner:
            asked["owner"] = self._identity("organisation", owner, known_at)
        return self._items("/actions", known_at=known_at, **asked)

    def overdue(self, on, *, known_at=None):
        return self._items("/overdue", on=on, known_at=known_at)

    def unresolved(self, on, *, known_at=None):
        return self._items("/unresolved-deadlines", on=on, known_at=known_at)

    def attendance(self, kind, name, *, known_at=None):
        thing = self._identity(kind, name, known_at)
        found = self._items(f"/{PATHS[kind]}/{thing}/attendance", known_at=known_at)
        return found if kind == "person" else [row for each in found for row in each["rows"]]

    def history(self, meeting, *, known_at=None):
        return self._items(f"/meetings/{meeting}/history", known_at=known_at)

    def _identity(self, kind, name, known_at):
        found = self._items(f"/{PATHS[kind]}", known_at=known_at)
        (identity,) = [each["id"] for each in found if each["name"] == name]
        return identity

    def _items(self, path, **asked):
        given = {name: value for name, value in asked.items() if value is not None}
        items, page = [], {"next": None}
        while "next" in page:
            page = self._answer(self._client.get(path, params=given))
            items += page["items"]
            given |= {"cursor": page.get("next"), "known_at": page["known_at"]}
        return items

    def _answer(self, response):
        assert response.is_success, response.text
        return response.json()


PATHS = {"person": "people", "organisation": "organisations", "body": "bodies"}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(home, folder, more=()):
    """Serve a minute book, and yield the way to ask it; its server tells what it does in a file.

    `more` are settings beyond where the minute book is kept.
    """
    port = free_port()
    log = folder / f"server-{port}.log"
    env = surroundings(home) | dict(more)
    with (
        Program("serve", "--port", port, env=env, stdout=log, stderr=log) as server,
        httpx2.Client(
            base_url=f"http://127.0.0.1:{port}/v1/default",
            timeout=PATIENCE,
            headers={"Authorization": f"Bearer {home.token()}"},
        ) as client,
    ):
        try:
            wait_for(server, client, port, log)
            yield OverHttp(client)
        finally:
            server.terminate()


def wait_for(server, client, port, log):
    give_up = monotonic() + PATIENCE
    while True:
        assert server.poll() is None, log.read_text()
        assert monotonic() < give_up, log.read_text()
        try:
            if client.get(f"http://127.0.0.1:{port}/health/ready").is_success:
                return
        except httpx2.TransportError:
            pass
        sleep(0.05)


@contextmanager
def commanding(home):
    """Yield the way to ask a minute book by command."""
    yield CommandLine(surroundings(home))


@pytest.fixture(scope="session")
def ways(tmp_path_factory):
    """Open each way to a minute book: a context over where it is kept."""
    folder = tmp_path_factory.mktemp("ways")
    return {
        "command line": commanding,
        "HTTP": partial(serving, folder=folder),
    }
