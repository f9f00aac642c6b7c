"""What the command line tells of webhooks is what the service tells."""

import orjson
import pytest

from tests.service.test_cli import NOBODY, run
from tests.service.webhooks.conftest import MINUTE, hooked


@pytest.fixture
def failing(home, receiver):
    with hooked(home, webhook_give_up_hours=1e-9) as hooks:
        webhook, _ = hooks.subscribe(receiver)
        hooks.record(2)
        receiver.status(500)
        for _ in range(3):
            hooks.round()
            hooks.passes(MINUTE)
        yield hooks, webhook


def told(home, *arguments):
    done = run("webhooks", *arguments, **home.variables)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_webhooks_are_listed_with_what_holds_them_up(failing):
    hooks, webhook = failing
    shown = hooks.clerk.get("/webhooks")["items"]
    assert orjson.loads(told(hooks.home, "list", "--json")) == {"items": shown}
    table = told(hooks.home, "list")
    assert webhook in table
    assert "it answered 500" in table
    assert "http://" not in table


def test_dead_letters_are_listed(failing):
    hooks, webhook = failing
    shown = hooks.letters(webhook)
    assert shown
    assert orjson.loads(told(hooks.home, "dead-letters", webhook, "--json")) == {"items": shown}
    assert "it answered 500" in told(hooks.home, "dead-letters", webhook)
    missing = run("webhooks", "dead-letters", NOBODY, **hooks.home.variables)
    assert missing.exit_code == 1
    assert "there is no webhook" in missing.output
