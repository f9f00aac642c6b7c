"""What later minutes say of an action without naming it, and at which meeting things happened."""

import pytest

from events.action import DECIDER
from events.action.commands import (
    CompleteAction,
    CompleteOwnerPart,
    ConfirmNarration,
    DismissNarration,
    ReassignAction,
    ReopenAction,
    SupersedeAction,
    TransferAction,
    WithdrawAction,
)
from events.action.events import (
    ActionCompleted,
    NarrationConfirmed,
    NarrationDismissed,
    OwnerPartCompleted,
)
from events.action.state import Open
from events.errors import NotFound, Refused
from events.meeting.proceedings import DecisionMinuted, ParagraphMinuted
from events.when import When
from tests.events.test_action import (
    ALICE,
    BOARD,
    BOB,
    COMPLETED,
    ELSEWHERE,
    JUNE,
    MARCH,
    OTHER,
    PANEL,
    RECORD,
    TODAY,
    assigned,
    meeting,
    of,
)

PASSAGE = {"meeting": JUNE, "part": "paragraph", "number": 2}
SAID = ParagraphMinuted(
    occurred_on=TODAY, meeting=JUNE, paragraph=2, item=None, number=None, text="Dry", speaker=None
)
DECIDED = DecisionMinuted(
    occurred_on=TODAY, meeting=JUNE, decision=5, item=None, paragraph=None, text="Agreed"
)
MINUTED = {"meeting-june": [*RECORD["meeting-june"], SAID, DECIDED]}
CONFIRMED = of(NarrationConfirmed, **PASSAGE, note="the roof is meant")
DISMISSED = of(NarrationDismissed, **PASSAGE, note=None)


@pytest.fixture
def alices(spec):
    return spec(DECIDER, seeing={**RECORD, **MINUTED}).given(assigned(ALICE))


def test_a_person_confirms_that_a_passage_speaks_of_the_action(alices):
    ask = of(ConfirmNarration, **PASSAGE, note="the roof is meant")
    assert alices.when(ask) == [CONFIRMED]
    assert isinstance(alices.given(CONFIRMED).state, Open)


def test_a_person_finds_that_it_does_not(alices):
    assert alices.when(of(DismissNarration, **PASSAGE)) == [DISMISSED]


def test_a_decision_may_speak_of_it_too(alices):
    passage = {"meeting": JUNE, "part": "decision", "number": 5}
    assert alices.when(of(ConfirmNarration, **passage)) == [
        of(NarrationConfirmed, **passage, note=None)
    ]


def test_the_same_finding_twice_is_one(alices):
    assert alices.given(CONFIRMED).when(of(ConfirmNarration, **PASSAGE)) == []
    assert alices.given(DISMISSED).when(of(DismissNarration, **PASSAGE)) == []


def test_the_last_finding_counts(alices):
    then = alices.given(CONFIRMED, DISMISSED)
    assert then.when(of(DismissNarration, **PASSAGE)) == []
    assert then.when(of(ConfirmNarration, **PASSAGE)) == [
        of(NarrationConfirmed, **PASSAGE, note=None)
    ]


def test_what_was_closed_since_may_still_be_found_spoken_of(alices):
    assert alices.given(COMPLETED).when(of(DismissNarration, **PASSAGE)) == [DISMISSED]


def test_a_passage_that_the_minutes_do_not_have_is_refused(alices):
    for part, number in (("paragraph", 5), ("decision", 2)):
        with pytest.raises(NotFound, match=f"have no {part} {number}"):
            alices.when(of(ConfirmNarration, meeting=JUNE, part=part, number=number))


def test_minutes_of_another_body_do_not_speak_of_it(alices):
    with pytest.raises(Refused, match="another body"):
        alices.when(of(ConfirmNarration, meeting=ELSEWHERE, part="paragraph", number=1))


def test_minutes_from_before_it_was_given_out_do_not_speak_of_it(spec):
    early = {"meeting-march": [meeting(MARCH, BOARD, When("2013-01"))]}
    action = spec(DECIDER, seeing={**RECORD, **early}).given(assigned(ALICE))
    with pytest.raises(Refused, match="later than that meeting"):
        action.when(of(ConfirmNarration, meeting=MARCH, part="paragraph", number=1))


def test_nothing_is_said_of_an_action_that_is_not_there(spec):
    with pytest.raises(NotFound, match="no such action"):
        spec(DECIDER, seeing=RECORD).when(of(ConfirmNarration, **PASSAGE))


def test_an_empty_note_is_refused(alices):
    with pytest.raises(Refused, match="the note is empty"):
        alices.when(of(ConfirmNarration, **PASSAGE, note=" "))


@pytest.mark.parametrize(
    "ask",
    [
        of(CompleteOwnerPart, owner=1, meeting=JUNE),
        of(CompleteAction, meeting=JUNE),
        of(TransferAction, body=PANEL, meeting=JUNE),
        of(SupersedeAction, by=OTHER, meeting=JUNE),
        of(WithdrawAction, reason="no roof", meeting=JUNE),
        of(ReassignAction, owners=(BOB,), meeting=JUNE),
    ],
)
def test_what_becomes_of_it_may_name_the_meeting_it_was_told_at(alices, ask):
    assert {each.meeting for each in alices.when(ask)} == {JUNE}


def test_it_is_opened_again_at_a_meeting(alices):
    ask = of(ReopenAction, reason="it leaks", meeting=JUNE)
    assert [each.meeting for each in alices.given(COMPLETED).when(ask)] == [JUNE]


def test_the_last_part_and_the_whole_are_told_at_the_same_meeting(alices):
    assert alices.when(of(CompleteOwnerPart, owner=1, meeting=JUNE)) == [
        of(OwnerPartCompleted, owner=1, note=None, meeting=JUNE),
        of(ActionCompleted, note=None, override=None, meeting=JUNE),
    ]


@pytest.mark.parametrize(
    "ask",
    [
        of(CompleteAction, meeting=ELSEWHERE),
        of(WithdrawAction, reason="no roof", meeting=ELSEWHERE),
        of(ReassignAction, owners=(BOB,), meeting=ELSEWHERE),
    ],
)
def test_a_meeting_of_another_body_tells_nothing_of_it(alices, ask):
    with pytest.raises(Refused, match="another body"):
        alices.when(ask)
