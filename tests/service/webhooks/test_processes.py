"""Deliveries of real processes: killed while they send, and two at once on one database."""

import os
import signal
from contextlib import ExitStack
from time import sleep

import httpx2
import pytest
from standardwebhooks import Webhook

from tests.faults.processes import until
from tests.faults.served import Served
from tests.service.webhooks.conftest import SECRET

SETTINGS = {
    "MINUTEBOOK_WEBHOOK_PRIVATE_ADDRESSES": "true",
    "MINUTEBOOK_WEBHOOK_SECRET": SECRET,
    "MINUTEBOOK_WEBHOOK_SECONDS": "1",
    "MINUTEBOOK_WEBHOOK_BACKOFF_SECONDS": "[0.1, 0.2]",
}
PATIENCE = 60


def serving(home, folder, name="served"):
    return Served(home.variables | SETTINGS, folder / f"{name}.log")


def posted(service, path, **sent):
    answer = httpx2.post(
        service.url(f"/v1/default{path}"), json=sent, headers=service.headers, timeout=30
    )
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()


def ids_of(service, after):
    with httpx2.Client(
        base_url=service.url("/v1/default"), headers=service.headers, timeout=30
    ) as client:
        found = client.get(f"/events?after={after}&limit=200").json()["items"]
    return [each["id"] for each in found if not each["type"].startswith("webhook.")]


def test_an_event_that_is_recorded_is_delivered_at_once(home, tmp_path, receiver):
    with serving(home, tmp_path) as service:
        secret = posted(service, "/webhooks", url=receiver.url)["secret"]
        for number in range(1, 4):
            posted(service, "/organisations", name=f"Board {number}")
            until(lambda number=number: len(receiver.got) == number, "it is delivered", 10)
        assert receiver.ids == ids_of(service, 0)
        Webhook(secret).verify(receiver.got[-1].body, receiver.got[-1].headers)


def test_a_service_that_is_killed_while_it_sends_loses_nothing(home, tmp_path, receiver):
    """The receiver takes an event and, before it can say so, the service is no more."""
    with ExitStack() as lives:
        service = lives.enter_context(serving(home, tmp_path, "first"))
        posted(service, "/webhooks", url=receiver.url)
        for number in range(5):
            posted(service, "/organisations", name=f"Board {number}")
        until(lambda: len(receiver.got) == 5, "the first are delivered", PATIENCE)
        first = service

        def answer(got):
            if len(receiver.got) == 8:
                os.kill(first.pid, signal.SIGKILL)
            return 204, {}, b""

        receiver.answer = answer
        for number in range(5, 8):
            posted(service, "/organisations", name=f"Board {number}")
        service._process.wait(PATIENCE)
    receiver.once([])
    with serving(home, tmp_path, "second") as service:
        posted(service, "/organisations", name="Board 8")
        ids = ids_of(service, 0)
        until(lambda: receiver.ids[-1] == ids[-1], "the rest is delivered", PATIENCE)
    assert list(dict.fromkeys(receiver.ids)) == ids
    assert receiver.ids in (ids, [*ids[:8], *ids[7:]])


@pytest.mark.only("sqlite")
def test_a_service_that_stops_first_notes_what_it_is_delivering(home, tmp_path, receiver):
    with serving(home, tmp_path, "first") as service:
        posted(service, "/webhooks", url=receiver.url)
        receiver.answer = slowly
        for number in range(3):
            posted(service, "/organisations", name=f"Board {number}")
        until(lambda: len(receiver.got) == 1, "a delivery is under way", PATIENCE)
    receiver.once([])
    with serving(home, tmp_path, "second") as service:
        ids = ids_of(service, 0)
        until(lambda: receiver.ids[-1] == ids[-1], "the rest is delivered", PATIENCE)
    assert receiver.ids == ids


def slowly(_):
    sleep(0.5)
    return 204, {}, b""


@pytest.mark.only("postgresql")
def test_two_processes_deliver_each_event_once(home, tmp_path, receiver):
    with (
        serving(home, tmp_path, "one") as one,
        serving(home, tmp_path, "two") as two,
    ):
        posted(one, "/webhooks", url=receiver.url)
        for number in range(60):
            posted((one, two)[number % 2], "/organisations", name=f"Board {number}")
        until(lambda: len(set(receiver.ids)) == 60, "all are delivered", PATIENCE)
        assert receiver.ids == ids_of(one, 0)


@pytest.mark.only("postgresql")
def test_where_one_process_is_killed_the_other_takes_over(home, tmp_path, receiver):
    with ExitStack() as lives:
        one = lives.enter_context(serving(home, tmp_path, "one"))
        posted(one, "/webhooks", url=receiver.url)
        posted(one, "/organisations", name="Board 0")
        until(lambda: len(receiver.got) == 1, "it is delivered", PATIENCE)
        two = lives.enter_context(serving(home, tmp_path, "two"))
        os.kill(one.pid, signal.SIGKILL)
        for number in range(1, 4):
            posted(two, "/organisations", name=f"Board {number}")
        until(lambda: len(set(receiver.ids)) == 4, "the other delivers", PATIENCE)
        assert receiver.ids == ids_of(two, 0)
