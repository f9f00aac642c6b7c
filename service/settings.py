"""What an operator can set, all by `MINUTEBOOK_` variables; read once at the start, passed down.

A value may be kept in a file that `<NAME>_FILE` names, so that secrets stay out of the environment.
"""

import difflib
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX: Final = "MINUTEBOOK_"

_SECRET_BYTES: Final = 32


class Settings(BaseSettings):
    """The settings of one process; the defaults suit one office on one machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    database_url: str | None = Field(
        default=None, description="Where the log is kept; by default a SQLite file in `data`."
    )
    data: Path = Field(default=Path("data"), description="The folder of everything on this disk.")
    issuer: str | None = Field(
        default=None,
        description="The issuer of access tokens (OpenID Connect); by default this machine.",
    )
    audience: str = Field(
        default="minutebook", min_length=1, description="For whom the tokens must be meant."
    )
    token_typed: bool = Field(
        default=True, description="Whether a token must be of the type at+jwt (RFC 9068)."
    )
    token_minutes: int = Field(
        default=1_440, ge=1, description="Longest life of a token that is accepted."
    )
    token_leeway_seconds: float = Field(
        default=30, ge=0, le=300, description="How far the clock of the issuer may differ."
    )
    issuer_keys_seconds: float = Field(
        default=300, ge=10, description="How long the keys of the issuer are good without a look."
    )
    requests_per_minute: int = Field(
        default=6_000, ge=0, description="Requests a minute that somebody may make; 0 is no limit."
    )
    request_burst: int = Field(
        default=600, ge=1, description="Requests that somebody may make at once."
    )
    failures_per_minute: int = Field(
        default=30,
        ge=0,
        description="Wrong tokens a minute that an address may send; 0 is no limit.",
    )
    key_days: int = Field(default=366, ge=1, description="Longest life of a key for programs.")
    denials_kept: int = Field(
        default=10_000, ge=0, description="Denied attempts that are kept of each secretariat."
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port; 0 takes a free one.")
    workers: int = Field(
        default=1, ge=1, le=64, description="Processes that serve; more than one needs PostgreSQL."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="auto is text on a terminal and JSON elsewhere."
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    body_limit: int = Field(
        default=10_000_000, ge=1_000, description="Longest body in bytes that is taken."
    )
    body_idle_seconds: float = Field(
        default=15, gt=0, le=300, description="Seconds within which more of a body must come."
    )
    header_limit: int = Field(
        default=32_768, ge=1_024, description="Longest head of a request in bytes that is taken."
    )
    header_seconds: float = Field(
        default=10, gt=0, le=300, description="Seconds within which the head must be there."
    )
    send_idle_seconds: float = Field(
        default=30, gt=0, le=600, description="Seconds an answer may wait to be read."
    )
    connections: int = Field(
        default=1_000, ge=1, description="Connections open at once in one process at most."
    )
    readers: int = Field(
        default=2, ge=1, le=64, description="Documents read at once in one process; others wait."
    )
    reading_seconds: float = Field(
        default=20, gt=0, le=600, description="Seconds that reading one document may take."
    )
    reading_pages: int = Field(
        default=500, ge=1, description="Most pages of a document that is taken in."
    )
    queue_limit: int = Field(
        default=4096, ge=1, description="Commands that may wait; more are refused with 503."
    )
    batch_limit: int = Field(default=512, ge=1, description="Commands in one transaction at most.")
    feed_wait_limit: float = Field(
        default=30, ge=0, le=300, description="Seconds a reader of the feed may wait for news."
    )
    followers: int = Field(
        default=200,
        ge=1,
        le=10_000,
        description="Streams of events at once in one process; more are refused with 503.",
    )
    heartbeat_seconds: float = Field(
        default=15,
        gt=0,
        le=300,
        description="Seconds after which a silent stream of events says that it lives.",
    )
    webhooks: bool = Field(
        default=True, description="Whether this process delivers to webhooks; others may still."
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description=(
            "32 bytes or more that secrets of webhooks are made from; the same for every process. "
            "By default the file webhook.key in `data`, made when it is first needed."
        ),
    )
    webhook_private_addresses: bool = Field(
        default=False,
        description="Whether webhooks may lead into this network, and without TLS.",
    )
    webhook_deliveries: int = Field(
        default=20, ge=1, le=1_000, description="Webhooks delivered at once by one process."
    )
    webhook_connect_seconds: float = Field(
        default=5, gt=0, le=60, description="Seconds a receiver may take to accept a connection."
    )
    webhook_seconds: float = Field(
        default=15, gt=0, le=300, description="Seconds one delivery may take in all."
    )
    webhook_backoff_seconds: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        default=(5, 30, 120, 300, 900, 1_800, 3_600, 7_200),
        min_length=1,
        description="Seconds before each further try; the last one goes on.",
    )
    webhook_give_up_hours: float = Field(
        default=72, gt=0, description="Hours after which an event is left as a dead letter."
    )
    webhook_grace_hours: float = Field(
        default=24, ge=0, description="Hours for which the secret before is used as well."
    )
    signing: bool = Field(
        default=True,
        description="Whether the service signs by itself; it does with its own SQLite file alone.",
    )
    signing_key_file: Path | None = Field(
        default=None,
        description="The file of the key that checkpoints are signed with, outside the database. "
        "By default signing.key in `data`, which the service makes with its own SQLite file.",
    )
    signing_seconds: float = Field(
        default=5,
        gt=0,
        le=3_600,
        description="Seconds between checkpoints, while anything is recorded.",
    )
    idempotency_hours: int = Field(
        default=24, ge=24, description="Hours for which a retry is answered as the first time."
    )
    clock_skew_seconds: float = Field(
        default=5,
        ge=0,
        description="How far the clock may be behind the newest entry before writes are refused.",
    )
    busy_seconds: float = Field(
        default=10, gt=0, description="Seconds a write waits for the lock of another process."
    )

    @field_validator("issuer")
    @classmethod
    def _trusted(cls, issuer: str | None) -> str | None:
        parts = urlsplit(issuer or "")
        if (
            issuer
            and parts.scheme != "https"
            and not (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        ):
            raise ValueError(f"{issuer} can be forged on the way; name the https URL of the issuer")
        return issuer

    @field_validator("host")
    @classmethod
    def _stay_at_home(cls, host: str, others: ValidationInfo) -> str:
        if not is_loopback(host) and others.data.get("issuer") is None:
            raise ValueError(
                f"{host} can be reached by others, and the tokens of this machine are for this "
                "machine alone; set MINUTEBOOK_ISSUER to the issuer that others sign in at, or "
                "listen on 127.0.0.1"
            )
        return host

    @field_validator("database_url")
    @classmethod
    def _readable(cls, url: str | None) -> str | None:
        try:
            return url and make_url(url).render_as_string(hide_password=False)
        except ArgumentError:
            raise ValueError(
                "this is no database URL; write it as postgresql+psycopg://user:password@host/name"
            ) from None

    @field_validator("workers")
    @classmethod
    def _one_process_on_sqlite(cls, workers: int, others: ValidationInfo) -> int:
        url = others.data.get("database_url")
        if workers > 1 and (url is None or make_url(url).get_backend_name() == "sqlite"):
            raise ValueError(
                f"{workers} processes need PostgreSQL, a SQLite file has one: set "
                "MINUTEBOOK_DATABASE_URL to postgresql+psycopg://user:password@host/name"
            )
        return workers

    @field_validator("webhook_secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value().encode()) < _SECRET_BYTES:
            raise ValueError(
                f"it is shorter than {_SECRET_BYTES} bytes; make one with `openssl rand -base64 32`"
            )
        return secret

    @property
    def embedded(self) -> bool:
        """Whether the log is the SQLite file that we keep ourselves."""
        return self.database_url is None

    @property
    def url(self) -> str:
        """The database as an SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data / 'minutebook.db'}"

    def redacted(self) -> dict[str, Any]:
        """Return every setting as it may be shown, passwords masked."""
        shown = self.model_dump(mode="json")
        shown["webhook_secret"] = self.webhook_secret and "***"
        shown["database_url"] = make_url(self.url).render_as_string(hide_password=True)
        return shown

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Look at arguments first, then at variables, then at the files that variables name."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _Files(settings_cls)


class _Files(EnvSettingsSource):
    """Reads a setting from the file that `<NAME>_FILE` names."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the text of the file without its last line end, or None where none is named."""
        del field
        path = self.env_vars.get(f"{PREFIX}{field_name}_FILE".lower())
        text = None if path is None else Path(path).read_text(encoding="utf-8").rstrip("\r\n")
        return text, field_name, False


def unknown_variables(environ: Mapping[str, str]) -> dict[str, str | None]:
    """Return `MINUTEBOOK_` variables that set nothing, with the nearest name that would."""
    names = [name.upper() for name in Settings.model_fields]
    known = {*names, *(f"{name}_FILE" for name in names)}
    given = {name: name.upper().removeprefix(PREFIX) for name in environ if _is_ours(name)}
    return {name: _nearest(rest, known) for name, rest in given.items() if rest not in known}


def _is_ours(variable: str) -> bool:
    return variable.upper().startswith(PREFIX)


def _nearest(name: str, known: Collection[str]) -> str | None:
    found = difflib.get_close_matches(name, known, n=1)
    return PREFIX + found[0] if found else None


def is_loopback(host: str) -> bool:
    """Tell whether nobody beyond this machine is meant."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
