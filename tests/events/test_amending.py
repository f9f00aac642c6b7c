"""Given what other streams name, when an issue or a report is amended, then they still stand."""

from functools import partial

import pytest

from events.action.terms import Assignee, ByClass
from events.amending import amending
from events.body.commands import EstablishBody
from events.errors import AlreadyThere, Refused
from events.issue.commands import (
    CloseIssue,
    InferNumber,
    LogIssue,
    SetIssueHandling,
    UpdateIssue,
)
from events.issue.state import Logged, Unlogged
from events.record.effective import effective
from events.report.commands import (
    GiveCommitment,
    GiveResponse,
    InferDisposition,
    MakeRecommendation,
    MeetCommitment,
    NarrateProgress,
    PublishReport,
)
from events.report.terms import Answer, ByBody, Recommended, Responder
from tests.events.test_record import DAY, Told

LOGGED = partial(LogIssue, occurred_on=DAY, body="b")


class Record(Told):
    """Streams that are amended with what the record answers of others."""

    def amend(self, command):
        (step,) = amending(command)(self).steps
        return super().amend(step.command)

    def history_of(self, stream):
        return self.streams.get(stream, [])

    def issues_numbered(self, body, number):
        for stream in [each for each in self.streams if each.startswith("issue-")]:
            issue = self.look(stream)
            known = issue.number or (issue.inferred or [None])[0]
            if isinstance(issue, Logged) and (issue.body, known) == (body, number):
                yield stream.removeprefix("issue-")

    named = ()

    def named_elsewhere(self, of, things):
        return [("report reply", each) for each in things if each in self.named]


@pytest.fixture
def log():
    return Record(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        EstablishBody(occurred_on=DAY, body="c", name="Council"),
        LOGGED(issue="i", number="1", text="Dark"),
        LOGGED(issue="j", text="Gulls"),
        InferNumber(occurred_on=DAY, issue="j", number="2", basis="sequence"),
        UpdateIssue(occurred_on=DAY, issue="i", text="Darker", raised_on="2012"),
        CloseIssue(occurred_on=DAY, issue="i"),
    )


def test_an_issue_is_corrected_and_what_came_of_it_stands(log):
    log.correct("issue-i", "3", text="Dim", number="3", printed="3")
    assert log.look("issue-i").number == "3"
    log.retract("issue-i", "7")
    assert log.look("issue-i").open
    log.ask(CloseIssue(occurred_on=DAY, issue="i"))
    with pytest.raises(Refused, match=r"issue\.closed of 2013-03-11, recorded after it"):
        log.correct("issue-i", "6", raised_on="2014")


def test_a_fact_is_not_moved_to_another_thing_by_a_correction(log):
    with pytest.raises(Refused, match="stays with the thing it is of"):
        log.correct("issue-i", "3", issue="j")


def test_an_amendment_gives_no_number_that_another_issue_of_the_log_has(log):
    with pytest.raises(AlreadyThere, match="number 2 of this log is issue j already"):
        log.correct("issue-i", "3", number="2", printed="2")
    with pytest.raises(AlreadyThere, match="number 1 of this log is issue i already"):
        log.correct("issue-j", "5", number="1")
    log.correct("issue-i", "3", body="c")
    log.correct("issue-j", "5", number="1")
    (moved,) = (each.id for each in log.streams["issue-i"] if each.event.wire == "record.corrected")
    with pytest.raises(AlreadyThere, match="number 1 of this log is issue j already"):
        log.retract("issue-i", moved)


def test_an_issue_that_others_name_stays_and_its_handling_is_set_anew(log):
    log.named = ("j",)
    log.retract("issue-j", "5")
    with pytest.raises(Refused, match="report reply names j, which would be gone"):
        log.retract("issue-j", "4")
    log.named = ()
    log.retract("issue-j", "4")
    assert log.look("issue-j") == Unlogged()
    log.ask(SetIssueHandling(occurred_on=DAY, issue="i", handling="confidential"))
    with pytest.raises(Refused, match="is an act"):
        log.retract("issue-i", log.streams["issue-i"][-1].id)


@pytest.fixture
def book():
    we = Responder(ByBody("b"), "We")
    owners = tuple(Assignee(ByClass(), "joint", each) for each in ("Officials", "NGOs"))
    of = {"occurred_on": DAY, "report": "r"}
    return Record(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        PublishReport(title="Lights", publisher=ByBody("b"), **of),
        MakeRecommendation(recommendation="one", number="1", text="Mend it", **of),
        MakeRecommendation(recommendation="two", number="2", text="Paint it", **of),
        GiveResponse(response="x", by=we, answers=(Answer("r", "one"),), text="We shall", **of),
        InferDisposition(
            response="x", to=Recommended("r", "one"), disposition="accepted", basis="so", **of
        ),
        GiveCommitment(commitment="p", response="x", text="We shall", owners=owners, **of),
        MeetCommitment(commitment="p", **of),
        NarrateProgress(statement="s", text="It was mended", **of),
    )


def test_each_fact_of_a_report_is_corrected_where_what_follows_still_stands(book):
    changes = {
        "2": {"title": "The lights"},
        "3": {"text": "Mend the lamp"},
        "5": {"text": "We shall do so"},
        "6": {"disposition": "noted"},
        "7": {"text": "We shall mend it"},
        "8": {"note": "done"},
        "9": {"theme": "Lights"},
    }
    for event, change in changes.items():
        book.correct("report-r", event, **change)
    instead = next(each.id for each in effective(book.history_of("report-r"))[1:])
    with pytest.raises(Refused, match=r"report\.response_given"):
        book.retract("report-r", instead)
    with pytest.raises(Refused, match="makes recommendation 1 already"):
        book.correct("report-r", "4", number="1")


def test_what_another_report_names_is_not_taken_away_from_it(book):
    book.named = ("two", "p", "r")
    for event in ("2", "4", "7"):
        with pytest.raises(Refused, match="report reply names"):
            book.retract("report-r", event)
    book.named = ()
    for event in ("9", "8", "7", "6", "5", "4", "3", "2"):
        book.retract("report-r", event)
    assert not book.in_force("report-r")


def test_other_streams_are_amended_without_a_question(book):
    book.correct("body-b", "1", name="The Board")
    assert book.in_force("body-b")[0].name == "The Board"
