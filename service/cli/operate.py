"""What an operator does: serve, rebuild, upgrade, and look at settings and the contract."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import orjson
import typer
import uvicorn

from service import roles
from service.book import DEFAULT, Book, upgrade
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    Stop,
    as_json,
    as_table,
    opened,
    progress,
    the_settings,
    told,
)
from service.http.metrics import SHARED
from service.ids import Mint
from service.ledger.database import EVERY, is_sqlite, open_writer, transaction
from service.logs import configure
from service.schema import head
from service.settings import Settings, unknown_variables

database = typer.Typer(help="Look after the database.", no_args_is_help=True)


def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port; 0 takes a free one.")] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes that serve; more than one needs PostgreSQL.")
    ] = None,
) -> None:
    """Serve the minute book over HTTP.

    SIGTERM or Ctrl-C stops it, once what is waiting is recorded. A worker that dies is replaced.
    """
    settings = the_settings(host=host, port=port, workers=workers)
    with opened(settings):
        pass  # what is wrong with the database is told in a sentence, before anything is started
    configure(settings)
    with told(), _counters_of(settings.workers):
        uvicorn.run(
            "service.app:worker",
            factory=True,
            workers=settings.workers,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            http="service.http.protocol:BoundedProtocol",
            timeout_graceful_shutdown=30,
            server_header=False,
        )


@contextmanager
def _counters_of(workers: int) -> Iterator[None]:
    """Give several workers a folder for their counters, which is gone when they are."""
    if workers == 1:
        yield
        return
    with TemporaryDirectory(prefix="minutebook-") as folder:
        os.environ[SHARED] = folder
        yield


def rebuild(
    secretariat: InSecretariat = DEFAULT,
    to: Annotated[
        int | None, typer.Option(help="As of this position; needs --into.", min=0)
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="A new SQLite file for the record as of --to.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; say whether the tables are right.")
    ] = False,
) -> None:
    """Refill the read models from the log.

    It is one transaction: readers go on with the old rows, writers wait.
    """
    if (to is None) != (into is None):
        raise Stop("--to and --into go together: a past state is written beside the live one", 2)
    with opened() as book:
        size = book.size(secretariat)
        if into is not None and to is not None:
            _into(book, secretariat, into, min(to, size))
        elif check:
            _check(book, secretariat, size)
        else:
            with progress("rebuild", size) as step:
                count = book.rebuild(secretariat, step)
            TALK.print(f"rebuilt from {count} events")


def _into(book: Book, secretariat: str, path: Path, position: int) -> None:
    try:
        with progress("rebuild", position) as step:
            count = book.rebuild_into(secretariat, position, path, step)
    except FileExistsError as why:
        raise Stop(why, 2) from why
    TALK.print(f"the record as of position {position} ({count} events) is in {path}")


def _check(book: Book, secretariat: str, size: int) -> None:
    with progress("check", size) as step:
        differences = book.check(secretariat, step)
    if not differences:
        TALK.print(f"the read models are what {size} events say")
        return
    for each in differences:
        TALK.print(f"{each.table}: {each.missing} rows missing, {each.surplus} too many")
    raise Stop("the read models differ from the log; run `minutebook rebuild`")


@database.command("upgrade")
def upgrade_database() -> None:
    """Bring the schema up to date; read models are refilled where it changed them."""
    settings = the_settings()
    with told():
        if settings.embedded:
            settings.data.mkdir(parents=True, exist_ok=True)
        engine = open_writer(settings.url, busy_seconds=settings.busy_seconds)
        try:
            changed = upgrade(engine, Mint())
            with transaction(engine, EVERY) as connection:
                unguarded = not is_sqlite(settings.url) and roles.application(connection) is None
        finally:
            engine.dispose()
    TALK.print(f"the database is at schema {head()}{'' if changed else ', as it was'}")
    if unguarded:
        TALK.print("no role is set aside for the service here: see `minutebook db roles`")


@database.command("roles")
def print_roles(
    name: Annotated[str, typer.Option("--database", help="Its name.")] = roles.DATABASE,
    owner: Annotated[str, typer.Option(help="Who owns and upgrades the tables.")] = roles.OWNER,
    application: Annotated[
        str, typer.Option(help="Whom the service works as.")
    ] = roles.APPLICATION,
) -> None:
    """Print what a superuser of PostgreSQL runs once, to make the database and both roles."""
    for statement in roles.statements(name, owner, application):
        sys.stdout.write(f"{statement};\n")


def openapi() -> None:
    """Print the contract (OpenAPI 3.1)."""
    from service.app import create_app  # noqa: PLC0415  no other command makes every route

    document = create_app(the_settings()).openapi()
    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")


def config(json: AsJson = False) -> None:
    """Print the settings in force, secrets masked."""
    shown = the_settings().redacted()
    if json:
        as_json(shown)
        return
    fields = Settings.model_fields
    as_table(
        ("variable", "value", "what it is"),
        [
            (f"MINUTEBOOK_{name.upper()}", value, fields[name].description)
            for name, value in shown.items()
        ],
        "no settings",
    )


def warn_of_unknown_variables() -> None:
    """Tell about variables that look like settings and are none."""
    for name, meant in unknown_variables(os.environ).items():
        if name not in _ELSEWHERE:
            TALK.print(f"{name} sets nothing" + (f"; did you mean {meant}?" if meant else ""))


_ELSEWHERE = {"MINUTEBOOK_CORPUS"}
