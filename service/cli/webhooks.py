"""What an operator asks about webhooks: how far each has come, and what was not taken."""

from typing import Annotated

import typer

from projections import webhooks as queries
from service.book import DEFAULT
from service.cli.terminal import AsJson, InSecretariat, as_json, as_table, reading
from service.dead_letters import dead_letters as letters_of
from service.routes.webhook_views import dead_letter_view, missing, progress_of, webhook_view

webhooks = typer.Typer(help="Look after webhooks.", no_args_is_help=True)

_EVERYTHING = 1_000_000


@webhooks.command("list")
def list_webhooks(json: AsJson = False, secretariat: InSecretariat = DEFAULT) -> None:
    """List the webhooks, how far each is behind, and why."""
    with reading(secretariat) as record:
        noted = progress_of(record)
        rows = record.all(queries.webhooks(secretariat, None, None, _EVERYTHING))
        found = [webhook_view(record, row, noted) for row in rows]
    if json:
        as_json({"items": [each.model_dump(exclude_none=True) for each in found]})
        return
    as_table(
        ("identity", "state", "behind", "last error", "next try"),
        [
            (each.id, each.state, now.behind, now.last_error, now.next_try)
            for each in found
            if (now := each.progress)
        ],
        "no webhooks",
    )


@webhooks.command("dead-letters")
def dead_letters(
    webhook: Annotated[str, typer.Argument(metavar="WEBHOOK", help="Its identity.")],
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List what a receiver did not take for so long that the next events were sent."""
    with reading(secretariat) as record:
        record.one(queries.webhook(secretariat, webhook, None), missing(webhook))
        rows = record.all(letters_of(secretariat, webhook, 0, _EVERYTHING))
        found = [dead_letter_view(row) for row in rows]
    if json:
        as_json({"items": [each.model_dump() for each in found]})
        return
    as_table(
        ("position", "tries", "first", "last", "error"),
        [
            (each.position, each.attempts, each.first_try, each.last_try, each.last_error)
            for each in found
        ],
        "no dead letters",
    )
