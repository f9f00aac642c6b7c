import pytest

from events.base import ERASED
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId
from events.meeting import DECIDER, require
from events.meeting.commands import (
    CancelMeeting,
    CloseMeeting,
    OpenMeeting,
    PostponeMeeting,
    RecordAsHeld,
    ScheduleMeeting,
)
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingRecordedAsHeld,
    MeetingScheduled,
)
from events.when import Clock, When

SPRING, DAY, LATER = When("2013-03"), When("2013-03-11"), When("2013-04-09")
TEN, NOON, NINE = Clock("10:00"), Clock("12:00"), Clock("09:00")
M, GROUP, PANEL = MeetingId("m"), BodyId("group"), BodyId("panel")

SCHEDULED = MeetingScheduled(
    occurred_on=SPRING,
    meeting=M,
    body=GROUP,
    expected=SPRING,
    starts=TEN,
    place="Room 1",
    theme=None,
)
UNDATED = MeetingPostponed(occurred_on=SPRING, meeting=M, expected=None, reason="strike")
MOVED = MeetingPostponed(occurred_on=SPRING, meeting=M, expected=LATER, reason=None)
CANCELLED = MeetingCancelled(occurred_on=SPRING, meeting=M, reason="no quorum")
HELD = MeetingRecordedAsHeld(
    occurred_on=DAY,
    meeting=M,
    body=GROUP,
    held_on=DAY,
    starts=TEN,
    ends=NOON,
    place=None,
    theme=None,
)
OPENED = MeetingOpened(occurred_on=DAY, meeting=M, at=TEN)
CLOSED = MeetingClosed(occurred_on=DAY, meeting=M, at=NOON)

STAGES = {
    "nothing": (),
    "scheduled": (SCHEDULED,),
    "cancelled": (SCHEDULED, CANCELLED),
    "held": (HELD,),
    "open": (SCHEDULED, OPENED),
    "closed": (SCHEDULED, OPENED, CLOSED),
}


def schedule(body=GROUP, expected=SPRING, place="Room 1"):
    return ScheduleMeeting(
        occurred_on=SPRING, meeting=M, body=body, expected=expected, starts=TEN, place=place
    )


def postpone(expected=None, reason="strike"):
    return PostponeMeeting(occurred_on=SPRING, meeting=M, expected=expected, reason=reason)


def cancel(reason="no quorum"):
    return CancelMeeting(occurred_on=SPRING, meeting=M, reason=reason)


def record(body=GROUP, starts=TEN, ends=NOON, theme=None):
    return RecordAsHeld(
        occurred_on=DAY, meeting=M, body=body, held_on=DAY, starts=starts, ends=ends, theme=theme
    )


def begin(at=TEN, on=DAY):
    return OpenMeeting(occurred_on=on, meeting=M, at=at)


def close(at=NOON):
    return CloseMeeting(occurred_on=DAY, meeting=M, at=at)


@pytest.fixture
def meeting(spec):
    bodies = {
        f"body-{body}": [
            BodyEstablished(
                occurred_on=SPRING,
                body=body,
                name="A group",
                organisation=None,
                parent=None,
                time_zone="Europe/London",
            )
        ]
        for body in (GROUP, PANEL)
    }
    return spec(DECIDER, seeing=bodies)


def test_a_body_schedules_a_meeting(meeting):
    assert meeting.when(schedule()) == [SCHEDULED]


def test_only_a_body_on_record_meets(meeting):
    with pytest.raises(NotFound, match="no body"):
        meeting.when(schedule(body=BodyId("unheard of")))


def test_scheduling_the_same_twice_changes_nothing(meeting):
    assert meeting.given(SCHEDULED).when(schedule()) == []


@pytest.mark.parametrize("other", [schedule(body=PANEL), schedule(expected=LATER)])
def test_a_scheduled_meeting_is_not_scheduled_otherwise(meeting, other):
    with pytest.raises(AlreadyThere, match="postpone it"):
        meeting.given(SCHEDULED).when(other)


def test_a_meeting_put_off_to_no_date_is_not_scheduled_again_unawares(meeting):
    with pytest.raises(AlreadyThere):
        meeting.given(SCHEDULED, UNDATED).when(schedule())


@pytest.mark.parametrize("stage", ["cancelled", "held", "open", "closed"])
def test_a_meeting_past_scheduling_is_in_the_record_already(meeting, stage):
    with pytest.raises(AlreadyThere, match="new identity"):
        meeting.given(*STAGES[stage]).when(schedule())


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (schedule(place=" "), "place"),
        (record(theme=""), "theme"),
        (postpone(reason=""), "reason"),
        (cancel(reason=""), "reason"),
    ],
)
def test_a_text_with_nothing_in_it_is_refused(meeting, asked, what):
    with pytest.raises(Refused, match=f"the {what} is empty"):
        meeting.when(asked)


def test_a_meeting_is_put_off_to_a_date_not_yet_known(meeting):
    assert meeting.given(SCHEDULED).when(postpone()) == [UNDATED]


def test_a_meeting_is_put_off_to_another_date(meeting):
    assert meeting.given(SCHEDULED, UNDATED).when(postpone(LATER, None)) == [MOVED]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ((SCHEDULED, UNDATED), postpone()),
        ((SCHEDULED, MOVED), postpone(LATER)),
        ((SCHEDULED, CANCELLED), cancel()),
        ((SCHEDULED, OPENED), begin()),
        ((SCHEDULED, OPENED, CLOSED), close()),
    ],
)
def test_asking_for_what_holds_already_changes_nothing(meeting, facts, asked):
    assert meeting.given(*facts).when(asked) == []


def test_a_meeting_put_off_to_no_date_can_go_back_to_its_date(meeting):
    events = meeting.given(SCHEDULED, UNDATED).when(postpone(SPRING, None))
    assert [each.expected for each in events] == [SPRING]


@pytest.mark.parametrize("asked", [postpone(), cancel(), begin(), close()])
def test_what_is_not_in_the_record_is_first_scheduled_or_recorded(meeting, asked):
    with pytest.raises(NotFound, match="schedule it or record it as held"):
        meeting.when(asked)


@pytest.mark.parametrize("stage", ["held", "open", "closed"])
@pytest.mark.parametrize("asked", [postpone(), cancel()])
def test_what_took_place_is_neither_put_off_nor_called_off(meeting, stage, asked):
    with pytest.raises(Refused, match="can no longer be"):
        meeting.given(*STAGES[stage]).when(asked)


@pytest.mark.parametrize("asked", [postpone(), begin(), close()])
def test_a_cancelled_meeting_stays_cancelled(meeting, asked):
    with pytest.raises(Refused, match="was cancelled"):
        meeting.given(*STAGES["cancelled"]).when(asked)


def test_a_meeting_is_cancelled(meeting):
    assert meeting.given(SCHEDULED).when(cancel()) == [CANCELLED]


@pytest.mark.parametrize("facts", [(), (SCHEDULED,), (SCHEDULED, UNDATED)])
def test_a_meeting_is_recorded_as_held_whether_it_was_scheduled_or_not(meeting, facts):
    assert meeting.given(*facts).when(record()) == [HELD]


def test_a_meeting_recorded_from_nothing_needs_a_body_on_record(meeting):
    with pytest.raises(NotFound, match="no body"):
        meeting.when(record(body=BodyId("unheard of")))


def test_a_meeting_is_held_by_the_body_it_was_scheduled_for(meeting):
    with pytest.raises(Refused, match="another body"):
        meeting.given(SCHEDULED).when(record(body=PANEL))


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ("cancelled", "was cancelled"),
        ("held", "the minutes of this meeting are recorded already"),
        ("open", "was opened"),
        ("closed", "was opened"),
    ],
)
def test_a_meeting_is_recorded_as_held_once(meeting, stage, why):
    with pytest.raises(Refused, match=why):
        meeting.given(*STAGES[stage]).when(record())


def test_a_meeting_does_not_end_before_it_starts(meeting):
    with pytest.raises(Refused, match="check both times"):
        meeting.when(record(starts=TEN, ends=NINE))
    with pytest.raises(Refused, match="check both times"):
        meeting.given(*STAGES["open"]).when(close(at=NINE))


def test_a_scheduled_meeting_is_opened_and_closed(meeting):
    assert meeting.given(SCHEDULED).when(begin()) == [OPENED]
    assert meeting.given(SCHEDULED, OPENED).when(close()) == [CLOSED]


def test_an_open_meeting_is_not_opened_at_another_time(meeting):
    with pytest.raises(AlreadyThere, match="open already"):
        meeting.given(*STAGES["open"]).when(begin(at=NOON))


@pytest.mark.parametrize("stage", ["held", "closed"])
def test_a_meeting_that_is_over_is_not_opened(meeting, stage):
    with pytest.raises(Refused, match="cannot be opened again"):
        meeting.given(*STAGES[stage]).when(begin())


@pytest.mark.parametrize(
    ("stage", "why"), [("scheduled", "open it first"), ("held", "never opened")]
)
def test_only_an_open_meeting_is_closed(meeting, stage, why):
    with pytest.raises(Refused, match=why):
        meeting.given(*STAGES[stage]).when(close())


def test_a_closed_meeting_is_not_closed_at_another_time(meeting):
    with pytest.raises(AlreadyThere, match="closed already"):
        meeting.given(*STAGES["closed"]).when(close(at=None))


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ((SCHEDULED,), SPRING),
        ((SCHEDULED, UNDATED), SPRING),
        ((SCHEDULED, MOVED), LATER),
        ((SCHEDULED, CANCELLED), SPRING),
        ((SCHEDULED, HELD), DAY),
        ((SCHEDULED, OPENED), DAY),
        ((SCHEDULED, OPENED, CLOSED), DAY),
    ],
)
def test_others_see_the_body_and_the_day_held_or_expected(spec, facts, day):
    seen = require(lambda _: spec(DECIDER, given=facts).state, M)
    assert (seen.body, seen.day) == (GROUP, day)


def test_others_are_told_of_a_meeting_that_is_not_in_the_record():
    with pytest.raises(NotFound, match="there is no meeting m in the record"):
        require(lambda _: DECIDER.initial, M)


@pytest.mark.parametrize("stage", ["cancelled", "held", "open", "closed"])
def test_a_fact_out_of_order_moves_nothing_back(spec, stage):
    reached = spec(DECIDER, given=STAGES[stage])
    assert reached.given(SCHEDULED, MOVED).state == reached.state


def test_facts_of_a_meeting_that_is_not_there_are_passed_over(spec):
    facts = (MOVED, CANCELLED, OPENED, CLOSED)
    assert spec(DECIDER, given=facts).state == DECIDER.initial


def test_an_erased_place_is_no_obstacle(meeting):
    erased = MeetingScheduled(
        occurred_on=SPRING,
        meeting=M,
        body=GROUP,
        expected=SPRING,
        starts=TEN,
        place=ERASED,
        theme=None,
    )
    assert meeting.given(erased).when(cancel()) == [CANCELLED]
