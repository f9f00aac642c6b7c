"""Settings come from variables or from files they name, and are shown without secrets."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings, unknown_variables

URL = "postgresql+psycopg://minutes:hunter2@db.example/book"


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in ("DATABASE_URL", "DATA", "HOST"):
        monkeypatch.delenv(f"MINUTEBOOK_{name}", raising=False)


def test_the_default_is_a_file_on_this_machine():
    settings = Settings()
    assert settings.embedded
    assert settings.url == f"sqlite:///{Path('data') / 'minutebook.db'}"
    assert settings.host == "127.0.0.1"


def test_an_empty_variable_sets_nothing(monkeypatch):
    monkeypatch.setenv("MINUTEBOOK_DATABASE_URL", "")
    assert Settings().embedded


def test_variables_set_it(monkeypatch):
    monkeypatch.setenv("MINUTEBOOK_DATABASE_URL", URL)
    monkeypatch.setenv("MINUTEBOOK_PORT", "9000")
    settings = Settings()
    assert (settings.embedded, settings.url, settings.port) == (False, URL, 9000)


def test_a_secret_can_be_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "url").write_text(URL + "\n")
    monkeypatch.setenv("MINUTEBOOK_DATABASE_URL_FILE", str(tmp_path / "url"))
    assert Settings().url == URL


def test_passwords_are_not_shown():
    shown = Settings(database_url=URL).redacted()
    assert shown["database_url"] == URL.replace("hunter2", "***")
    assert shown["port"] == 8000
    assert Settings().redacted()["database_url"].startswith("sqlite:///")


def test_a_secret_of_webhooks_is_neither_short_nor_shown(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("hunter2" * 5 + "\n")
    monkeypatch.setenv("MINUTEBOOK_WEBHOOK_SECRET_FILE", str(tmp_path / "secret"))
    settings = Settings()
    assert settings.webhook_secret.get_secret_value() == "hunter2" * 5
    assert "hunter2" not in f"{settings!r} {settings.redacted()}"
    assert settings.redacted()["webhook_secret"] == "***"
    with pytest.raises(ValidationError, match="shorter than 32 bytes") as error:
        Settings(webhook_secret="hunter2")
    assert "hunter2" not in str(error.value)


def test_without_a_secret_none_is_shown():
    assert Settings().redacted()["webhook_secret"] is None


def test_steps_of_waiting_are_a_list(monkeypatch):
    monkeypatch.setenv("MINUTEBOOK_WEBHOOK_BACKOFF_SECONDS", "[1, 60]")
    assert Settings().webhook_backoff_seconds == (1, 60)
    for wrong in ("[]", "[0]"):
        monkeypatch.setenv("MINUTEBOOK_WEBHOOK_BACKOFF_SECONDS", wrong)
        with pytest.raises(ValidationError):
            Settings()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "minutes.example", "::"])
def test_it_listens_to_this_machine_only(host):
    with pytest.raises(ValidationError, match="for this machine alone; set MINUTEBOOK_ISSUER"):
        Settings(host=host)
    assert Settings(host=host, issuer="https://id.example").host == host


@pytest.mark.parametrize("issuer", ["http://id.example", "ftp://id.example", "id.example"])
def test_an_issuer_whose_words_can_be_forged_is_none(issuer):
    with pytest.raises(ValidationError, match="can be forged on the way"):
        Settings(issuer=issuer)
    assert Settings(issuer="http://127.0.0.1:9000").issuer == "http://127.0.0.1:9000"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_has_several_names(host):
    assert Settings(host=host).host == host


@pytest.mark.parametrize("url", [None, "sqlite:///minutes.db"])
def test_a_file_has_one_process(url):
    with pytest.raises(ValidationError, match="2 processes need PostgreSQL, a SQLite file has one"):
        Settings(database_url=url, workers=2)
    assert Settings(database_url=url).workers == 1


def test_a_server_may_have_several():
    assert Settings(database_url=URL, workers=4).workers == 4


def test_a_url_that_cannot_be_read_is_refused_without_being_repeated():
    with pytest.raises(ValidationError) as error:
        Settings(database_url="hunter2")
    assert "hunter2" not in str(error.value)


def test_a_misspelt_variable_is_found_with_what_it_may_mean():
    environ = {
        "MINUTEBOOK_DATABSE_URL": "x",
        "MINUTEBOOK_PORT": "1",
        "MINUTEBOOK_ZZZZZZZZ": "1",
        "MINUTEBOOK_DATABASE_URL_FILE": "x",
        "PATH": "/bin",
    }
    assert unknown_variables(environ) == {
        "MINUTEBOOK_DATABSE_URL": "MINUTEBOOK_DATABASE_URL",
        "MINUTEBOOK_ZZZZZZZZ": None,
    }
