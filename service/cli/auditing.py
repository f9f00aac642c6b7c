"""What an auditor asks on the command line: events, fields, differences, denied attempts."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import chain
from typing import Annotated, Any, Final

import typer
from pydantic import BaseModel, TypeAdapter, ValidationError

from events.registry import DECIDERS
from service.auditing.asking import Asked
from service.book import DEFAULT
from service.cli.ask import OfBody
from service.cli.shown_audit import change_rows, denied_rows, difference_rows, event_rows
from service.cli.terminal import (
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    as_table,
    opened,
    reading,
)
from service.cli.things import the_body, the_person
from service.denials import Sought, denied
from service.exports import CSV, JSONL, Item, lines
from service.http.exporting import one_line
from service.http.fields import Day, Instant, Known
from service.http.paging import LONGEST_PAGE, NumberedPage
from service.record import Record, microseconds
from service.routes.audit_answers import difference_page, event_page, field_page
from service.routes.audit_views import (
    CHANGE_COLUMNS,
    DENIED_COLUMNS,
    DIFFERENCE_COLUMNS,
    EVENT_COLUMNS,
    difference_lines,
)
from service.routes.door import denied_view

audit = typer.Typer(help="Ask who changed what, when and on what grounds.", no_args_is_help=True)

_MOST: Final = 1_000_000

AsCsv = Annotated[bool, typer.Option("--csv", help="For spreadsheets: CSV on standard output.")]
AsJsonl = Annotated[bool, typer.Option("--jsonl", help="For programs: a line of JSON an item.")]
Actor = Annotated[str | None, typer.Option("--actor", metavar="ID", help="By this actor.")]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="MOMENT", help="From this day or instant on, in UTC."),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="MOMENT", help="Up to this day, or before this instant, in UTC."),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help="How many at most; all if left out.")
]


@audit.command("events")
def audit_events(
    actor: Actor = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="NAME", help="Such as action.assigned.")
    ] = None,
    stream: Annotated[
        str | None, typer.Option("--stream", metavar="THING", help="Of a thing: action-ID …")
    ] = None,
    body: OfBody = None,
    meeting: Annotated[str | None, typer.Option("--meeting", metavar="ID")] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="Naming them: name or identity.")
    ] = None,
    document: Annotated[
        str | None,
        typer.Option("--document", metavar="ID", help="Of it, and all that was taken from it."),
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="KIND", help="chair, meeting …, or an ID.")
    ] = None,
    begins: From = None,
    ends: To = None,
    oldest: Annotated[bool, typer.Option("--oldest-first")] = False,
    limit: Limit = None,
    known_at: KnownAt = None,
    csv: AsCsv = False,
    jsonl: AsJsonl = False,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List events by whom, of what, about what, on whose authority and when; all must hold."""
    with reading(secretariat, known_at) as record:
        asked = Asked(
            actor,
            kind,
            stream,
            the_body(record, body) if body else None,
            meeting,
            the_person(record, person) if person else None,
            document,
            authority,
            _moment("--from", begins),
            _moment("--to", ends, last=True),
        )

        def ask(cursor: int | None, most: int) -> NumberedPage[Any]:
            return event_page(record, asked, cursor, most, newest_first=not oldest)

        items = _all(ask, limit or _MOST)
        _print(items, _form(csv, jsonl, json), EVENT_COLUMNS, event_rows, record.position)


@audit.command("fields")
def audit_fields(
    thing: Annotated[
        str, typer.Argument(metavar="ID", help="An identity, or action-ID and so on.")
    ],
    known_at: KnownAt = None,
    csv: AsCsv = False,
    jsonl: AsJsonl = False,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Show every change of every field of a thing: by whom, when, on what grounds, from where."""
    with reading(secretariat, known_at) as record:
        items = chain.from_iterable(
            _all(partial(field_page, record, stream)) for stream in _streams(record, thing)
        )
        _print(items, _form(csv, jsonl, json), CHANGE_COLUMNS, change_rows, record.position)


@audit.command("difference")
def difference(
    since: Annotated[
        str, typer.Argument(metavar="MOMENT", help="The earlier moment: a position or an instant.")
    ],
    until: Annotated[
        str | None, typer.Argument(metavar="MOMENT", help="The later one; now if left out.")
    ] = None,
    stream: Annotated[
        str | None, typer.Option("--stream", metavar="THING", help="Of a thing: action-ID …")
    ] = None,
    csv: AsCsv = False,
    jsonl: AsJsonl = False,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Compare what the record said at two moments, thing by thing and field by field."""
    moment = _parsed(Known, "MOMENT", since)
    with reading(secretariat, until) as record:

        def ask(cursor: int | None, most: int) -> NumberedPage[Any]:
            return difference_page(record, moment, stream, cursor, most)

        form = _form(csv, jsonl, json)
        _print(
            _all(ask), form, DIFFERENCE_COLUMNS, difference_rows, record.position, difference_lines
        )


@audit.command("denied")
def denied_attempts(
    actor: Actor = None,
    begins: From = None,
    ends: To = None,
    csv: AsCsv = False,
    jsonl: AsJsonl = False,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """List the attempts that were denied, the newest first; only so many are kept."""
    first, last = _moment("--from", begins), _moment("--to", ends, last=True)
    sought = Sought(
        actor,
        None if first is None else microseconds(first),
        None if last is None else microseconds(last),
    )
    with opened() as book, book.record(secretariat) as record:
        items = [denied_view(row) for row in record.all(denied(secretariat, None, _MOST, sought))]
        _print(items, _form(csv, jsonl, json), DENIED_COLUMNS, denied_rows, record.position)


def _form(csv: bool, jsonl: bool, json: bool) -> str | None:
    """Return in what form to print; None is a table for people."""
    asked = [form for form, given in ((CSV, csv), (JSONL, jsonl), ("json", json)) if given]
    if len(asked) > 1:
        raise Stop("name one of --csv, --jsonl and --json", 2)
    return asked[0] if asked else None


def _all(ask: Callable[[int | None, int], NumberedPage[Any]], limit: int = _MOST) -> Iterator[Any]:
    cursor: int | None = None
    while limit > 0:
        page = ask(cursor, min(limit, LONGEST_PAGE))
        yield from page.items
        limit, cursor = limit - len(page.items), page.next
        if cursor is None:
            return


def _print(
    items: Iterable[BaseModel],
    form: str | None,
    columns: Sequence[str],
    table: Callable[[Iterable[Any]], tuple[Sequence[str], list[Sequence[object]]]],
    position: int,
    flat: Callable[[Any], Iterable[Item]] = one_line,
) -> None:
    match form:
        case None:
            as_table(*table(items), "there is nothing")
        case "json":
            shown = [line for each in items for line in one_line(each)]
            as_json({"items": shown, "known_at": position})
        case _:
            flattened = (line for each in items for line in flat(each))
            sys.stdout.writelines(lines(form, columns, flattened))


def _streams(record: Record, thing: str) -> list[str]:
    """Return the streams of a thing; of a meeting also that of its minutes."""
    category, _, identity = thing.partition("-")
    named = [thing] if category in DECIDERS and identity else []
    found = [
        each for each in named or [f"{name}-{thing}" for name in DECIDERS] if record.revision(each)
    ]
    if not found:
        raise Stop(f"nothing is recorded of {thing}; name an identity, as the lists show it")
    return found


def _moment(option: str, text: str | None, *, last: bool = False) -> datetime | None:
    """Return a moment; of a day its beginning, or with `last` its end."""
    if text is None:
        return None
    found: date | datetime = _parsed(Day | Instant, option, text)
    if isinstance(found, datetime):
        return found
    return datetime.combine(found, time.max if last else time.min, UTC)


def _parsed(shape: Any, option: str, text: str) -> Any:  # noqa: ANN401  what `shape` says
    try:
        return TypeAdapter(shape).validate_python(text)
    except ValidationError as error:
        raise Stop(
            f"{option} {text}: write a day such as 2026-11-20, an instant such as "
            "2026-11-20T16:00:00Z or, where one can be named, a position such as 42",
            2,
        ) from error
