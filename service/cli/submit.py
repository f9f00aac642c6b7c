"""What a secretariat hands in: minutes as text or as a form, and what it asserts of a series."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from pydantic import ValidationError

from events.base import Provenance
from events.body.commands import AssertSeries
from events.ids import BodyId
from events.plans import only
from events.submission import MinutesSubmission, submit_minutes
from events.when import on_day
from service.book import DEFAULT, Book
from service.cli.shown import draft_tables
from service.cli.terminal import TALK, AsJson, InSecretariat, Stop, as_json, opened
from service.cli.things import the_body
from service.identity import LOCAL
from service.intake.draft import Draft, drafts_of
from service.intake.parse import parse
from service.intake.readers import Unreadable, read_text
from service.intake.reading import Reading, to_json
from service.ledger.ask import Ask, Outcome

File = Annotated[Path, typer.Argument(metavar="FILE", help="Text, or a submission as JSON.")]


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Minutes as text (UTF-8).")],
    json: AsJson = False,
) -> None:
    """Show what is understood of minutes; nothing is recorded."""
    reading = _reading(file)
    if json:
        as_json(to_json(reading))
        return
    for draft in drafts_of(reading):
        _show(draft)
    _tell_findings(reading)


def submit(
    file: File,
    accept: Annotated[
        bool, typer.Option("--accept", help="Record it as read, without asking.")
    ] = False,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Record the minutes of a meeting.

    It shows the draft and asks, then records all of it or nothing.

    A name that stands exactly so in the same body is linked to that person; anybody else is new.
    """
    drafts = _drafts(file)
    if not drafts:
        raise Stop(f"{file}: no meeting was found in it, so there is nothing to record")
    for draft in drafts:
        if draft.submission is None:
            raise Stop(
                f"{file}: {draft.missing}; write it as JSON (see `read --json`) and submit that"
            )
    if not accept:
        for draft in drafts:
            _show(draft)
        if not typer.confirm("Record this?", err=True):
            raise Stop("nothing was recorded", 1)
    forms = [draft.submission for draft in drafts if draft.submission]
    with opened() as book:
        outcomes = _record(book, secretariat, forms)
    if json:
        as_json({"meetings": [dict(outcome.result) | _positions(outcome) for outcome in outcomes]})
        return
    for form, outcome in zip(forms, outcomes, strict=True):
        _tell_outcome(form, outcome)


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


def _record(book: Book, secretariat: str, forms: list[MinutesSubmission]) -> list[Outcome]:
    """Record all the meetings of a file, or none of them."""

    def ask(form: MinutesSubmission) -> Ask:
        return Ask(
            secretariat,
            Provenance(actor=LOCAL),
            lambda register: submit_minutes(form, register, book.mint),
        )

    return book.submit_all([ask(form) for form in forms])


def _drafts(file: Path) -> list[Draft]:
    if file.suffix.lower() != ".json":
        return drafts_of(_reading(file))
    try:
        form = MinutesSubmission.model_validate_json(_bytes(file))
    except ValidationError as error:
        for each in error.errors():
            TALK.print(f"  /{'/'.join(map(str, each['loc']))}: {each['msg']}", markup=False)
        raise Stop(f"{file} is not a submission; correct the places above") from error
    return [Draft(form)]


def _reading(file: Path) -> Reading:
    try:
        return parse(read_text(_bytes(file)), file.name)
    except Unreadable as why:
        raise Stop(f"{file}: {why}") from why


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}", 2) from error


def _show(draft: Draft) -> None:
    if draft.submission is None:
        TALK.print(f"cannot be recorded yet: {draft.missing}", markup=False)
    else:
        draft_tables(draft.submission)


def _tell_findings(reading: Reading) -> None:
    for each in reading.findings:
        where = f"characters {each.span.start} to {each.span.end}"
        TALK.print(f"{each.kind}: {each.message} ({where})", markup=False)


def _tell_outcome(form: MinutesSubmission, outcome: Outcome) -> None:
    content: Any = form.model_dump(mode="json")
    TALK.print(
        f"recorded the meeting of {form.held_on} as {outcome.result['meeting']}: "
        f"{_counted(len(form.attendance), 'attendee')}, "
        f"{_counted(len(outcome.result['actions']), 'action')}, "
        f"entries {outcome.first} to {outcome.last}",
        markup=False,
    )
    for finding in outcome.result["findings"]:
        TALK.print(f"  {_in_words(finding, content)}", markup=False)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _in_words(finding: dict[str, Any], content: Any) -> str:  # noqa: ANN401  any part of a form
    """Return a finding with the words of the form it points at."""
    for part in finding["at"].strip("/").split("/"):
        content = content[int(part)] if part.isdecimal() else content[part]
    named = content if isinstance(content, str) else _called(content)
    return f"{finding['kind'].replace('_', ' ')}: {named} ({finding['at']})"


def _called(content: dict[str, Any]) -> str:
    for key in ("label", "name", "words", "text", "expected"):
        if content.get(key):
            return str(content[key])
    return orjson.dumps(content).decode()


def _positions(outcome: Outcome) -> dict[str, int | None]:
    return {"first": outcome.first, "last": outcome.last, "position": outcome.position}
