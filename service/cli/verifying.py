"""Verification on the command line; `minutebook-verify` does the same without Minutebook."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from service import tlog
from service.cli.terminal import TALK, AsJson, Stop, told
from service.proving.recomputing import judge
from service.tlog.verifier import USAGE, tell
from service.tlog.verifying import asked
from service.tlog.verifying.findings import Report

verify = typer.Typer(
    help="Verify logs, events and answers: 0 verified, 1 invalid, 2 wrongly called, 3 incomplete.",
    no_args_is_help=True,
)

Keys = Annotated[
    list[Path],
    typer.Option(
        "--key",
        metavar="FILE",
        help="A public key, from elsewhere than the log; may be given several times.",
    ),
]


@verify.command("log")
def verify_log(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The exported log.")],
    key: Keys,
    since: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help="An earlier checkpoint, or the folder of its export."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Verify a whole log: every entry, every tile, and that it goes on from what it was."""
    _end(lambda: asked.log(folder, key, since), json)


@verify.command("event")
def verify_event(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Their proofs.")],
    key: Keys,
    json: AsJson = False,
) -> None:
    """Verify single events by their proofs."""
    _end(lambda: asked.events(files, key), json)


@verify.command("consistency")
def verify_consistency(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier checkpoint.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later one.")],
    log: Annotated[Path, typer.Option(metavar="DIR", help="The exported log.")],
    key: Keys,
    json: AsJson = False,
) -> None:
    """Verify that a later checkpoint goes on from an earlier one."""
    _end(lambda: asked.consistency(old, new, log, key), json)


@verify.command("answer")
def verify_answer(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The answer with its proof.")],
    key: Keys,
    log: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The exported log, to see that nothing is left out."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Verify an answer, and work it out anew from the entries it comes with."""
    _end(lambda: asked.answer(file, key, log, judge), json)


@verify.command("rendition")
def verify_rendition(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Published minutes.")],
    key: Keys,
    json: AsJson = False,
) -> None:
    """Verify published minutes: that they read as recorded, but for what is marked."""
    _end(lambda: asked.rendition(file, key), json)


def verifier(
    out: Annotated[Path, typer.Argument(metavar="OUT.pyz", help="The program to be written.")],
) -> None:
    """Write a program that verifies: one file, which needs Python and `cryptography` alone."""
    root = Path(tlog.__file__).parent
    with told(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("__main__.py", "from service.tlog.verifier import main\n\nmain()\n")
        packed.writestr("service/__init__.py", "")
        for each in sorted(root.rglob("*.py")):
            packed.write(each, Path("service") / "tlog" / each.relative_to(root))
    TALK.print(f"run it with python {out} log DIR --key FILE", markup=False)


def _end(verification: Callable[[], Report], json: bool) -> None:
    try:
        report = verification()
    except asked.Misuse as why:
        raise Stop(why, USAGE) from why
    tell(report, as_json=json)
    raise typer.Exit(report.status)
