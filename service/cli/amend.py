"""Correcting what was recorded, or taking it back; both name an event of a history."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

import typer

from events.amending import amending
from events.base import Provenance
from events.document.terms import Change
from events.record import RecordCommand
from events.when import When, on_day
from service.amending import correcting, retracting
from service.book import DEFAULT
from service.cli.setting import PLACE, change
from service.cli.terminal import TALK, InSecretariat, Stop, opened
from service.cli.things import the_body, the_organisation, the_person
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.record import Record

_FIND: dict[str, Callable[[Record, str], str]] = {
    "body": the_body,
    "person": the_person,
    "organisation": the_organisation,
}

Kind = Annotated[
    Literal["action", "meeting", "body", "person", "organisation", "issue", "report"],
    typer.Argument(
        metavar="KIND", help="action, meeting, body, person, organisation, issue or report."
    ),
]
Thing = Annotated[str, typer.Argument(metavar="THING", help="Its identity, or its name.")]
Event = Annotated[
    str, typer.Argument(metavar="EVENT", help="The event, as `history --json` shows its id.")
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept.")]


def correct(
    kind: Kind,
    thing: Thing,
    event: Event,
    reason: Why,
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", metavar=PLACE, help="Set a field: JSON, or text as it is."),
    ] = None,
    removed: Annotated[
        list[str] | None, typer.Option("--remove", metavar="/POINTER", help="Take a field out.")
    ] = None,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Correct an event that was recorded wrongly; as changed it stands in the place of that one.

    Pointers are those of the event's data, and /occurred_on. What was recorded can still be read as
    it was known then.
    """
    changes = [
        *(change("add", each, "/text=Send the letter") for each in changed or ()),
        *(Change("remove", each) for each in removed or ()),
    ]
    if not changes:
        raise Stop("say what is to be different: --set or --remove", 2)

    def command(record: Record, stream: str, on: When) -> RecordCommand:
        return correcting(record, stream, event, changes, reason, on)

    _amend(secretariat, kind, thing, command)
    TALK.print(f"recorded: event {event} is corrected")


def retract(
    kind: Kind, thing: Thing, event: Event, reason: Why, secretariat: InSecretariat = DEFAULT
) -> None:
    """Take back an event that never was, or a correction or retraction, which is undone then."""
    _amend(secretariat, kind, thing, lambda _, stream, on: retracting(stream, event, reason, on))
    TALK.print(f"recorded: event {event} is taken back")


def _amend(
    secretariat: str, kind: str, thing: str, command: Callable[[Record, str, When], RecordCommand]
) -> None:
    today = on_day(datetime.now().astimezone().date())
    with opened() as book:
        with book.record(secretariat) as record:
            identity = _FIND[kind](record, thing) if kind in _FIND else thing
            asked = command(record, f"{kind}-{identity}", today)
        book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), amending(asked)))
