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
    true,
)

from events.report.terms import Assigned
from projections import (
    action_links,
    action_owners,
    action_progress,
    actions,
    actors,
    agenda_items,
    amendments,
    api_keys,
    attendance,
    bodies,
    body_terms,
    chairs,
    commitment_owners,
    commitment_reports,
    commitments,
    confidential_actions,
    confidential_documents,
    confidential_issues,
    confidential_passages,
    decisions,
    declarations,
    distinctions,
    documents,
    erased_digests,
    erasures,
    issue_links,
    issues,
    meetings,
    memberships,
    mentions,
    minuted_parts,
    minutes,
    minutes_amendments,
    minutes_annotations,
    minutes_corrections,
    minutes_publications,
    minutes_redactions,
    minutes_versions,
    organisation_names,
    organisations,
    overdue_items,
    paragraphs,
    people,
    person_names,
    progress_statements,
    recommendations,
    reminders,
    report_endorsements,
    report_links,
    reports,
    response_answers,
    response_references,
    responses,
    roles,
    series,
    settlements,
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
        commitment_owners,
        commitment_reports,
        commitments,
        confidential_actions,  # no question but whether something is confidential is asked of these
        confidential_documents,
        confidential_issues,
        confidential_passages,
        distinctions,
        erased_digests,  # why something is missing is for everybody to check
        meetings,
        memberships,
        minutes,  # how far they have come, not what they say
        minutes_publications,
        minutes_versions,
        organisation_names,
        organisations,
        people,
        person_names,
        progress_statements,
        recommendations,
        report_endorsements,
        reports,
        response_answers,
        response_references,
        responses,
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


def _of_report_link(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    to_action = rows.c.kind == Assigned.kind
    return and_(to_action, actions.names_confidential(rows, rows.c.other, None))


def _of_passage(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return minuted_parts.is_confidential(rows, None)


def _of_issue_link(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return or_(issues.is_confidential(rows, None), issue_links.names_confidential(rows, None))


WITHHELD: Final[Mapping[str, Condition]] = {
    actions.TABLE.name: lambda rows: actions.is_confidential(rows, None),
    action_owners.TABLE.name: _of_action,
    action_progress.TABLE.name: _of_action,
    overdue_items.TABLE.name: _of_action,
    action_links.TABLE.name: _of_link,
    report_links.TABLE.name: _of_report_link,
    mentions.TABLE.name: _of_action,
    reminders.TABLE.name: _of_action,
    issues.TABLE.name: lambda rows: issues.is_confidential(rows, None),
    issue_links.TABLE.name: _of_issue_link,
    agenda_items.TABLE.name: lambda rows: agenda_items.is_confidential(rows, None),
    paragraphs.TABLE.name: lambda rows: paragraphs.is_confidential(rows, None),
    decisions.TABLE.name: lambda rows: decisions.is_confidential(rows, None),
    declarations.TABLE.name: lambda rows: declarations.is_confidential(rows, None),
    settlements.TABLE.name: lambda rows: settlements.is_confidential(rows, None),
    erasures.TABLE.name: lambda _: true(),  # who asked for what, and why
    documents.TABLE.name: lambda rows: documents.is_confidential(rows, None),
    amendments.TABLE.name: lambda rows: or_(
        actions.names_confidential(rows, rows.c.thing, None),
        confidential_issues.is_one(rows, rows.c.thing, None),
        _brought_at(rows, rows.c.thing, rows.c.about),
        _linked_at(rows, issue_links.TABLE, rows.c.thing, rows.c.about),
        _linked_at(rows, report_links.TABLE, rows.c.thing, rows.c.about),
    ),
    minutes_amendments.TABLE.name: _of_passage,
    minutes_annotations.TABLE.name: _of_passage,
    minutes_corrections.TABLE.name: _of_passage,
    minutes_redactions.TABLE.name: _of_passage,
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
    """Return a column without what names something that is withheld."""
    if column is actions.TABLE.c.superseded_by:
        names = and_(column.is_not(None), actions.names_confidential(table, column, None))
    elif column in _OF_A_PASSAGE:
        names = _says_of_withheld(table)
    else:
        return column
    return case((names, null()), else_=column).label(column.name)


_OF_A_PASSAGE: Final = frozenset(mentions.TABLE.c[each] for each in ("part", "number", "position"))
"""That an action was spoken of is no secret of the passage that does; which passage it is, is."""


def _says_of_withheld(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that the passage which a mention names is withheld."""
    return minuted_parts.is_confidential(rows, None)


def is_withheld(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an entry of the log is, by its stream and its position."""
    return or_(
        and_(_is_of(rows, "action"), _action_entry(rows)),
        and_(_is_of(rows, "issue"), _issue_entry(rows)),
        and_(_is_of(rows, "meeting"), _meeting_entry(rows)),
        and_(_is_of(rows, "minutes"), _minutes_entry(rows)),
        and_(_is_of(rows, "document"), _document_entry(rows)),
        and_(_is_of(rows, "report"), _report_entry(rows)),
        and_(_is_of(rows, "privacy"), erasures.tells_why(rows, _identity(rows, "privacy"))),
    )


def _is_of(rows: Any, category: str) -> ColumnElement[bool]:  # noqa: ANN401
    length = len(category) + 1
    return func.substr(rows.c.stream, 1, length) == f"{category}-"


def _identity(rows: Any, category: str) -> ColumnElement[str]:  # noqa: ANN401
    return func.substr(rows.c.stream, len(category) + 2)


def _action_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return every entry of a confidential action, and those that lead another to such a thing."""
    action, links = _identity(rows, "action"), action_links.TABLE.alias()
    said = mentions.TABLE.alias()
    linking = found(
        links,
        links.c.secretariat == rows.c.secretariat,
        links.c.action == action,
        or_(links.c.position == rows.c.position, links.c.since == rows.c.position),
        actions.names_confidential(links, links.c.other, None),
    )
    narrating = found(
        said,
        said.c.secretariat == rows.c.secretariat,
        said.c.action == action,
        said.c.since == rows.c.position,
        _says_of_withheld(said),
    )
    return or_(actions.names_confidential(rows, action, None), linking, narrating)


def _report_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the entries that link a part of a report to a confidential action."""
    return _linking(rows, report_links.TABLE, _identity(rows, "report"))


def _issue_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return every entry of a confidential issue, and those that link another to what is."""
    issue = _identity(rows, "issue")
    linking = _linking(rows, issue_links.TABLE, issue)
    return or_(confidential_issues.is_one(rows, issue, None), linking)


def _linking(rows: Any, links: Table, thing: ColumnElement[str]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an entry links `thing` to what is withheld, or amends that."""
    amending = amendments.TABLE.alias()
    amends = found(
        amending,
        amending.c.secretariat == rows.c.secretariat,
        amending.c.thing == thing,
        amending.c.position == rows.c.position,
        _linked_at(amending, links, thing, amending.c.about),
    )
    return or_(_linked_at(rows, links, thing, rows.c.position), amends)


def _linked_at(
    rows: Any,  # noqa: ANN401
    table: Table,
    thing: ColumnElement[str],
    position: ColumnElement[int],
) -> ColumnElement[bool]:
    """Return the condition that the entry at `position` brought or ended such a link."""
    links: Any = table.alias()
    of = links.c.report if "report" in links.c else links.c.issue
    return found(
        links,
        links.c.secretariat == rows.c.secretariat,
        of == thing,
        or_(*(links.c[each] == position for each in ("position", "since", "until"))),
        _NAMES[table.name](links),
    )


_NAMES: Final[Mapping[str, Condition]] = {
    issue_links.TABLE.name: lambda links: issue_links.names_confidential(links, None),
    report_links.TABLE.name: _of_report_link,
}
"""Of links: whether what they lead to is withheld."""


def _document_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return confidential_documents.is_one(rows, _identity(rows, "document"), None)


def _meeting_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return which entries brought what is withheld, or amend it; few meetings have any."""
    meeting = _identity(rows, "meeting")
    amending = amendments.TABLE.alias()
    amends = found(
        amending,
        amending.c.secretariat == rows.c.secretariat,
        amending.c.thing == meeting,
        amending.c.position == rows.c.position,
        _brought_at(amending, amending.c.thing, amending.c.about),
    )
    brought = or_(_brought_at(rows, meeting, rows.c.position), amends)
    # An action may be confidential where no part of the minutes is.
    settled = _brought(
        rows, meeting, rows.c.position, settlements.TABLE, WITHHELD[settlements.TABLE.name]
    )
    return or_(settled, and_(_has_any(rows, meeting), brought))


def _brought_at(
    rows: Any,  # noqa: ANN401
    meeting: ColumnElement[str],
    position: ColumnElement[int],
) -> ColumnElement[bool]:
    """Return the condition that the entry of a meeting at `position` brought what is withheld."""
    modules = (agenda_items, paragraphs, decisions, declarations)
    brought = [
        _brought(rows, meeting, position, module.TABLE, WITHHELD[module.TABLE.name])
        for module in modules
    ]
    return or_(
        *brought, _brought(rows, meeting, position, confidential_passages.TABLE, _of_passage)
    )


def _minutes_entry(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return which entries are about a part that is withheld; few meetings have any."""
    meeting = _identity(rows, "minutes")
    modules = (minutes_corrections, minutes_amendments, minutes_redactions, minutes_annotations)
    brought = (
        _brought(rows, meeting, rows.c.position, module.TABLE, WITHHELD[module.TABLE.name])
        for module in modules
    )
    return and_(_has_any(rows, meeting), or_(*brought))


def _has_any(rows: Any, meeting: ColumnElement[str]) -> ColumnElement[bool]:  # noqa: ANN401
    held = confidential_passages.TABLE.alias()
    same = held.c.secretariat == rows.c.secretariat
    return found(held, same, held.c.meeting == meeting, held.c.until.is_(None))


def _brought(
    rows: Any,  # noqa: ANN401
    meeting: ColumnElement[str],
    position: ColumnElement[int],
    table: Table,
    withheld: Condition,
) -> ColumnElement[bool]:
    """Return the condition that an entry began, or ended, a version of a row that is withheld."""
    version: Any = table.alias()
    return found(
        version,
        version.c.secretariat == rows.c.secretariat,
        version.c.meeting == meeting,
        or_(version.c.since == position, version.c.until == position),
        withheld(version),
    )
