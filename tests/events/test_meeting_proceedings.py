from dataclasses import replace

import pytest

from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId, OrganisationId
from events.meeting import DECIDER
from events.meeting.attendance import ApologiesReceived, AttendanceDuplicateResolved
from events.meeting.commands import AddItem, MinuteDecision, MinuteParagraph, RecordNoActions
from events.meeting.proceedings import (
    DecisionMinuted,
    ItemAdded,
    NoActionsRecorded,
    ParagraphMinuted,
)
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingRecordedAsHeld,
    MeetingScheduled,
)
from events.meeting.terms import (
    SpokenByBody,
    SpokenByName,
    SpokenByOrganisation,
    SpokenByRow,
)
from events.organisation.events import OrganisationRegistered
from events.when import When

DAY = When("2013-03-11")
M, GROUP, OFFICE = MeetingId("m"), BodyId("group"), OrganisationId("office")

SCHEDULED = MeetingScheduled(
    occurred_on=DAY, meeting=M, body=GROUP, expected=DAY, starts=None, place=None, theme=None
)
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
OPENED = MeetingOpened(occurred_on=DAY, meeting=M, at=None)
CLOSED = MeetingClosed(occurred_on=DAY, meeting=M, at=None)
CANCELLED = MeetingCancelled(occurred_on=DAY, meeting=M, reason=None)
OFFICE_KNOWN = {
    f"organisation-{OFFICE}": [
        OrganisationRegistered(
            occurred_on=DAY,
            organisation=OFFICE,
            name="Home Office",
            classification=None,
            parent=None,
        )
    ]
}

ADD = AddItem(occurred_on=DAY, meeting=M, item=1, number="2.1", title="Prosecutions data")
ADDED = ItemAdded(occurred_on=DAY, meeting=M, item=1, number="2.1", title="Prosecutions data")
MINUTE = MinuteParagraph(occurred_on=DAY, meeting=M, paragraph=1, number="7", text="He agreed.")
MINUTED = ParagraphMinuted(
    occurred_on=DAY,
    meeting=M,
    paragraph=1,
    item=None,
    number="7",
    text="He agreed.",
    speaker=None,
)
DECIDE = MinuteDecision(occurred_on=DAY, meeting=M, decision=1, text="To meet again.")
DECIDED = DecisionMinuted(
    occurred_on=DAY, meeting=M, decision=1, item=None, paragraph=None, text="To meet again."
)
NO_ACTIONS = RecordNoActions(occurred_on=DAY, meeting=M)
NONE_CAME = NoActionsRecorded(occurred_on=DAY, meeting=M, item=None)

ALL = [ADD, MINUTE, DECIDE, NO_ACTIONS]


def apologised(row):
    return ApologiesReceived(
        occurred_on=DAY,
        meeting=M,
        row=row,
        person=None,
        basis="unnamed",
        name="Official",
        organisation=None,
        organisation_stated=None,
        reason=None,
    )


@pytest.fixture
def meeting(spec):
    return spec(DECIDER, seeing=OFFICE_KNOWN, given=[HELD])


@pytest.mark.parametrize("facts", [(HELD,), (SCHEDULED, OPENED), (SCHEDULED, OPENED, CLOSED)])
@pytest.mark.parametrize(
    ("asked", "then"),
    [(ADD, ADDED), (MINUTE, MINUTED), (DECIDE, DECIDED), (NO_ACTIONS, NONE_CAME)],
)
def test_a_meeting_held_or_opened_is_minuted(spec, facts, asked, then):
    assert spec(DECIDER, given=facts).when(asked) == [then]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ((), "no such meeting"),
        ((SCHEDULED,), "record the meeting as held or open it first"),
        ((SCHEDULED, CANCELLED), "was cancelled"),
    ],
)
@pytest.mark.parametrize("asked", ALL)
def test_a_meeting_that_did_not_take_place_is_not_minuted(spec, facts, why, asked):
    with pytest.raises((NotFound, Refused), match=why):
        spec(DECIDER, given=facts).when(asked)


@pytest.mark.parametrize("asked", [ADD, MINUTE, DECIDE])
def test_a_number_is_used_once(meeting, asked):
    with pytest.raises(AlreadyThere, match="1 is in the record already"):
        meeting.given(ADDED, MINUTED, DECIDED).when(asked)


@pytest.mark.parametrize(
    "asked", [replace(ADD, item=0), replace(MINUTE, paragraph=0), replace(DECIDE, decision=-1)]
)
def test_numbers_begin_with_one(meeting, asked):
    with pytest.raises(Refused, match="number them 1, 2, 3"):
        meeting.when(asked)


@pytest.mark.parametrize(
    "asked",
    [
        replace(ADD, title=""),
        replace(ADD, number=" "),
        replace(MINUTE, text=""),
        replace(MINUTE, number=""),
        replace(MINUTE, speaker=SpokenByName(" ")),
        replace(DECIDE, text="\n"),
    ],
)
def test_a_text_with_nothing_in_it_is_refused(meeting, asked):
    with pytest.raises(Refused, match="is empty"):
        meeting.when(asked)


@pytest.mark.parametrize("asked", [MINUTE, DECIDE, NO_ACTIONS])
def test_what_belongs_to_an_item_needs_the_item(meeting, asked):
    with pytest.raises(NotFound, match="no item 1; add the item first"):
        meeting.when(replace(asked, item=1))
    assert [each.item for each in meeting.given(ADDED).when(replace(asked, item=1))] == [1]


def test_a_decision_stands_in_a_paragraph_of_these_minutes(meeting):
    with pytest.raises(NotFound, match="no paragraph 1"):
        meeting.when(replace(DECIDE, paragraph=1))
    assert meeting.given(MINUTED).when(replace(DECIDE, paragraph=1)) == [
        replace(DECIDED, paragraph=1)
    ]


@pytest.mark.parametrize(
    "speaker",
    [SpokenByRow(1), SpokenByOrganisation(OFFICE), SpokenByBody(), SpokenByName("Owen Tudor")],
)
def test_a_paragraph_may_have_a_speaker(meeting, speaker):
    asked = replace(MINUTE, speaker=speaker)
    assert meeting.given(apologised(1)).when(asked) == [replace(MINUTED, speaker=speaker)]


@pytest.mark.parametrize(
    "speaker", [SpokenByRow(3), SpokenByOrganisation(OrganisationId("elsewhere"))]
)
def test_a_speaker_is_on_record(meeting, speaker):
    with pytest.raises(NotFound):
        meeting.given(apologised(1)).when(replace(MINUTE, speaker=speaker))


def test_a_speaker_is_named_by_the_row_that_counts(meeting):
    same = AttendanceDuplicateResolved(occurred_on=DAY, meeting=M, row=2, same_as=1)
    with pytest.raises(Refused, match="row 2 is row 1 printed again; name row 1"):
        meeting.given(apologised(1), apologised(2), same).when(
            replace(MINUTE, speaker=SpokenByRow(2))
        )


def test_that_no_actions_came_of_it_is_recorded_once(meeting):
    assert meeting.given(NONE_CAME).when(NO_ACTIONS) == []
    assert meeting.given(NONE_CAME, ADDED).when(replace(NO_ACTIONS, item=1)) == [
        replace(NONE_CAME, item=1)
    ]


def test_what_is_minuted_of_a_meeting_not_in_the_record_is_passed_over(spec):
    assert spec(DECIDER, given=[ADDED, apologised(1)]).state == DECIDER.initial
