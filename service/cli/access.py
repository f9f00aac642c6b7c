"""Who may come in: tokens of this machine, roles, and keys for programs, by the operator."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from events.access import commands
from events.access.terms import FOR_MACHINES, RIGHTS, Right, Role
from events.base import Command, Provenance
from events.ids import ActorId, BodyId, KeyId
from events.plans import only
from events.when import When, on_day
from projections import actors
from service.book import DEFAULT, Book
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    opened,
    reading,
    the_settings,
)
from service.cli.things import the_body
from service.door.api_keys import new_key
from service.door.identity import LOCAL, LOCAL_ISSUER, person
from service.door.local import LocalIssuer
from service.ledger.ask import Ask
from service.routes.actor_views import ActorPage, ActorView, RoleView, actor_views

access = typer.Typer(help="Look after who may do what.", no_args_is_help=True)

_ALL = 1_000_000
_HOUR = 3_600

_Subject = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="What the issuer calls them (`sub`).")
]
_Role = Annotated[Role, typer.Argument(help="The role.")]
_OfBody = Annotated[
    str | None, typer.Option("--body", metavar="NAME", help="At one body alone; else at all.")
]
_Issuer = Annotated[
    str | None,
    typer.Option("--issuer", metavar="URL", help="Where they sign in, if not where others do."),
]


def token(
    subject: Annotated[
        str, typer.Option("--as", metavar="SUBJECT", help="Who it is for; by default the operator.")
    ] = LOCAL,
    scopes: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="RIGHT",
            help="Lend only this right; repeat it for more. All if left out.",
        ),
    ] = None,
    hours: Annotated[
        float, typer.Option(min=0.001, max=8_784, help="How long it is good for.")
    ] = 8,
) -> None:
    """Print an access token of this machine, to be sent as `Authorization: Bearer …`.

    The operator has every role; anybody else has those that `minutebook access grant` gave them.
    """
    settings = the_settings()
    if settings.issuer is not None:
        raise Stop(f"tokens come from {settings.issuer} here (MINUTEBOOK_ISSUER); get one there")
    longest = settings.token_minutes / 60
    if hours > longest:
        raise Stop(f"tokens are good for {longest:g} hours at most (MINUTEBOOK_TOKEN_MINUTES)", 2)
    rights = _rights(scopes, RIGHTS)
    issuer = LocalIssuer(settings.data)
    typer.echo(issuer.token(settings.audience, subject, rights, hours * _HOUR))


@access.command("list")
def list_access(
    known_at: KnownAt = None, json: AsJson = False, secretariat: InSecretariat = DEFAULT
) -> None:
    """List who may do what, now or as it was."""
    with reading(secretariat, known_at) as record:
        query = actors.actors(secretariat, record.known_at, None, _ALL)
        page = ActorPage(
            items=actor_views(record, record.all(query)), known_at=record.position, next=None
        )
    if json:
        as_json(page)
        return
    columns = ("identity", "kind", "name", "signs in as", "roles", "keys")
    as_table(columns, [_row(each) for each in page.items], "nobody was admitted yet")


def _row(actor: ActorView) -> tuple[object, ...]:
    signs_in = f"{actor.subject} at {actor.issuer}" if actor.subject else ""
    opening = [key for key in actor.keys if key.revoked_on is None]
    keys = "; ".join(f"{key.id} ({' '.join(key.scopes)}) to {key.last_day}" for key in opening)
    held = "; ".join(_in_words(each) for each in actor.roles)
    return actor.id, actor.kind, actor.name, signs_in, held, keys


def _in_words(held: RoleView) -> str:
    return held.role.replace("_", " ") + (f" of {held.body_name or held.body}" if held.body else "")


@access.command()
def grant(
    subject: _Subject,
    role: _Role,
    body: _OfBody = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Their name, for people who read.")
    ] = None,
    issuer: _Issuer = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Give somebody a role, at every body or at one; they are admitted with the first."""
    with opened() as book:
        at, actor = _place(book, secretariat, body), _actor(book, secretariat, issuer, subject)
        admitted = commands.AdmitPerson(
            occurred_on=_today(),
            actor=actor,
            issuer=_issuer(issuer),
            subject=subject,
            name=name,
        )
        given = commands.GrantRole(occurred_on=_today(), actor=actor, role=role, body=at, by=LOCAL)
        _carry_out(book, secretariat, admitted, given)
    TALK.print(f"{subject} is {role.replace('_', ' ')}, known here as {actor}", soft_wrap=True)


@access.command()
def revoke(
    subject: _Subject,
    role: _Role,
    body: _OfBody = None,
    issuer: _Issuer = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Take a role away, where it was given."""
    with opened() as book:
        taken = commands.RevokeRole(
            occurred_on=_today(),
            actor=_actor(book, secretariat, issuer, subject),
            role=role,
            body=_place(book, secretariat, body),
        )
        _carry_out(book, secretariat, taken)
    TALK.print(f"{subject} is {role.replace('_', ' ')} no more", soft_wrap=True)


@access.command()
def key(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the program is called.")],
    role: _Role,
    body: _OfBody = None,
    scopes: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="RIGHT",
            help="Lend only this right; repeat it for more. By default only `read`.",
        ),
    ] = None,
    days: Annotated[int, typer.Option(min=0, help="How long it opens anything.")] = 90,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Admit a program in a role, and print a key for it; the key is shown this once."""
    longest = the_settings().key_days
    if days > longest:
        raise Stop(f"a key opens for {longest} days at most (MINUTEBOOK_KEY_DAYS)", 2)
    with opened() as book:
        actor, issued = ActorId(book.mint()), new_key(book.mint())
        admitted = commands.AdmitMachine(occurred_on=_today(), actor=actor, name=name)
        given = commands.GrantRole(
            occurred_on=_today(),
            actor=actor,
            role=role,
            body=_place(book, secretariat, body),
            by=LOCAL,
        )
        lent = commands.IssueKey(
            occurred_on=_today(),
            actor=actor,
            key=issued.key,
            sha256=issued.sha256,
            scopes=_rights(scopes or ["read"], FOR_MACHINES),
            last_day=datetime.now(UTC).date() + timedelta(days=days),
        )
        _carry_out(book, secretariat, admitted, given, lent)
    TALK.print(f"{name} is known here as {actor}, its key as {issued.key}", soft_wrap=True)
    typer.echo(issued.text)


@access.command("revoke-key")
def revoke_key(
    identity: Annotated[str, typer.Argument(metavar="KEY", help="Its identity: `access list`.")],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Let a key open nothing any more."""
    with opened() as book:
        with book.record(secretariat) as record:
            found = actor_views(
                record, record.all(actors.actors(secretariat, record.known_at, None, _ALL))
            )
        owner = next((each for each in found for key in each.keys if key.id == identity), None)
        if owner is None:
            raise Stop(f"there is no key {identity}; `minutebook access list` shows them")
        gone = commands.RevokeKey(
            occurred_on=_today(), actor=ActorId(owner.id), key=KeyId(identity)
        )
        _carry_out(book, secretariat, gone)
    TALK.print(f"the key {identity} opens nothing any more", soft_wrap=True)


def _rights(named: list[str] | None, all_of_them: tuple[Right, ...]) -> tuple[Right, ...]:
    """Return the rights that were named, or all where none was."""
    if unknown := set(named or ()) - set(all_of_them):
        raise Stop(f"--scope {min(unknown)}: name one of {', '.join(all_of_them)}", 2)
    return tuple(right for right in all_of_them if not named or right in named)


def _carry_out(book: Book, secretariat: str, *asked: Command) -> None:
    book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), only(*asked)))


def _actor(book: Book, secretariat: str, issuer: str | None, subject: str) -> ActorId:
    with book.record(secretariat) as record:
        return person(record.secret, _issuer(issuer), subject)


def _issuer(named: str | None) -> str:
    return named or the_settings().issuer or LOCAL_ISSUER


def _place(book: Book, secretariat: str, body: str | None) -> BodyId | None:
    if body is None:
        return None
    with book.record(secretariat) as record:
        return BodyId(the_body(record, body))


def _today() -> When:
    return on_day(datetime.now(UTC).date())
