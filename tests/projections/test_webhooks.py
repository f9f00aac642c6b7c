"""What stands about webhooks, and what of it is asked."""

from events.webhook.events import (
    ReplayOrdered,
    SecretRotated,
    WebhookChanged,
    WebhookEnded,
    WebhookPaused,
    WebhookResumed,
    WebhookSubscribed,
)
from projections import webhooks
from projections.webhooks import ENDED, PAUSED, SENDING, WebhookRow
from tests.projections.test_book import DAY, OFFICE, fold

URL = "https://receiver.example/"
TYPES = ("action.assigned", "action.completed")


def subscribed(which="a", types=TYPES, after=0):
    return WebhookSubscribed(occurred_on=DAY, webhook=which, url=URL, types=types, after=after)


def changed(url=None, types=None):
    return WebhookChanged(occurred_on=DAY, webhook="a", url=url, types=types)


OF = {"occurred_on": DAY, "webhook": "a"}
PAUSE, RESUME = WebhookPaused(**OF, reason="they move"), WebhookResumed(**OF)
ROTATED, REPLAY = SecretRotated(**OF, generation=2), ReplayOrdered(**OF, after=3)
END = WebhookEnded(**OF, reason="no more")
FIRST = WebhookRow("a", 1024, "action.assigned action.completed", 0, 1)


def test_a_subscribed_webhook_is_sent_from_its_position_on():
    assert fold(webhooks.PROJECTION, subscribed()) == [FIRST]
    assert fold(webhooks.PROJECTION, subscribed(types=(), after=9)) == [
        WebhookRow("a", 1024, "", 9, 1)
    ]


def test_a_change_touches_what_it_names():
    assert fold(webhooks.PROJECTION, subscribed(), changed(url="https://b.example/")) == [
        FIRST._replace(url=2048)
    ]
    assert fold(webhooks.PROJECTION, subscribed(), changed(types=())) == [FIRST._replace(types="")]


def test_it_pauses_goes_on_and_ends():
    assert fold(webhooks.PROJECTION, subscribed(), PAUSE) == [
        FIRST._replace(state=PAUSED, reason=2048)
    ]
    assert fold(webhooks.PROJECTION, subscribed(), PAUSE, RESUME) == [FIRST]
    ended = [FIRST._replace(state=ENDED, reason=2048)]
    assert fold(webhooks.PROJECTION, subscribed(), END) == ended
    assert fold(webhooks.PROJECTION, subscribed(), END, RESUME, REPLAY) == ended


def test_the_secret_before_is_known_by_when_it_was_exchanged():
    assert fold(webhooks.PROJECTION, subscribed(), ROTATED) == [
        FIRST._replace(generation=2, rotated=2)
    ]


def test_a_replay_orders_it_anew():
    assert fold(webhooks.PROJECTION, subscribed(), REPLAY) == [FIRST._replace(after=3, ordered=2)]


def test_facts_of_a_webhook_that_is_not_subscribed_make_no_row():
    assert fold(webhooks.PROJECTION, PAUSE, RESUME, REPLAY, END) == []


def test_webhooks_are_listed_page_by_page_with_their_words(book):
    before = book.note(subscribed("a"), subscribed("b"), subscribed("c"))
    book.note(PAUSE)
    page = book.ask(webhooks.webhooks(OFFICE, None, None, 2))
    assert [(row["webhook"], row["state"], row["reason"]) for row in page] == [
        ("a", PAUSED, "they move"),
        ("b", SENDING, None),
    ]
    assert [row["webhook"] for row in book.ask(webhooks.webhooks(OFFICE, None, "b", 2))] == ["c"]
    (one,) = book.ask(webhooks.webhook(OFFICE, "a", before))
    assert (one["state"], one["url"]) == (SENDING, URL)
    assert [row["webhook"] for row in book.ask(webhooks.in_state(OFFICE, SENDING))] == ["b", "c"]
