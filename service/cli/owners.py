"""Who had which action on a day, as the record knows it now or knew it at any moment."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from projections import actions
from service.book import DEFAULT
from service.cli.ask import OfBody, plain
from service.cli.terminal import AsJson, InSecretariat, KnownAt, as_json, as_table, reading
from service.cli.things import the_body
from service.routes.owner_views import OwnerThenView, owned_on, rows_on

_EVERYTHING = 1_000_000


def owners(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="What was true on this day; today if left out.",
        ),
    ] = None,
    body: OfBody = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List who was to do each action on a day.

    `--as-of` is when it was true, `--known-at` what the record said then.
    """
    day = as_of.date() if as_of else datetime.now(UTC).date()
    with reading(secretariat, known_at) as record:
        wanted = actions.Wanted(body=the_body(record, body) if body else None)
        found = owned_on(record, rows_on(record, day, wanted, None, _EVERYTHING), day)
    if json:
        told = {"as_of": day.isoformat(), "items": plain(found), "known_at": record.position}
        as_json(told)
        return
    as_table(
        ("action", "assigned", "owners", "state", "certain", "text"),
        [
            (
                each.id,
                each.assigned_on,
                "; ".join(map(_owner, each.owners)) or "(unowned)",
                each.state,
                "yes" if each.certain else "no",
                each.text,
            )
            for each in found
        ],
        f"no action was given out by {day}",
    )


def _owner(owner: OwnerThenView) -> str:
    words = owner.words or owner.name or owner.kind
    holders = ", ".join(each.name or each.id for each in owner.held_by or ())
    return f"{words} ({holders})" if holders else words
