"""What the columns of a table of attendance hold, as the row that heads them names them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.intake.blocks import Block
from service.intake.names import looks_like_person
from service.intake.reading import Status
from service.intake.vocabulary import word_set

_NAME = word_set("name names person who attendee attendees member members delegate participant")
_BODY = word_set(
    "organisation organization company affiliation employer body department institution agency "
    "representing firm org"
)
_POST = word_set("role roles post position title function office")
_STATUS = word_set("present attended attendance attending status here absent apologies")
_OTHER = word_set(
    "initials abbreviation email e-mail mail username github gh gitlab handle id irc pronouns "
    "phone telephone timezone country notes comments type no number # signature time"
)
_YES = word_set("yes y x \u2713 \u2714 \u2611 \u2705 present attended p here 1 true")
_NO = word_set("no n \u2717 \u2718 \u2610 \u274c absent a 0 false - \u2013")
_AWAY = word_set("apologies apology regrets excused")
_FEWEST = 3
_MOST = 0.6
_WORD = re.compile(r"[^\s/():]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table names its people, their bodies and posts, and whether they came."""

    name: int
    body: int | None
    post: int | None
    status: int | None


def headed(row: Block) -> Columns | None:
    """Return what `row` says of the columns below it; None where it heads none."""
    kinds = [_kind(cell) for cell in row.cells]
    known = [kind for kind in kinds if kind]
    named = sum(bool(cell) for cell in row.cells)
    if len(row.cells) < 2 or "name" not in kinds or len(known) < max(2, named - 1):  # noqa: PLR2004 - a table
        return None
    return Columns(kinds.index("name"), *(_find(kinds, k) for k in ("body", "post", "status")))


def layout(rows: Sequence[Block]) -> Columns | None:
    """Return what the columns of `rows` hold, by their heading row and by what says yes or no."""
    at = next((n for n, row in enumerate(rows) if headed(row)), None)
    table = headed(rows[at]) if at is not None else None
    if table and table.status is not None:
        return table
    if table and at is not None:
        status = status_column(rows[at + 1 :])
        unnamed = status is not None and not cell(rows[at], status)
        return replace(table, status=status) if unnamed else table
    status = status_column(rows)
    return Columns(0, 1 if status > 1 else None, None, status) if status is not None else None


def lists_people(rows: Sequence[Block]) -> bool:
    """Say whether a table shows itself that it is a list of attendance, whatever is above it."""
    table = next((found for row in rows[:1] if (found := headed(row))), None)
    below = rows[1:] if table else rows
    marks = status_column(below) is not None
    told = table is not None and (table.status, table.body, table.post) != (None, None, None)
    named = sum(looks_like_person(cell(row, table.name if table else 0)) for row in below)
    return (marks or told) and len(below) >= _FEWEST and named > _MOST * len(below)


def cell(row: Block, at: int | None) -> str:
    """Return a cell of `row`, empty where the row is shorter."""
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def marked(text: str) -> Status | None:
    """Return the status a cell such as "Yes" or "X" gives; an empty one says absent."""
    said = text.strip().strip("[]()").lower()
    if said in _AWAY:
        return "apologies"
    if said in _YES:
        return "present"
    return "absent" if not said or said in _NO else None


def status_column(rows: Sequence[Block]) -> int | None:
    """Return the column, without a heading, in which every row says yes or nothing."""
    width = {len(row.cells) for row in rows}
    if len(rows) < _FEWEST or len(width) != 1:
        return None
    for at in reversed(range(width.pop())):
        marks = [marked(cell(row, at)) for row in rows]
        if None not in marks and "present" in marks:
            return at
    return None


def _kind(text: str) -> str | None:
    said = {word.lower().rstrip(".?") for word in _WORD.findall(text)}
    for kind, known in (("name", _NAME), ("body", _BODY), ("post", _POST), ("status", _STATUS)):
        if said & known and not said & _OTHER:
            return kind
    return "other" if said & _OTHER else None


def _find(kinds: list[str | None], kind: str) -> int | None:
    return kinds.index(kind) if kind in kinds else None
