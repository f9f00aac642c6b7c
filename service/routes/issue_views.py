"""Issues as they are shown: number as printed or inferred, texts, state and links."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import issue_links, issues
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.handling_views import Shown, handling_of

State = Literal["open", "closed"]


class IssueLinkView(Output):
    """What an issue is linked to: an action, a paragraph of a meeting, or another issue."""

    relation: Literal["dealt_with_by", "same_as", "follows", "relates_to"]
    linked_on: str
    action: IfAny[Id] = None
    meeting: IfAny[Id] = None
    paragraph: IfAny[int] = None
    issue: IfAny[Id] = None
    linked_from: IfAny[bool] = Field(
        default=None, description="True where the other issue says so of this one."
    )
    note: IfAny[str] = Field(default=None, description="Why; left out once erased.")


class IssueView(Output):
    """An issue."""

    id: Id
    body: Id
    number: IfAny[str] = Field(default=None, description="Left out where nobody knows it.")
    printed: IfAny[str] = Field(default=None, description="What is printed for the number.")
    basis: IfAny[Literal["printed", "sequence", "cross_reference", "stated"]] = Field(
        default=None, description="Why we take it to have that number."
    )
    theme: IfAny[str] = None
    raised_on: IfAny[str] = None
    text: IfAny[str] = Field(default=None, description="Left out where illegible, or once erased.")
    proposed_action: IfAny[str] = None
    note: IfAny[str] = Field(default=None, description="What was said of it last.")
    state: State
    logged_on: str
    closed_on: IfAny[str] = None
    closed_at: IfAny[Id] = Field(default=None, description="The meeting that dealt with it.")
    outcome: IfAny[str] = None
    links: list[IssueLinkView]
    handling: Shown = None


class IssuePage(Page[IssueView]):
    """A page of issues."""


class ThemeView(Output):
    """How many issues of a theme are open, and how many are closed."""

    theme: IfAny[str] = Field(default=None, description="Left out for issues without one.")
    open: int
    closed: int


class Themes(Output):
    """The themes of a log, in the order of their first issue."""

    items: list[ThemeView]
    known_at: int = Field(description="The position of the log this answer stands on.")


def views(record: Record, found: Iterable[RowMapping]) -> list[IssueView]:
    """Return issues with their links."""
    rows = list(found)
    links = _links(record, [row["issue"] for row in rows])
    return [_view(row, links[row["issue"]]) for row in rows]


def themes_of(record: Record, body: str) -> list[ThemeView]:
    """Return how many issues of each theme the log of a body has."""
    found = record.all(issues.by_theme(record.secretariat, body, record.known_at))
    return [ThemeView(theme=row["theme"], open=row["open"], closed=row["closed"]) for row in found]


def _links(record: Record, identities: list[str]) -> defaultdict[str, list[IssueLinkView]]:
    links: defaultdict[str, list[IssueLinkView]] = defaultdict(list)
    for row in record.all(issue_links.links_of(record.secretariat, identities, record.known_at)):
        links[row["issue"]].append(_link(row, row["other"]))
        if row["other"] is not None:
            links[row["other"]].append(_link(row, row["issue"], back=True))
    return links


def _link(row: RowMapping, other: str | None, *, back: bool = False) -> IssueLinkView:
    return IssueLinkView(
        relation=row["relation"],
        linked_on=row["linked_on"],
        action=row["action"],
        meeting=row["meeting"],
        paragraph=row["paragraph"],
        issue=other,
        linked_from=back or None,
        note=row["note"],
    )


def _view(row: RowMapping, links: list[IssueLinkView]) -> IssueView:
    return IssueView(
        id=row["issue"],
        body=row["body"],
        number=row["number"],
        printed=row["printed"],
        basis=row["basis"],
        theme=row["theme"],
        raised_on=row["raised_on"],
        text=row["text"],
        proposed_action=row["proposed_action"],
        note=row["note"],
        state=row["state"],
        logged_on=row["logged_on"],
        closed_on=row["closed_on"],
        closed_at=row["closed_at"],
        outcome=row["outcome"],
        links=links,
        handling=handling_of(row),
    )
