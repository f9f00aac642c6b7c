"""How commands talk: what programs read goes to standard output, what people are told to error."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import orjson
import typer
from pydantic import BaseModel, TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import DBAPIError

from events.errors import Declined
from service.book import DEFAULT, Book
from service.errors import Unserved
from service.http.fields import Known
from service.ids import Mint
from service.ledger import failures
from service.ledger.database import Unserveable
from service.record import Record
from service.settings import Settings

TALK = Console(stderr=True, highlight=False)

InSecretariat = Annotated[
    str, typer.Option("--secretariat", help="Whose minute book.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar="MOMENT",
        help="As the record stood at a position (42) or an instant (2026-11-20T16:00:00Z).",
    ),
]


class Stop(typer.Exit):
    """Ends the command with a status, after telling why."""

    def __init__(self, why: object, status: int = 1) -> None:
        """Tell `why` on standard error."""
        TALK.print(f"minutebook: {why}", style="red", markup=False, soft_wrap=True)
        super().__init__(status)


@contextmanager
def told() -> Iterator[None]:
    """Turn a refusal into its words and status 1."""
    try:
        yield
    except (Declined, Unserved) as why:
        raise Stop(str(why) or type(why).__doc__) from why
    except DBAPIError as error:
        if failures.forbidden(error):
            said = str(error.orig).partition("\n")[0]
            raise Stop(
                "this takes the owner of the database: name that role in MINUTEBOOK_DATABASE_URL "
                f"({said})"
            ) from error
        raise Stop(f"the database cannot be used: {error.orig}") from error
    except OSError as error:
        raise Stop(f"{error.filename}: {error.strerror}") from error
    except Unserveable as error:
        raise Stop(error) from error


def the_settings(**given: str | int | None) -> Settings:
    """Return the settings in force, over them those that are given; a wrong one is told."""
    build: Any = Settings
    try:
        settings: Settings = build(**{key: part for key, part in given.items() if part is not None})
    except ValidationError as error:
        for each in error.errors():
            name = "_".join(str(part) for part in each["loc"]).upper()
            why = each["msg"].removeprefix("Value error, ")
            TALK.print(f"  MINUTEBOOK_{name}: {why}", markup=False, soft_wrap=True)
        raise Stop("a setting cannot be used; correct it") from error
    return settings


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Book]:
    """Open the minute book of the settings, and let go of it at the end."""
    with told():
        book = Book(settings or the_settings(), Mint())
        try:
            yield book
        finally:
            book.close()


@contextmanager
def reading(secretariat: str = DEFAULT, known_at: str | None = None) -> Iterator[Record]:
    """Open the record as it stood."""
    moment = moment_of(known_at)
    with opened() as book, book.record(secretariat, moment) as record:
        yield record


def moment_of(text: str | None) -> int | datetime | None:
    """Return what --known-at says."""
    if text is None:
        return None
    try:
        moment: int | datetime = TypeAdapter(Known).validate_python(text)
    except ValidationError as error:
        raise Stop(
            f"--known-at {text}: write a position such as 42, or an instant such as "
            "2026-11-20T16:00:00Z",
            2,
        ) from error
    return moment


def as_json(shown: BaseModel | Sequence[BaseModel] | dict[str, Any]) -> None:
    """Print JSON for programs."""
    match shown:
        case BaseModel():
            content: Any = shown.model_dump(mode="json", exclude_none=True)
        case dict():
            content = shown
        case _:
            content = [each.model_dump(mode="json", exclude_none=True) for each in shown]
    sys.stdout.write(orjson.dumps(content, option=orjson.OPT_INDENT_2).decode() + "\n")


_IDENTITIES = {"action", "body", "meeting", "identity", "other identity"}
"""Columns that a person copies into the next command."""


def as_table(columns: Sequence[str], rows: Iterable[Sequence[object]], nothing: str) -> None:
    """Print a table for people, or say that there is nothing."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in _IDENTITIES)
    for row in rows:
        table.add_row(*("" if each is None else str(each) for each in row))
    if table.row_count:
        width = None if sys.stdout.isatty() else 160
        Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)
    else:
        TALK.print(nothing)


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while something long goes on; call what is given once a step."""
    bar = Progress(
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=TALK
    )
    done, every = 0, 1 + min(total // 100, 999)
    with bar:
        task = bar.add_task(what, total=total)

        def step() -> None:
            nonlocal done
            done += 1
            if done % every == 0 or done == total:
                bar.update(task, completed=done)

        yield step
        bar.update(task, completed=done)
