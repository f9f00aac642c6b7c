"""Who is who: whom a name may mean, who may be one, and what a person decides about that."""

from datetime import datetime
from typing import Annotated, NoReturn

import typer

from events.base import Provenance
from events.ids import MeetingId, PersonId
from events.person.commands import (
    AssertPersonName,
    DistinguishPeople,
    MergePeople,
    UnmergePeople,
)
from events.person.merging import merging
from events.plans import Planner, only
from events.when import When, on_day
from projections import people
from service.book import DEFAULT, Book
from service.candidates import organisations_like, people_meant
from service.cli.shown import candidate_table, pair_table
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    opened,
    reading,
)
from service.cli.things import the_body, the_merged_person, the_person
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.record import Record
from service.routes.candidate_views import (
    PersonCandidates,
    organisation_candidates,
    person_candidates,
)
from service.routes.person_views import missing
from service.routes.spelling_views import pair_view
from service.spellings import spellings as pairs_of
from service.weighing import Context

Who = Annotated[str, typer.Argument(metavar="PERSON", help="Their name or identity.")]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]


def candidates(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as it is printed.")],
    body: Annotated[
        str | None,
        typer.Option("--body", metavar="NAME", help="In whose papers it stands."),
    ] = None,
    stated: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="The organisation stated beside it."),
    ] = None,
    organisation: Annotated[
        bool, typer.Option("--organisation", help="It is the name of an organisation.")
    ] = False,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List whom a name may mean, the best first, and why.

    Nobody is merged on likeness; `merge` and `distinguish` are for a person to decide.
    """
    if organisation and (body or stated):
        raise Stop("--body and --for are for names of people", 2)
    with reading(secretariat, known_at) as record:
        found = (
            organisation_candidates(organisations_like(record, [name])[name], record.position)
            if organisation
            else _people(record, name, body, stated)
        )
    if json:
        as_json(found)
    else:
        candidate_table(found)


def _people(record: Record, name: str, body: str | None, stated: str | None) -> PersonCandidates:
    context = Context(
        body=the_body(record, body) if body else None,
        organisations={name: stated} if stated else {},
    )
    return person_candidates(people_meant(record, [name], context)[name], record.position)


def spellings(
    body: Annotated[str, typer.Argument(metavar="BODY", help="Its name or identity.")],
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List people of a body who may be one, spelled in several ways.

    The best pair comes first, with what speaks for it and against it.
    """
    with reading(secretariat, known_at) as record:
        pairs = pairs_of(record, the_body(record, body))
        found = [pair_view(pair, rank) for rank, pair in enumerate(pairs, 1)]
    if json:
        items = [each.model_dump(mode="json", exclude_none=True) for each in found]
        as_json({"items": items, "known_at": record.position})
    else:
        pair_table(found)


def merge(
    person: Who,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Who they turned out to be.")],
    reason: Why = None,
    override: Annotated[
        str | None,
        typer.Option(
            "--override",
            metavar="TEXT",
            help="Why, although a meeting has both present, in different rows.",
        ),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Take two entries for one person.

    Nothing is moved: `unmerge` gives both their own history again.
    """
    with opened() as book:
        one, other = _two(book, secretariat, person, into)
        if one == other:
            _nothing()
        command = MergePeople(
            occurred_on=_today(), person=one, into=other, override=override, reason=reason
        )
        _record(book, secretariat, merging(command))
        _tell(book, secretariat, one, other, "is the same person as")


def unmerge(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Who was merged: name or identity.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Take back that somebody was merged into another."""
    with opened() as book:
        with book.record(secretariat) as record:
            one = PersonId(the_merged_person(record, person))
        _record(
            book,
            secretariat,
            only(UnmergePeople(occurred_on=_today(), person=one, reason=reason)),
        )
        TALK.print(f"recorded: {_called(book, secretariat, one)} is themselves again", markup=False)


def distinguish(
    person: Who,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who they are not.")],
    reason: Why = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Say that two people are not one, so that nobody merges them."""
    with opened() as book:
        one, two = _two(book, secretariat, person, other)
        command = DistinguishPeople(occurred_on=_today(), person=one, other=two, reason=reason)
        _record(book, secretariat, only(command))
        _tell(book, secretariat, one, two, "is somebody else than")


def called(
    person: Who,
    name: Annotated[str, typer.Argument(metavar="NAME", help="How else they are written.")],
    meeting: Annotated[
        str | None,
        typer.Option("--meeting", metavar="ID", help="Only in the papers of this meeting."),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Say how else somebody is written, everywhere or in the papers of one meeting."""
    with opened() as book:
        with book.record(secretariat) as record:
            one = PersonId(the_person(record, person))
        command = AssertPersonName(
            occurred_on=_today(),
            person=one,
            name=name,
            name_kind="as_listed" if meeting else "spelling",
            scope=MeetingId(meeting) if meeting else None,
        )
        _record(book, secretariat, only(command))
        TALK.print(
            f"recorded: {_called(book, secretariat, one)} is also written {name}",
            markup=False,
            soft_wrap=True,
        )


def _two(book: Book, secretariat: str, one: str, other: str) -> tuple[PersonId, PersonId]:
    with book.record(secretariat) as record:
        return PersonId(the_person(record, one)), PersonId(the_person(record, other))


def _today() -> When:
    return on_day(datetime.now().astimezone().date())


def _record(book: Book, secretariat: str, plan: Planner) -> None:
    outcome = book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), plan))
    if outcome.first is None:
        _nothing()


def _nothing() -> NoReturn:
    TALK.print("nothing was recorded: it stands in the record already")
    raise typer.Exit


def _tell(book: Book, secretariat: str, one: PersonId, other: PersonId, how: str) -> None:
    names = (_called(book, secretariat, one), _called(book, secretariat, other))
    TALK.print(f"recorded: {names[0]} {how} {names[1]}", markup=False, soft_wrap=True)


def _called(book: Book, secretariat: str, person: PersonId) -> str:
    with book.record(secretariat) as record:
        row = record.one(people.person(secretariat, person, record.known_at), missing(person))
    return row["name"] or person
