import pytest

from events.base import ERASED
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import WebhookId
from events.webhook import DECIDER
from events.webhook import commands as ask
from events.webhook.events import (
    ReplayOrdered,
    SecretRotated,
    WebhookChanged,
    WebhookEnded,
    WebhookPaused,
    WebhookResumed,
    WebhookSubscribed,
)
from events.webhook.state import Ended, Subscribed, Unsubscribed
from events.when import When

TODAY = When("2013-03-11")
HOOK = WebhookId("hook")
URL, ELSEWHERE = "https://receiver.example/minutes", "https://other.example/"
OF = {"occurred_on": TODAY, "webhook": HOOK}
SUBSCRIBED = WebhookSubscribed(**OF, url=URL, types=("action.assigned",), after=7)
PAUSED = WebhookPaused(**OF, reason="they move")
ENDED = WebhookEnded(**OF, reason=None)
COMMANDS = (
    ask.ChangeWebhook(**OF, url=ELSEWHERE, types=()),
    ask.PauseWebhook(**OF),
    ask.ResumeWebhook(**OF),
    ask.RotateSecret(**OF),
    ask.OrderReplay(**OF, after=0),
    ask.EndWebhook(**OF),
)
FACTS = (
    WebhookChanged(**OF, url=ELSEWHERE, types=()),
    PAUSED,
    WebhookResumed(**OF),
    SecretRotated(**OF, generation=2),
    ReplayOrdered(**OF, after=0),
    ENDED,
)


@pytest.fixture
def hook(spec):
    return spec(DECIDER)


@pytest.fixture
def live(hook):
    return hook.given(SUBSCRIBED)


def subscribe(url=URL):
    return ask.SubscribeWebhook(**OF, url=url, types=("action.assigned",), after=7)


def change(url=URL, types=("action.assigned",)):
    return ask.ChangeWebhook(**OF, url=url, types=types)


def test_a_webhook_is_subscribed_from_a_position_on(hook):
    assert hook.when(subscribe()) == [SUBSCRIBED]


def test_it_is_subscribed_once(live):
    with pytest.raises(AlreadyThere, match="webhook hook is subscribed already"):
        live.when(subscribe())


def test_it_leads_somewhere(hook, live):
    for asked, of in ((subscribe(" "), hook), (change(" "), live)):
        with pytest.raises(Refused, match="the URL of the webhook is empty"):
            of.when(asked)


def test_it_can_lead_elsewhere_or_send_other_types(live):
    to, types = ELSEWHERE, ("meeting.scheduled",)
    assert live.when(change(to)) == [WebhookChanged(**OF, url=to, types=None)]
    assert live.when(change(types=types)) == [WebhookChanged(**OF, url=None, types=types)]
    assert live.when(change(to, ())) == [WebhookChanged(**OF, url=to, types=())]
    assert live.when(change()) == []


def test_what_was_changed_is_what_holds(live):
    changed = live.given(WebhookChanged(**OF, url=ELSEWHERE, types=None))
    assert changed.when(change(ELSEWHERE)) == []
    assert changed.given(WebhookChanged(**OF, url=None, types=())).when(change(ELSEWHERE, ())) == []


def test_it_pauses_and_goes_on(live):
    assert live.when(ask.PauseWebhook(**OF, reason="they move")) == [PAUSED]
    assert live.when(ask.ResumeWebhook(**OF)) == []
    assert live.given(PAUSED).when(ask.PauseWebhook(**OF)) == []
    assert live.given(PAUSED).when(ask.ResumeWebhook(**OF)) == [WebhookResumed(**OF)]
    assert live.given(PAUSED, WebhookResumed(**OF)).when(ask.ResumeWebhook(**OF)) == []


def test_each_secret_has_a_number_of_its_own(live):
    assert live.when(ask.RotateSecret(**OF)) == [SecretRotated(**OF, generation=2)]
    again = live.given(SecretRotated(**OF, generation=2)).when(ask.RotateSecret(**OF))
    assert again == [SecretRotated(**OF, generation=3)]


def test_what_was_sent_is_sent_again(live):
    assert live.when(ask.OrderReplay(**OF, after=3)) == [ReplayOrdered(**OF, after=3)]
    again = live.given(ReplayOrdered(**OF, after=3)).when(ask.OrderReplay(**OF, after=3))
    assert again == [ReplayOrdered(**OF, after=3)]


def test_it_ends_once(live):
    assert live.when(ask.EndWebhook(**OF)) == [ENDED]
    assert live.given(ENDED).when(ask.EndWebhook(**OF, reason="again")) == []


@pytest.mark.parametrize("command", [ask.PauseWebhook, ask.EndWebhook])
def test_a_reason_says_something(live, command):
    with pytest.raises(Refused, match="the reason is empty"):
        live.when(command(**OF, reason=" "))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: type(each).__name__)
def test_what_is_not_there_is_not_changed(hook, command):
    with pytest.raises(NotFound, match="there is no such webhook"):
        hook.when(command)


@pytest.mark.parametrize("command", COMMANDS[:-1], ids=lambda each: type(each).__name__)
def test_what_has_ended_stays_so(live, command):
    with pytest.raises(Refused, match="this webhook has ended; subscribe another one"):
        live.given(ENDED).when(command)


@pytest.mark.parametrize("fact", FACTS, ids=lambda each: type(each).__name__)
def test_facts_out_of_order_change_nothing(hook, live, fact):
    assert hook.given(fact).state == Unsubscribed()
    assert live.given(ENDED, fact).state == Ended()


def test_an_erased_url_can_be_replaced(hook):
    erased = hook.given(WebhookSubscribed(**OF, url=ERASED, types=(), after=0))
    assert erased.state == Subscribed(ERASED, ())
    assert erased.when(change(types=())) == [WebhookChanged(**OF, url=URL, types=None)]
