"""Reads that meet a database that was lost: told to ask again, and answered once it is back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.homes import Cluster
from tests.postgres import QUICK, Server
from tests.service.test_routes_organisations import office

pytestmark = pytest.mark.only("postgresql")

PATHS = ["/v1/default/people", "/v1/default/people?known_at=1", "/health/ready"]
READERS = 4
CUT = """
SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'minutebook'
"""


@pytest.fixture
def clerk(home):
    with office(home) as found:
        found.make("/people", {"name": "Mike Kay"})
        yield found


@pytest.fixture
def leaving(kind):
    """Serve a minute book on a server of its own, which can leave and come back."""
    assert kind == "postgresql"
    with Server(QUICK) as server, office(Cluster(server.url()).new(None)) as clerk:
        clerk.make("/people", {"name": "Mike Kay"})
        yield clerk, server


def read_at_once(clerk):
    """Let several read at the same moment, so that as many connections are open."""
    ready = Barrier(READERS)

    def read(_):
        ready.wait()
        return clerk.http.get(PATHS[0]).status_code

    with ThreadPoolExecutor(READERS) as threads:
        assert set(threads.map(read, range(READERS))) == {200}


def told_to_ask_again(answer):
    return answer.status_code == 503 and int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", PATHS)
def test_after_connections_were_cut_one_read_may_be_told_and_the_next_is_answered(
    clerk, method, path
):
    read_at_once(clerk)
    assert clerk.home.past(CUT)

    first = clerk.http.request(method, path)
    assert first.status_code == 200 or told_to_ask_again(first)

    assert [clerk.http.request(method, path).status_code for _ in range(READERS)] == [200] * READERS


def test_after_connections_were_cut_the_next_command_is_recorded(clerk):
    read_at_once(clerk)
    assert clerk.home.past(CUT)

    assert clerk.ask("POST", "/people", {"name": "Mike Kaye"}).status_code == 201


def test_while_the_server_is_gone_who_reads_is_told_when_to_ask_again(leaving):
    clerk, server = leaving
    server.kill()

    for path in PATHS:
        for method in ("GET", "HEAD"):
            for _ in range(READERS):
                assert told_to_ask_again(clerk.http.request(method, path))
    assert told_to_ask_again(clerk.ask("POST", "/people", {"name": "Mike Kaye"}))
    assert clerk.http.get("/health/live").status_code == 200

    server.start()
    assert [each["name"] for each in clerk.get("/people")["items"]] == ["Mike Kay"]
