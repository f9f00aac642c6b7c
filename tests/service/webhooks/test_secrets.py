"""Secrets of webhooks are derived, the same by every process, and stored nowhere."""

import stat
from base64 import b64decode

import pytest

from events.errors import Refused
from service.settings import Settings
from service.webhooks.secrets import KEY, Secrets
from tests.service.webhooks.conftest import SECRET

URL = "postgresql+psycopg://minutes@db.example/book"
OF = ("minutebook/log", "hook", 1)


def test_a_secret_is_one_of_standard_webhooks():
    secret = Secrets(Settings(webhook_secret=SECRET)).secret(*OF)
    assert secret.startswith("whsec_")
    assert len(b64decode(secret.removeprefix("whsec_"))) == 32


def test_every_log_webhook_and_exchange_has_a_secret_of_its_own():
    secrets = Secrets(Settings(webhook_secret=SECRET))
    others = [("minutebook/other", "hook", 1), ("minutebook/log", "other", 1), (*OF[:2], 2)]
    assert len({secrets.secret(*each) for each in [OF, *others]}) == 4
    assert Secrets(Settings(webhook_secret=SECRET)).secret(*OF) == secrets.secret(*OF)
    assert Secrets(Settings(webhook_secret=SECRET + "!")).secret(*OF) != secrets.secret(*OF)


def test_an_embedded_service_makes_its_own_when_it_is_first_needed(tmp_path):
    settings = Settings(data=tmp_path)
    secrets = Secrets(settings)
    secrets.require()
    assert not (tmp_path / KEY).exists()
    found = secrets.secret(*OF)
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    assert len((tmp_path / KEY).read_bytes()) == 32
    assert Secrets(settings).secret(*OF) == found
    assert [each.name for each in tmp_path.iterdir()] == [KEY]


def test_a_damaged_key_is_not_signed_with(tmp_path):
    (tmp_path / KEY).write_bytes(b"short")
    with pytest.raises(Refused, match=r"webhook\.key is damaged"):
        Secrets(Settings(data=tmp_path)).secret(*OF)


def test_a_database_of_many_machines_needs_one_that_they_share():
    secrets = Secrets(Settings(database_url=URL))
    for ask in (secrets.require, lambda: secrets.secret(*OF)):
        with pytest.raises(Refused, match="the operator sets MINUTEBOOK_WEBHOOK_SECRET"):
            ask()
    Secrets(Settings(database_url=URL, webhook_secret=SECRET)).require()
