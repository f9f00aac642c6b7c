"""Looking for words in the record, with what was sought marked on a terminal."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from projections.passages import Asked
from projections.sought import Sought, parse
from service.book import DEFAULT
from service.cli.ask import OfBody
from service.cli.terminal import (
    TALK,
    AsJson,
    InSecretariat,
    KnownAt,
    Stop,
    as_json,
    reading,
)
from service.cli.things import the_body
from service.http.strict import SECRETARIAT
from service.record import Record
from service.routes.search_views import HitView, KindName, hit_views
from service.routes.searches import NO_WORD, page_of, written_day

_USUAL: Final = 50

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS…",
            help='Words that must all occur; "\\"in a row\\"", begin*; after -- also -without.',
        ),
    ],
    body: OfBody = None,
    kind: Annotated[
        KindName | None, typer.Option("--kind", help="Only passages of this kind.")
    ] = None,
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = _USUAL,
    known_at: KnownAt = None,
    json: AsJson = False,
    secretariat: InSecretariat = DEFAULT,
) -> None:
    """Find what was said: in minutes, actions and issues, in recommendations and responses."""
    sought = parse(" ".join(words))
    if not sought.wanted:
        raise Stop(NO_WORD, 2)
    days = (written_day(day.date() if day else None) for day in (since, until))
    with reading(secretariat, known_at) as record:
        within = the_body(record, body) if body else None
        asked = Asked(secretariat, record.known_at, kind, within, None, *days)
        found = _found(record, asked, sought, limit)
    if json:
        items = [each.model_dump(mode="json", exclude_none=True) for each in found]
        as_json({"items": items, "known_at": record.position})
    else:
        _show(found)


def _found(record: Record, asked: Asked, sought: Sought, limit: int) -> list[HitView]:
    rows = record.all(page_of(record, asked, sought, None, limit))
    return hit_views(rows, sought, SECRETARIAT.format(secretariat=asked.secretariat))


def _show(found: Sequence[HitView]) -> None:
    """Print each passage under a line that says what it is of."""
    if not found:
        TALK.print("no passage has these words")
        return
    console = Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True)
    for each in found:
        console.print(Text(_headline(each), style="dim"))
        marked = [(part.text, "bold reverse" if part.hit else "") for part in each.excerpt]
        console.print(Text.assemble("  ", *marked))


_SHOWN_AS: Final = {"progress": "action"}
"""Of which thing the identity is, where it is not of the kind that was found."""


def _headline(hit: HitView) -> str:
    """Return the day, the kind, the number and the identity to go on with."""
    what = hit.kind.replace("_", " ")
    number = hit.number or (str(hit.part) if hit.part else "")
    where = f"{_SHOWN_AS.get(hit.kind, hit.kind)} {hit.id}" if hit.id else f"meeting {hit.meeting}"
    return "  ".join(part for part in (hit.day, f"{what} {number}".strip(), where) if part)
