"""Which reports and issues name what another has: what would be left without it."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all

from projections import (
    issue_links,
    report_links,
    reports,
    response_answers,
    response_references,
)
from projections.base import Position, current
from projections.prepared import prepared

_REPORT, _ISSUE = "report", "issue"
_NAMING = (
    (_REPORT, reports.TABLE, "replies_to"),
    (_REPORT, response_answers.TABLE, "recommendation"),
    (_REPORT, response_references.TABLE, "recommendation"),
    (_REPORT, report_links.TABLE, "other"),
    (_ISSUE, issue_links.TABLE, "other"),
)
"""Of each read model that names something of another stream: the column, and whose row it is."""


@prepared
def naming(secretariat: str, of: str, things: list[str], known_at: Position | None) -> Select[Any]:
    """Return each of the `things` that another than `of` names: its `kind` and `named_by`."""
    found = union_all(
        *(
            select(
                literal(kind).label("kind"),
                table.c[kind].label("named_by"),
                table.c[column].label("thing"),
            ).where(
                current(table, secretariat, known_at),
                table.c[column].in_(things),
                table.c[kind] != of,
            )
            for kind, table, column in _NAMING
        )
    ).subquery()
    return select(found).order_by(found.c.thing, found.c.named_by)
