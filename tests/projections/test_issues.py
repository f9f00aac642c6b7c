"""Issues logs at any position: numbers, themes and texts, what links to what, what is withheld."""

from sqlalchemy import select

from events.issue.events import (
    IssueClosed,
    IssueHandlingSet,
    IssueLinked,
    IssueLinkedToAction,
    IssueLogged,
    IssueNumberInferred,
    IssueReopened,
    IssueUpdated,
)
from events.issue.terms import ToIssue, ToParagraph
from projections import confidential_issues, issue_links, issues, withheld
from projections.confidential_issues import ConfidentialIssueRow
from projections.issue_links import IssueLinkRow
from projections.issues import IssueRow, Wanted
from tests.projections.test_book import DAY, OFFICE, as_recorded, fold

LATER = "2014-01-01"


def logged(issue="i1", body="b1", **more):
    told = {"number": None, "printed": None, "theme": None, "raised_on": None, "text": "Dark"}
    told |= {"proposed_action": None} | more
    return IssueLogged(occurred_on=DAY, issue=issue, body=body, **told)


def of(kind, issue="i1", **more):
    return kind(occurred_on=LATER, issue=issue, **more)


def updated(**more):
    told = dict.fromkeys(("theme", "raised_on", "text", "proposed_action", "note"))
    return of(IssueUpdated, **told | more)


CLOSED = of(IssueClosed, meeting="m1", outcome="mended")
HIDDEN = of(IssueHandlingSet, handling="confidential", reason=None)
OPENED = of(IssueHandlingSet, handling="open", reason="over")


def test_an_issue_is_numbered_said_anew_closed_and_opened():
    first = IssueRow("i1", "b1", DAY, text=1024)
    assert fold(issues.PROJECTION, logged()) == [first]
    (row,) = fold(issues.PROJECTION, logged(number="3", printed="3", theme="T"))
    assert (row.number, row.printed, row.basis, row.theme) == ("3", "3", "printed", 1025)
    inferred = of(IssueNumberInferred, number="4", printed="E", basis="sequence")
    (row,) = fold(issues.PROJECTION, logged(printed="E"), inferred)
    assert (row.number, row.printed, row.basis) == ("4", "E", "sequence")
    (row,) = fold(issues.PROJECTION, logged(), updated(raised_on=LATER, note="n"))
    assert (row.raised_on, row.text, row.note) == (LATER, 1024, 2048)
    (row,) = fold(issues.PROJECTION, logged(raised_on=DAY), updated(text="Darker"))
    assert (row.raised_on, row.text) == (DAY, 2048)
    (row,) = fold(issues.PROJECTION, logged(), CLOSED)
    assert (row.state, row.closed_on, row.closed_at, row.outcome) == ("closed", LATER, "m1", 2048)
    again = fold(issues.PROJECTION, logged(), CLOSED, of(IssueReopened, reason="x"))
    assert again == [first]
    assert fold(issues.PROJECTION, logged(), HIDDEN) == [first]
    assert fold(issues.PROJECTION, CLOSED) == []


def test_links_lead_to_actions_paragraphs_and_issues():
    linked = of(IssueLinkedToAction, action="a", note=None)
    to_paragraph = of(IssueLinked, to=ToParagraph("m1", 6), relation="same_as", note="same")
    to_issue = of(IssueLinked, to=ToIssue("i2"), relation="follows", note=None)
    assert fold(issue_links.PROJECTION, logged(), linked, to_paragraph, to_issue) == [
        IssueLinkRow("i1", 2, "dealt_with_by", LATER, action="a"),
        IssueLinkRow("i1", 3, "same_as", LATER, meeting="m1", paragraph=6, note=3072),
        IssueLinkRow("i1", 4, "follows", LATER, other="i2"),
    ]
    assert issue_links.PROJECTION.evolve(None, *recorded(logged())) is None


def recorded(event):
    """Return the event as a fold sees it, and the key of its issue."""
    return as_recorded(event, 1)[0], ("i1", 1)


def test_an_issue_is_confidential_until_it_is_opened_up():
    kept = [ConfidentialIssueRow("i1")]
    assert fold(confidential_issues.PROJECTION, logged(), HIDDEN) == kept
    assert fold(confidential_issues.PROJECTION, logged(), HIDDEN, OPENED) == []
    assert confidential_issues.PROJECTION.evolve(kept[0], *recorded(logged())) == kept[0]


def found(book, known_at=None, **wanted):
    query = issues.issues(OFFICE, Wanted(**wanted), known_at, None, 10)
    return [row.issue for row in book.rows(query)]


def test_logs_are_listed_counted_and_asked_by_number(book):
    book.note(logged("i1", number="1", theme="T"), logged("i2", theme="T"), logged("i3", "b2"))
    before = len(book.log)
    book.note(CLOSED, of(IssueNumberInferred, "i2", number="2", printed=None, basis="stated"))
    assert found(book, body="b1") == ["i1", "i2"]
    assert found(book, body="b1", theme="T", state="open") == ["i2"]
    assert found(book, before, state="open") == ["i1", "i2", "i3"]
    page = issues.issues(OFFICE, Wanted(), None, "i1", 1)
    assert [row.issue for row in book.rows(page)] == ["i2"]
    counted = book.rows(issues.by_theme(OFFICE, "b1", None))
    assert [(row.theme, row.open, row.closed) for row in counted] == [("T", 1, 1)]
    assert [row.issue for row in book.rows(issues.numbered(OFFICE, "b1", "2", None))] == ["i2"]
    assert book.rows(issues.numbered(OFFICE, "b1", "2", before)) == []
    assert [row.issue for row in book.rows(issues.beside(OFFICE, "i2", "1", None))] == ["i1"]
    assert book.rows(issues.beside(OFFICE, "i1", "1", None)) == []
    (one,) = book.rows(issues.issue(OFFICE, "i1", None))
    assert (one.text, one.theme, one.outcome, one.confidential) == ("Dark", "T", "mended", False)


def test_a_confidential_issue_and_what_links_to_it_are_withheld(book):
    to_it = of(IssueLinked, "i2", to=ToIssue("i1"), relation="follows", note=None)
    book.note(logged("i1"), logged("i2"), to_it)
    assert [row.issue for row in book.rows(issue_links.links_of(OFFICE, ["i1"], None))] == ["i2"]
    book.note(HIDDEN)
    for table, left in ((issues.TABLE, ["i2"]), (issue_links.TABLE, [])):
        shown = withheld.readable(table).subquery()
        assert [row.issue for row in book.rows(select(shown))] == left
