"""Answers with their proof, as files that verify anywhere."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

from service.book import DEFAULT
from service.cli.terminal import TALK, InSecretariat, KnownAt, Stop, moment_of, opened, the_settings
from service.http.fields import Id
from service.proving.making import Proving

prove = typer.Typer(help="Answer with a proof, as a file that verifies anywhere.")


@prove.callback()
def proving() -> None:
    """Answer with a proof, as a file that verifies anywhere."""


@prove.command("action")
def prove_action(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The identity of the action.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="On this day; else today."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it there."),
    ] = None,
    known_at: KnownAt = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Say who owned an action on a day, on whose authority, from which line, and prove it.

    Without --known-at it is answered as known at the newest signed checkpoint.
    """
    try:
        action = TypeAdapter(Id).validate_python(identity)
    except ValidationError as error:
        raise Stop(f"{identity} is no identity; copy one from `minutebook actions`", 2) from error
    settings, moment = the_settings(), moment_of(known_at)
    day = as_of.date() if as_of else datetime.now(UTC).date()
    with opened(settings) as book, book.record(secretariat, moment) as record:
        answer = Proving(record, settings, newest=moment is None).owners(action, day)
        text = orjson.dumps(answer, option=orjson.OPT_INDENT_2)
        if out is None:
            sys.stdout.write(text.decode() + "\n")
            return
        out.write_bytes(text)
    owners = len(answer["answer"]["owners"])
    TALK.print(
        f"{out}: {owners} owner{'' if owners == 1 else 's'} on {day}, as known at "
        f"{answer['question']['known_at']}, from {len(answer['entries'])} entries",
        markup=False,
    )
