"""Every event reaches every receiver that wants it, in order, whatever happens on the way."""

import asyncio
import itertools
from datetime import datetime
from time import sleep

from standardwebhooks import Webhook

from service import progress
from service.routes.cloud_events import as_json
from service.webhooks.delivery import MEDIA_TYPE
from tests.service.webhooks.conftest import HOUR, MINUTE, hooked, receiving, signed_by


def test_an_event_comes_signed_as_a_cloud_event(hooks, receiver):
    _, secret = hooks.subscribe(receiver)
    hooks.record()
    hooks.round()
    (got,) = receiver.got
    assert got.path == "/hook"
    assert got.headers["content-type"] == MEDIA_TYPE
    assert got.headers["host"] == f"127.0.0.1:{receiver.port}"
    (shown,) = hooks.log()
    assert Webhook(secret).verify(got.body, got.headers) == {
        "specversion": "1.0",
        "id": shown["id"],
        "source": "/v1/default",
        "type": "minutebook.organisation.registered",
        "subject": shown["stream"],
        "time": shown["recorded_at"],
        "datacontenttype": "application/json",
        "position": shown["position"],
        "data": shown,
    }
    assert got.headers["webhook-id"] == shown["id"]


def test_what_was_delivered_is_not_sent_again(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(3)
    hooks.round()
    hooks.round()
    assert receiver.ids == ids
    noted = hooks.progress(webhook)
    assert noted["behind"] == 0
    assert noted["attempts"] == 0
    assert noted["delivered_at"]
    assert "last_error" not in noted


def test_only_what_follows_the_subscription_is_sent_unless_asked_otherwise(hooks, receiver):
    before = hooks.record(3)
    with receiving() as other:
        hooks.subscribe(receiver)
        hooks.subscribe(other, after=1)
        after = hooks.record(2)
        hooks.round()
        assert receiver.ids == after
        assert other.ids == before[1:] + after


def test_what_is_confidential_and_who_may_come_in_is_sent_to_nobody(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    body = hooks.clerk.make("/bodies", {"name": "Board"})
    secret = {"body": body, "text": "Quicksilver", "handling": "confidential"}
    hooks.clerk.make("/actions", secret)
    actor = hooks.clerk.make("/actors", {"kind": "person", "subject": "alice"})
    hooks.clerk.do("POST", f"/actors/{actor}/roles", {"role": "member"})
    hooks.round()
    hooks.round()
    assert [got.path for got in receiver.got] == ["/hook"]
    assert "Quicksilver" not in receiver.got[0].body.decode()
    assert hooks.progress(webhook)["behind"] == 0


def test_only_types_that_are_wanted_are_sent(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver, types=["organisation.renamed"])
    (registered,) = hooks.record()
    name = hooks.log()[0]["stream"].removeprefix("organisation-")
    hooks.clerk.do("PUT", f"/organisations/{name}/name", {"name": "Harbour"}, if_match="*")
    hooks.record(250)
    hooks.round()
    assert [each.event["type"] for each in receiver.got] == ["minutebook.organisation.renamed"]
    assert registered not in receiver.ids
    assert hooks.progress(webhook)["behind"] == 0


def test_a_receiver_that_is_down_for_an_hour_gets_everything_in_order(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(2)
    receiver.status(503)
    hooks.round()
    for minute in range(60):
        if minute == 20:
            receiver.deaf()
        if minute == 40:
            receiver.listen()
        ids += hooks.record()
        hooks.rounds(MINUTE, MINUTE)
    tried = len(receiver.got)
    assert set(receiver.ids) == {ids[0]}
    assert 4 <= tried <= 12
    noted = hooks.progress(webhook)
    assert noted["last_error"] == "it answered 503"
    assert noted["behind"] == 63
    assert noted["failing_since"] < noted["next_try"]
    receiver.status(204)
    hooks.rounds(2 * HOUR, 10 * MINUTE)
    assert receiver.ids[tried:] == ids
    assert "failing_since" not in hooks.progress(webhook)


def test_a_receiver_that_takes_no_connection_is_told_of_without_an_address(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    hooks.record()
    receiver.deaf()
    hooks.round()
    noted = hooks.progress(webhook)
    assert noted["last_error"] == "it took no connection"
    assert noted["attempts"] == 1


def test_tries_come_later_and_later(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    hooks.record()
    receiver.status(500)
    moments = []
    for _ in range(20_000):
        before = len(receiver.got)
        hooks.round()
        if len(receiver.got) > before:
            moments.append(hooks.now)
            if len(moments) == 11:
                break
        hooks.now = _next_try(hooks, webhook)
    gaps = [round((b - a) / 1e6) for a, b in itertools.pairwise(moments)]
    assert gaps == [5, 30, 120, 300, 900, 1800, 3600, 7200, 7200, 7200]


def _next_try(hooks, webhook):
    moment = datetime.fromisoformat(hooks.progress(webhook)["next_try"])
    return round(moment.timestamp() * 1e6)


def test_a_receiver_says_when_to_come_back(hooks, receiver):
    hooks.subscribe(receiver)
    hooks.record()
    receiver.status(429, retry_after="600")
    hooks.round()
    receiver.status(204)
    hooks.rounds(9 * MINUTE, MINUTE)
    assert len(receiver.got) == 1
    hooks.rounds(2 * MINUTE, MINUTE)
    assert len(receiver.got) == 2


def test_what_is_not_taken_for_three_days_is_left_and_the_next_is_sent(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    bad, *good = hooks.record(3)
    receiver.answer = lambda got: (500 if got.headers["webhook-id"] == bad else 204, {}, b"")
    hooks.round()
    hooks.rounds(71 * HOUR, HOUR)
    assert hooks.letters(webhook) == []
    assert set(receiver.ids) == {bad}
    tried = len(receiver.got)
    hooks.rounds(5 * HOUR, HOUR)
    assert receiver.ids[tried:] in ([bad, *good], [bad, bad, *good])
    (letter,) = hooks.letters(webhook)
    assert letter["attempts"] == receiver.ids.count(bad)
    assert letter["last_error"] == "it answered 500"
    assert letter["first_try"] < letter["last_try"]
    assert not letter["asked_again"]
    assert hooks.progress(webhook)["behind"] == 0


def test_a_dead_letter_is_tried_once_more_when_somebody_asks(home, receiver):
    with hooked(home, webhook_give_up_hours=1e-9) as hooks:
        webhook, _ = hooks.subscribe(receiver)
        ids = hooks.record(2)
        receiver.once([(500, {}, b"")] * 4)
        hooks.clerk.refused(404, "no dead letter", "POST", _retry(webhook, 1))
        for _ in range(2):
            hooks.passes(MINUTE)
            hooks.round()
        hooks.passes(MINUTE)
        hooks.round()
        first, second = (each["position"] for each in hooks.letters(webhook))
        receiver.once([(500, {}, b"")])
        asked = hooks.clerk.ask("POST", _retry(webhook, second))
        assert asked.json()["asked_again"]
        hooks.round()
        assert receiver.ids[-1] == ids[1]
        (_, letter) = hooks.letters(webhook)
        assert not letter["asked_again"]
        assert letter["attempts"] == 3
        hooks.clerk.ask("POST", _retry(webhook, first))
        hooks.clerk.ask("POST", _retry(webhook, second))
        hooks.round()
        assert receiver.ids[-2:] == ids
        assert hooks.letters(webhook) == []


def _retry(webhook, position):
    return f"/webhooks/{webhook}/dead-letters/{position}/retry"


def test_a_receiver_that_is_gone_is_left_in_peace(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(2)
    receiver.status(410)
    hooks.round()
    receiver.status(204)
    hooks.rounds(HOUR, MINUTE)
    assert receiver.ids == ids[:1]
    found = hooks.clerk.get(f"/webhooks/{webhook}")
    assert found["state"] == "paused"
    assert "410" in found["reason"]
    assert found["progress"]["last_error"] == "it answered 410"
    last = hooks.clerk.get("/events", after=hooks.clerk.size - 1)["items"][0]
    assert (last["type"], last["actor"]) == ("webhook.paused", "webhooks")
    hooks.does(webhook, "resume")
    hooks.round()
    assert receiver.ids == [ids[0], *ids]


def test_a_paused_webhook_misses_nothing(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    hooks.does(webhook, "pause", reason="they move house")
    ids = hooks.record(3)
    hooks.rounds(HOUR, 10 * MINUTE)
    assert receiver.got == []
    hooks.does(webhook, "resume")
    hooks.round()
    assert receiver.ids == ids


def test_a_pause_holds_from_the_very_next_event(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(5)
    stops = iter([True])

    def answer(_):
        if next(stops, False):
            hooks.does(webhook, "pause")
        return 204, {}, b""

    receiver.answer = answer
    hooks.round()
    assert receiver.ids == ids[:1]


def test_what_waits_is_sent_at_once_when_somebody_resumes(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record()
    receiver.status(500)
    hooks.rounds(HOUR, MINUTE)
    receiver.got.clear()
    receiver.status(204)
    hooks.round()
    assert receiver.got == []
    hooks.does(webhook, "resume")
    hooks.round()
    assert receiver.ids == ids


def test_a_replay_sends_everything_again_and_is_on_record(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(4)
    hooks.round()
    start = hooks.log()[1]["position"]
    hooks.does(webhook, "replay", after=start)
    assert hooks.progress(webhook)["position"] == start
    later = hooks.record()
    hooks.round()
    assert receiver.ids == ids + ids[2:] + later
    history = hooks.clerk.get("/events")["items"]
    assert [each["data"].get("after") for each in history if "replay" in each["type"]] == [start]


def test_a_replay_that_is_ordered_in_the_middle_begins_at_once(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(5)
    orders = iter([False, False, True])

    def answer(_):
        if next(orders, False):
            hooks.does(webhook, "replay", after=hooks.log()[0]["position"] - 1)
        return 204, {}, b""

    receiver.answer = answer
    hooks.round()
    hooks.round()
    assert receiver.ids == ids[:3] + ids


def test_after_an_end_nothing_is_sent(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    hooks.does(webhook, "end", reason="no longer used")
    hooks.record()
    hooks.rounds(HOUR, 10 * MINUTE)
    assert receiver.got == []


def test_what_is_led_elsewhere_is_sent_there(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    first = hooks.record()
    hooks.round()
    with receiving() as other:
        body = {"url": other.url, "types": []}
        hooks.clerk.do("PUT", f"/webhooks/{webhook}", body, if_match="*")
        second = hooks.record()
        hooks.round()
        assert (receiver.ids, other.ids) == (first, second)


def test_for_a_day_after_its_exchange_the_old_secret_signs_as_well(hooks, receiver):
    webhook, old = hooks.subscribe(receiver)
    new = hooks.does(webhook, "secret")["secret"]
    assert new != old
    hooks.record()
    hooks.round()
    hooks.passes(23 * HOUR)
    hooks.record()
    hooks.round()
    hooks.passes(2 * HOUR)
    hooks.record()
    hooks.round()
    Webhook(old).verify(receiver.got[0].body, receiver.got[0].headers)
    Webhook(new).verify(receiver.got[0].body, receiver.got[0].headers)
    assert [signed_by(got, new) for got in receiver.got] == [True, True, True]
    assert [signed_by(got, old) for got in receiver.got] == [True, True, False]


def test_an_erased_url_is_waited_for(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record()
    hooks.clerk.erase(receiver.url)
    hooks.round()
    assert hooks.progress(webhook)["last_error"] == "its URL was erased; give it another"
    body = {"url": f"{receiver.url}/anew", "types": []}
    hooks.clerk.do("PUT", f"/webhooks/{webhook}", body, if_match="*")
    hooks.rounds(MINUTE, MINUTE)
    assert receiver.ids == ids


def test_a_slow_receiver_holds_up_nobody_else(home, receiver):
    with hooked(home, webhook_seconds=0.3) as hooks, receiving() as other:
        webhook, _ = hooks.subscribe(receiver)
        hooks.subscribe(other)
        ids = hooks.record(3)
        receiver.answer = _sleeps
        hooks.round()
        assert other.ids == ids
        said = hooks.progress(webhook)["last_error"]
        assert said == "it did not answer within 0.3 seconds"


def _sleeps(_):
    sleep(0.6)
    return 204, {}, b""


def test_what_happens_to_webhooks_is_sent_to_none(hooks, receiver):
    hooks.subscribe(receiver)
    with receiving() as other:
        webhook, _ = hooks.subscribe(other)
        hooks.does(webhook, "secret")
        hooks.round()
        assert receiver.got == other.got == []


def test_where_a_crash_came_before_the_note_the_event_comes_twice_under_one_identity(
    hooks, receiver
):
    hooks.subscribe(receiver)
    ids = hooks.record(3)
    crashes = iter([False, True])

    def answer(_):
        if next(crashes, False):
            hooks.passes(HOUR)  # by when another process has the lease
            hooks.another_takes_over()
        return 204, {}, b""

    def take_over():
        hooks.home.past("UPDATE webhook_progress SET lease = 'another', lease_until = 0")

    hooks.another_takes_over = take_over
    receiver.answer = answer
    hooks.round()
    assert receiver.ids == ids[:2]
    hooks.round(hooks.another("another"))
    assert receiver.ids == [*ids[:2], *ids[1:]]


def test_who_holds_the_lease_delivers_alone(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(2)
    hooks.round()
    until = hooks.now + 30_000_000
    hooks.home.past(f"UPDATE webhook_progress SET lease = 'other', lease_until = {until}")
    ids += hooks.record(2)
    hooks.round()
    assert receiver.ids == ids[:2]
    hooks.passes(31)
    hooks.round()
    assert receiver.ids == ids
    assert hooks.progress(webhook)["behind"] == 0


def test_of_two_that_begin_at_once_one_delivers(hooks, receiver):
    hooks.subscribe(receiver)
    ids = hooks.record(20)
    others = [hooks.another(name) for name in ("two", "three")]

    async def together():
        await asyncio.gather(*(each.round() for each in (hooks.dispatcher, *others)))

    hooks.http.portal.call(together)
    assert receiver.ids == ids


def test_a_lease_is_had_by_one_and_lapses(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    of = ("default", webhook)
    with hooks.book.noting("default") as connection:
        progress.begin(connection, *of, 0, 1)
        assert progress.take(connection, *of, "one", 10, 20)
        assert not progress.take(connection, *of, "two", 19, 30)
        assert progress.take(connection, *of, "two", 20, 30)
        assert not progress.note(connection, *of, "one", position=7)
        assert progress.note(connection, *of, "two", position=8, lease=None)
        assert progress.take(connection, *of, "one", 21, 30)
    assert hooks.progress(webhook)["position"] == 8


def test_what_is_held_is_leased_to_nobody(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    with hooks.book.noting("default") as connection:
        progress.hold(connection, "default")
        assert not progress.take(connection, "default", webhook, "one", 10, 20)
        progress.release(connection, "default", webhook)
        assert progress.take(connection, "default", webhook, "one", 10, 20)


def test_a_fault_of_one_webhook_stops_no_other_and_is_not_hurried(hooks, receiver):
    def render(secretariat, recorded):
        if recorded.position == bad:
            raise ZeroDivisionError
        return as_json(secretariat, recorded)

    faulty = hooks.another("faulty", render=render)
    with receiving() as other:
        hooks.subscribe(receiver)
        hooks.subscribe(other, types=["organisation.renamed"])
        bad = hooks.clerk.size + 1
        hooks.record()
        name = hooks.log()[0]["stream"].removeprefix("organisation-")
        hooks.clerk.do("PUT", f"/organisations/{name}/name", {"name": "Harbour"}, if_match="*")
        hooks.round(faulty)
        assert receiver.got == []
        assert len(other.got) == 1
    hooks.passes(30)
    bad = None
    hooks.round(faulty)
    assert receiver.got == []
    hooks.passes(31)
    hooks.round(faulty)
    assert len(receiver.got) == 2
