"""What an issue is linked to: actions, paragraphs of minutes, other issues."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select

from events.base import Recorded
from events.issue.events import IssueEvent, IssueLinked, IssueLinkedToAction
from events.issue.terms import ToIssue, ToParagraph
from projections import actions, confidential_issues, paragraphs
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared
from projections.texts import Words

DEALT_WITH_BY = "dealt_with_by"


class IssueLinkRow(NamedTuple):
    """What the event at `position` says: that it goes with an action, a paragraph or an issue."""

    issue: str
    position: int
    relation: str
    linked_on: str
    action: str | None = None
    meeting: str | None = None
    paragraph: int | None = None
    other: str | None = None
    note: int | None = None


TABLE = versions(
    "issue_links",
    IssueLinkRow,
    ("issue", "position"),
    always=[("other",), ("action",), ("meeting",)],
)


def keys(recorded: Recorded[IssueEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the link."""
    event = recorded.event
    if isinstance(event, IssueLinkedToAction | IssueLinked):
        return ((event.issue, recorded.position),)
    return ()


def evolve(row: IssueLinkRow | None, recorded: Recorded[IssueEvent], _: Key) -> IssueLinkRow | None:
    """Return the link, which stays."""
    match recorded.event:
        case IssueLinkedToAction(action=action):
            return _link(recorded, DEALT_WITH_BY)._replace(action=action)
        case IssueLinked(to=ToParagraph(meeting, paragraph), relation=relation):
            return _link(recorded, relation)._replace(meeting=meeting, paragraph=paragraph)
        case IssueLinked(to=ToIssue(other), relation=relation):
            return _link(recorded, relation)._replace(other=other)
        case _:
            return row


def _link(recorded: Recorded[IssueEvent], relation: str) -> IssueLinkRow:
    return IssueLinkRow(
        issue=recorded.event.issue,
        position=recorded.position,
        relation=relation,
        linked_on=recorded.event.occurred_on,
        note=recorded.place("/note"),
    )


PROJECTION = Projection(
    table=TABLE,
    category="issue",
    shape=IssueLinkRow,
    key=("issue", "position"),
    keys=keys,
    evolve=evolve,
)


def names_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a link leads to something that was confidential at `known_at`."""
    one: Any = paragraphs.TABLE.alias()
    paragraph = found(
        one,
        one.c.secretariat == rows.c.secretariat,
        one.c.meeting == rows.c.meeting,
        one.c.paragraph == rows.c.paragraph,
        stands(one, known_at),
        paragraphs.is_confidential(one, known_at),
    )
    return or_(
        actions.names_confidential(rows, rows.c.action, known_at),
        confidential_issues.is_one(rows, rows.c.other, known_at),
        paragraph,
    )


@prepared
def links_of(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return what those issues are linked to, and what links other issues to them, in order."""
    words = Words(TABLE, TABLE)
    note = words.of(TABLE.c.note)
    mine = or_(TABLE.c.issue.in_(identities), TABLE.c.other.in_(identities))
    return (
        select(
            TABLE.c.issue,
            TABLE.c.position,
            TABLE.c.relation,
            TABLE.c.linked_on,
            TABLE.c.action,
            TABLE.c.meeting,
            TABLE.c.paragraph,
            TABLE.c.other,
            note.label("note"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), mine)
        .order_by(TABLE.c.position)
    )
