"""Erasures on the command line: asked for, seen, decided, and finished where a database needs it.

The operator is one person here: who asks at the command line does not approve at it.
"""

import re
from datetime import UTC, datetime
from typing import Annotated

import typer

from events.base import Provenance
from events.ids import DocumentId, ErasureId, PersonId
from events.plans import Planner, only
from events.privacy.commands import ApproveErasure, RefuseErasure, RequestErasure
from events.privacy.planning import approving
from events.privacy.terms import Named
from events.when import When, on_day
from projections import erasures as queries
from service.book import DEFAULT, Book
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    Stop,
    as_json,
    as_table,
    opened,
    reading,
)
from service.door.identity import LOCAL
from service.erasing.finding import Found, found
from service.ledger.ask import Ask
from service.ledger.database import is_sqlite
from service.routes.erasure_views import erasure_view, plan_view

erasure = typer.Typer(help="Erase what names somebody; two persons decide.", no_args_is_help=True)

_ALL = 1_000_000
_VALUE = re.compile(r"([1-9][0-9]*)((?:/[A-Za-z0-9_]+)+)(?:#([0-9]+(?:,[0-9]+)*))?")

_Erasure = Annotated[str, typer.Argument(metavar="ERASURE", help="Its identity.")]
_Why = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; it is private.")]
_Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="POSITION/POINTER[#WORDS]",
        help="A value, or words of it by number from 0: 17/text#3,4; repeat it for more.",
    ),
]
_Spared = Annotated[
    list[str] | None,
    typer.Option("--spare", metavar="POSITION/POINTER", help="A value that stays all the same."),
]


@erasure.command("request")
def request_erasure(
    basis: Annotated[str, typer.Option(help="The code of the law; everybody can read it.")],
    person: Annotated[
        str | None, typer.Option("--person", metavar="ID", help="Whoever is to be named no more.")
    ] = None,
    values: _Values = None,
    spared: _Spared = None,
    reason: _Why = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Ask for an erasure; nothing goes until somebody else has seen the plan and agrees."""
    with opened() as book:
        asked = RequestErasure(
            occurred_on=_today(),
            erasure=ErasureId(book.mint()),
            person=None if person is None else PersonId(person),
            values=_named(values),
            spared=_named(spared),
            basis=basis,
            reason=reason,
            by=LOCAL,
        )
        _submit(book, secretariat, only(asked, fresh=frozenset({asked.stream})))
    typer.echo(asked.erasure)
    TALK.print(f"asked for; see what goes: minutebook erasure plan {asked.erasure}", markup=False)


@erasure.command("list")
def list_erasures(json: AsJson = False, secretariat: InSecretariat = DEFAULT) -> None:
    """List what was asked for, and what became of it."""
    with reading(secretariat) as record:
        rows = record.all(queries.erasures(secretariat, None, None, None, _ALL))
        views = [erasure_view(row) for row in rows]
    if json:
        as_json({"items": [each.model_dump(exclude_none=True) for each in views]})
        return
    as_table(
        ("identity", "state", "basis", "person", "asked for", "by", "decided by"),
        [
            (
                *(each.id, each.state, each.basis, each.person),
                *(each.requested_on, each.requested_by, each.decided_by),
            )
            for each in views
        ],
        "no erasure was asked for",
    )


@erasure.command("plan")
def show_plan(which: _Erasure, json: AsJson = False, secretariat: InSecretariat = DEFAULT) -> None:
    """Show what an erasure takes away, as the record stands now."""
    with opened() as book:
        view = plan_view(_found(book, secretariat, which), book.size(secretariat))
    if json:
        as_json(view)
        return
    as_table(
        ("position", "what", "as it stands", "what is left"),
        [(each.position, each.pointer, each.text, each.left) for each in view.values],
        "no value goes",
    )
    for paper in view.documents:
        TALK.print(f"the words stand in document {paper.document}: --keep or --remove it")
    TALK.print(f"to approve it: --plan {view.plan}", soft_wrap=True)


@erasure.command("approve")
def approve_erasure(
    which: _Erasure,
    plan: Annotated[str, typer.Option(help="The plan that was seen: nothing else goes.")],
    removed: Annotated[
        list[str] | None, typer.Option("--remove", metavar="DOCUMENT", help="Let it go, bytes too.")
    ] = None,
    kept: Annotated[
        list[str] | None, typer.Option("--keep", metavar="DOCUMENT", help="Keep it as it is.")
    ] = None,
    reason: _Why = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Agree to a plan, and erase it for good."""
    if kept and reason is None:
        raise Stop("say why a document is kept: --reason", 2)
    decisions = {DocumentId(each): reason for each in kept or ()}
    decisions |= {DocumentId(each): None for each in removed or ()}
    asked = ApproveErasure(occurred_on=_today(), erasure=ErasureId(which), plan=plan, by=LOCAL)
    with opened() as book:
        _submit(book, secretariat, approving(asked, decisions))
        _tell_whether_done(book.finish_erasures(secretariat), sqlite=is_sqlite(book.url))


@erasure.command("refuse")
def refuse_erasure(
    which: _Erasure, reason: _Why = None, secretariat: InSecretariat = DEFAULT
) -> None:
    """Leave everything as it is."""
    asked = RefuseErasure(occurred_on=_today(), erasure=ErasureId(which), reason=reason, by=LOCAL)
    with opened() as book:
        _submit(book, secretariat, only(asked))
    TALK.print("refused; nothing was erased")


@erasure.command("finish")
def finish_erasures() -> None:
    """Wipe what the database still holds of erased values in freed pages, logs and indexes.

    On PostgreSQL it takes the owner of the tables, and readers wait meanwhile. Erasures that a
    restored database does not know of are carried out again first.
    """
    with opened() as book:
        for secretariat in book.sizes():
            again = book.repeat_erasures(secretariat)
            if again:
                TALK.print(f"{again} erasures were carried out again in {secretariat}")
            book.finish_erasures(secretariat)
        _tell_whether_done(book.wipe(), sqlite=True)


def _tell_whether_done(done: bool, *, sqlite: bool) -> None:
    if done:
        TALK.print("erased; nothing of it is left in the files of the database")
    elif sqlite:
        raise Stop("somebody reads from the write-ahead file; later: minutebook erasure finish")
    else:
        TALK.print("erased; the owner of the tables wipes them: minutebook erasure finish")


def _found(book: Book, secretariat: str, which: str) -> Found:
    with book.reading(secretariat) as connection:
        going = found(connection, secretariat, ErasureId(which))
    if going is None:
        raise Stop(f"no erasure {which} waits to be decided")
    return going


def _submit(book: Book, secretariat: str, plan: Planner) -> None:
    book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), plan))


def _named(said: list[str] | None) -> tuple[Named, ...]:
    return tuple(map(_value, said or ()))


def _value(said: str) -> Named:
    read = _VALUE.fullmatch(said)
    if read is None:
        raise Stop(f"{said} names no value; write 17/text, or 17/text#3,4 for words of it", 2)
    position, pointer, words = read.groups()
    numbers = None if words is None else tuple(map(int, words.split(",")))
    return Named(int(position), pointer, numbers)


def _today() -> When:
    return on_day(datetime.now(UTC).date())
