"""Why the attendance of somebody reads differently than it did."""

from datetime import datetime
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError

from projections.attendance_rate import Policy
from service.book import DEFAULT
from service.cli.ask import OfBody
from service.cli.shown import change_table
from service.cli.terminal import AsJson, InSecretariat, KnownAt, Stop, as_json, reading
from service.cli.things import the_body, the_organisation, the_person
from service.http.fields import Known
from service.record import Record
from service.routes.attendance_changes import (
    AttendanceChanges,
    changes_of_organisation,
    changes_of_person,
)


def attendance_changes(
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="MOMENT",
            help="Compared with what stood at this position or instant.",
        ),
    ],
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Of this person: name or identity."),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option(
            "--organisation", metavar="NAME", help="For this organisation: name or identity."
        ),
    ] = None,
    body: OfBody = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show how attendance figures changed in the record, and which events changed them."""
    if (person is None) == (organisation is None):
        raise Stop("name a --person or an --organisation, one of the two", 2)
    moment = _moment(since)
    with reading(secretariat, known_at) as record:
        found = _changes(record, record.earlier(moment), person, organisation, body)
    if json:
        as_json(found)
    else:
        change_table(found)


def _changes(
    now: Record, before: Record, person: str | None, organisation: str | None, body: str | None
) -> AttendanceChanges:
    within = the_body(now, body) if body else None
    if person is not None:
        return changes_of_person(now, before, the_person(now, person), within, Policy())
    who = the_organisation(now, organisation or "")
    return changes_of_organisation(now, before, who, within, Policy())


def _moment(text: str) -> int | datetime:
    try:
        moment: int | datetime = TypeAdapter(Known).validate_python(text)
    except ValidationError as error:
        raise Stop(
            f"--since {text}: write a position such as 42, or an instant such as "
            "2026-11-20T16:00:00Z",
            2,
        ) from error
    return moment
