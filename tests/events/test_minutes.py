"""The minutes of a meeting: drafted, cleared, corrected, approved by another, then amended."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import AlreadyThere, Declined, NotFound, Refused
from events.meeting import DECIDER as MEETING
from events.meeting.commands import (
    AddItem,
    CorrectPassage,
    IdentifyAttendee,
    ListAttendee,
    MinuteDecision,
    MinuteParagraph,
    RecordNoActions,
    SetPassageHandling,
)
from events.meeting.correcting import PassageCorrected
from events.meeting.proceedings import DecisionMinuted, ItemAdded, ParagraphMinuted
from events.meeting.scheduling import MeetingRecordedAsHeld, MeetingScheduled
from events.minutes import DECIDER
from events.minutes import commands as ask
from events.minutes import events as fact
from events.minutes.planning import accepting, approving, drafting, redacting
from events.minutes.state import Approved, Undrafted
from events.person.events import PersonRegistered
from events.plans import Content, Proposal
from tests.events.conftest import Spec

MARCH, JUNE, OTHERS = "march", "june", "others"
CLERK, CHAIR = "clerk", "chair"
FIRST, SECOND = "1" * 64, "2" * 64


def held(meeting, day, body="board"):
    return MeetingRecordedAsHeld(
        occurred_on=day,
        meeting=meeting,
        body=body,
        held_on=day,
        starts=None,
        ends=None,
        place=None,
        theme=None,
    )


def scheduled(meeting):
    return MeetingScheduled(
        occurred_on="2013-03-01",
        meeting=meeting,
        body="board",
        expected="2013-09",
        starts=None,
        place=None,
        theme=None,
    )


MINUTED = (
    held(MARCH, "2013-03-11"),
    ItemAdded(occurred_on="2013-03-11", meeting=MARCH, item=1, number=None, title="Data"),
    ParagraphMinuted(
        occurred_on="2013-03-11",
        meeting=MARCH,
        paragraph=1,
        item=1,
        number=None,
        text="Noted",
        speaker=None,
    ),
    DecisionMinuted(
        occurred_on="2013-03-11", meeting=MARCH, decision=1, item=1, paragraph=None, text="Agreed"
    ),
)
RECORD = {
    "meeting-march": MINUTED,
    "meeting-june": (held(JUNE, "2013-06-11"),),
    "meeting-others": (held(OTHERS, "2013-06-11", "group"),),
    "meeting-vague": (held("vague", "2013"),),
    "meeting-expected": (scheduled("expected"),),
}


def of(kind, by=CLERK, **fields):
    return kind(occurred_on="2013-06-12", meeting=MARCH, by=by, **fields)


def version(kind, number=1, content=FIRST, by=CLERK, **fields):
    return of(kind, by, version=number, content=content, **fields)


DRAFTED = version(fact.MinutesDrafted, position=4)
SECOND_DRAFTED = version(fact.MinutesDrafted, 2, SECOND, position=9)
SUBMITTED = version(fact.MinutesSubmittedForClearance)
CLEARED = version(fact.MinutesCleared)
SENT_BACK = version(fact.ClearanceRefused, reason="too long")
CIRCULATED = version(fact.MinutesCirculated)
APPROVED = version(fact.MinutesApproved, by=CHAIR, at=JUNE, as_corrected=False)
PROPOSED = of(
    fact.CorrectionProposed, correction=1, part="paragraph", number=1, text="Seen", reason="slip"
)
ACCEPTED = of(fact.CorrectionAccepted, correction=1)
DECLINED = of(fact.CorrectionDeclined, correction=1, reason="it was noted")
REDACTED = of(
    fact.PassageRedacted,
    redaction=1,
    part="paragraph",
    number=1,
    start=0,
    length=2,
    exemption="s40",
    reviewer="Ada",
    review_on=date(2014, 1, 1),
)

DRAFT = of(ask.DraftMinutes, content=FIRST, position=4)
DRAFT_AGAIN = of(ask.DraftMinutes, content=SECOND, position=9)
SUBMIT = of(ask.SubmitForClearance)
CLEAR = of(ask.ClearMinutes, content=FIRST)
SEND_BACK = of(ask.RefuseClearance, content=FIRST, reason="too long")
CIRCULATE = of(ask.CirculateMinutes)
PUBLISH = of(ask.PublishMinutes, audience="public")
APPROVE = of(ask.ApproveMinutes, CHAIR, content=FIRST, standing=FIRST, at=JUNE)
PROPOSE = of(
    ask.ProposeCorrection, correction=1, part="paragraph", number=1, text="Seen", reason="slip"
)
ACCEPT = of(ask.AcceptCorrection, correction=1)
DECLINE = of(ask.DeclineCorrection, correction=1, reason="it was noted")
AMEND = of(
    ask.AmendMinutes,
    amendment=1,
    part="decision",
    number=1,
    text="Agreed in part",
    authority="meeting",
    reference=JUNE,
)
REDACT = of(
    ask.RedactPassage,
    redaction=1,
    part="paragraph",
    number=1,
    start=0,
    length=2,
    exemption="s40",
    reviewer="Ada",
    review_on=date(2014, 1, 1),
    long=5,
)
LIFT = of(ask.LiftRedaction, redaction=1, reason="published elsewhere")
ANNOTATE = of(ask.AnnotateMinutes, annotation=1, text="see the file")


@pytest.fixture
def minutes(spec):
    return spec(DECIDER, seeing=RECORD)


def refused(minutes, command, words, kind=Refused):
    with pytest.raises(kind, match=words):
        minutes.when(command)


def test_a_version_is_drafted_after_the_meeting_and_only_where_something_is_new(minutes):
    assert minutes.when(DRAFT) == [DRAFTED]
    assert minutes.given(DRAFTED).when(DRAFT_AGAIN) == [SECOND_DRAFTED]
    if_new = replace(DRAFT, if_new=True)
    assert minutes.when(if_new) == [DRAFTED]
    assert minutes.given(DRAFTED).when(if_new) == []
    refused(minutes.given(DRAFTED), DRAFT, "nothing new: .* version 1")
    refused(minutes.given(DRAFTED, APPROVED), DRAFT_AGAIN, "approved; amend")
    refused(minutes, replace(DRAFT, meeting="nobody"), "no meeting", NotFound)
    refused(minutes, replace(DRAFT, meeting="expected"), "only scheduled")


@pytest.mark.parametrize(
    "command", [SUBMIT, CLEAR, SEND_BACK, CIRCULATE, PUBLISH, APPROVE, PROPOSE, AMEND, LIFT]
)
def test_without_a_draft_there_are_no_minutes(minutes, command):
    refused(minutes, command, "draft them first", NotFound)


def test_a_draft_is_submitted_and_cleared_by_its_content(minutes):
    drafted = minutes.given(DRAFTED)
    assert drafted.when(SUBMIT) == [SUBMITTED]
    refused(drafted, CLEAR, "submit the newest")
    submitted = drafted.given(SUBMITTED)
    assert submitted.when(SUBMIT) == []
    assert submitted.when(CLEAR) == [CLEARED]
    assert submitted.given(CLEARED).when(CLEAR) == []
    refused(submitted, replace(CLEAR, content=SECOND), "not the content of version 1")
    refused(submitted.given(CLEARED), replace(CLEAR, content=SECOND), "no version waits")
    refused(submitted.given(CLEARED), SUBMIT, "cleared already")


def test_what_clearance_refused_is_drafted_anew(minutes):
    submitted = minutes.given(DRAFTED, SUBMITTED)
    assert submitted.when(SEND_BACK) == [SENT_BACK]
    refused(submitted, replace(SEND_BACK, reason=" "), "reason is empty")
    sent_back = submitted.given(SENT_BACK)
    for command in (SUBMIT, CIRCULATE, PUBLISH, APPROVE):
        refused(sent_back, command, "draft a new version")
    assert sent_back.when(DRAFT_AGAIN) == [SECOND_DRAFTED]


def test_a_version_is_circulated_unless_it_waits_for_clearance(minutes):
    assert minutes.given(DRAFTED).when(CIRCULATE) == [CIRCULATED]
    assert minutes.given(DRAFTED, SUBMITTED, CLEARED).when(CIRCULATE) == [CIRCULATED]
    assert minutes.given(DRAFTED, CIRCULATED).when(CIRCULATE) == []
    refused(minutes.given(DRAFTED, SUBMITTED), CIRCULATE, "waits for clearance")
    refused(minutes.given(DRAFTED, APPROVED), CIRCULATE, "publish them")
    refused(minutes.given(DRAFTED, CIRCULATED), SUBMIT, "circulated already")
    refused(minutes.given(DRAFTED, APPROVED), SUBMIT, "nothing left to clear")


def test_a_version_is_published_once_to_each_audience(minutes):
    published = version(fact.MinutesPublished, audience="public", naming="everyone")
    circulated = minutes.given(DRAFTED, CIRCULATED)
    assert circulated.when(PUBLISH) == [published]
    assert circulated.given(published).when(PUBLISH) == []
    members = replace(PUBLISH, audience="members")
    assert circulated.given(published).when(members) == [replace(published, audience="members")]


def test_a_version_goes_out_again_where_other_names_do(minutes):
    published = version(fact.MinutesPublished, audience="public")
    before = minutes.given(DRAFTED, CIRCULATED, published)
    assert before.when(PUBLISH) == []
    fewer = replace(PUBLISH, naming="nobody")
    anonymous = replace(published, naming="nobody")
    assert before.when(fewer) == [anonymous]
    assert before.given(anonymous).when(PUBLISH) == [replace(published, naming="everyone")]


def test_a_correction_is_proposed_then_accepted_or_declined(minutes):
    drafted = minutes.given(DRAFTED)
    assert drafted.when(PROPOSE) == [PROPOSED]
    proposed = drafted.given(PROPOSED)
    assert proposed.when(ACCEPT) == [ACCEPTED]
    assert proposed.when(DECLINE) == [DECLINED]
    refused(proposed, PROPOSE, "correction 1 is in the record", AlreadyThere)
    refused(proposed.given(ACCEPTED), ACCEPT, "in the text already", AlreadyThere)
    refused(proposed.given(ACCEPTED), DECLINE, "propose another")
    refused(proposed.given(DECLINED), ACCEPT, "propose it anew")
    assert proposed.given(DECLINED).when(DECLINE) == []


def test_a_correction_names_a_part_of_minutes_and_says_why(minutes):
    drafted = minutes.given(DRAFTED)
    refused(drafted, replace(PROPOSE, number=7), "no paragraph 7", NotFound)
    refused(drafted, replace(PROPOSE, correction=0), "number them")
    refused(drafted, replace(PROPOSE, text=""), "text that is proposed is empty")
    refused(drafted, replace(PROPOSE, reason=""), "reason is empty")
    refused(drafted, ACCEPT, "no correction 1", NotFound)
    refused(drafted, replace(DECLINE, reason=""), "reason is empty")


def test_corrections_end_with_approval(minutes):
    approved = minutes.given(DRAFTED, PROPOSED, APPROVED)
    for command in (PROPOSE, ACCEPT, DECLINE):
        refused(approved, command, "amend them instead")


def test_a_later_meeting_of_the_body_approves_the_newest_version(minutes):
    assert minutes.given(DRAFTED).when(APPROVE) == [APPROVED]
    assert minutes.given(DRAFTED, SUBMITTED, CLEARED, CIRCULATED).when(APPROVE) == [APPROVED]
    newest = minutes.given(DRAFTED, SECOND_DRAFTED)
    refused(newest, APPROVE, "not the content of version 2, the newest")
    refused(minutes.given(DRAFTED, SUBMITTED), APPROVE, "waits for clearance")
    refused(minutes.given(DRAFTED, APPROVED), APPROVE, "approved already")


def test_who_drafted_a_version_does_not_approve_it(minutes):
    refused(minutes.given(DRAFTED), replace(APPROVE, by=CLERK), "another person approve")
    taken_over = minutes.given(DRAFTED, replace(SECOND_DRAFTED, by=CHAIR))
    approve = replace(APPROVE, content=SECOND, standing=SECOND)
    refused(taken_over, approve, "you drafted version 2")
    assert taken_over.when(replace(approve, by=CLERK))


def test_approval_waits_for_open_corrections_and_a_record_that_stands_still(minutes):
    refused(minutes.given(DRAFTED, PROPOSED), APPROVE, "correction 1 is still open")
    assert minutes.given(DRAFTED, PROPOSED, DECLINED).when(APPROVE) == [APPROVED]
    refused(minutes.given(DRAFTED), replace(APPROVE, standing=SECOND), "has changed since")


def test_minutes_with_an_accepted_correction_are_approved_as_corrected(minutes):
    corrected = minutes.given(DRAFTED, PROPOSED, ACCEPTED, SECOND_DRAFTED)
    (approved,) = corrected.when(replace(APPROVE, content=SECOND, standing=SECOND))
    assert approved.as_corrected
    assert approved.version == 2


@pytest.mark.parametrize(
    ("meeting", "words", "why"),
    [
        (MARCH, "its own minutes", Refused),
        (OTHERS, "another body", Refused),
        ("vague", "not known to be later", Refused),
        ("expected", "only scheduled", Refused),
        ("nobody", "no meeting", NotFound),
    ],
)
def test_no_other_meeting_approves_or_amends(minutes, meeting, words, why):
    refused(minutes.given(DRAFTED), replace(APPROVE, at=meeting), words, why)
    approved = minutes.given(DRAFTED, APPROVED)
    refused(approved, replace(AMEND, reference=meeting), words, why)


def test_approved_minutes_are_amended_on_an_authority_of_its_own(minutes):
    amended = of(
        fact.MinutesAmended,
        amendment=1,
        part="decision",
        number=1,
        text="Agreed in part",
        authority="meeting",
        reference=JUNE,
    )
    approved = minutes.given(DRAFTED, APPROVED)
    assert approved.when(AMEND) == [amended]
    by_statute = replace(AMEND, authority="statute", reference="the act")
    assert approved.when(by_statute) == [replace(amended, authority="statute", reference="the act")]
    refused(minutes.given(DRAFTED), AMEND, "propose a correction")
    refused(approved.given(amended), AMEND, "amendment 1 is in the record", AlreadyThere)
    refused(approved, replace(AMEND, number=7), "no decision 7", NotFound)
    refused(approved, replace(AMEND, text=""), "text of the amendment is empty")
    refused(approved, replace(by_statute, reference=" "), "rests on is empty")


def test_words_are_redacted_within_a_part_until_that_is_lifted(minutes):
    drafted = minutes.given(DRAFTED)
    assert drafted.when(REDACT) == [REDACTED]
    whole = replace(REDACT, start=None, length=None)
    assert drafted.when(whole) == [replace(REDACTED, start=None, length=None)]
    lifted = of(fact.RedactionLifted, redaction=1, reason="published elsewhere")
    redacted = drafted.given(REDACTED)
    assert redacted.when(LIFT) == [lifted]
    assert redacted.given(lifted).when(LIFT) == []
    refused(redacted, REDACT, "redaction 1 is in the record", AlreadyThere)
    refused(drafted, LIFT, "no redaction 1", NotFound)
    refused(redacted, replace(LIFT, reason=""), "reason is empty")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start": None}, "start and the length"),
        ({"length": None}, "start and the length"),
        ({"start": -1}, "at least one character"),
        ({"length": 0}, "at least one character"),
        ({"start": 4}, "has 5 characters"),
        ({"long": None}, "erased"),
        ({"exemption": ""}, "exemption is empty"),
        ({"reviewer": " "}, "reviewer is empty"),
    ],
)
def test_a_redaction_that_means_no_words_is_refused(minutes, change, words):
    refused(minutes.given(DRAFTED), replace(REDACT, **change), words)


def test_a_note_stands_beside_the_minutes_or_a_part(minutes):
    drafted = minutes.given(DRAFTED)
    noted = of(fact.MinutesAnnotated, annotation=1, part=None, number=None, text="see the file")
    assert drafted.when(ANNOTATE) == [noted]
    at_item = replace(ANNOTATE, part="item", number=1)
    assert drafted.when(at_item) == [replace(noted, part="item", number=1)]
    refused(drafted.given(noted), ANNOTATE, "annotation 1 is in the record", AlreadyThere)
    refused(drafted, replace(ANNOTATE, part="item"), "its kind and its number")
    refused(drafted, replace(ANNOTATE, part="item", number=9), "no item 9", NotFound)
    refused(drafted, replace(ANNOTATE, text=""), "annotation is empty")


def correct(part="paragraph", number=1, **changes):
    asked = {"text": "Seen", "reason": "slip"} | changes
    return CorrectPassage(
        occurred_on="2013-06-12", meeting=MARCH, part=part, number=number, **asked
    )


@pytest.mark.parametrize("part", ["item", "paragraph", "decision"])
def test_a_passage_is_corrected_until_its_minutes_are_approved(spec, part):
    meeting = spec(MEETING, seeing=RECORD).given(*MINUTED)
    corrected = PassageCorrected(
        occurred_on="2013-06-12", meeting=MARCH, part=part, number=1, text="Seen", reason="slip"
    )
    assert meeting.when(correct(part)) == [corrected]
    drafted = meeting.given(corrected, seeing={"minutes-march": [DRAFTED]})
    assert drafted.when(correct(part)) == []
    assert drafted.when(correct(part, text="Heard")) == [replace(corrected, text="Heard")]
    refused(meeting, correct(part, 2), f"no {part} 2", NotFound)
    refused(meeting, correct(part, text=" "), "corrected text is empty")
    refused(meeting, correct(part, reason=" "), "reason is empty")
    approved = meeting.given(seeing={"minutes-march": [DRAFTED, APPROVED]})
    refused(approved, correct(part), "amend them instead")


THERE = {"occurred_on": "2013-03-11", "meeting": MARCH}
ADDED = [
    AddItem(item=2, title="Any other business", **THERE),
    MinuteParagraph(paragraph=2, text="More was said.", **THERE),
    MinuteDecision(decision=2, text="To do more.", **THERE),
    RecordNoActions(**THERE),
]


@pytest.mark.parametrize("ask", ADDED)
def test_nothing_is_added_to_the_text_of_minutes_once_they_are_approved(spec, ask):
    meeting = spec(MEETING, seeing=RECORD).given(*MINUTED)
    (event,) = meeting.given(seeing={"minutes-march": [DRAFTED]}).when(ask)
    approved = meeting.given(seeing={"minutes-march": [DRAFTED, APPROVED]})
    refused(approved, ask, "amend them instead")
    assert event


def test_what_is_no_text_of_the_minutes_is_recorded_after_their_approval(spec):
    listed = ListAttendee(row=1, name="Official", status="present", **THERE)
    identify = IdentifyAttendee(row=1, person="ada", reason="she said so", **THERE)
    hide = SetPassageHandling(part="item", number=1, handling="confidential", **THERE)
    none_came = RecordNoActions(**THERE)
    ada = PersonRegistered(occurred_on="2013-03-11", person="ada", name="Ada", honorific=None)
    meeting = spec(MEETING, seeing=RECORD | {"person-ada": [ada]}).given(*MINUTED)
    meeting = meeting.given(*meeting.when(listed)).given(*meeting.when(none_came))
    approved = meeting.given(seeing={"minutes-march": [DRAFTED, APPROVED]})
    assert approved.when(identify)
    assert approved.when(hide)
    assert approved.when(none_came) == []


class Register:
    """What the record answers: the content it has, one proposal, and how long the parts are."""

    def __init__(self, proposal=None):
        self._proposal = proposal

    def content_of(self, _):
        return Content(FIRST, 4)

    def proposal(self, *_):
        return self._proposal

    def length_of(self, *_):
        return 5


def commands(plan):
    return [step.command for step in plan.steps]


def test_what_the_record_has_at_that_moment_is_drafted_approved_and_redacted():
    assert commands(drafting(MARCH, CLERK, "2013-06-12")(Register())) == [DRAFT]
    assert commands(approving(replace(APPROVE, standing=""))(Register())) == [APPROVE]
    assert commands(redacting(replace(REDACT, long=None))(Register())) == [REDACT]


def test_an_accepted_correction_goes_into_the_text_and_is_drafted():
    plan = accepting(ACCEPT)(Register(Proposal("paragraph", 1, "Seen", "slip")))
    assert commands(plan) == [correct(), ACCEPT]
    assert commands(plan.then(Register())) == [replace(DRAFT, if_new=True)]
    assert commands(accepting(ACCEPT)(Register())) == [ACCEPT]


@pytest.mark.parametrize("erased", [(None, "slip"), ("Seen", None)])
def test_a_correction_whose_words_are_erased_is_not_accepted(erased):
    with pytest.raises(Refused, match="propose it anew"):
        accepting(ACCEPT)(Register(Proposal("paragraph", 1, *erased)))


NEWEST = "the newest"
CONTENTS = st.sampled_from([FIRST, SECOND, "3" * 64])
MEANT = st.sampled_from([NEWEST, NEWEST, FIRST])
ACTORS = st.sampled_from([CLERK, CHAIR])
NUMBERS = st.integers(1, 2)
ASKS = st.one_of(
    st.builds(lambda by, content: replace(DRAFT, by=by, content=content), ACTORS, CONTENTS),
    st.builds(
        lambda by, content, standing, at: replace(
            APPROVE, by=by, content=content, standing=standing, at=at
        ),
        ACTORS,
        MEANT,
        MEANT,
        st.sampled_from([JUNE, JUNE, MARCH, OTHERS]),
    ),
    st.builds(lambda command, content: replace(command, content=content), st.just(CLEAR), MEANT),
    st.builds(
        lambda command, number: replace(command, correction=number),
        st.sampled_from([PROPOSE, ACCEPT, DECLINE]),
        NUMBERS,
    ),
    st.sampled_from([SUBMIT, SEND_BACK, CIRCULATE, PUBLISH, AMEND, REDACT, LIFT, ANNOTATE]),
)


def meant(command, drafts):
    """Return the command with the content of the newest version where it means that."""
    newest = drafts[-1].content if drafts else FIRST
    fields = [each for each in ("content", "standing") if getattr(command, each, "") == NEWEST]
    return replace(command, **dict.fromkeys(fields, newest))


@settings(max_examples=150, deadline=None)
@given(asked=st.lists(ASKS, max_size=20))
def test_in_whatever_order_approved_is_the_newest_version_and_approved_by_another(asked):
    minutes, drafts, open_ones, approved = Spec(DECIDER, seeing=RECORD), [], set(), None
    for each in asked:
        command = meant(each, drafts)
        try:
            happened = minutes.when(command)
        except Declined:
            continue
        for event in happened:
            match event:
                case fact.MinutesDrafted():
                    assert approved is None
                    drafts.append(event)
                    assert event.version == len(drafts)
                case fact.CorrectionProposed(correction=number):
                    open_ones.add(number)
                case fact.CorrectionAccepted(correction=n) | fact.CorrectionDeclined(correction=n):
                    assert approved is None
                    open_ones.remove(n)
                case fact.MinutesAmended():
                    assert approved is not None
                case fact.MinutesApproved(content=content, by=by, at=at):
                    assert approved is None
                    assert content == drafts[-1].content == command.standing
                    assert by != drafts[-1].by
                    assert at == JUNE
                    assert not open_ones
                    approved = event
        minutes = minutes.given(*happened)
    assert isinstance(minutes.state, Approved) == (approved is not None)


def test_facts_out_of_order_change_nothing():
    assert DECIDER.evolve(Undrafted(), APPROVED) == Undrafted()
    assert DECIDER.evolve(Undrafted(), PROPOSED) == Undrafted()
