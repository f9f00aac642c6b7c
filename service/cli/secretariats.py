"""Whole secretariats: made, listed, and moved from one database into another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from pydantic import TypeAdapter, ValidationError
from rich.markup import escape

from events.fields import Secretariat
from service import clock
from service.book import DEFAULT, Book
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    Stop,
    as_json,
    as_table,
    opened,
    progress,
    told,
)
from service.moving import announced
from service.secretariats import close, create, offices

secretariats = typer.Typer(help="Look after secretariats: one log each.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits and dashes.")]


@secretariats.command("list")
def list_secretariats(json: AsJson = False) -> None:
    """List the secretariats and the size of their logs."""
    with opened() as book, book.reading() as connection:
        found = offices(connection)
    if json:
        as_json({"items": [each._asdict() for each in found]})
        return
    as_table(
        ("secretariat", "entries", "log", "state"),
        [(each[0], each.size, each.origin, "closed" if each.closed else "open") for each in found],
        "no secretariats",
    )


@secretariats.command("create")
def create_secretariat(name: _Name) -> None:
    """Begin a new secretariat, with an empty log."""
    _known_form(name)
    with opened() as book, book.operating(name) as connection:
        create(connection, name, book.mint)
    TALK.print(f"the secretariat {name} is begun", markup=False)


@secretariats.command("reopen")
def reopen_secretariat(name: _Name) -> None:
    """Open a log again that was closed, where the move did not come about."""
    with opened() as book, book.operating(name) as connection:
        close(connection, name, None)
    TALK.print(f"the secretariat {name} is open", markup=False)


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; names are in it.")],
    secretariat: InSecretariat = DEFAULT,
    closing: Annotated[
        bool,
        typer.Option("--close", help="Close the log first, because it moves: nothing is added."),
    ] = False,
) -> None:
    """Write a whole secretariat into a file, to take it in elsewhere.

    Without --close it is a copy, and the log here goes on.
    """
    if file.exists():
        raise Stop(f"{file} exists already; name a file that does not", 2)
    with (
        opened() as book,
        _closed(book, secretariat) if closing else nullcontext(),
        written(file) as out,
        progress("export", book.size(secretariat)) as step,
    ):
        count = book.export(secretariat, out, step)
    TALK.print(f"{count} entries of {secretariat} are in {escape(str(file))}", soft_wrap=True)
    if closing:
        TALK.print(
            "nothing can be recorded here any more; if the move does not come about: "
            f"minutebook secretariats reopen {secretariat}",
            markup=False,
            soft_wrap=True,
        )


@contextmanager
def _closed(book: Book, secretariat: str) -> Iterator[None]:
    """Close the log; it goes on here where nothing came of the export."""
    with book.operating(secretariat) as connection:
        close(connection, secretariat, clock.now())
    try:
        yield
    except BaseException:
        with book.operating(secretariat) as connection:
            close(connection, secretariat, None)
        raise


@contextmanager
def written(file: Path) -> Iterator[BinaryIO]:
    """Write beside the file first, so that it is whole and on disk once it has its name."""
    beside = file.with_name(f"{file.name}.part")
    with beside.open("xb") as out:
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            beside.rename(file)
        finally:
            beside.unlink(missing_ok=True)


def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `export` wrote.")],
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Another name for it here.")
    ] = None,
) -> None:
    """Take in a secretariat from another database: the same positions, hashes and root.

    Every entry is checked on the way; it comes in whole, or not at all.
    """
    if name is not None:
        _known_form(name)
    with told(), opened() as book, progress("import", announced(file)) as step:
        taken = book.take_in(file, name, step)
    TALK.print(
        f"{taken.size} entries are in as {taken.secretariat}, root {taken.root}"
        + (f"; {taken.missing} texts were erased before" if taken.missing else ""),
        markup=False,
        soft_wrap=True,
    )


def _known_form(name: str) -> None:
    try:
        TypeAdapter(Secretariat).validate_python(name)
    except ValidationError as error:
        raise Stop(
            f"{name!r} is no name for a secretariat: write small letters, digits and dashes, as in "
            "harbour-office",
            2,
        ) from error
