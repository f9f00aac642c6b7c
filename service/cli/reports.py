"""Reports on the command line: handing one in, and what is asked of what they recommend."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from events.base import Provenance
from events.submission.report import ReportSubmission, submit_report
from projections import commitments as promised
from projections import recommendations as recommended
from service.book import DEFAULT
from service.cli.outcomes import counted, positions
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
)
from service.cli.things import party
from service.door.identity import LOCAL
from service.ledger.ask import Ask
from service.routes.report_views import commitment_views, recommendation_view
from service.routes.reports import whole_report

reports = typer.Typer(
    help="Reports: what they recommend, and what came of it.", no_args_is_help=True
)

_EVERYTHING = 1_000_000


@reports.command("submit")
def submit_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The form of a report, as JSON.")],
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Record a report with all that stands in it, or with a reason none of it."""
    try:
        form = ReportSubmission.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as why:
        raise Stop(f"{file}: {why}") from why
    with opened() as book:
        ask = Ask(
            secretariat,
            Provenance(actor=LOCAL),
            lambda register: submit_report(form, register, book.mint),
        )
        outcome = book.submit_now(ask)
    if json:
        as_json({**outcome.result, **positions(outcome)})
        return
    made = len(outcome.result["recommendations"])
    TALK.print(f"recorded: {outcome.result['report']}, {counted(made, 'recommendation')}")


@reports.command("show")
def show_report(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its identity.")],
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show a report with its recommendations."""
    with reading(secretariat, known_at) as record:
        found = whole_report(record, report)
    if json:
        as_json(found)
        return
    TALK.print(f"{found.title} ({found.published_on})")
    rows = [(each.id, each.number, each.text) for each in found.recommendations]
    as_table(("recommendation", "number", "text"), rows, "no recommendations")


@reports.command("recommendations")
def list_recommendations(
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only those to which no response is recorded.")
    ] = False,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List recommendations."""
    with reading(secretariat, known_at) as record:
        wanted = recommended.Wanted(answered=False if unanswered else None)
        at = record.known_at
        query = recommended.recommendations(secretariat, wanted, at, None, _EVERYTHING)
        found = [recommendation_view(row) for row in record.all(query)]
    if json:
        as_json({"items": [each.model_dump(exclude_none=True) for each in found]})
        return
    rows = [(each.id, each.number, each.text) for each in found]
    as_table(("recommendation", "number", "text"), rows, "no recommendations")


@reports.command("commitments")
def list_commitments(
    overdue_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Due before this day, and not met on it."),
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Owned by them: name or identity.")
    ] = None,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List commitments."""
    with reading(secretariat, known_at) as record:
        wanted = promised.Wanted(
            overdue_on=overdue_on.date().isoformat() if overdue_on else None,
            owner=party(record, owner) if owner else None,
        )
        at = record.known_at
        query = promised.commitments(secretariat, wanted, at, None, _EVERYTHING)
        found = commitment_views(record, record.all(query))
    if json:
        as_json({"items": [each.model_dump(mode="json", exclude_none=True) for each in found]})
        return
    rows = [(each.id, each.state, each.due.day, each.text) for each in found]
    as_table(("commitment", "state", "due", "text"), rows, "no commitments")
