"""Backups: everything in one file, and back from it without what was erased since."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from service.cli.secretariats import written
from service.cli.terminal import TALK, Stop, opened, told


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; names are in it.")],
) -> None:
    """Write all secretariats into one file, to restore them from.

    Until it is deleted it holds what is erased later; `restore` leaves that out.
    """
    if file.exists():
        raise Stop(f"{file} exists already; name a file that does not", 2)
    with opened() as book, written(file) as out:
        sizes = book.backup(out)
    for name, size in sizes.items():
        TALK.print(f"{name}: {size} entries", markup=False)
    TALK.print(f"all of it is in {escape(str(file))}", soft_wrap=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")],
) -> None:
    """Take all secretariats in from a backup, into a database that has no record of them.

    What the erasures beside the database name (erasures.jsonl) does not come in.
    """
    with told(), opened() as book:
        for taken in book.restore(file):
            TALK.print(
                f"{taken.size} entries are in as {taken.secretariat}, root {taken.root}"
                + (f"; {taken.missing} texts are erased" if taken.missing else ""),
                markup=False,
                soft_wrap=True,
            )
