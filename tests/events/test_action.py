from datetime import date

import pytest

from events.action import DECIDER
from events.action import state as action_state
from events.action.commands import (
    AddCoOwner,
    AssignAction,
    CarryForward,
    ClarifyOwner,
    CompleteAction,
    CompleteOwnerPart,
    ExtendDue,
    LinkAction,
    NameLead,
    ReassignAction,
    RecordReminder,
    ReleaseCoOwner,
    ReopenAction,
    ReportProgress,
    SetDue,
    SupersedeAction,
    TransferAction,
    WithdrawAction,
)
from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionLinked,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    CoOwnerAdded,
    CoOwnerReleased,
    DueExtended,
    DueSet,
    LeadNamed,
    OwnerClarified,
    OwnerPartCompleted,
    ProgressReported,
    ReminderSent,
)
from events.action.state import Closed, Open, Unassigned
from events.action.terms import (
    Assignee,
    AsWritten,
    ByClass,
    ByOrganisation,
    ByPerson,
    ByPost,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Owner,
    Standing,
    Unclear,
)
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import ActionId, BodyId, MeetingId, OrganisationId, PersonId
from events.meeting.scheduling import MeetingScheduled
from events.organisation.events import OrganisationRegistered
from events.person.events import PersonRegistered
from events.when import When

LONG_AGO, TODAY, LATER = When("2005"), When("2013-03-11"), When("2013-06-20")
TASK, OTHER = ActionId("task"), ActionId("other")
BOARD, PANEL, WORKS = BodyId("board"), BodyId("panel"), OrganisationId("works")
MARCH, JUNE, ELSEWHERE = MeetingId("march"), MeetingId("june"), MeetingId("elsewhere")


def by(party, words, part="joint"):
    return Assignee(party=party, part=part, words=words)


ALICE = by(ByPerson(PersonId("alice")), "Alice")
BOB = by(ByPerson(PersonId("bob")), "Bob")
CAROL = by(ByPerson(PersonId("carol")), "Carol")
BOB_SUPPORTS = by(ByPerson(PersonId("bob")), "Bob", "support")
BOB_LEADS = by(ByPerson(PersonId("bob")), "Bob", "lead")
THE_WORKS = by(ByOrganisation(WORKS), "Works")
THE_CHAIR = by(ByPost(body=BOARD, role="chair"), "the Chair")
OFFICIALS = by(ByClass(), "Officials")
BOTH = by(Unclear(), "Bob and Carol")
MAY = DueOn(date(2013, 5, 1))
SUMMER = DueWithin(date(2013, 6, 1), date(2013, 8, 31), "the summer")


def numbered(*owners, first=1):
    return tuple(
        Owner(number=number, party=each.party, part=each.part, words=each.words)
        for number, each in enumerate(owners, start=first)
    )


def of(kind, occurred_on=TODAY, **fields):
    """Make a command or an event of the one action that these specifications are about."""
    return kind(occurred_on=occurred_on, action=TASK, **fields)


def assign(**fields):
    return of(AssignAction, **{"body": BOARD, "text": "Mend the roof", **fields})


def assigned(*owners, **fields):
    usual = {
        "body": BOARD,
        "meeting": None,
        "item": None,
        "reference": None,
        "text": "Mend the roof",
        "owners": numbered(*owners),
        "due": None,
    }
    return of(ActionAssigned, **{**usual, **fields})


def meeting(name, body, expected):
    return MeetingScheduled(
        occurred_on=LONG_AGO,
        meeting=name,
        body=body,
        expected=expected,
        starts=None,
        place=None,
        theme=None,
    )


def established(body):
    return BodyEstablished(
        occurred_on=LONG_AGO,
        body=body,
        name="Board",
        organisation=None,
        parent=None,
        time_zone="Europe/London",
    )


def registered(person):
    return PersonRegistered(occurred_on=LONG_AGO, person=person, name="A. Name", honorific=None)


def task(name):
    return ActionAssigned(
        occurred_on=LONG_AGO,
        action=name,
        body=BOARD,
        meeting=None,
        item=None,
        reference=None,
        text="Paint the door",
        owners=(),
        due=None,
    )


def superseded(name, by):
    return ActionSuperseded(occurred_on=TODAY, action=name, by=by)


RECORD = {
    "body-board": [established(BOARD)],
    "body-panel": [established(PANEL)],
    "meeting-march": [meeting(MARCH, BOARD, TODAY)],
    "meeting-june": [meeting(JUNE, BOARD, When("2013-06"))],
    "meeting-elsewhere": [meeting(ELSEWHERE, PANEL, When("2013-07"))],
    "person-alice": [registered(PersonId("alice"))],
    "person-bob": [registered(PersonId("bob"))],
    "person-carol": [registered(PersonId("carol"))],
    "organisation-works": [
        OrganisationRegistered(
            occurred_on=LONG_AGO,
            organisation=WORKS,
            name="Works",
            classification=None,
            parent=None,
        )
    ],
    "action-other": [task(OTHER)],
}

COMPLETED = of(ActionCompleted, note=None, override=None)
WITHDRAWN = of(ActionWithdrawn, reason="no roof")
REOPENED = of(ActionReopened, reason="it leaks")


@pytest.fixture
def action(spec):
    return spec(DECIDER, seeing=RECORD)


@pytest.fixture
def alices(action):
    return action.given(assigned(ALICE))


@pytest.fixture
def shared(action):
    return action.given(assigned(ALICE, BOB))


def done(owner, note=None):
    return of(OwnerPartCompleted, owner=owner, note=note)


def test_a_task_is_given_out_at_a_meeting(action):
    owners = (ALICE, THE_WORKS, THE_CHAIR, OFFICIALS, BOTH)
    fields = {"meeting": MARCH, "item": "2.1", "reference": "A7", "due": MAY}
    assert action.when(assign(owners=owners, **fields)) == [assigned(*owners, **fields)]


def test_a_task_may_have_no_owner(action):
    assert action.when(assign()) == [assigned()]


def test_a_task_is_given_out_once(alices):
    with pytest.raises(AlreadyThere, match="task is assigned already"):
        alices.when(assign())


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (assign(text=" "), "text"),
        (assign(item=""), "item"),
        (assign(reference="\t"), "reference"),
        (assign(owners=(ALICE, by(Unclear(), ""))), "wording"),
        (assign(due=AsWritten("")), "wording"),
        (of(ClarifyOwner, owner=1, owners=(by(BOB.party, " "),)), "wording"),
        (of(AddCoOwner, owner=by(ALICE.party, "")), "wording"),
        (of(ReleaseCoOwner, owner=2, reason=""), "reason"),
        (of(SetDue, due=DueNextMeeting("")), "wording"),
        (of(ExtendDue, due=MAY, reason=" "), "reason"),
        (of(ReportProgress, text=" "), "text"),
        (of(CompleteOwnerPart, owner=1, note=""), "note"),
        (of(CompleteAction, note=""), "note"),
        (of(CompleteAction, override=""), "override"),
        (of(TransferAction, body=PANEL, reason=""), "reason"),
        (of(WithdrawAction, reason=""), "reason"),
        (of(ReopenAction, reason=" "), "reason"),
    ],
)
def test_what_is_said_of_an_action_is_not_empty(shared, ask, what):
    with pytest.raises(Refused, match=f"the {what} is empty"):
        shared.given(of(DueSet, due=SUMMER, meeting=None)).when(ask)


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"body": BodyId("nowhere")}, "body nowhere"),
        ({"meeting": MeetingId("never")}, "meeting never"),
        ({"owners": (by(ByPerson(PersonId("nobody")), "N."),)}, "person nobody"),
        ({"owners": (by(ByOrganisation(OrganisationId("none")), "N."),)}, "organisation none"),
        ({"owners": (by(ByPost(BodyId("nowhere"), "chair"), "N."),)}, "body nowhere"),
    ],
)
def test_what_a_task_names_must_be_in_the_record(action, fields, what):
    with pytest.raises(NotFound, match=f"there is no {what} in the record"):
        action.when(assign(**fields))


def test_a_task_is_given_out_at_a_meeting_of_its_own_body(action):
    with pytest.raises(Refused, match="one of another body"):
        action.when(assign(meeting=ELSEWHERE))


@pytest.mark.parametrize(
    ("owners", "what"),
    [
        ((ALICE, by(ALICE.party, "A.")), "the same owner is named twice"),
        ((OFFICIALS, OFFICIALS), "the same owner is named twice"),
        ((by(ALICE.party, "Alice", "lead"), BOB_LEADS), "at most one lead"),
    ],
)
def test_owners_are_different_and_named(action, owners, what):
    with pytest.raises(Refused, match=what):
        action.when(assign(owners=owners))


def test_owners_without_an_identity_are_told_apart_by_their_words(action):
    owners = (OFFICIALS, by(ByClass(), "Charities"), by(Unclear(), "Charities"))
    assert action.when(assign(owners=owners)) == [assigned(*owners)]


def test_a_period_may_be_a_single_day(action):
    day = DueWithin(date(2013, 6, 1), date(2013, 6, 1))
    assert action.when(assign(due=day)) == [assigned(due=day)]


def test_a_period_does_not_end_before_it_begins(action):
    backwards = DueWithin(date(2013, 8, 31), date(2013, 6, 1))
    with pytest.raises(Refused, match="on or after the day it begins"):
        action.when(assign(due=backwards))


ANYTHING_ELSE = [
    of(ClarifyOwner, owner=1, owners=(BOB,)),
    of(ReassignAction, owners=(BOB,)),
    of(AddCoOwner, owner=BOB),
    of(ReleaseCoOwner, owner=1),
    of(NameLead, owner=1),
    of(SetDue, due=MAY),
    of(ExtendDue, due=MAY),
    of(ReportProgress, text="half done"),
    of(CompleteOwnerPart, owner=1),
    of(CompleteAction),
    of(CarryForward, from_meeting=MARCH, to_meeting=JUNE),
    of(TransferAction, body=PANEL),
    of(SupersedeAction, by=OTHER),
    of(WithdrawAction, reason="no roof"),
    of(RecordReminder, owner=1, channel="email"),
]


@pytest.mark.parametrize(
    "ask",
    [*ANYTHING_ELSE, of(ReopenAction, reason="it leaks"), of(LinkAction, to=OTHER)],
    ids=lambda ask: type(ask).__name__,
)
def test_nothing_is_asked_of_an_action_that_is_not_in_the_record(action, ask):
    with pytest.raises(NotFound, match="there is no such action"):
        action.when(ask)


@pytest.mark.parametrize("ask", ANYTHING_ELSE, ids=lambda ask: type(ask).__name__)
def test_a_closed_action_is_reopened_before_it_changes(alices, ask):
    away = alices.given(of(ActionTransferred, body=None, organisation=WORKS, reason=None))
    with pytest.raises(Refused, match="closed; reopen it first"):
        away.when(ask)


def test_an_open_action_can_change_hands(alices):
    assert alices.when(of(ReassignAction, owners=(BOB,))) == [
        of(ActionReassigned, owners=numbered(BOB, first=2))
    ]


@pytest.mark.parametrize("owners", [(ALICE, BOB), (BOB, ALICE)])
def test_an_action_changes_hands_only_to_other_hands(shared, owners):
    assert shared.when(of(ReassignAction, owners=owners)) == []


def test_an_owner_who_stays_keeps_their_number(shared):
    assert shared.when(of(ReassignAction, owners=(CAROL, BOB))) == [
        of(ActionReassigned, owners=(*numbered(CAROL, first=3), *numbered(BOB, first=2)))
    ]


def test_an_owner_who_stays_may_take_another_part(shared):
    assert shared.when(of(ReassignAction, owners=(ALICE, BOB_LEADS))) == [
        of(ActionReassigned, owners=numbered(ALICE, BOB_LEADS))
    ]


def test_an_owner_who_stays_has_done_what_they_did(shared):
    changed = shared.given(
        done(2),
        of(ActionReassigned, owners=(*numbered(CAROL, first=3), *numbered(BOB, first=2))),
    )
    assert changed.when(of(CompleteOwnerPart, owner=2)) == []
    assert changed.when(of(CompleteOwnerPart, owner=3)) == [done(3), COMPLETED]


def test_words_that_stay_keep_their_number(action):
    unclear = action.given(assigned(BOTH, OFFICIALS))
    assert unclear.when(of(ReassignAction, owners=(OFFICIALS, by(Unclear(), "Bob")))) == [
        of(
            ActionReassigned,
            owners=(*numbered(OFFICIALS, first=2), *numbered(by(Unclear(), "Bob"), first=3)),
        )
    ]


@pytest.mark.parametrize(
    ("owners", "what"),
    [((BOB, BOB), "named twice"), ((by(ALICE.party, "Alice", "lead"), BOB_LEADS), "one lead")],
)
def test_an_action_changes_hands_to_different_owners(shared, owners, what):
    with pytest.raises(Refused, match=what):
        shared.when(of(ReassignAction, owners=owners))


def test_an_action_that_nobody_owns_is_taken_on(action):
    assert action.given(assigned()).when(of(ReassignAction, owners=(BOB,))) == [
        of(ActionReassigned, owners=numbered(BOB))
    ]


def test_the_number_of_an_owner_is_never_used_again(alices):
    bobs = alices.given(of(ActionReassigned, owners=numbered(BOB, first=2)))
    nobodys = bobs.given(of(ActionReassigned, owners=()))
    assert nobodys.when(of(AddCoOwner, owner=CAROL)) == [
        of(CoOwnerAdded, owner=numbered(CAROL, first=3)[0])
    ]


def test_unclear_words_turn_out_to_mean_two_people(action):
    unclear = action.given(assigned(ALICE, BOTH))
    assert unclear.when(of(ClarifyOwner, owner=2, owners=(BOB, CAROL))) == [
        of(OwnerClarified, owner=2, owners=numbered(BOB, CAROL, first=3))
    ]


def test_clarified_owners_stand_in_the_place_of_the_words(action):
    unclear = action.given(assigned(ALICE, BOTH))
    clear = unclear.given(of(OwnerClarified, owner=2, owners=numbered(BOB, CAROL, first=3)))
    assert clear.when(of(ReassignAction, owners=(ALICE, BOB, CAROL))) == []


@pytest.mark.parametrize(
    ("owners", "what"),
    [((), "say whom the words mean"), ((ALICE,), "the same owner is named twice")],
)
def test_words_are_clarified_by_somebody_new(action, owners, what):
    with pytest.raises(Refused, match=what):
        action.given(assigned(ALICE, BOTH)).when(of(ClarifyOwner, owner=2, owners=owners))


def test_words_that_stay_unclear_are_not_clarified(action):
    assert action.given(assigned(ALICE, BOTH)).when(of(ClarifyOwner, owner=2, owners=(BOTH,))) == []


def test_words_may_turn_out_to_mean_other_words(action):
    charities = by(Unclear(), "the charities")
    assert action.given(assigned(BOTH)).when(of(ClarifyOwner, owner=1, owners=(charities,))) == [
        of(OwnerClarified, owner=1, owners=numbered(charities, first=2))
    ]


def test_one_more_owner_joins(alices):
    assert alices.when(of(AddCoOwner, owner=BOB)) == [
        of(CoOwnerAdded, owner=numbered(BOB, first=2)[0])
    ]


def test_an_owner_joins_once(alices):
    joined = alices.given(of(CoOwnerAdded, owner=numbered(BOB, first=2)[0]))
    assert joined.when(of(AddCoOwner, owner=BOB)) == []


def test_a_second_lead_does_not_join(action):
    led = action.given(assigned(by(ALICE.party, "Alice", "lead")))
    with pytest.raises(Refused, match="at most one lead"):
        led.when(of(AddCoOwner, owner=BOB_LEADS))


def test_one_of_several_owners_is_released(shared):
    assert shared.when(of(ReleaseCoOwner, owner=2, reason="on leave")) == [
        of(CoOwnerReleased, owner=2, reason="on leave")
    ]


def test_an_owner_is_released_once(shared):
    released = shared.given(of(CoOwnerReleased, owner=2, reason=None))
    assert released.when(of(ReleaseCoOwner, owner=2)) == []


@pytest.mark.parametrize("number", [0, -1, 3])
def test_nobody_is_released_whose_number_was_never_given(shared, number):
    with pytest.raises(NotFound, match=f"no owner number {number}"):
        shared.when(of(ReleaseCoOwner, owner=number))


def test_an_action_is_not_done_because_the_last_open_owner_is_released(shared):
    released = shared.given(done(1), of(CoOwnerReleased, owner=2, reason=None))
    assert isinstance(released.state, Open)
    assert released.when(of(CompleteAction)) == [COMPLETED]


def test_the_only_owner_is_not_released(shared):
    alone = shared.given(of(CoOwnerReleased, owner=2, reason=None))
    with pytest.raises(Refused, match="the only owner; reassign"):
        alone.when(of(ReleaseCoOwner, owner=1))


@pytest.mark.parametrize(
    "ask",
    [
        of(ClarifyOwner, owner=3, owners=(CAROL,)),
        of(ReleaseCoOwner, owner=3),
        of(NameLead, owner=3),
        of(CompleteOwnerPart, owner=3),
        of(RecordReminder, owner=3, channel="letter"),
    ],
    ids=lambda ask: type(ask).__name__,
)
def test_an_owner_is_named_by_a_number_that_is_there(shared, ask):
    with pytest.raises(NotFound, match="no owner number 3"):
        shared.when(ask)


def test_one_of_the_owners_leads(shared):
    assert shared.when(of(NameLead, owner=2)) == [of(LeadNamed, owner=2)]


def test_a_lead_is_named_once(shared):
    assert shared.given(of(LeadNamed, owner=2)).when(of(NameLead, owner=2)) == []


def test_a_former_lead_is_a_joint_owner(shared):
    led = shared.given(of(LeadNamed, owner=1), of(LeadNamed, owner=2))
    assert led.when(of(ReassignAction, owners=(ALICE, BOB_LEADS))) == []


def test_an_owner_is_reminded_as_often_as_it_takes(alices):
    sent = of(ReminderSent, owner=1, channel="email")
    assert alices.given(sent).when(of(RecordReminder, owner=1, channel="email")) == [sent]


def test_a_letter_of_one_body_reminds_of_no_action_of_another(alices):
    with pytest.raises(Refused, match="one of another body"):
        alices.when(of(RecordReminder, owner=1, channel="letter", body="elsewhere"))


def test_a_deadline_is_set_at_a_meeting(alices):
    assert alices.when(of(SetDue, due=MAY, meeting=MARCH)) == [of(DueSet, due=MAY, meeting=MARCH)]


@pytest.mark.parametrize("at", [None, MARCH])
def test_the_same_deadline_is_set_once(alices, at):
    given = alices.given(of(DueSet, due=MAY, meeting=MARCH))
    assert given.when(of(SetDue, due=MAY, meeting=at)) == []


def test_the_next_meeting_means_another_one_when_a_later_meeting_says_so(alices):
    given = alices.given(of(DueSet, due=DueNextMeeting(), meeting=MARCH))
    assert given.when(of(SetDue, due=DueNextMeeting(), meeting=JUNE)) == [
        of(DueSet, due=DueNextMeeting(), meeting=JUNE)
    ]


def test_a_deadline_can_be_taken_away(action):
    assert action.given(assigned(due=MAY)).when(of(SetDue, due=None)) == [
        of(DueSet, due=None, meeting=None)
    ]


def test_a_deadline_is_extended(action):
    ask = of(ExtendDue, due=SUMMER, meeting=MARCH, reason="rain")
    assert action.given(assigned(due=MAY)).when(ask) == [
        of(DueExtended, due=SUMMER, meeting=MARCH, reason="rain")
    ]


def test_there_is_nothing_to_extend_without_a_deadline(alices):
    with pytest.raises(Refused, match="no deadline yet; set one first"):
        alices.when(of(ExtendDue, due=MAY))


@pytest.mark.parametrize("day", [date(2013, 7, 1), date(2013, 8, 31)])
def test_an_extension_gives_more_time(action, day):
    extended = action.given(
        assigned(due=MAY), of(DueExtended, due=SUMMER, meeting=None, reason=None)
    )
    with pytest.raises(Refused, match="later than the deadline it extends, 2013-08-31"):
        extended.when(of(ExtendDue, due=DueOn(day)))


@pytest.mark.parametrize("at", [None, MARCH])
def test_a_deadline_is_extended_once(action, at):
    extended = action.given(
        assigned(due=MAY), of(DueExtended, due=SUMMER, meeting=MARCH, reason="rain")
    )
    assert extended.when(of(ExtendDue, due=SUMMER, meeting=at, reason="rain")) == []


def test_a_deadline_is_put_off_from_one_next_meeting_to_another(action):
    given = action.given(assigned(due=DueNextMeeting(), meeting=MARCH))
    assert given.when(of(ExtendDue, due=DueNextMeeting(), meeting=JUNE)) == [
        of(DueExtended, due=DueNextMeeting(), meeting=JUNE, reason=None)
    ]


OPEN_ENDED = [DueNextMeeting(), DueFutureMeeting(), Standing(), AsWritten("in due course")]


@pytest.mark.parametrize("due", OPEN_ENDED, ids=lambda due: due.kind)
def test_a_deadline_without_a_date_is_extended_to_any_date(action, due):
    assert action.given(assigned(due=due)).when(of(ExtendDue, due=MAY)) == [
        of(DueExtended, due=MAY, meeting=None, reason=None)
    ]


@pytest.mark.parametrize("due", OPEN_ENDED, ids=lambda due: due.kind)
def test_a_date_is_extended_to_a_deadline_without_one(action, due):
    assert action.given(assigned(due=MAY)).when(of(ExtendDue, due=due)) == [
        of(DueExtended, due=due, meeting=None, reason=None)
    ]


@pytest.mark.parametrize("command", [SetDue, ExtendDue])
def test_a_new_period_does_not_end_before_it_begins(action, command):
    backwards = DueWithin(date(2013, 8, 31), date(2013, 6, 1))
    with pytest.raises(Refused, match="on or after the day it begins"):
        action.given(assigned(due=MAY)).when(of(command, due=backwards))


@pytest.mark.parametrize(
    "ask",
    [
        of(SetDue, due=SUMMER, meeting=ELSEWHERE),
        of(ExtendDue, due=SUMMER, meeting=ELSEWHERE),
        of(ReportProgress, text="half done", meeting=ELSEWHERE),
    ],
    ids=lambda ask: type(ask).__name__,
)
def test_another_body_does_not_speak_on_the_action(action, ask):
    with pytest.raises(Refused, match="one of another body"):
        action.given(assigned(due=MAY)).when(ask)


def test_progress_is_reported_at_a_meeting(alices):
    ask = of(ReportProgress, text="half done", meeting=JUNE, occurred_on=LATER)
    assert alices.when(ask) == [
        of(ProgressReported, text="half done", meeting=JUNE, occurred_on=LATER)
    ]


@pytest.mark.parametrize(
    "ask",
    [
        of(ReportProgress, text="half done", occurred_on=LONG_AGO),
        of(CompleteOwnerPart, owner=1, occurred_on=LONG_AGO),
        of(CompleteAction, occurred_on=LONG_AGO),
    ],
    ids=lambda ask: type(ask).__name__,
)
def test_nothing_is_done_before_it_was_assigned(alices, ask):
    with pytest.raises(Refused, match="assigned on 2013-03-11, later than that"):
        alices.when(ask)


def test_something_may_be_done_in_the_year_it_was_assigned(alices):
    ask = of(ReportProgress, text="half done", occurred_on=When("2013"))
    assert alices.when(ask) == [
        of(ProgressReported, text="half done", meeting=None, occurred_on=When("2013"))
    ]


def test_one_owner_does_their_part(shared):
    assert shared.when(of(CompleteOwnerPart, owner=1, note="tiles")) == [done(1, "tiles")]


def test_a_part_is_done_once(shared):
    assert shared.given(done(1)).when(of(CompleteOwnerPart, owner=1)) == []


def test_the_last_part_completes_the_action(shared):
    assert shared.given(done(1)).when(of(CompleteOwnerPart, owner=2)) == [done(2), COMPLETED]


@pytest.mark.parametrize("closed", [COMPLETED, WITHDRAWN])
def test_a_part_that_was_done_before_the_action_closed_is_done_once(shared, closed):
    assert shared.given(done(1), done(2), closed).when(of(CompleteOwnerPart, owner=2)) == []


def test_a_part_is_not_done_once_the_action_is_closed(shared):
    with pytest.raises(Refused, match="closed; reopen it first"):
        shared.given(WITHDRAWN).when(of(CompleteOwnerPart, owner=2))


def test_the_action_does_not_wait_for_those_in_support(action):
    helped = action.given(assigned(ALICE, BOB_SUPPORTS))
    assert helped.when(of(CompleteOwnerPart, owner=1)) == [done(1), COMPLETED]


def test_support_does_not_complete_the_action(action):
    helped = action.given(assigned(ALICE, BOB_SUPPORTS))
    assert helped.when(of(CompleteOwnerPart, owner=2)) == [done(2)]


@pytest.mark.parametrize("owners", [(), (ALICE,)])
def test_an_action_without_several_owners_is_completed_at_once(action, owners):
    assert action.given(assigned(*owners)).when(of(CompleteAction, note="dry")) == [
        of(ActionCompleted, note="dry", override=None)
    ]


@pytest.mark.parametrize(
    ("owners", "still_open"), [((ALICE, BOB), "1"), ((ALICE, BOB, CAROL), "1, 3")]
)
def test_a_shared_action_waits_for_every_part(action, owners, still_open):
    with pytest.raises(Refused, match=f"owners {still_open} have not done their part"):
        action.given(assigned(*owners), done(2)).when(of(CompleteAction))


def test_a_shared_action_is_completed_over_open_parts_for_a_reason(shared):
    assert shared.when(of(CompleteAction, override="the roof fell in")) == [
        of(ActionCompleted, note=None, override="the roof fell in")
    ]


def test_a_shared_action_is_completed_when_every_part_is_done(shared):
    assert shared.given(done(1), done(2)).when(of(CompleteAction)) == [COMPLETED]


def test_an_action_is_completed_once(alices):
    assert alices.given(COMPLETED).when(of(CompleteAction)) == []


def test_a_withdrawn_action_is_not_completed(alices):
    with pytest.raises(Refused, match="closed; reopen it first"):
        alices.given(WITHDRAWN).when(of(CompleteAction))


def carry(from_meeting, to_meeting):
    return of(CarryForward, from_meeting=from_meeting, to_meeting=to_meeting)


CARRIED = of(CarriedForward, from_meeting=MARCH, to_meeting=JUNE)


def test_an_open_action_is_carried_forward(alices):
    assert alices.when(carry(MARCH, JUNE)) == [CARRIED]


def test_an_action_is_carried_to_a_meeting_once(alices):
    assert alices.given(CARRIED).when(carry(MARCH, JUNE)) == []


def test_an_action_is_not_carried_back(alices):
    with pytest.raises(Refused, match="to a later meeting"):
        alices.when(carry(JUNE, MARCH))


@pytest.mark.parametrize("ask", [carry(MARCH, ELSEWHERE), carry(ELSEWHERE, JUNE)])
def test_an_action_is_carried_between_meetings_of_its_own_body(alices, ask):
    with pytest.raises(Refused, match="between meetings of its own body"):
        alices.when(ask)


@pytest.mark.parametrize("ask", [carry(MARCH, MeetingId("never")), carry(MeetingId("never"), JUNE)])
def test_an_action_is_carried_between_meetings_in_the_record(alices, ask):
    with pytest.raises(NotFound, match="no meeting never"):
        alices.when(ask)


@pytest.mark.parametrize(
    "to", [{"body": PANEL, "organisation": None}, {"body": None, "organisation": WORKS}]
)
def test_an_action_is_handed_to_another_body_or_organisation(alices, to):
    assert alices.when(of(TransferAction, reason="their roof", **to)) == [
        of(ActionTransferred, reason="their roof", **to)
    ]


@pytest.mark.parametrize(
    "to", [{"body": PANEL, "organisation": None}, {"body": None, "organisation": WORKS}]
)
def test_an_action_is_handed_over_once(alices, to):
    away = alices.given(of(ActionTransferred, reason="their roof", **to))
    assert away.when(of(TransferAction, **to)) == []


def test_an_action_that_was_handed_over_is_not_handed_to_yet_another(alices):
    away = alices.given(of(ActionTransferred, body=PANEL, organisation=None, reason=None))
    with pytest.raises(Refused, match="closed; reopen it first"):
        away.when(of(TransferAction, organisation=WORKS))


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ({}, "one of the two"),
        ({"body": PANEL, "organisation": WORKS}, "one of the two"),
        ({"body": BOARD}, "with that body already"),
    ],
)
def test_an_action_is_handed_to_one_other(alices, to, what):
    with pytest.raises(Refused, match=what):
        alices.when(of(TransferAction, **to))


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ({"body": BodyId("nowhere")}, "body nowhere"),
        ({"organisation": OrganisationId("none")}, "organisation none"),
    ],
)
def test_an_action_is_handed_to_somebody_in_the_record(alices, to, what):
    with pytest.raises(NotFound, match=f"there is no {what}"):
        alices.when(of(TransferAction, **to))


def test_another_action_takes_its_place(alices):
    assert alices.when(of(SupersedeAction, by=OTHER)) == [of(ActionSuperseded, by=OTHER)]


def test_an_action_does_not_take_its_own_place(alices):
    with pytest.raises(Refused, match="its own place"):
        alices.when(of(SupersedeAction, by=TASK))


def test_another_action_takes_its_place_once(alices):
    replaced = alices.given(of(ActionSuperseded, by=OTHER))
    assert replaced.when(of(SupersedeAction, by=OTHER)) == []


def test_no_third_action_takes_the_place_of_one_that_was_replaced(alices):
    replaced = alices.given(of(ActionSuperseded, by=OTHER))
    with pytest.raises(Refused, match="closed; reopen it first"):
        replaced.when(of(SupersedeAction, by=ActionId("third")))


def test_actions_do_not_take_their_place_in_a_circle(alices):
    seeing = {
        "action-other": [*RECORD["action-other"], superseded(OTHER, by="third")],
        "action-third": [task("third"), superseded("third", by=TASK)],
    }
    with pytest.raises(Refused, match="took, in the end, the place of that one"):
        alices.given(seeing=seeing).when(of(SupersedeAction, by=OTHER))


def test_a_circle_that_is_in_the_record_ends(alices):
    seeing = {
        "action-other": [*RECORD["action-other"], superseded(OTHER, by="third")],
        "action-third": [task("third"), superseded("third", by=OTHER)],
    }
    assert alices.given(seeing=seeing).when(of(SupersedeAction, by=OTHER)) == [
        of(ActionSuperseded, by=OTHER)
    ]


def test_an_action_that_was_closed_otherwise_may_take_its_place(alices):
    other = {"action-other": [*RECORD["action-other"], WITHDRAWN]}
    assert alices.given(seeing=other).when(of(SupersedeAction, by=OTHER)) == [
        of(ActionSuperseded, by=OTHER)
    ]


def test_the_action_that_takes_its_place_is_in_the_record(alices):
    with pytest.raises(NotFound, match="there is no action none in the record"):
        alices.when(of(SupersedeAction, by=ActionId("none")))


def test_an_action_that_was_withdrawn_can_be_pointed_to(alices):
    other = {"action-other": [*RECORD["action-other"], WITHDRAWN]}
    assert alices.given(seeing=other).when(of(LinkAction, to=OTHER)) == [
        of(ActionLinked, to=OTHER, relation="relates_to")
    ]


def test_an_action_is_withdrawn(alices):
    assert alices.when(of(WithdrawAction, reason="no roof")) == [WITHDRAWN]


def test_an_action_is_withdrawn_once(alices):
    assert alices.given(WITHDRAWN).when(of(WithdrawAction, reason="no house")) == []


def test_a_closed_action_is_opened_again(alices):
    assert alices.given(COMPLETED).when(of(ReopenAction, reason="it leaks")) == [REOPENED]


def test_an_open_action_need_not_be_opened(alices):
    assert alices.when(of(ReopenAction, reason="it leaks")) == []


def test_a_reopened_action_keeps_its_owners_and_what_they_did(shared):
    reopened = shared.given(done(1), WITHDRAWN, REOPENED)
    assert reopened.when(of(CompleteOwnerPart, owner=2)) == [done(2), COMPLETED]


@pytest.mark.parametrize("closed", [(), (WITHDRAWN,)])
def test_an_action_belongs_with_another_open_or_closed(alices, closed):
    ask = of(LinkAction, to=OTHER, relation="follows")
    assert alices.given(*closed).when(ask) == [of(ActionLinked, to=OTHER, relation="follows")]


def test_the_same_link_is_recorded_once(alices):
    linked = alices.given(of(ActionLinked, to=OTHER, relation="follows"))
    assert linked.when(of(LinkAction, to=OTHER, relation="follows")) == []


def test_an_action_does_not_belong_with_itself(alices):
    with pytest.raises(Refused, match="linked to itself"):
        alices.when(of(LinkAction, to=TASK))


def test_an_action_belongs_with_one_in_the_record(alices):
    with pytest.raises(NotFound, match="no action none"):
        alices.when(of(LinkAction, to=ActionId("none")))


PASSING = [
    assigned(ALICE),
    of(ProgressReported, text="half done", meeting=None),
    of(ReminderSent, owner=1, channel="email"),
    COMPLETED,
    WITHDRAWN,
    REOPENED,
    of(ActionSuperseded, by=OTHER),
    of(ActionTransferred, body=PANEL, organisation=None, reason=None),
]


@pytest.mark.parametrize("event", PASSING, ids=lambda event: event.wire)
def test_what_opens_or_closes_an_action_leaves_the_task_as_it_was(alices, event):
    task = alices.state.task
    assert action_state._changed(task, event) == task


@pytest.mark.parametrize("event", PASSING[1:], ids=lambda event: event.wire)
def test_facts_about_an_action_that_was_never_assigned_change_nothing(action, event):
    assert action.given(event).state == Unassigned()


def test_facts_that_reach_a_closed_action_are_kept_in_mind(shared):
    late = shared.given(WITHDRAWN, done(1))
    assert isinstance(late.state, Closed)
    assert late.given(REOPENED).state == shared.given(done(1)).state


def test_an_action_closed_twice_is_closed_as_it_was_last(alices):
    assert alices.given(WITHDRAWN, COMPLETED).when(of(CompleteAction)) == []


def test_facts_may_be_repeated(shared):
    once = shared.given(done(1), CARRIED, REOPENED)
    assert isinstance(once.state, Open)
    assert once.given(REOPENED, CARRIED, done(1)).state == once.state
