"""What is confidential: made so and opened up again, of every thing that can be."""

from dataclasses import replace
from functools import partial

import pytest

from events import action, document, meeting
from events.action.commands import SetActionHandling
from events.action.events import ActionAssigned, ActionHandlingSet, ActionWithdrawn
from events.action.state import Unassigned
from events.document.commands import SetDocumentHandling
from events.document.events import (
    DocumentAccepted,
    DocumentHandlingSet,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DraftRevised,
)
from events.document.state import Unknown
from events.document.terms import Read
from events.errors import NotFound, Refused
from events.ids import ActionId, BodyId, DocumentId, MeetingId
from events.meeting.commands import SetPassageHandling
from events.meeting.handling import PassageHandlingSet
from events.meeting.proceedings import DecisionMinuted, ItemAdded, ParagraphMinuted
from events.meeting.scheduling import MeetingCancelled, MeetingRecordedAsHeld, MeetingScheduled
from events.meeting.state import Unscheduled
from events.when import When

DAY = When("2013-03-11")
M, TASK, PAPER, GROUP = MeetingId("m"), ActionId("task"), DocumentId("paper"), BodyId("group")

HELD = MeetingRecordedAsHeld(
    occurred_on=DAY,
    meeting=M,
    body=GROUP,
    held_on=DAY,
    starts=None,
    ends=None,
    place=None,
    theme=None,
)
MINUTED = (
    HELD,
    ItemAdded(occurred_on=DAY, meeting=M, item=1, number="1.", title="Repairs"),
    ParagraphMinuted(
        occurred_on=DAY, meeting=M, paragraph=1, item=1, number=None, text="Noted", speaker=None
    ),
    DecisionMinuted(occurred_on=DAY, meeting=M, decision=1, item=1, paragraph=1, text="Agreed"),
)
ASSIGNED = ActionAssigned(
    occurred_on=DAY,
    action=TASK,
    body=GROUP,
    meeting=None,
    item=None,
    reference=None,
    text="Mend the roof",
    owners=(),
    due=None,
)
WITHDRAWN = ActionWithdrawn(occurred_on=DAY, action=TASK, reason="mended")
RECEIVED = DocumentReceived(
    occurred_on=DAY, document=PAPER, name="march.txt", media_type="text/plain", size=9, sha256="a"
)
READ = DocumentRead(
    occurred_on=DAY,
    document=PAPER,
    reading=1,
    read=Read("text", 1, text="t", draft="d", meetings=1, findings=0),
)
REVISED = DraftRevised(occurred_on=DAY, document=PAPER, reading=1, anew=False, changes=())
ACCEPTED = DocumentAccepted(occurred_on=DAY, document=PAPER, reading=1, draft="d", meetings=(M,))
REJECTED = DocumentRejected(occurred_on=DAY, document=PAPER, reason="not ours")


class Thing:
    """Something whose handling can be set: its stream as it is, the command and its event."""

    def __init__(self, module, facts, command, event, **names):
        self.decider, self.facts = module.DECIDER, facts
        self.ask = partial(command, occurred_on=DAY, **names)
        self.set = partial(event, occurred_on=DAY, **{"reason": None, **names})


def passage(part):
    return Thing(
        meeting, MINUTED, SetPassageHandling, PassageHandlingSet, meeting=M, part=part, number=1
    )


THINGS = {
    "item": passage("item"),
    "paragraph": passage("paragraph"),
    "decision": passage("decision"),
    "action": Thing(action, (ASSIGNED,), SetActionHandling, ActionHandlingSet, action=TASK),
    "document": Thing(
        document, (RECEIVED,), SetDocumentHandling, DocumentHandlingSet, document=PAPER
    ),
}


@pytest.fixture(params=THINGS)
def thing(request):
    return THINGS[request.param]


@pytest.fixture
def known(spec, thing):
    return spec(thing.decider, given=thing.facts)


def test_a_thing_is_made_confidential_with_a_reason_or_without(known, thing):
    confidential = thing.set(handling="confidential")
    assert known.when(thing.ask(handling="confidential")) == [confidential]
    assert known.when(thing.ask(handling="confidential", reason="a tender")) == [
        replace(confidential, reason="a tender")
    ]


def test_what_is_confidential_is_opened_up_with_a_reason(known, thing):
    hidden = known.given(thing.set(handling="confidential"))
    with pytest.raises(Refused, match="say in the reason why"):
        hidden.when(thing.ask(handling="open"))
    opened = thing.set(handling="open", reason="the tender is over")
    assert hidden.when(thing.ask(handling="open", reason="the tender is over")) == [opened]
    assert hidden.given(opened).when(thing.ask(handling="confidential")) == [
        thing.set(handling="confidential")
    ]


def test_what_holds_already_is_not_set_again(known, thing):
    assert known.when(thing.ask(handling="open")) == []
    hidden = known.given(thing.set(handling="confidential"))
    assert hidden.when(thing.ask(handling="confidential", reason="once more")) == []


def test_a_reason_with_nothing_in_it_is_none(known, thing):
    for handling in ("open", "confidential"):
        with pytest.raises(Refused, match="the reason is empty"):
            known.when(thing.ask(handling=handling, reason=" "))


def test_what_is_not_there_has_no_handling(spec, thing):
    with pytest.raises(NotFound, match="no such"):
        spec(thing.decider).when(thing.ask(handling="confidential"))


@pytest.mark.parametrize("thing", ["item", "paragraph", "decision"], indirect=True)
def test_only_what_is_minuted_has_a_handling(known, thing):
    ask = replace(thing.ask(handling="confidential"), number=2)
    with pytest.raises(NotFound, match=f"no {ask.part} 2"):
        known.when(ask)


@pytest.mark.parametrize("thing", ["item", "paragraph", "decision"], indirect=True)
def test_one_part_of_the_minutes_is_handled_apart_from_the_others(known, thing):
    hidden = known.given(thing.set(handling="confidential"))
    for each in map(passage, ("item", "paragraph", "decision")):
        asked = each.ask(handling="confidential")
        if asked.part != thing.ask(handling="open").part:
            assert hidden.when(asked) == [each.set(handling="confidential")]


def test_minutes_are_withheld_whatever_became_of_the_meeting(spec):
    thing = THINGS["item"]
    cancelled = MeetingCancelled(occurred_on=DAY, meeting=M, reason=None)
    after = spec(thing.decider, given=[*MINUTED, cancelled])
    assert after.when(thing.ask(handling="confidential")) == [thing.set(handling="confidential")]


def test_a_meeting_that_is_only_expected_has_no_item(spec):
    scheduled = MeetingScheduled(
        occurred_on=DAY, meeting=M, body=GROUP, expected=DAY, starts=None, place=None, theme=None
    )
    with pytest.raises(NotFound, match="no item 1"):
        spec(meeting.DECIDER, given=[scheduled]).when(THINGS["item"].ask(handling="confidential"))


def test_a_closed_action_can_still_be_made_confidential(spec):
    thing = THINGS["action"]
    closed = spec(thing.decider, given=[ASSIGNED, WITHDRAWN])
    assert closed.when(thing.ask(handling="confidential")) == [thing.set(handling="confidential")]
    hidden = closed.given(thing.set(handling="confidential"))
    assert hidden.when(thing.ask(handling="confidential")) == []


@pytest.mark.parametrize(
    "later", [[READ], [READ, REVISED], [READ, ACCEPTED], [REJECTED], [READ, ACCEPTED, READ]]
)
def test_a_document_stays_as_it_is_handled_whatever_becomes_of_it(spec, later):
    thing = THINGS["document"]
    confidential = thing.set(handling="confidential")
    papers = spec(thing.decider, given=[RECEIVED, confidential, *later])
    assert papers.when(thing.ask(handling="confidential")) == []
    after = spec(thing.decider, given=[RECEIVED, *later])
    assert after.when(thing.ask(handling="confidential")) == [confidential]


@pytest.mark.parametrize(
    ("thing", "unknown"),
    [("item", Unscheduled()), ("action", Unassigned()), ("document", Unknown())],
    indirect=["thing"],
)
def test_the_handling_of_what_is_not_there_changes_nothing(thing, unknown):
    assert thing.decider.evolve(unknown, thing.set(handling="confidential")) == unknown
