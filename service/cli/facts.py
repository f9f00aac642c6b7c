"""What somebody asserts of the record itself."""

from datetime import datetime
from typing import Annotated

import typer

from events.base import Provenance
from events.body.commands import AssertSeries
from events.ids import BodyId
from events.plans import only
from events.when import on_day
from service.book import DEFAULT
from service.cli.terminal import TALK, InSecretariat, opened
from service.cli.things import the_body
from service.door.identity import LOCAL
from service.ledger.ask import Ask


def series(
    body: Annotated[str, typer.Argument(metavar="BODY", help="Its name or identity.")],
    first: Annotated[
        datetime,
        typer.Argument(formats=["%Y-%m-%d"], metavar="FIRST", help="From this day (YYYY-MM-DD)"),
    ],
    last: Annotated[
        datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="LAST", help="up to this one.")
    ],
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="Say that meetings are missing between them.")
    ] = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Assert that no meetings of a body are missing.

    That is, that those recorded are all there were between two days; a deadline "at the next
    meeting" falls due only where that is known.
    """
    with opened() as book:
        with book.record(secretariat) as record:
            identity = BodyId(the_body(record, body))
        today = on_day(datetime.now().astimezone().date())
        command = AssertSeries(
            occurred_on=today,
            body=identity,
            first=first.date(),
            last=last.date(),
            complete=not incomplete,
        )
        book.submit_now(Ask(secretariat, Provenance(actor=LOCAL), only(command)))
    kept = "are not all there were" if incomplete else "are all there were"
    TALK.print(f"recorded: the meetings from {first.date()} to {last.date()} {kept}")
