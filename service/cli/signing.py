"""The proof that the record stands: keys, checkpoints, the static log, and a log that goes on."""

import signal
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from events.errors import Declined
from service.book import DEFAULT, Book
from service.cli.terminal import (
    TALK,
    InSecretariat,
    Stop,
    opened,
    progress,
    reading,
    the_settings,
    told,
)
from service.door.identity import LOCAL
from service.errors import Unserved
from service.logs import configure, log
from service.signing import keys as files
from service.signing.exporting import Export
from service.signing.keys import path_of, public_file
from service.signing.signatures import signature_of
from service.signing.signer import Signer
from service.signing.state import Remembered
from service.signing.succeeding import succeed
from service.tlog.tiles import WIDTH

keys = typer.Typer(
    help="Look after the key that checkpoints are signed with.", no_args_is_help=True
)

_GIVE_OUT = (
    "Give {public} to whoever is to check the record, by a way that does not lead through this "
    "service: in a letter, on the web site of the office. Never put it into a folder with the log: "
    "a key that comes with what it is to prove proves nothing."
)


def _say(text: str) -> None:
    TALK.print(text, markup=False, soft_wrap=True)


@keys.command("new")
def new_key(
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="A new file for the key.")],
) -> None:
    """Make a key: PATH, which nobody else may read, and PATH.pub."""
    with told():
        public = files.create(out)
    typer.echo(str(public))
    _say(f"the key is in {out}: keep it there, and a copy where no server is")
    _say(_GIVE_OUT.format(public=public_file(out)))
    _say(f"sign with it: MINUTEBOOK_SIGNING_KEY_FILE={out}")


@keys.command("show")
def show_key(
    secretariat: Annotated[
        str | None,
        typer.Option(help="As other tools take it: under the name of this one's log."),
    ] = None,
) -> None:
    """Print the public key; two while one gives way, the newest first."""
    with told():
        found = [key.public for key in files.read(path_of(the_settings()))]
    if secretariat is not None:
        with reading(secretariat) as record:
            found = [key.named(record.origin) for key in found]
    for each in found:
        typer.echo(str(each))


@keys.command("rotate")
def rotate_key(
    finish: Annotated[
        bool, typer.Option("--finish", help="End it: sign with the new key alone.")
    ] = False,
) -> None:
    """Let a new key take the place of the one there is.

    What is signed is signed by both until --finish, so that everybody has time to take the new one.
    """
    path = path_of(the_settings())
    with told():
        if finish:
            _finish(path)
            return
        said = files.rotate(path)
    typer.echo(str(said))
    _say(f"the old key says in {said} that the new one takes its place; give that out, too")
    _say(_GIVE_OUT.format(public=public_file(path)))
    _say("checkpoints are signed by both now; end that with `minutebook keys rotate --finish`")


def _finish(path: Path) -> None:
    newest = files.read(path)[0]
    if waiting := Remembered(path).not_signed_by(newest.public):
        raise Stop(
            f"the new key has not signed the newest checkpoint of {', '.join(waiting)} yet; run "
            "`minutebook sign --once`, then end it"
        )
    typer.echo(str(files.finish(path)))
    _say("checkpoints are signed by the new key alone; destroy the copies of the old one")


def sign(
    once: Annotated[bool, typer.Option("--once", help="Sign what is there, then end.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Sign nothing; hold every entry against what is signed.")
    ] = False,
) -> None:
    """Sign the logs as they grow, as a process of its own that only reads the database.

    First every entry is held against what was signed before. SIGTERM or Ctrl-C ends it.
    """
    settings = the_settings()
    with opened(settings) as book:
        signer = Signer(book, settings)
        unsound = _check(book, signer)
        if check:
            if unsound:
                raise Stop("not every log is the one that was signed")
            return
        if not signer.remembered.take_lock():
            raise Stop("another process signs with this key already; the service may do so itself")
        try:
            refused = _round(book, signer, unsound)
            if once and refused:
                raise Stop("not every log could be signed")
            if not once:
                configure(settings)
                _go_on(book, signer, unsound, settings.signing_seconds)
        finally:
            signer.remembered.let_go()


def _check(book: Book, signer: Signer) -> set[str]:
    """Return the secretariats whose logs are not those that were signed."""
    unsound = set()
    for secretariat, size in book.sizes().items():
        with progress(f"check {secretariat}", size) as step:
            wrong = signer.check(secretariat, step)
        if wrong is not None:
            unsound.add(secretariat)
            TALK.print(f"{secretariat}: {wrong}", style="red", markup=False, soft_wrap=True)
        else:
            _say(f"{secretariat}: {size} entries are as they were signed, or follow these")
    return unsound


def _round(book: Book, signer: Signer, unsound: set[str]) -> set[str]:
    """Sign every log that is sound; return those that were refused."""
    refused = set(unsound)
    for secretariat in book.sizes():
        if secretariat in unsound:
            continue
        try:
            signed = signer.sign(secretariat)
        except (Declined, OSError) as why:
            refused.add(secretariat)
            log().error("signing refused", secretariat=secretariat, detail=str(why))
        else:
            if signed is not None:
                log().debug("signed", secretariat=secretariat, size=signed.size)
    return refused


def _go_on(book: Book, signer: Signer, unsound: set[str], seconds: float) -> None:
    told_to_end = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        told_to_end.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    while not told_to_end.wait(seconds):
        try:
            _round(book, signer, unsound)
        except (DBAPIError, Unserved) as error:
            log().warning("signing waits for the database", kind=type(error).__name__)


def tiles(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder; it is added to.")],
    secretariat: InSecretariat = DEFAULT,
    disclosures: Annotated[
        bool,
        typer.Option("--disclosures", help="With what opens private values: names are in it then."),
    ] = False,
) -> None:
    """Write the log as static files, as far as it is signed: checkpoint, tiles, entries.

    Run it again to bring the folder up to date; `minutebook verify` and other tools read it.
    """
    settings = the_settings()
    with opened(settings) as book, book.reading(secretariat) as connection:
        signed = signature_of(connection, settings, secretariat)
        export = Export(connection, secretariat, signed, folder)
        bundles = -(-signed.size // WIDTH)
        with progress("tiles", bundles * (1 + disclosures)) as step:
            checkpoint = export.write(step, disclosures=disclosures)
    _say(f"{checkpoint.size} entries of {secretariat} are in {folder}, as they are signed")


log_commands = typer.Typer(help="Look after the log as a whole.", no_args_is_help=True)


@log_commands.command("succeed")
def succeed_log(
    reason: Annotated[str, typer.Option(help="Why; it is recorded.", metavar="TEXT")],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Let the log go on in a successor, after a backup was restored on purpose.

    It is refused where the log is the one that was signed, and where entries were tampered with.
    """
    settings = the_settings()
    with opened(settings) as book:
        done = succeed(book, Signer(book, settings), secretariat, reason, LOCAL)
    typer.echo(done.origin)
    _say(f"from entry {done.position} on the log of {secretariat} is {done.origin}")
    _say(
        f"{done.before.size} entries were signed as {done.before.origin}; whoever holds a "
        "checkpoint of that will see it, so tell them"
    )
    _say(
        "webhooks are signed with other secrets from now on: give each receiver the one that "
        "`POST /v1/…/webhooks/{webhook}/secret` answers"
    )
