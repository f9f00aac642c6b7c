"""Given a history, when a fact is corrected or retracted, then what came after it must still stand.

The deciders are the real ones; the stream is what their commands brought about.
"""

from dataclasses import fields, replace

import pytest

from events import registry
from events.action.commands import (
    AssignAction,
    CompleteAction,
    ReassignAction,
    ReleaseCoOwner,
    ReopenAction,
    ReportProgress,
    SetActionHandling,
)
from events.action.state import Closed, Open, Unassigned
from events.action.terms import Assignee, ByClass, DueNextMeeting
from events.base import NOBODY, Recorded
from events.body.commands import EstablishBody
from events.errors import NotFound, Refused
from events.meeting.commands import (
    AddItem,
    ListAttendee,
    MinuteDecision,
    MinuteParagraph,
    RecordAsHeld,
)
from events.meeting.terms import SpokenByRow
from events.minutes.commands import ApproveMinutes, DraftMinutes
from events.organisation.commands import RegisterOrganisation
from events.person.commands import MergePeople, RegisterPerson
from events.record import CorrectRecord, RecordCorrected, RecordRetracted, RetractRecord
from events.record.effective import effective
from events.record.rules import amend, folded
from events.shown import from_shown

DAY = "2013-03-11"
BOTH = tuple(Assignee(ByClass(), "joint", each) for each in ("Officials", "NGOs"))


class Told:
    """The record of a few streams, each event of which has its position for an identity."""

    def __init__(self, *commands):
        self.streams, self.size = {}, 0
        for each in commands:
            self.ask(each)

    def ask(self, command):
        decider = registry.decider(command.stream)
        self.note(command.stream, decider.answer(command, self.look(command.stream), self.look))

    def note(self, stream, events):
        history = self.streams.setdefault(stream, [])
        for event in events:
            self.size += 1
            place = self.size, stream, len(history) + 1, str(self.size), 0, NOBODY, ()
            history.append(Recorded(event, *place))

    def look(self, stream):
        return folded(registry.decider(stream), effective(self.streams.get(stream, [])))

    def amend(self, command):
        history = self.streams.get(command.stream, [])
        amended = amend(registry.decider(command.stream), history, command, self.look)
        self.note(command.stream, amended.events)
        assert self.look(command.stream) == amended.state
        return amended.events

    def retract(self, stream, event, reason="never was"):
        return self.amend(
            RetractRecord(occurred_on="2014-01-01", of=stream, event=event, reason=reason)
        )

    def correct(self, stream, event, reason="misread", **changes):
        found = next(each.event for each in self.streams[stream] if each.id == event)
        return self.amend(
            CorrectRecord(
                occurred_on="2014-01-01",
                of=stream,
                event=event,
                reason=reason,
                replacement=replace(found, **changes),
            )
        )

    def in_force(self, stream):
        return [each.event for each in effective(self.streams[stream])]


def assign(**more):
    given = {"occurred_on": DAY, "action": "a", "body": "b", "text": "Write"}
    return AssignAction(**given | more)


def report(text, on=DAY):
    return ReportProgress(occurred_on=on, action="a", text=text)


@pytest.fixture
def told():
    return Told(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        assign(owners=BOTH),
        report("begun"),
        report("half"),
        CompleteAction(occurred_on=DAY, action="a", override="the others agreed"),
    )


def test_a_retracted_fact_is_no_part_of_what_holds(told):
    (event,) = told.retract("action-a", "3")
    assert event == RecordRetracted(
        occurred_on="2014-01-01", event="3", position=3, reason="never was"
    )
    assert [getattr(each, "text", None) for each in told.in_force("action-a")] == [
        "Write",
        "half",
        None,
    ]


def test_what_closed_an_action_is_taken_back_and_it_is_open(told):
    told.retract("action-a", "5")
    assert isinstance(told.look("action-a"), Open)
    told.ask(report("more"))
    assert told.in_force("action-a")[-1].text == "more"


def test_a_retraction_that_is_retracted_is_undone(told):
    told.retract("action-a", "5")
    told.retract("action-a", "6")
    assert isinstance(told.look("action-a"), Closed)
    told.retract("action-a", "7")
    assert isinstance(told.look("action-a"), Open)


def test_a_corrected_fact_stands_where_the_wrong_one_stood(told):
    corrected, replacement = told.correct("action-a", "2", text="Write to the police")
    assert corrected == RecordCorrected(
        occurred_on="2014-01-01", event="2", position=2, reason="misread"
    )
    assert replacement.text == "Write to the police"
    first = effective(told.streams["action-a"])[0]
    assert (first.position, first.revision, first.id, first.texts) == (2, 1, "7", 7)
    assert first.event == replacement


def test_what_was_corrected_is_corrected_again_by_the_event_in_its_place(told):
    told.correct("action-a", "3", text="began")
    with pytest.raises(Refused, match="not in force any more"):
        told.correct("action-a", "3", text="begins")
    told.correct("action-a", "7", text="begins")
    assert told.in_force("action-a")[1].text == "begins"
    told.retract("action-a", "9")
    assert [each.text for each in told.in_force("action-a")[:2]] == ["Write", "half"]


def test_a_correction_that_is_retracted_is_undone(told):
    told.correct("action-a", "3", text="began")
    told.retract("action-a", "6")
    assert told.in_force("action-a")[1].text == "begun"


def test_nothing_can_be_taken_from_under_what_came_after_it(told):
    with pytest.raises(Refused, match=r"action\.progress_reported of 2013-03-11.*event 3"):
        told.retract("action-a", "2")
    with pytest.raises(Refused, match="recorded after it, would not stand any more"):
        told.correct("action-a", "2", occurred_on="2013-05")
    for event in ("5", "4", "3", "2"):
        told.retract("action-a", event)
    assert told.look("action-a") == Unassigned()


def test_a_correction_is_held_to_the_rules_itself(told):
    with pytest.raises(Refused, match="so corrected it would not stand: there is no body"):
        told.correct("action-a", "2", body="elsewhere")
    with pytest.raises(Refused, match="is what is recorded"):
        told.correct("action-a", "2", text="Write")
    with pytest.raises(Refused, match="the reason is empty"):
        told.correct("action-a", "2", text="Call", reason=" ")
    second = told.in_force("action-a")[0].owners[1:]
    with pytest.raises(Refused, match="something else of it"):
        told.correct("action-a", "2", owners=second)


def test_a_fact_is_corrected_to_one_of_its_kind_only(told):
    other = told.streams["action-a"][1].event
    with pytest.raises(Refused, match="one of its kind"):
        told.amend(
            CorrectRecord(occurred_on=DAY, of="action-a", event="2", reason="no", replacement=other)
        )


def test_what_is_not_recorded_cannot_be_corrected(told):
    with pytest.raises(NotFound, match="event 99"):
        told.retract("action-a", "99")
    with pytest.raises(NotFound):
        told.retract("action-none", "2")


def test_acts_are_undone_by_acts():
    told = Told(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        assign(),
        SetActionHandling(occurred_on=DAY, action="a", handling="confidential", reason="tender"),
        RegisterPerson(occurred_on=DAY, person="p", name="Kay"),
        RegisterPerson(occurred_on=DAY, person="q", name="Kaye"),
        MergePeople(occurred_on=DAY, person="p", into="q"),
    )
    for stream, event in (("action-a", "3"), ("person-p", "6")):
        with pytest.raises(Refused, match="is an act"):
            told.retract(stream, event)


def test_what_others_may_name_is_corrected_but_not_taken_back():
    told = Told(RegisterOrganisation(occurred_on=DAY, organisation="o", name="Hone Office"))
    with pytest.raises(Refused, match="correct, merge or rename"):
        told.retract("organisation-o", "1")
    told.correct("organisation-o", "1", name="Home Office")
    assert told.in_force("organisation-o")[0].name == "Home Office"


def test_a_paragraph_that_a_decision_names_stays_until_that_is_retracted():
    told = Told(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        RecordAsHeld(occurred_on=DAY, meeting="m", body="b", held_on=DAY),
        AddItem(occurred_on=DAY, meeting="m", item=1, title="Data"),
        MinuteParagraph(occurred_on=DAY, meeting="m", paragraph=1, text="Noted.", item=1),
        MinuteDecision(occurred_on=DAY, meeting="m", decision=1, paragraph=1, text="Agreed."),
    )
    with pytest.raises(Refused, match=r"meeting\.decision_minuted"):
        told.retract("meeting-m", "4")
    told.retract("meeting-m", "5")
    told.retract("meeting-m", "4")
    told.ask(MinuteParagraph(occurred_on=DAY, meeting="m", paragraph=1, text="Seen."))


def test_what_approved_minutes_say_is_amended_instead():
    told = Told(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        RecordAsHeld(occurred_on=DAY, meeting="m", body="b", held_on=DAY),
        RecordAsHeld(occurred_on="2013-04-11", meeting="n", body="b", held_on="2013-04-11"),
        AddItem(occurred_on=DAY, meeting="m", item=1, title="Data"),
        DraftMinutes(occurred_on=DAY, meeting="m", content="c", position=4, by="clerk"),
    )
    told.correct("meeting-m", "4", title="Dates")
    approve = {"meeting": "m", "content": "c", "standing": "c", "at": "n", "by": "chair"}
    told.ask(ApproveMinutes(occurred_on="2013-04-11", **approve))
    with pytest.raises(Refused, match="approved, so their text stays; amend them"):
        told.retract("meeting-m", "7")
    told.correct("meeting-m", "2", theme="Data")
    with pytest.raises(Refused, match="amend them instead"):
        told.retract("meeting-m", "6")  # the correction before it was approved


def test_what_approved_minutes_name_is_still_in_the_way_of_a_retraction():
    listed = {"row": 1, "name": "Official", "status": "present"}
    said = {"paragraph": 1, "text": "He agreed.", "speaker": SpokenByRow(1)}
    told = Told(
        EstablishBody(occurred_on=DAY, body="b", name="Board"),
        RecordAsHeld(occurred_on=DAY, meeting="m", body="b", held_on=DAY),
        RecordAsHeld(occurred_on="2013-04-11", meeting="n", body="b", held_on="2013-04-11"),
        ListAttendee(occurred_on=DAY, meeting="m", **listed),
        MinuteParagraph(occurred_on=DAY, meeting="m", **said),
        AddItem(occurred_on=DAY, meeting="m", item=1, title="Data"),
        DraftMinutes(occurred_on=DAY, meeting="m", content="c", position=6, by="clerk"),
    )
    told.retract("meeting-m", "6")
    approve = {"meeting": "m", "content": "c", "standing": "c", "at": "n", "by": "chair"}
    told.ask(ApproveMinutes(occurred_on="2013-04-11", **approve))
    with pytest.raises(Refused, match=r"meeting\.paragraph_minuted of 2013-03-11"):
        told.retract("meeting-m", "4")
    told.correct("meeting-m", "4", post="Clerk")
    (retraction,) = (e for e in told.streams["meeting-m"] if isinstance(e.event, RecordRetracted))
    with pytest.raises(Refused, match="amend them instead"):
        told.retract("meeting-m", retraction.id)


def test_what_the_rules_refused_already_is_not_in_the_way_of_a_correction(told):
    told.retract("action-a", "5")
    told.ask(ReassignAction(occurred_on=DAY, action="a", owners=BOTH[:1]))
    told.note("action-a", [told.in_force("action-a")[0]])  # assigned twice, as no rule allows
    told.correct("action-a", "3", text="began")
    assert told.in_force("action-a")[1].text == "began"


def test_owners_who_were_released_and_a_task_reopened_can_be_corrected(told):
    told.ask(ReopenAction(occurred_on=DAY, action="a", reason="not done"))
    told.ask(ReleaseCoOwner(occurred_on=DAY, action="a", owner=1, reason="left"))
    told.retract("action-a", "7")
    assert len(told.look("action-a").task.owners) == 2


@pytest.mark.parametrize(
    ("shape", "asked"),
    [each for decider in registry.DECIDERS.values() for each in decider.asked.items()],
    ids=lambda each: getattr(each, "wire", ""),
)
def test_an_event_that_may_be_corrected_has_all_that_its_command_takes(shape, asked):
    event = shape(**dict.fromkeys(each.name for each in fields(shape)))
    assert asked(event).occurred_on is None


SHOWN = {"occurred_on": DAY, "action": "018f0000-0000-7000-9000-00000000000a"}


def shape(wire):
    return registry.EVENTS[wire]


def test_an_event_is_made_of_what_is_shown():
    owner = {
        "number": 1,
        "party": {"kind": "class"},
        "part": "joint",
        "words": "Officials",
    }
    due = {"kind": "next_meeting", "words": "by the next meeting"}
    body = "018f0000-0000-7000-9000-00000000000b"
    shown = SHOWN | {"body": body, "text": "Write", "owners": [owner], "due": due}
    made = from_shown(shape("action.assigned"), shown)
    assert made.due == DueNextMeeting("by the next meeting")
    assert made.owners[0].party == ByClass()
    assert made.meeting is None


@pytest.mark.parametrize(
    ("wire", "change", "said"),
    [
        ("action.progress_reported", {"text": 4}, "/text: "),
        ("action.progress_reported", {"text": None}, "/text: it is missing"),
        ("action.progress_reported", {"text": "a", "word": "b"}, "/word: there is no such field"),
        ("action.progress_reported", {"text": "a", "occurred_on": "soon"}, "/occurred_on: write"),
        ("action.progress_reported", {"text": "a", "meeting": "m"}, "/meeting: write an identity"),
        ("action.due_set", {"due": {"kind": "never"}}, "/due/kind: write one of as_written, date"),
        ("action.due_set", {"due": 4}, "/due/kind: write one of"),
        ("action.due_extended", {"due": {"kind": "date", "day": "5"}}, "/due/day: write a day"),
        ("action.reassigned", {"owners": {}}, "/owners: it has to be a list"),
        ("action.reassigned", {"owners": [3]}, "/owners/0: it has to be an object"),
        ("action.lead_named", {"owner": "1"}, "/owner: "),
        ("action.linked", {"to": SHOWN["action"], "relation": "is"}, "/relation: "),
    ],
)
def test_what_is_shown_wrongly_is_refused_where_it_is_wrong(wire, change, said):
    with pytest.raises(Refused, match="so corrected, the event is wrong at") as refused:
        from_shown(shape(wire), SHOWN | change)
    assert said in str(refused.value)
