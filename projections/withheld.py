"""What a reader who is not cleared does not see: of every read model, which rows and which values.

What is confidential now is withheld whatever position is asked. An item takes with it all that came
of it; an entry of the log is withheld where what it brought is. Who attended, came and went stays.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    false,
    func,
    not_,
    null,
    or_,
    select,
)

from projections import (
    action_links,
    action_owners,
    actions,
    actors,
    agenda_items,
    api_keys,
    attendance,
    bodies,
    body_terms,
    chairs,
    confidential_actions,
    confidential_documents,
    confidential_issues,
    confidential_passages,
    decisions,
    declarations,
    distinctions,
    documents,
    issue_links,
    issues,
    meetings,
    memberships,
    organisation_names,
    organisations,
    overdue_items,
    paragraphs,
    people,
    person_names,
    roles,
    series,
    webhooks,
)
from projections.base import found

Condition = Callable[[Any], ColumnElement[bool]]
"""Of the rows of a table: which of them are withheld."""

OPEN: Final = frozenset(
    module.TABLE.name
    for module in (
        actors,  # what their routes show takes a right of its own
        api_keys,
        attendance,
        bodies,
        body_terms,
        chairs,
        confidential_actions,  # no question but whether something is confidential is asked of these
        confidential_documents,
        confidential_issues,
        confidential_passages,
        distinctions,
        meetings,
        memberships,
        organisation_names,
        organisations,
        people,
        person_names,
        roles,
        series,
        webhooks,
    )
)
"""Read models that everybody reads whole."""


def _of_action(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return actions.names_confidential(rows, rows.c.action, None)


def _of_link(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return or_(_of_action(rows), actions.names_confidential(rows, rows.c.other, None))


def _of_issue_link(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return or_(issues.is_confidential(rows, None), issue_links.names_confidential(rows, None))


WITHHELD: Final[Mapping[str, Condition]] = {
    actions.TABLE.name: lambda rows: actions.is_confidential(rows, None),
    action_owners.TABLE.name: _of_action,
    overdue_items.TABLE.name: _of_action,
    action_links.TABLE.name: _of_link,
    issues.TABLE.name: lambda rows: issues.is_confidential(rows, None),
    issue_links.TABLE.name: _of_issue_link,
    agenda_items.TABLE.name: lambda rows: agenda_items.is_confidential(rows, None),
    paragraphs.TABLE.name: lambda rows: paragraphs.is_confidential(rows, None),
    decisions.TABLE.name: lambda rows: decisions.is_confidential(rows, None),
    declarations.TABLE.name: lambda rows: declarations.is_confidential(rows, None),
    documents.TABLE.name: lambda rows: documents.is_confidential(rows, None),
}
"""Read models of which some rows are withheld."""


def readable(table: Table) -> Select[Any]:
    """Return what is read of a read model without clearance: nothing of one not known here."""
    if table.name in OPEN:
        return select(table)
    withheld = WITHHELD.get(table.name)
    return readable_where(table, not_(withheld(table)) if withheld else false())


def readable_where(table: Table, condition: ColumnElement[bool]) -> Select[Any]:
    """Return what is read of a table where only those rows are."""
    return select(*(_shown(table, column) for column in table.c)).where(condition)


def _shown(table: Table, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column without the identities of what is withheld."""
    if column is not actions.TABLE.c.superseded_by:
        return column
    names = and_(column.is_not(None), actions.names_confidential(table, column, None))
    return case((names, null()), else_=column).label("superseded_by")


def is_withheld(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an entry of the log is, by its stream and its position."""
    return or_(
        and_(_is_of(rows, "action"), _action_entry(rows)),
        and_(_is_of(rows, "issue"), _issue_entry(rows)),
        and_(_is_of(rows, "meeting"), _meeting_entry(rows)),
        and_(_is_of(rows, "document"), _document_entry(rows)),
    )


def _is_of(rows: Any, category: str) -> ColumnElement[bool]:  # noqa: ANN401
    length = len(category) + 1
    return func.substr(rows.c.stream, 1, length) == f"{category}-"


def _identity(rows: Any, category: str) -> ColumnElement[str]:  # noqa: ANN401
    return func.substr(rows.c.stream, len(category) + 2)


def _action_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return every entry of a confidential action, and those that link another to one."""
    action, links = _identity(rows, "action"), action_links.TABLE.alias()
    linking = found(
        links,
        links.c.secretariat == rows.c.secretariat,
        links.c.action == action,
        links.c.position == rows.c.position,
        actions.names_confidential(links, links.c.other, None),
    )
    return or_(actions.names_confidential(rows, action, None), linking)


def _issue_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return every entry of a confidential issue, and those that link another to what is."""
    issue, links = _identity(rows, "issue"), issue_links.TABLE.alias()
    linking = found(
        links,
        links.c.secretariat == rows.c.secretariat,
        links.c.issue == issue,
        links.c.position == rows.c.position,
        issue_links.names_confidential(links, None),
    )
    return or_(confidential_issues.is_one(rows, issue, None), linking)


def _document_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return confidential_documents.is_one(rows, _identity(rows, "document"), None)


def _meeting_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return which entries brought what is withheld; few meetings have any."""
    meeting, held = _identity(rows, "meeting"), confidential_passages.TABLE.alias()
    same = held.c.secretariat == rows.c.secretariat
    some = found(held, same, held.c.meeting == meeting, held.c.until.is_(None))
    brought = (
        _brought(rows, meeting, module.TABLE, WITHHELD[module.TABLE.name])
        for module in (agenda_items, paragraphs, decisions, declarations)
    )
    handled = _brought(rows, meeting, confidential_passages.TABLE, _handled)
    return and_(some, or_(*brought, handled))


def _brought(
    rows: Any,  # noqa: ANN401
    meeting: ColumnElement[str],
    table: Table,
    withheld: Condition,
) -> ColumnElement[bool]:
    """Return the condition that an entry began, or ended, a version of a row that is withheld."""
    version: Any = table.alias()
    return found(
        version,
        version.c.secretariat == rows.c.secretariat,
        version.c.meeting == meeting,
        or_(version.c.since == rows.c.position, version.c.until == rows.c.position),
        withheld(version),
    )


def _handled(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return of which handling the part is withheld, be it opened up again by itself."""
    return or_(
        _part_of(rows, agenda_items.TABLE, "item"),
        _part_of(rows, paragraphs.TABLE, "paragraph"),
        _part_of(rows, decisions.TABLE, "decision"),
    )


def _part_of(rows: Any, table: Table, part: str) -> ColumnElement[bool]:  # noqa: ANN401
    one: Any = table.alias()
    withheld = found(
        one,
        one.c.secretariat == rows.c.secretariat,
        one.c.meeting == rows.c.meeting,
        one.c[part] == rows.c.number,
        one.c.until.is_(None),
        WITHHELD[table.name](one),
    )
    return and_(rows.c.part == part, withheld)
