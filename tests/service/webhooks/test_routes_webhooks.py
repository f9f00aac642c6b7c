"""Webhooks over HTTP: subscribed, read, changed, paused, sent again, ended."""

import pytest

from service import dead_letters, progress
from service.webhooks.secrets import Secrets
from tests.service.test_routes_organisations import NOBODY
from tests.service.webhooks.conftest import hooked

URL = "https://receiver.example/hook"


@pytest.fixture
def webhook(hooks):
    return hooks.clerk.make("/webhooks", {"url": URL, "types": ["action.assigned"]})


def test_a_webhook_is_subscribed_and_read(hooks, webhook):
    assert hooks.clerk.get(f"/webhooks/{webhook}") == {
        "id": webhook,
        "url": URL,
        "types": ["action.assigned"],
        "after": 0,
        "state": "sending",
        "generation": 1,
        "progress": {"position": 0, "behind": 1, "attempts": 0},
    }


def test_its_secret_is_told_once_and_kept_nowhere(hooks):
    answer = hooks.clerk.ask("POST", "/webhooks", {"url": URL}, key="once")
    secret, webhook = answer.json()["secret"], answer.json()["id"]
    with hooks.book.record() as record:
        derived = Secrets(hooks.settings).secret(record.origin, webhook, 1)
    assert secret == derived
    assert "secret" not in hooks.clerk.get(f"/webhooks/{webhook}")
    tables = ("log_entries", "private_texts", "kept_answers", "webhook_progress", "webhooks")
    for table in tables:
        assert secret.removeprefix("whsec_") not in str(hooks.home.past(f"SELECT * FROM {table}"))
    again = hooks.clerk.ask("POST", "/webhooks", {"url": URL}, key="once")
    assert again.json() == answer.json()


def test_a_retry_of_an_exchange_tells_the_secret_of_that_exchange(hooks, webhook):
    path = f"/webhooks/{webhook}/secret"
    first = hooks.clerk.ask("POST", path, {}, key="once").json()
    later = hooks.clerk.ask("POST", path, {}).json()
    again = hooks.clerk.ask("POST", path, {}, key="once").json()
    assert again["secret"] == first["secret"] != later["secret"]
    assert hooks.clerk.get(f"/webhooks/{webhook}")["generation"] == 3


def test_webhooks_come_page_by_page_and_as_they_were_known(hooks, webhook):
    others = [hooks.clerk.make("/webhooks", {"url": f"{URL}/{n}"}) for n in range(4)]
    hooks.does(webhook, "pause")
    found = hooks.clerk.pages("/webhooks")
    assert [each["id"] for each in found] == [webhook, *others]
    assert found[0]["state"] == "paused"
    (then,) = hooks.clerk.get("/webhooks", known_at=1)["items"]
    assert (then["state"], "progress" in then) == ("sending", False)


def test_it_can_be_changed_paused_resumed_and_ended(hooks, webhook):
    path = f"/webhooks/{webhook}"
    hooks.clerk.do("PUT", path, {"url": f"{URL}/2", "types": []}, if_match='"1"')
    hooks.clerk.do("PUT", path, {"url": f"{URL}/2", "types": []}, if_match="*")
    hooks.clerk.do("POST", f"{path}/pause", {"reason": "they move"})
    assert hooks.clerk.get(path)["reason"] == "they move"
    hooks.clerk.do("POST", f"{path}/resume", {})
    hooks.clerk.do("POST", f"{path}/end", {"reason": "no longer used"})
    found = hooks.clerk.get(path)
    assert (found["state"], found["reason"]) == ("ended", "no longer used")
    assert (found["url"], found["types"]) == (f"{URL}/2", [])
    for what, body in (("pause", {}), ("secret", {}), ("replay", {"after": 0})):
        hooks.clerk.refused(409, "has ended", "POST", f"{path}/{what}", body)
    hooks.clerk.refused(409, "has ended", "POST", f"{path}/dead-letters/1/retry")


@pytest.mark.parametrize("what", ["pause", "resume", "secret", "end"])
def test_what_every_command_declines(hooks, webhook, what):
    path = f"/webhooks/{webhook}/{what}"
    hooks.clerk.declines("POST", path, {}, thing=webhook, replaces=False)


def test_a_change_needs_to_know_what_it_replaces(hooks, webhook):
    body = {"url": URL, "types": []}
    hooks.clerk.declines("PUT", f"/webhooks/{webhook}", body, thing=webhook, replaces=True)


def test_what_is_not_there_is_not_found(hooks):
    for method, path in (
        ("GET", f"/webhooks/{NOBODY}"),
        ("GET", f"/webhooks/{NOBODY}/dead-letters"),
        ("POST", f"/webhooks/{NOBODY}/dead-letters/1/retry"),
    ):
        hooks.clerk.refused(404, "no webhook", method, path)


def test_nobody_follows_from_beyond_the_end(hooks, webhook):
    ends = "the log ends at position 1"
    hooks.clerk.refused(404, ends, "POST", "/webhooks", {"url": URL, "after": 2})
    hooks.clerk.refused(404, ends, "POST", f"/webhooks/{webhook}/replay", {"after": 2})


@pytest.mark.parametrize("kinds", [["webhook.paused"], ["action.asigned"], [""], [None]])
def test_only_what_can_be_sent_is_subscribed_to(hooks, kinds):
    body = {"url": URL, "types": kinds}
    hooks.clerk.refused(422, "#/types/0", "POST", "/webhooks", body)


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("http://receiver.example/", 409, "over TLS alone"),
        ("https://127.0.0.1/", 409, "no public address"),
        ("https://169.254.169.254/latest/meta-data/", 409, "no public address"),
        ("https://[::1]/", 409, "no public address"),
        ("https://localhost/", 409, "no public address"),
        ("https://2130706433/", 409, "four decimal numbers"),
        ("https://clerk:secret@receiver.example/", 409, "leave them out"),
        ("ftp://receiver.example/", 422, "#/url"),
        ("https://receiver.example/\n", 422, "#/url"),
    ],
)
def test_a_url_that_leads_inside_is_refused(home, url, status, said):
    with hooked(home, webhook_private_addresses=False) as hooks:
        hooks.clerk.refused(status, said, "POST", "/webhooks", {"url": url})


@pytest.mark.only("postgresql")
def test_without_a_secret_that_all_processes_share_nothing_is_subscribed(home):
    with hooked(home, webhook_secret=None) as hooks:
        said = "MINUTEBOOK_WEBHOOK_SECRET"
        hooks.clerk.refused(409, said, "POST", "/webhooks", {"url": URL})


def test_a_copy_of_a_record_sends_nothing_until_somebody_says_so(hooks, receiver):
    webhook, _ = hooks.subscribe(receiver)
    ids = hooks.record(2)
    hooks.home.past("DELETE FROM webhook_progress")
    with hooks.book.noting("default") as connection:
        progress.hold(connection, "default")
    hooks.round()
    assert receiver.got == []
    assert hooks.progress(webhook)["held"] is True
    hooks.does(webhook, "resume")
    hooks.round()
    assert receiver.ids == ids


def test_dead_letters_come_page_by_page(hooks, webhook):
    with hooks.book.noting("default") as connection:
        for position in range(1, 6):
            told = {"attempts": 1, "first_try": 1, "last_try": 2, "last_error": "it answered 500"}
            dead_letters.bury(connection, "default", webhook, position, **told)
    found = hooks.clerk.pages(f"/webhooks/{webhook}/dead-letters")
    assert [each["position"] for each in found] == [1, 2, 3, 4, 5]


def test_its_history_tells_who_asked_for_what(hooks, webhook):
    hooks.does(webhook, "replay", after=0)
    found = hooks.clerk.get(f"/webhooks/{webhook}/history")["items"]
    assert [(each["type"], each["actor"]) for each in found] == [
        ("webhook.subscribed", "local"),
        ("webhook.replay_ordered", "local"),
    ]
