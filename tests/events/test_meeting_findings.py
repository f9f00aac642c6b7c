"""What a list does not name is said later, and what does not fit is settled by a statement."""

from dataclasses import replace

import pytest

from events.action.events import ActionAssigned
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import ActionId
from events.meeting import DECIDER
from events.meeting.attendance import AttendanceDuplicateResolved, AttendeeIdentified
from events.meeting.commands import IdentifyAttendee, ReopenFinding, SettleFinding
from events.meeting.findings import FindingReopened, FindingSettled, Subject, subject_of
from events.meeting.proceedings import ItemAdded, ParagraphMinuted
from events.person.events import PeopleMerged
from tests.events.test_meeting_listing import (
    DAY,
    HELEN,
    MARY,
    OPENED,
    OWEN,
    RECORD,
    SCHEDULED,
    STRANGER,
    M,
    listed,
)

TASK = ActionId("task")
ASSIGNED = ActionAssigned(
    occurred_on=DAY,
    action=TASK,
    body="group",
    meeting=M,
    item=None,
    reference=None,
    text="Write",
    owners=(),
    due=None,
)
MERGED = PeopleMerged(occurred_on=DAY, person=MARY, into=HELEN, reason=None, override=None)


@pytest.fixture
def meeting(spec):
    return spec(DECIDER, seeing=RECORD).given(SCHEDULED, OPENED)


def identify(row=1, person=MARY, **more):
    asked = {"reason": "a letter", **more}
    return IdentifyAttendee(occurred_on=DAY, meeting=M, row=row, person=person, **asked)


def identified(row=1, person=MARY, override=None):
    return AttendeeIdentified(
        occurred_on=DAY, meeting=M, row=row, person=person, reason="a letter", override=override
    )


OFFICIAL = listed(None, 1)


@pytest.mark.parametrize("status", ["present", "apologies"])
def test_somebody_the_list_does_not_name_is_identified(meeting, status):
    seen = meeting.given(listed(None, 1, status=status))
    assert seen.when(identify()) == [identified()]
    assert seen.given(identified()).state.roll.rows[1].entry.person == MARY


def test_who_is_identified_already_stays_so(meeting):
    assert meeting.given(OFFICIAL, identified()).when(identify()) == []


def test_a_row_that_names_somebody_is_corrected_instead(meeting):
    with pytest.raises(Refused, match="row 1 names somebody; correct the attendance"):
        meeting.given(listed(HELEN)).when(identify())


def test_who_is_identified_is_on_record(meeting):
    with pytest.raises(NotFound, match="there is no person stranger"):
        meeting.given(OFFICIAL).when(identify(person=STRANGER))


@pytest.mark.parametrize("more", [{"reason": " "}, {"override": " "}])
def test_an_identification_says_what_it_rests_on(meeting, more):
    with pytest.raises(Refused, match="is empty"):
        meeting.given(OFFICIAL).when(identify(**more))


def test_who_stands_in_another_row_is_identified_only_by_an_override(meeting):
    seen = meeting.given(OFFICIAL, listed(None, 3), listed(MARY, 2))
    with pytest.raises(Refused, match="row 2 has this person already"):
        seen.when(identify())
    assert seen.when(identify(override="twice in the room")) == [
        identified(override="twice in the room")
    ]


def test_who_stands_in_another_row_under_another_identity_is_the_same_person(meeting):
    both = RECORD[f"person-{MARY}"] + [MERGED]
    seen = meeting.given(OFFICIAL, listed(HELEN, 2), seeing={f"person-{MARY}": both})
    with pytest.raises(Refused, match="row 2 has this person already"):
        seen.when(identify())


def test_a_row_that_repeats_another_does_not_stand_in_the_way(meeting):
    again = AttendanceDuplicateResolved(occurred_on=DAY, meeting=M, row=2, same_as=3)
    seen = meeting.given(OFFICIAL, listed(MARY, 2), listed(None, 3), again)
    assert seen.when(identify()) == [identified()]


def test_whose_seat_is_taken_was_not_there_without_a_name(meeting):
    seen = meeting.given(OFFICIAL, listed(OWEN, 2, substitute_for=MARY))
    with pytest.raises(Refused, match="row 2 substitutes for this person"):
        seen.when(identify())


def test_nobody_turns_out_to_sit_for_themselves(meeting):
    with pytest.raises(Refused, match="nobody substitutes for themselves"):
        meeting.given(listed(None, 1, substitute_for=MARY)).when(identify())


def settle(subject="row-1", kind="unnamed_attendee", resolution="as_printed", words=None):
    return SettleFinding(
        occurred_on=DAY, meeting=M, kind=kind, subject=subject, resolution=resolution, words=words
    )


def settled(subject="row-1", kind="unnamed_attendee", resolution="as_printed", words=None):
    return FindingSettled(
        occurred_on=DAY, meeting=M, kind=kind, subject=subject, resolution=resolution, words=words
    )


def reopen(reason="a letter turned up"):
    return ReopenFinding(
        occurred_on=DAY, meeting=M, kind="unnamed_attendee", subject="row-1", reason=reason
    )


REOPENED = FindingReopened(
    occurred_on=DAY,
    meeting=M,
    kind="unnamed_attendee",
    subject="row-1",
    reason="a letter turned up",
)
ITEM = ItemAdded(occurred_on=DAY, meeting=M, item=1, number="1", title="Data")
PARAGRAPH = ParagraphMinuted(
    occurred_on=DAY, meeting=M, paragraph=1, item=None, number=None, text="Noted.", speaker=None
)


@pytest.mark.parametrize(
    "subject", ["row-1", "item-1", "paragraph-1", "action-task", "action-task-owner-2"]
)
def test_a_finding_about_what_is_on_record_is_settled(meeting, subject):
    seen = meeting.given(OFFICIAL, ITEM, PARAGRAPH, seeing={f"action-{TASK}": [ASSIGNED]})
    assert seen.when(settle(subject)) == [settled(subject)]


@pytest.mark.parametrize("subject", ["row-9", "item-9", "paragraph-9", "action-none"])
def test_a_finding_about_what_is_not_on_record_is_not_settled(meeting, subject):
    with pytest.raises(NotFound):
        meeting.given(OFFICIAL).when(settle(subject))


def test_a_subject_is_written_as_it_is_listed(meeting):
    with pytest.raises(Refused, match="'row 1' names nothing"):
        meeting.given(OFFICIAL).when(settle("row 1"))


@pytest.mark.parametrize(
    ("words", "why"), [(None, "an explanation takes words"), (" ", "the explanation is empty")]
)
def test_an_explanation_takes_words(meeting, words, why):
    with pytest.raises(Refused, match=why):
        meeting.given(OFFICIAL).when(settle(resolution="explained", words=words))


def test_what_is_settled_so_already_stays_so(meeting):
    assert meeting.given(OFFICIAL, settled()).when(settle()) == []


def test_what_is_settled_is_reopened_before_it_is_settled_otherwise(meeting):
    said = {"resolution": "explained", "words": "a guest"}
    with pytest.raises(AlreadyThere, match="reopen it"):
        meeting.given(OFFICIAL, settled()).when(settle(**said))
    again = meeting.given(OFFICIAL, settled(), REOPENED)
    assert again.when(settle(**said)) == [settled(**said)]


def test_what_is_settled_can_be_reopened_with_a_reason(meeting):
    seen = meeting.given(OFFICIAL, settled())
    assert seen.when(reopen()) == [REOPENED]
    with pytest.raises(Refused, match="the reason is empty"):
        seen.when(reopen(" "))


def test_nothing_is_reopened_that_nobody_settled(meeting):
    with pytest.raises(Refused, match="there is nothing to reopen"):
        meeting.given(OFFICIAL).when(reopen())


def test_a_subject_says_what_it_is_about():
    assert subject_of("row-3") == Subject("row", 3)
    assert subject_of("action-a-b") == Subject("action", None, "a-b")
    assert subject_of("action-a-b-owner-2") == Subject("action", 2, "a-b")
    assert subject_of("row-0") is None


def test_a_meeting_that_is_not_on_record_has_no_findings(spec):
    for ask in (settle(), reopen(), identify()):
        with pytest.raises(NotFound, match="there is no such meeting"):
            spec(DECIDER, seeing=RECORD).when(replace(ask, meeting="none"))
