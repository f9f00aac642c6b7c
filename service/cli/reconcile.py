"""The work on one meeting: whether it was quorate, what does not fit, and how that is settled."""

from datetime import datetime
from typing import Annotated, get_args

import typer

from events.base import Provenance
from events.ids import MeetingId, PersonId
from events.meeting.commands import (
    IdentifyAttendee,
    MeetingCommand,
    ReopenFinding,
    SettleFinding,
)
from events.meeting.findings import FindingKind
from events.plans import only
from events.when import on_day
from projections import meetings
from service.book import DEFAULT, Book
from service.cli.shown import finding_table, quorum_table
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
from service.cli.things import the_person
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.reconciling import entries
from service.record import Record
from service.routes.meeting_views import missing
from service.routes.quorum import quorum_view
from service.routes.reconciliation_views import ReconciliationView, finding_view

OneMeeting = Annotated[str, typer.Argument(metavar="MEETING", help="Its identity.")]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="Such as unlisted_participant.")]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="Such as row-3.")]


def quorum(
    meeting: OneMeeting,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show whether enough members were there, as they came and went.

    Not known is not no: the table says why it is not known.
    """
    with reading(secretariat, known_at) as record:
        found = quorum_view(record, meeting)
    if json:
        as_json(found)
    else:
        quorum_table(found)


def reconcile(
    meeting: OneMeeting,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List what does not fit in the record of a meeting, and what was said of it.

    A fact makes an entry go away (see `identify`, `merge`, `called`); otherwise `settle` it.
    """
    with reading(secretariat, known_at) as record:
        found = _found(record, meeting)
    if json:
        as_json(found)
    else:
        finding_table(found)


def settle(
    meeting: OneMeeting,
    kind: Kind,
    subject: Subject,
    explained: Annotated[
        str | None,
        typer.Option("--explained", metavar="TEXT", help="How; as printed if left out."),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Settle an entry: it is as printed, or this is how it is explained."""
    named = _kind(kind)
    with opened() as book:
        with book.record(secretariat) as record:
            listed = {(each.kind, each.subject) for each in _found(record, meeting).items}
        if (named, subject) not in listed:
            raise Stop(f"the list of this meeting has no {kind} of {subject}; see `reconcile`")
        command = SettleFinding(
            occurred_on=on_day(datetime.now().astimezone().date()),
            meeting=MeetingId(meeting),
            kind=named,
            subject=subject,
            resolution="as_printed" if explained is None else "explained",
            words=explained,
        )
        _record(book, secretariat, command)


def reopen(
    meeting: OneMeeting,
    kind: Kind,
    subject: Subject,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")],
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Take up an entry again that was settled."""
    command = ReopenFinding(
        occurred_on=on_day(datetime.now().astimezone().date()),
        meeting=MeetingId(meeting),
        kind=_kind(kind),
        subject=subject,
        reason=reason,
    )
    with opened() as book:
        _record(book, secretariat, command)


def identify(
    meeting: OneMeeting,
    row: Annotated[int, typer.Argument(metavar="ROW", help="The number of the row.")],
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Their name or identity.")],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="What it rests on; it is kept.")
    ],
    override: Annotated[
        str | None,
        typer.Option("--override", metavar="TEXT", help="Why, although another row has them."),
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Say who an attendee was that the list does not name, such as an Official."""
    with opened() as book:
        with book.record(secretariat) as record:
            who = PersonId(the_person(record, person))
        command = IdentifyAttendee(
            occurred_on=on_day(datetime.now().astimezone().date()),
            meeting=MeetingId(meeting),
            row=row,
            person=who,
            reason=reason,
            override=override,
        )
        _record(book, secretariat, command)


def _found(record: Record, meeting: str) -> ReconciliationView:
    query = meetings.meeting(record.secretariat, meeting, record.known_at)
    record.one(query, missing(meeting))
    found = entries(record, meeting, cleared=True)
    return ReconciliationView(
        open=sum(each.settlement is None for each in found),
        items=[finding_view(each) for each in found],
        known_at=record.position,
    )


def _kind(named: str) -> FindingKind:
    kinds: tuple[FindingKind, ...] = get_args(FindingKind)
    for each in kinds:
        if each == named:
            return each
    raise Stop(f"there is no kind {named!r}; it is one of {', '.join(kinds)}", 2)


def _record(book: Book, secretariat: str, command: MeetingCommand) -> None:
    outcome = book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), only(command)))
    if outcome.first is None:
        TALK.print("nothing was recorded: it stands in the record already")
    else:
        TALK.print(f"recorded at position {outcome.first}")
