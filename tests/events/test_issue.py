"""Issues: logged as printed, numbered, linked, closed; the number of a log stands there once."""

import pytest

from events.action.events import ActionAssigned
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.issue import DECIDER
from events.issue import commands as ask
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
from events.issue.numbering import inferring, logging
from events.issue.terms import ToIssue, ToParagraph
from events.meeting.proceedings import ParagraphMinuted
from events.meeting.scheduling import MeetingRecordedAsHeld

DAY, LATER, EARLIER = "2024-03-04", "2024-06-03", "2024-01-01"
BOARD, ISSUE, OTHER, ACTION, MEETING = "board", "lamps", "gulls", "mend", "march"


def established(body):
    return BodyEstablished(
        occurred_on="2020",
        body=body,
        name="Quay Board",
        organisation=None,
        parent=None,
        time_zone="UTC",
    )


def held(body=BOARD):
    return MeetingRecordedAsHeld(
        occurred_on=DAY,
        meeting=MEETING,
        body=body,
        held_on=DAY,
        starts=None,
        ends=None,
        place=None,
        theme=None,
    )


PARAGRAPH = ParagraphMinuted(
    occurred_on=DAY,
    meeting=MEETING,
    paragraph=6,
    item=None,
    number="6",
    text="Lamps",
    speaker=None,
)
ASSIGNED = ActionAssigned(
    occurred_on=DAY,
    action=ACTION,
    body=BOARD,
    meeting=None,
    item=None,
    reference=None,
    text="Mend them",
    owners=(),
    due=None,
)


def logged(issue=ISSUE, **more):
    told = {"number": None, "printed": None, "theme": None, "raised_on": DAY, "text": "Dark"}
    told |= {"proposed_action": None} | more
    return IssueLogged(occurred_on=DAY, issue=issue, body=BOARD, **told)


RECORD = {
    f"body-{BOARD}": (established(BOARD),),
    f"meeting-{MEETING}": (held(), PARAGRAPH),
    f"action-{ACTION}": (ASSIGNED,),
    f"issue-{OTHER}": (logged(OTHER),),
}
CLOSED = IssueClosed(occurred_on=LATER, issue=ISSUE, meeting=None, outcome=None)
INFERRED = IssueNumberInferred(
    occurred_on=DAY, issue=ISSUE, number="3", printed="E", basis="sequence"
)


@pytest.fixture
def rules(spec):
    return spec(DECIDER, seeing=RECORD)


@pytest.fixture
def known(rules):
    return rules.given(logged(printed="E"))


def log(**more):
    return ask.LogIssue(occurred_on=DAY, issue=ISSUE, body=BOARD, **more)


def of(kind, **more):
    return kind(occurred_on=more.pop("on", DAY), issue=ISSUE, **more)


def test_an_issue_is_logged_as_it_is_printed(rules):
    told = {"theme": "Lights", "raised_on": DAY, "text": "Dark", "proposed_action": "Mend"}
    assert rules.when(log(number="3", **told)) == [logged(number="3", printed="3", **told)]


def test_an_illegible_issue_is_logged_by_what_can_be_read(rules):
    assert rules.when(log(printed="E")) == [logged(printed="E", text=None, raised_on=None)]
    proposed = log(proposed_action="Mend")
    assert rules.when(proposed) == [logged(text=None, raised_on=None, proposed_action="Mend")]
    with pytest.raises(Refused, match="say of an issue its number"):
        rules.when(log(theme="Lights"))


def test_a_number_that_can_be_read_is_what_is_printed(rules):
    assert rules.when(log(number="3", printed="3"))
    with pytest.raises(Refused, match="leave one of the two out"):
        rules.when(log(number="3", printed="E"))


@pytest.mark.parametrize("field", ["number", "printed", "theme", "text", "proposed_action"])
def test_a_text_of_a_log_has_something_in_it(rules, field):
    with pytest.raises(Refused, match="is empty"):
        rules.when(log(**{"text": "Dark", field: " "}))


def test_an_issue_is_logged_once_in_the_log_of_a_body_that_is_there(rules, spec):
    with pytest.raises(AlreadyThere, match="logged already"):
        rules.given(logged()).when(log(text="Dark"))
    with pytest.raises(NotFound, match="no body"):
        spec(DECIDER).when(log(text="Dark"))


def test_a_number_is_inferred_and_the_glyph_stays(known):
    infer = of(ask.InferNumber, number="3", basis="sequence")
    assert known.when(infer) == [INFERRED]
    assert known.given(INFERRED).when(infer) == []
    other = known.given(INFERRED).when(of(ask.InferNumber, number="3", basis="stated"))
    assert [each.basis for each in other] == ["stated"]


def test_a_number_that_can_be_read_is_not_inferred(rules):
    with pytest.raises(Refused, match="can be read in the log, it is 3"):
        rules.given(logged(number="3")).when(of(ask.InferNumber, number="4", basis="stated"))


def test_an_issue_is_said_anew_in_part(known):
    given = {"theme": None, "raised_on": "2024-02", "text": None, "proposed_action": None}
    asked = of(ask.UpdateIssue, raised_on="2024-02", note="Asked again")
    updated = IssueUpdated(occurred_on=DAY, issue=ISSUE, note="Asked again", **given)
    assert known.when(asked) == [updated]
    assert known.given(updated).state.raised_on == "2024-02"
    noted = IssueUpdated(occurred_on=DAY, issue=ISSUE, note="x", **given | {"raised_on": None})
    assert known.given(noted).state.raised_on == DAY
    with pytest.raises(Refused, match="what is new"):
        known.when(of(ask.UpdateIssue))


def test_an_issue_is_linked_to_an_action_once(known):
    asked = of(ask.LinkToAction, action=ACTION, note="of March")
    linked = IssueLinkedToAction(occurred_on=DAY, issue=ISSUE, action=ACTION, note="of March")
    assert known.when(asked) == [linked]
    assert known.given(linked).when(asked) == []
    with pytest.raises(NotFound, match="no action"):
        known.when(of(ask.LinkToAction, action="nothing"))


@pytest.mark.parametrize("to", [ToParagraph(MEETING, 6), ToIssue(OTHER)])
def test_an_issue_is_linked_to_what_is_in_the_record_once(known, to):
    asked = of(ask.LinkIssue, to=to, relation="same_as", note="the same words")
    linked = IssueLinked(
        occurred_on=DAY, issue=ISSUE, to=to, relation="same_as", note="the same words"
    )
    assert known.when(asked) == [linked]
    assert known.given(linked).when(asked) == []
    assert known.given(linked).when(of(ask.LinkIssue, to=to))


def test_an_issue_is_not_linked_to_itself_nor_to_what_is_not_there(known):
    for to, why in (
        (ToParagraph(MEETING, 7), "has no paragraph 7"),
        (ToParagraph("nowhere", 6), "no meeting"),
        (ToIssue("nothing"), "no issue"),
    ):
        with pytest.raises(NotFound, match=why):
            known.when(of(ask.LinkIssue, to=to))
    with pytest.raises(Refused, match="to itself"):
        known.when(of(ask.LinkIssue, to=ToIssue(ISSUE)))


def test_an_issue_is_closed_and_opened_again(known):
    closed = IssueClosed(occurred_on=LATER, issue=ISSUE, meeting=MEETING, outcome="mended")
    assert known.when(of(ask.CloseIssue, on=LATER, meeting=MEETING, outcome="mended")) == [closed]
    assert known.given(closed).when(of(ask.CloseIssue)) == []
    reopen = of(ask.ReopenIssue, on=LATER, reason="dark again")
    reopened = IssueReopened(occurred_on=LATER, issue=ISSUE, reason="dark again")
    assert known.when(reopen) == []
    assert known.given(closed).when(reopen) == [reopened]
    assert known.given(closed, reopened).when(of(ask.CloseIssue, on=LATER))


def test_an_issue_is_closed_after_it_was_raised_at_a_meeting_of_its_body(known, rules):
    with pytest.raises(Refused, match=f"raised on {DAY}, later than that"):
        known.when(of(ask.CloseIssue, on=EARLIER))
    assert rules.given(logged(raised_on=None)).when(of(ask.CloseIssue, on=EARLIER))
    elsewhere = known.given(seeing={f"meeting-{MEETING}": (held("another"),)})
    with pytest.raises(Refused, match="of the body that keeps its log"):
        elsewhere.when(of(ask.CloseIssue, meeting=MEETING))


def test_an_issue_becomes_confidential_and_open_again_with_a_reason(known):
    hide = of(ask.SetIssueHandling, handling="confidential")
    hidden = IssueHandlingSet(occurred_on=DAY, issue=ISSUE, handling="confidential", reason=None)
    assert known.when(hide) == [hidden]
    assert known.given(hidden).when(hide) == []
    with pytest.raises(Refused, match="why it may be opened up again"):
        known.given(hidden).when(of(ask.SetIssueHandling, handling="open"))


@pytest.mark.parametrize(
    "command",
    [
        of(ask.InferNumber, number="3", basis="stated"),
        of(ask.UpdateIssue, note="x"),
        of(ask.LinkToAction, action=ACTION),
        of(ask.LinkIssue, to=ToIssue(OTHER)),
        of(ask.CloseIssue),
        of(ask.ReopenIssue, reason="x"),
        of(ask.SetIssueHandling, handling="open"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_asked_of_an_issue_that_is_not_there(rules, command):
    with pytest.raises(NotFound, match="no such issue"):
        rules.when(command)


def test_facts_out_of_order_change_nothing(rules):
    assert rules.given(CLOSED, INFERRED).state == DECIDER.initial


class Log:
    """A register of one log; the numbers in it by issue."""

    def __init__(self, **numbers):
        self.numbers = numbers

    def issues_numbered(self, body, number):
        assert body == BOARD
        return [issue for issue, each in self.numbers.items() if each == number]

    def issues_beside(self, issue, number):
        return [other for other in self.issues_numbered(BOARD, number) if other != issue]


def test_a_number_stands_once_in_a_log():
    plan = logging(log(number="3", text="Dark"))(Log(gulls="4"))
    assert plan.fresh == {f"issue-{ISSUE}"}
    with pytest.raises(AlreadyThere, match="number 3 of this log is issue gulls already"):
        logging(log(number="3", text="Dark"))(Log(gulls="3"))
    assert logging(log(text="Dark"))(Log(gulls="3")).steps


def test_an_inferred_number_is_not_that_of_another_issue():
    infer = inferring(of(ask.InferNumber, number="3", basis="stated"))
    assert len(infer(Log(lamps="3", gulls="4")).steps) == 1
    with pytest.raises(AlreadyThere, match="is issue gulls already"):
        infer(Log(gulls="3"))
