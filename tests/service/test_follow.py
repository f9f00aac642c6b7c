"""Following the record live: every event once, in order, through cuts, kills and stops."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from time import monotonic, sleep

import httpx2
import pytest

from service.http.openapi import operation_id
from service.routes import events, follow, organisations
from tests.faults.account import Account
from tests.faults.processes import Heard, started, until
from tests.faults.served import Served
from tests.faults.streamed import Stream
from tests.service.test_routes_organisations import office

STREAM = "/events/stream"
CUTS = 4
KILLS = 3


@pytest.fixture
def clerk(home):
    with office(home, (organisations.router, events.router, follow.router)) as found:
        yield found


@contextmanager
def served(home, folder, workers=1, **settings):
    more = {f"MINUTEBOOK_{name.upper()}": str(value) for name, value in settings.items()}
    with Served(home.variables | more, folder / "served.log", workers) as found:
        yield found


def enter(service, name):
    answer = httpx2.post(
        service.url("/v1/default/organisations"), json={"name": name}, headers=service.headers
    )
    assert answer.status_code == 201, answer.text


def streamed(clerk, last=None, **query):
    """Return what the stream tells up to the end of the log, as its blocks."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    answer = clerk.http.get(
        f"/v1/default{STREAM}", params={"follow": "false"} | query, headers=headers
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    return answer.text.split("\n\n")[:-1]


def positions(blocks):
    return [int(each.partition("\n")[0].removeprefix("id: ")) for each in blocks[1:]]


def test_the_stream_tells_each_event_as_a_cloud_event_around_what_the_pages_show(clerk):
    for name in ("Harbour Board", "\u00c9tat \u2028 Board"):
        clerk.make("/organisations", {"name": name})
    shown = clerk.get("/events")["items"]
    hint, *blocks = streamed(clerk)
    assert hint == "retry: 2000"
    for block, view in zip(blocks, shown, strict=True):
        number, name, data = block.split("\n")
        assert number == f"id: {view['position']}"
        assert name == f"event: {view['type']}"
        assert httpx2.Response(200, text=data.removeprefix("data: ")).json() == {
            "specversion": "1.0",
            "id": view["id"],
            "source": "/v1/default",
            "type": f"minutebook.{view['type']}",
            "subject": view["stream"],
            "time": view["recorded_at"],
            "datacontenttype": "application/json",
            "position": view["position"],
            "data": view,
        }


def test_a_follower_resumes_after_what_came_last_and_that_outweighs_its_old_address(clerk):
    for number in range(5):
        clerk.make("/organisations", {"name": f"Board {number}"})
    assert positions(streamed(clerk)) == [1, 2, 3, 4, 5]
    assert positions(streamed(clerk, after=3)) == [4, 5]
    assert positions(streamed(clerk, last=4)) == [5]
    assert positions(streamed(clerk, last=4, after=1)) == [5]
    assert positions(streamed(clerk, last=1, after=4)) == [2, 3, 4, 5]
    assert positions(streamed(clerk, last=5)) == []


def test_who_follows_from_beyond_the_end_is_told_so(clerk):
    clerk.make("/organisations", {"name": "Board"})
    clerk.refused(404, "the log ends at position 1", "GET", STREAM, after=2)
    answer = clerk.http.get(f"/v1/nowhere{STREAM}", params={"follow": "false"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    clerk.refused(422, "whole number", "GET", STREAM, after="soon")


@pytest.mark.only("sqlite")
def test_the_head_of_a_stream_is_answered_and_ends(clerk):
    clerk.make("/organisations", {"name": "Board"})
    answer = clerk.http.head(f"/v1/default{STREAM}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert not clerk.http.app.state.followers._open


@pytest.mark.only("sqlite")
def test_a_stream_ends_before_the_page_that_its_reader_may_not_see(clerk, monkeypatch):
    for number in range(150):
        clerk.make("/organisations", {"name": f"Board {number}"})
    allowed = iter([True, False])

    async def still(_):
        return next(allowed)

    monkeypatch.setattr(clerk.http.app.state.door, "still", still)
    answer = clerk.http.get(f"/v1/default{STREAM}")
    assert positions(answer.text.split("\n\n")[:-1]) == list(range(1, 101))


def test_what_is_recorded_reaches_who_listens_at_once(home, tmp_path):
    with served(home, tmp_path) as service, closing(Stream(service.port, service.token)) as stream:
        came = stream.events()
        for number in range(1, 4):
            enter(service, f"Board {number}")
            began = monotonic()
            position, name, event = next(came)
            assert monotonic() - began < 1
            assert (position, name) == (number, "organisation.registered")
            assert event["data"]["data"]["name"] == f"Board {number}"


@pytest.mark.only("sqlite")
def test_a_silent_stream_says_that_it_lives(home, tmp_path):
    with (
        served(home, tmp_path, heartbeat_seconds=0.2) as service,
        closing(Stream(service.port, service.token)) as stream,
    ):
        began = monotonic()
        blocks = list(islice(stream.blocks(), 4))
        assert blocks == [{"retry": "2000"}, *[{"": "here"}] * 3]
        assert 0.5 < monotonic() - began < 5


@pytest.mark.only("sqlite")
def test_no_more_streams_are_open_than_are_allowed(home, tmp_path):
    with served(home, tmp_path, followers=2, heartbeat_seconds=0.1) as service:
        first, second = Stream(service.port, service.token), Stream(service.port, service.token)
        refused = httpx2.get(service.url(f"/v1/default{STREAM}"), headers=service.headers)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "5"
        assert refused.json()["type"] == "urn:minutebook:problem:crowded"
        assert "page by page" in refused.json()["detail"]
        first.close()
        until(lambda: opened(service), "there is room again", 10)
        second.close()


def opened(service):
    with closing(Stream(service.port, service.token)) as stream:
        return stream.answer.status == 200


def test_a_service_that_stops_lets_go_of_whoever_waits(home, tmp_path):
    with served(home, tmp_path) as service, ThreadPoolExecutor(1) as thread:
        enter(service, "Board")
        with closing(Stream(service.port, service.token)) as stream:
            came = stream.events()
            assert next(came)[0] == 1
            poll = thread.submit(service.get, "/v1/default/events?after=1&wait=30")
            sleep(0.5)  # until the long poll waits as well
            began = monotonic()
            os.kill(service.pid, signal.SIGTERM)
            assert list(came) == []  # it ends as it should, not in the middle of a chunk
        assert poll.result()[1]["items"] == []
        service._process.wait(10)
        assert monotonic() - began < 3


def test_a_follower_that_is_cut_off_again_and_again_sees_every_event_once(home, tmp_path):
    account, seen = Account(), []
    with served(home, tmp_path) as service:
        with Heard(account, "tests.faults.posters", f"{service.port} {service.token}", "caller"):
            for _ in range(CUTS):
                with closing(
                    Stream(service.port, service.token, seen[-1][0] if seen else 0)
                ) as stream:
                    for position, _, event in islice(stream.events(), 150):
                        seen.append((position, event["id"]))
            for _ in range(KILLS):
                seen += killed(service, seen)
        assert_the_log(service, seen)


def killed(service, seen):
    """Return what a follower said before it was killed, and let half a line be unsaid."""
    process = started("tests.faults.streamed", str(service.port), service.token, str(seen[-1][0]))
    lines = [process.stdout.readline() for _ in range(120)]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.readlines()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    said = [line.split() for line in lines if line.endswith("\n")]
    return [(int(position), identity) for position, identity in said]


def assert_the_log(service, seen):
    """Check that what was seen, and what is still to come, is the log from its beginning."""
    with closing(Stream(service.port, service.token, seen[-1][0], follow="false")) as stream:
        seen += [(position, event["id"]) for position, _, event in stream.events()]
    with httpx2.Client(base_url=service.url("/v1/default"), headers=service.headers) as client:
        log, after = [], 0
        while items := client.get(f"/events?after={after}&limit=200").json()["items"]:
            log += [(each["position"], each["id"]) for each in items]
            after = log[-1][0]
    assert len(log) > CUTS * 150
    assert seen == log


def test_the_operation_has_its_permanent_name():
    (route,) = follow.router.routes
    assert operation_id(route) == "followEvents"
