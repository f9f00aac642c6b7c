"""What people ask of the record: who owns what, what is overdue, who attended, what happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from sqlalchemy import Select

from events.registry import DECIDERS
from projections import actions as action_queries
from projections import attendance_history, deadlines
from projections import bodies as body_queries
from projections.attendance_rate import Policy
from service.book import DEFAULT
from service.cli.shown import (
    action_table,
    attendance_table,
    history_table,
    overdue_table,
    rates_table,
    unresolved_table,
)
from service.cli.terminal import (
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    reading,
)
from service.cli.things import party, the_body, the_organisation, the_person
from service.documents.passages import Passages
from service.record import Record
from service.routes.action_views import by_identity, views
from service.routes.attendance_rates import RateView, rates_of_organisation, rates_of_person
from service.routes.attendance_views import AttendanceLineView, line_view
from service.routes.event_views import event_view
from service.routes.overdue import overdue_items

_EVERYTHING = 1_000_000

OfBody = Annotated[
    str | None, typer.Option("--body", metavar="NAME", help="Of this body: name or identity.")
]
OfOwner = Annotated[
    str | None,
    typer.Option(
        "--owner",
        metavar="NAME",
        help="Owned by this person, organisation or body: name or identity.",
    ),
]


def bodies(
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List the bodies that keep their minutes here."""
    with reading(secretariat, known_at) as record:
        query = body_queries.bodies(secretariat, record.known_at, None, _EVERYTHING)
        rows = [{"id": row["body"], "name": row["name"]} for row in record.all(query)]
    if json:
        as_json({"items": rows, "known_at": record.position})
    else:
        as_table(("body", "name"), [(row["id"], row["name"]) for row in rows], "no bodies yet")


def actions(
    body: OfBody = None,
    owner: OfOwner = None,
    closed: Annotated[
        bool | None, typer.Option("--closed/--open", help="Only closed, or only open ones.")
    ] = None,
    unowned: Annotated[
        bool | None, typer.Option("--unowned/--owned", help="Only those nobody owns, or others.")
    ] = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List actions: who is to do what, until when."""
    with reading(secretariat, known_at) as record:
        wanted = action_queries.Wanted(
            body=the_body(record, body) if body else None,
            closed=closed,
            unowned=unowned,
            owner=party(record, owner) if owner else None,
        )
        query = action_queries.actions(secretariat, wanted, record.known_at, None, _EVERYTHING)
        found = views(record, record.all(query))
    if json:
        as_json({"items": plain(found), "known_at": record.position})
    else:
        action_table(found)


def overdue(
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="On this day; today if left out.",
        ),
    ] = None,
    body: OfBody = None,
    owner: OfOwner = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List what was overdue on a day, and deadlines not known.

    Overdue is what was open on that day and due before it. Not known is a deadline at a next
    meeting that nobody has recorded yet.
    """
    day = on.date() if on else datetime.now(UTC).date()
    with reading(secretariat, known_at) as record:
        asked = _asked(record, day, body, owner)
        late = overdue_items(record, record.all(deadlines.overdue(asked, None, _EVERYTHING)), day)
        hanging = record.all(deadlines.unresolved(asked, None, _EVERYTHING))
        by_id = by_identity(record, [row["action"] for row in hanging])
        unresolved = [by_id[row["action"]] for row in hanging]
    if json:
        as_json(
            {
                "on": day.isoformat(),
                "overdue": plain(late),
                "unresolved": plain(unresolved),
                "known_at": record.position,
            }
        )
        return
    overdue_table(late, day)
    unresolved_table(unresolved)


def _asked(record: Record, day: date, body: str | None, owner: str | None) -> deadlines.Asked:
    return deadlines.Asked(
        record.secretariat,
        day.isoformat(),
        record.known_at,
        the_body(record, body) if body else None,
        party(record, owner) if owner else None,
    )


def plain(found: Sequence[BaseModel]) -> list[dict[str, object]]:
    """Return what is shown as programs read it."""
    return [each.model_dump(mode="json", exclude_none=True) for each in found]


def attendance(
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
    """Show who attended which meetings, and how often.

    Name a person, an organisation, or a body for everybody who came to its meetings. Of a person
    or an organisation it also tells how often, and how that was counted.
    """
    if person and organisation:
        raise Stop("name a person or an organisation, not both", 2)
    if not (person or organisation or body):
        raise Stop("name a --person, an --organisation or a --body", 2)
    with reading(secretariat, known_at) as record:
        within = the_body(record, body) if body else None
        if person:
            lines, rates = _of_person(record, the_person(record, person), within)
        elif organisation:
            who = the_organisation(record, organisation)
            lines, rates = _of_organisation(record, who, within)
        else:
            lines, rates = _of_body(record, within or ""), []
    if json:
        told = {"rates": plain(rates)} if person or organisation else {}
        as_json({"items": plain(lines), **told, "known_at": record.position})
        return
    attendance_table(lines)
    rates_table(rates)


Told = tuple[list[AttendanceLineView], list[RateView]]


def _of_person(record: Record, person: str, body: str | None) -> Told:
    of = (record.secretariat, person, record.known_at, body)
    lines = _lines(record, attendance_history.of_person(*of, None, _EVERYTHING))
    return lines, rates_of_person(record, person, body, lines, Policy())


def _of_organisation(record: Record, organisation: str, body: str | None) -> Told:
    of = (record.secretariat, organisation, record.known_at, body)
    lines = _lines(record, attendance_history.of_organisation(*of, None, _EVERYTHING))
    return lines, rates_of_organisation(record, organisation, body, lines, Policy())


def _of_body(record: Record, body: str) -> list[AttendanceLineView]:
    of = (record.secretariat, body, record.known_at)
    return _lines(record, attendance_history.matrix(*of, None, _EVERYTHING))


def _lines(record: Record, query: Select[Any]) -> list[AttendanceLineView]:
    return [line_view(row) for row in record.all(query)]


def history(
    things: Annotated[
        list[str],
        typer.Argument(metavar="ID…", help="The identity of an action, a meeting, a person …"),
    ],
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show everything that was recorded of a thing, or of several, in order."""
    with reading(secretariat, known_at) as record:
        passages = Passages(record)
        told = {
            thing: [
                event_view(each, passages)
                for category in DECIDERS
                for each in record.history(f"{category}-{thing}")
            ]
            for thing in things
        }
    for thing, events in told.items():
        if not events:
            raise Stop(f"nothing is recorded of {thing}; name an identity, as the lists show it")
    found = [event for events in told.values() for event in events]
    if json:
        as_json({"items": plain(found), "known_at": record.position})
    else:
        history_table(found)
