"""Minutes handed in whole: what is recorded of them, all of it accepted by the rules."""

from datetime import date
from itertools import count, pairwise

import pytest
from pydantic import ValidationError

from events.action.events import ActionAssigned, ActionHandlingSet
from events.action.terms import (
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
from events.base import Source
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.meeting.attendance import (
    AttendanceDuplicateResolved,
    AttendanceListed,
    UnlistedParticipantObserved,
)
from events.meeting.handling import PassageHandlingSet
from events.meeting.proceedings import (
    DecisionMinuted,
    ItemAdded,
    NoActionsRecorded,
    ParagraphMinuted,
)
from events.meeting.scheduling import MeetingRecordedAsHeld, MeetingScheduled
from events.meeting.terms import (
    SpokenByBody,
    SpokenByName,
    SpokenByOrganisation,
    SpokenByRow,
)
from events.organisation.events import OrganisationRegistered
from events.person.events import PersonRegistered
from events.plans import Plan, Step, only
from events.registry import decider
from events.submission import MinutesSubmission, submit_minutes

HELD, NEXT = "2013-03-11", "2013-10-17"


def known(number):
    return f"00000000-0000-4000-8000-{number:012}"


def minted(number):
    return f"11111111-0000-4000-8000-{number:012}"


BOARD, ANNA, BEN, WORKS, MARCH, PAPER = map(known, range(1, 7))
SECRET = known(99)


class Register:
    """What the record answers, and what it was asked."""

    def __init__(self, bodies=(), organisations=(), people=(), meetings=(), **more):
        self.bodies, self.organisations = dict(bodies), dict(organisations)
        self.people, self.meetings = dict(people), dict(meetings)
        self.seats, self.numbers = dict(more.get("seats", ())), dict(more.get("numbers", ()))
        self.groups = dict(more.get("groups", ()))
        self.recommended = dict(more.get("recommended", ()))
        self.asked = []

    def bodies_within(self, parent, name):
        return self.groups.get((parent, name), [])

    def seats_of(self, body):
        return self.seats.get(body, [])

    def issues_numbered(self, body, number):
        return self.numbers.get((body, number), [])

    def issues_beside(self, issue, number):
        return [other for other in self.numbers.get(number, []) if other != issue]

    def recommendations_numbered(self, number, of):
        return self.recommended.get((number, of), [])

    def bodies_named(self, name):
        return self.bodies.get(name, [])

    def organisations_named(self, name):
        self.asked.append(name)
        return self.organisations.get(name, [])

    def people_named(self, body, name):
        self.asked.append(name)
        return self.people.get((body, name), [])

    def meetings_on(self, body, day):
        return self.meetings.get((body, day), [])

    def met_together(self, one, other):
        raise NotImplementedError


def established(body):
    return BodyEstablished(
        occurred_on="2010",
        body=body,
        name="Board",
        organisation=None,
        parent=None,
        time_zone="Europe/London",
    )


def person(who):
    return PersonRegistered(occurred_on="2010", person=who, name="N.", honorific=None)


def organisation(which):
    return OrganisationRegistered(
        occurred_on="2010", organisation=which, name="W.", classification=None, parent=None
    )


def scheduled(meeting, expected=HELD, body=BOARD):
    return MeetingScheduled(
        occurred_on="2013",
        meeting=meeting,
        body=body,
        expected=expected,
        starts=None,
        place=None,
        theme=None,
    )


RECORD = [established(BOARD), person(ANNA), person(BEN), organisation(WORKS)]


class Submitted:
    """A plan, and the events it brings about when each step is decided after those before it."""

    def __init__(self, plan, record):
        self.plan, self.result = plan, plan.result
        self.events, self.sources, self._states = [], [], {}
        for event in record:
            self._fold(stream_of(event), event)
        before = set(self._states)
        for command, source in plan.steps:
            rules = decider(command.stream)
            for event in rules.decide(command, self._look(command.stream), self._look):
                self._fold(command.stream, event)
                self.events.append(event)
                self.sources.append(source)
        assert set(self._states) - before >= plan.fresh
        assert not before & plan.fresh

    def of(self, *kinds):
        return [event for event in self.events if isinstance(event, kinds)]

    def findings(self, kind):
        return [each["at"] for each in self.result["findings"] if each["kind"] == kind]

    def _look(self, stream):
        return self._states.get(stream, decider(stream).initial)

    def _fold(self, stream, event):
        self._states[stream] = decider(stream).evolve(self._look(stream), event)


def stream_of(event):
    category = event.wire.partition(".")[0]
    return f"{category}-{getattr(event, category)}"


def form(**fields):
    return MinutesSubmission.model_validate(
        {"body": {"id": BOARD}, "held_on": HELD, **fields}, strict=False
    )


def submitted(register=None, record=RECORD, **fields):
    numbers = count(1)
    plan = submit_minutes(form(**fields), register or Register(), lambda: minted(next(numbers)))
    return Submitted(plan, record)


def line(label, **fields):
    return {"label": label, "name": label, **fields}


def listed(given, field):
    return [getattr(event, field) for event in given.of(AttendanceListed)]


def test_the_minutes_of_a_new_body_bring_it_into_the_record():
    given = submitted(record=(), body={"name": "Ministerial Group"})

    assert given.of(BodyEstablished)[0].name == "Ministerial Group"
    assert [type(event) for event in given.events] == [BodyEstablished, MeetingRecordedAsHeld]
    assert given.result == {
        "body": minted(1),
        "meeting": minted(2),
        "actions": [],
        "findings": [{"kind": "new_body", "at": "/body", "id": minted(1)}],
    }
    assert given.plan.fresh == {f"body-{minted(1)}", f"meeting-{minted(2)}"}


def test_the_minutes_of_a_body_that_is_known_by_its_name_are_recorded_there():
    given = submitted(Register(bodies={"Board": [BOARD]}), body={"name": "Board"})
    assert given.events == [
        MeetingRecordedAsHeld(
            occurred_on=HELD,
            meeting=minted(1),
            body=BOARD,
            held_on=HELD,
            starts=None,
            ends=None,
            place=None,
            theme=None,
        )
    ]


def test_what_the_heading_says_is_recorded():
    given = submitted(starts="10:00", ends="11:30", place="Room 1", theme="Roofs")
    held = given.of(MeetingRecordedAsHeld)[0]
    assert (held.starts, held.ends, held.place, held.theme) == ("10:00", "11:30", "Room 1", "Roofs")


def test_a_name_that_several_bodies_have_does_not_say_which():
    with pytest.raises(Refused, match="several bodies have that name"):
        submitted(Register(bodies={"Board": [BOARD, known(50)]}), body={"name": "Board"})


def test_a_body_that_is_named_by_its_identity_must_be_in_the_record():
    with pytest.raises(NotFound, match="no body"):
        submitted(record=())


def test_minutes_are_recorded_once():
    register = Register(meetings={(BOARD, HELD): [(MARCH, True)]})
    with pytest.raises(AlreadyThere, match=f"on {HELD} are recorded already \\({MARCH}\\)"):
        submitted(register)


def test_the_meeting_that_was_scheduled_for_the_day_is_taken_up():
    register = Register(meetings={(BOARD, HELD): [(MARCH, False)]})
    given = submitted(register, record=[*RECORD, scheduled(MARCH)])
    assert given.result["meeting"] == MARCH
    assert given.plan.fresh == frozenset()


def test_a_meeting_may_be_named():
    register = Register(meetings={(BOARD, HELD): [(known(60), True)]})
    given = submitted(register, record=[*RECORD, scheduled(MARCH)], meeting=MARCH)
    assert given.result["meeting"] == MARCH


def test_of_several_meetings_on_a_day_one_must_be_named():
    register = Register(meetings={(BOARD, HELD): [(MARCH, False), (known(60), False)]})
    with pytest.raises(Refused, match=f"several meetings of this body are expected on {HELD}"):
        submitted(register)


def test_a_name_that_stands_exactly_so_in_the_body_is_that_person():
    register = Register(people={(BOARD, "Anna Dean"): [ANNA]})
    given = submitted(register, attendance=[line("Anna Dean")])
    row = given.of(AttendanceListed)[0]
    assert (row.row, row.person, row.basis, row.name) == (
        1,
        ANNA,
        "exact_name_in_body",
        "Anna Dean",
    )
    assert given.result["findings"] == []


def test_a_new_name_is_registered_and_told():
    given = submitted(attendance=[line("Anna Dean")])
    assert given.of(PersonRegistered) == [
        PersonRegistered(occurred_on=HELD, person=minted(2), name="Anna Dean", honorific=None)
    ]
    assert given.of(AttendanceListed)[0].basis == "new"
    assert given.result["findings"] == [
        {"kind": "new_person", "at": "/attendance/0", "id": minted(2)}
    ]


def test_a_name_that_several_people_have_is_somebody_new_until_told_otherwise():
    register = Register(people={(BOARD, "Anna Dean"): [ANNA, BEN]})
    given = submitted(register, attendance=[line("Anna Dean")])
    assert given.findings("ambiguous_name") == ["/attendance/0"]
    assert given.of(AttendanceListed)[0].basis == "new"


def test_a_person_who_is_named_by_their_identity_is_that_person():
    given = submitted(attendance=[{"label": "Minister", "person": ANNA}])
    assert (listed(given, "person"), listed(given, "basis")) == ([ANNA], ["stated"])


def test_an_attendee_without_a_name_is_kept_as_printed():
    given = submitted(attendance=[{"label": "Official"}, {"label": "Official"}])
    assert listed(given, "name") == ["Official", "Official"]
    assert listed(given, "person") == [None, None]
    assert listed(given, "basis") == ["unnamed", "unnamed"]


def test_a_name_means_one_person_throughout():
    given = submitted(
        attendance=[line("Anna Dean")],
        actions=[action(owner("Anna Dean", kind="person"))],
    )
    assert len(given.of(PersonRegistered)) == 1
    assert given.of(ActionAssigned)[0].owners[0].party == ByPerson(listed(given, "person")[0])


@pytest.mark.parametrize(
    "fields",
    [
        {
            "actions": [
                {"text": "Mend", "owners": [{"words": "Anna", "kind": "person", "id": ANNA}]}
            ]
        },
        {"unlisted": [{"name": "Anna", "person": ANNA, "role": "mentioned"}]},
        {
            "items": [
                {
                    "title": "Roofs",
                    "actions": [
                        {
                            "text": "Mend",
                            "owners": [{"words": "Anna", "kind": "person", "id": ANNA}],
                        }
                    ],
                }
            ]
        },
    ],
    ids=["owner", "unlisted", "owner in an item"],
)
def test_a_name_is_who_the_form_says_it_is_wherever_it_says_so(fields):
    given = submitted(attendance=[line("Anna", status="apologies")], **fields)
    assert (listed(given, "person"), listed(given, "basis")) == ([ANNA], ["stated"])
    assert given.of(PersonRegistered) == []


def test_a_name_is_who_the_form_says_it_is_where_somebody_stands_in_for_them():
    given = submitted(
        attendance=[
            line("Anna", status="apologies"),
            line("Ben", person=BEN, substitute_for={"id": ANNA, "name": "Anna"}),
        ]
    )
    assert listed(given, "person") == [ANNA, BEN]


def test_a_name_to_which_the_form_gives_two_identities_is_told():
    given = submitted(
        attendance=[
            line("Kim", person=ANNA),
            line("Kim", person=BEN),
            line("Kim", status="not_recorded"),
        ]
    )
    assert listed(given, "person") == [ANNA, BEN, minted(2)]
    assert given.findings("ambiguous_name") == ["/attendance/2"]


def test_an_owner_may_be_called_what_they_are_called_in_the_list():
    given = submitted(
        attendance=[{"label": "A. Dean MP", "name": "Anna Dean", "person": ANNA}],
        actions=[action(owner("A. Dean MP", kind="person"))],
    )
    assert given.of(ActionAssigned)[0].owners[0].party == ByPerson(ANNA)
    assert given.of(PersonRegistered) == []


def test_somebody_who_only_owns_an_action_is_registered_but_not_listed():
    given = submitted(actions=[action(owner("Sam Evans", kind="person"))])
    assert given.findings("new_person") == ["/actions/0/owners/0"]
    assert given.of(AttendanceListed, UnlistedParticipantObserved) == []


def test_what_is_said_of_an_attendee_is_recorded():
    said = {
        "post": "Head of Roofs",
        "capacity": "chair",
        "status": "present",
        "mode": "video",
        "reason": "ill",
        "organisation": {"id": WORKS, "name": "Works"},
    }
    given = submitted(attendance=[line("Anna Dean", person=ANNA, **said)])
    row = given.of(AttendanceListed)[0]
    assert (row.post, row.capacity, row.status) == ("Head of Roofs", "chair", "present")
    assert (row.mode, row.reason) == ("video", "ill")
    assert (row.organisation, row.organisation_stated) == (WORKS, "Works")


def test_an_unnamed_substitute_may_be_printed_before_the_apologies_of_whom_they_sit_for():
    given = submitted(
        attendance=[
            {
                "label": "Official",
                "capacity": "substitute",
                "substitute_for": {"name": "Anna Dean"},
            },
            line("Anna Dean", status="apologies"),
        ]
    )
    official, anna = given.of(AttendanceListed)
    assert (official.person, official.substitute_for) == (None, anna.person)
    assert given.findings("new_person") == ["/attendance/1"]


def test_somebody_who_is_stood_in_for_need_not_be_listed():
    given = submitted(attendance=[{"label": "Official", "substitute_for": {"name": "Anna Dean"}}])
    assert given.findings("new_person") == ["/attendance/0/substitute_for"]
    assert listed(given, "substitute_for") == [given.of(PersonRegistered)[0].person]


def duplicates(given):
    return [(each.row, each.same_as) for each in given.of(AttendanceDuplicateResolved)]


def test_a_line_that_is_printed_twice_counts_once():
    given = submitted(attendance=[line("Helen"), line("Ben"), line("Helen", duplicate_of=0)])
    assert duplicates(given) == [(3, 1)]
    assert given.result["findings"][2:] == [
        {"kind": "duplicate_row", "at": "/attendance/2", "same_as": 0}
    ]


def test_a_line_that_is_printed_three_times_counts_once():
    given = submitted(
        attendance=[line("Helen"), line("Helen", duplicate_of=0), line("Helen", duplicate_of=1)]
    )
    assert duplicates(given) == [(2, 1), (3, 1)]


def test_a_line_that_is_printed_again_under_another_name_is_the_same_person():
    given = submitted(
        attendance=[line("Helen Grant"), line("H Grant", duplicate_of=0)],
        actions=[action(owner("H Grant", kind="person"))],
    )
    assert listed(given, "person") == [minted(2), minted(2)]
    assert given.findings("new_person") == ["/attendance/0"]
    assert given.of(ActionAssigned)[0].owners[0].party == ByPerson(minted(2))


@pytest.mark.parametrize("again", [{"person": ANNA}, {"name": "Anna", "person": ANNA}])
def test_a_line_that_is_printed_again_may_say_who_it_was(again):
    given = submitted(attendance=[line("Minister"), {"label": "M", "duplicate_of": 0, **again}])
    assert listed(given, "person") == [ANNA, ANNA]
    assert given.of(PersonRegistered) == []


def test_of_lines_that_are_printed_twice_the_one_that_has_them_present_counts():
    given = submitted(
        attendance=[line("Helen", status="apologies"), line("Helen", duplicate_of=0)],
        paragraphs=[{"text": "No.", "speaker": "Helen"}],
    )
    assert duplicates(given) == [(1, 2)]
    assert given.of(ParagraphMinuted)[0].speaker == SpokenByRow(2)


def test_a_line_that_nobody_is_named_in_may_be_printed_twice():
    given = submitted(attendance=[{"label": "Official"}, {"label": "Official", "duplicate_of": 0}])
    assert (duplicates(given), listed(given, "person")) == ([(2, 1)], [None, None])


def test_different_people_are_no_duplicates():
    with pytest.raises(Refused, match="name different people"):
        submitted(attendance=[line("Kim", person=ANNA), line("Kim", person=BEN, duplicate_of=0)])


def test_who_took_part_without_being_listed_has_a_row_after_the_list():
    given = submitted(
        attendance=[line("Anna", person=ANNA)],
        unlisted=[
            {"name": "Owen Tudor", "organisation": {"name": "TUC"}, "role": "presented"},
            {"name": "Ben", "person": BEN},
        ],
    )
    owen, ben = given.of(UnlistedParticipantObserved)
    assert (owen.row, owen.basis, owen.role, owen.organisation_stated) == (
        2,
        "new",
        "presented",
        "TUC",
    )
    assert (ben.row, ben.person, ben.basis, ben.role) == (3, BEN, "stated", "spoke")
    assert given.findings("unlisted_participant") == ["/unlisted/0", "/unlisted/1"]


def test_organisations_are_known_by_their_exact_name_or_new():
    register = Register(organisations={"Works": [WORKS], "Home": [known(70), known(71)]})
    given = submitted(
        register,
        attendance=[
            {"label": "A", "organisation": {"name": "Works"}},
            {"label": "B", "organisation": {"name": "TUC"}},
            {"label": "C", "organisation": {"name": "TUC"}},
            {"label": "D", "organisation": {"name": "Home"}},
            {"label": "E", "organisation": {"id": WORKS}},
        ],
    )
    tuc, home = (each.organisation for each in given.of(OrganisationRegistered))
    assert listed(given, "organisation") == [WORKS, tuc, tuc, home, WORKS]
    assert listed(given, "organisation_stated") == ["Works", "TUC", "TUC", "Home", None]
    assert given.findings("new_organisation") == ["/attendance/1/organisation"]
    assert given.findings("ambiguous_name") == ["/attendance/3/organisation"]


def test_an_organisation_is_who_the_form_says_it_is_wherever_it_says_so():
    given = submitted(
        attendance=[
            {"label": "A", "organisation": {"name": "Works"}},
            {"label": "B", "organisation": {"name": "Works", "id": WORKS}},
        ],
        paragraphs=[{"text": "No.", "speaker": "the Works"}],
    )
    assert listed(given, "organisation") == [WORKS, WORKS]
    assert given.of(ParagraphMinuted)[0].speaker == SpokenByOrganisation(WORKS)


def test_a_name_to_which_the_form_gives_two_organisations_is_told():
    other = known(70)
    given = submitted(
        record=[*RECORD, organisation(other)],
        attendance=[
            {"label": "A", "organisation": {"name": "Works", "id": WORKS}},
            {"label": "B", "organisation": {"name": "Works", "id": other}},
            {"label": "C", "organisation": {"name": "Works"}},
        ],
    )
    assert listed(given, "organisation") == [WORKS, other, minted(2)]
    assert given.findings("ambiguous_name") == ["/attendance/2/organisation"]


def action(*owners, **fields):
    return {"text": "Mend the roof", "owners": list(owners), **fields}


def owner(words, **fields):
    return {"words": words, **fields}


def test_items_paragraphs_decisions_and_actions_are_numbered_through_the_meeting():
    given = submitted(
        paragraphs=[{"text": "Welcome."}],
        decisions=[{"text": "Agreed.", "paragraph": 0}],
        items=[
            {
                "title": "Roofs",
                "number": "2",
                "paragraphs": [{"text": "Wet.", "number": "2.1"}, {"text": "Cold."}],
                "decisions": [{"text": "Mend."}, {"text": "Heat.", "paragraph": 1}],
                "actions": [action(reference="A1")],
            },
            {"title": "Any other business", "actions": [action()], "paragraphs": [{"text": "."}]},
        ],
        actions=[action()],
    )
    assert [(each.item, each.number, each.title) for each in given.of(ItemAdded)] == [
        (1, "2", "Roofs"),
        (2, None, "Any other business"),
    ]
    assert [
        (each.paragraph, each.item, each.number, each.text) for each in given.of(ParagraphMinuted)
    ] == [
        (1, None, None, "Welcome."),
        (2, 1, "2.1", "Wet."),
        (3, 1, None, "Cold."),
        (4, 2, None, "."),
    ]
    assert [
        (each.decision, each.item, each.paragraph, each.text) for each in given.of(DecisionMinuted)
    ] == [(1, None, 1, "Agreed."), (2, 1, None, "Mend."), (3, 1, 3, "Heat.")]
    assert [(each.item, each.reference) for each in given.of(ActionAssigned)] == [
        (None, None),
        ("2", "A1"),
        (None, None),
    ]
    assert given.result["actions"] == [each.action for each in given.of(ActionAssigned)]
    assert all(each.meeting == given.result["meeting"] for each in given.of(ActionAssigned))
    assert given.findings("unowned_action") == [
        "/actions/0",
        "/items/0/actions/0",
        "/items/1/actions/0",
    ]


SPEAKING = {
    "attendance": [
        {"label": "Dean", "name": "Anna Dean", "person": ANNA},
        {"label": "Official"},
        {"label": "Official"},
        {"label": "Mr Kim", "name": "Joe Kim"},
        {"label": "Mr Kim", "name": "Jim Kim"},
        {"label": "Ben", "organisation": {"name": "Works"}},
        {"label": "Ben", "duplicate_of": 5},
        line("Zoe"),
        line("Zoe"),
    ],
    "unlisted": [{"name": "Owen Tudor"}],
}


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Dean", SpokenByRow(1)),
        ("Anna Dean", SpokenByRow(1)),
        ("anna dean", SpokenByName("anna dean")),
        ("Official", SpokenByName("Official")),
        ("Mr Kim", SpokenByName("Mr Kim")),
        ("Jim Kim", SpokenByRow(5)),
        ("Ben", SpokenByRow(6)),
        ("Zoe", SpokenByRow(8)),
        ("Owen Tudor", SpokenByRow(10)),
        ("Works", SpokenByOrganisation(WORKS)),
        ("the Works", SpokenByOrganisation(WORKS)),
        ("The Treasury", SpokenByOrganisation(BEN)),
        ("Home", SpokenByName("Home")),
        ("the Group", SpokenByBody()),
        ("Members", SpokenByBody()),
        ("The Chair", SpokenByName("The Chair")),
    ],
)
def test_a_speaker_is_whoever_the_words_mean_exactly(words, speaker):
    register = Register(
        organisations={"Works": [WORKS], "The Treasury": [BEN], "Home": [WORKS, BEN]}
    )
    given = submitted(
        register,
        record=[*RECORD, organisation(BEN)],
        paragraphs=[{"text": "No.", "speaker": words}],
        **SPEAKING,
    )
    assert given.of(ParagraphMinuted)[0].speaker == speaker


def test_an_organisation_that_this_form_brings_may_speak():
    given = submitted(
        attendance=[{"label": "B", "organisation": {"name": "TUC"}}],
        paragraphs=[{"text": "No.", "speaker": "the TUC"}],
    )
    registered = given.of(OrganisationRegistered)[0].organisation
    assert given.of(ParagraphMinuted)[0].speaker == SpokenByOrganisation(registered)


def test_the_record_is_asked_about_a_name_once():
    register = Register()
    submitted(register, paragraphs=[{"text": "No.", "speaker": "Mr Kim"}] * 5)
    assert register.asked == ["Mr Kim"]


def test_a_paragraph_may_have_no_speaker():
    assert submitted(paragraphs=[{"text": "No."}]).of(ParagraphMinuted)[0].speaker is None


def test_owners_are_people_organisations_posts_classes_or_unclear():
    register = Register(organisations={"Works": [WORKS]}, people={(BOARD, "Anna Dean"): [ANNA]})
    given = submitted(
        register,
        actions=[
            action(
                owner("Anna Dean", kind="person", part="lead"),
                owner("Ben", kind="person", id=BEN, part="support"),
                owner("Works", kind="organisation"),
                owner("the Chair", kind="post", role="chair"),
                owner("Officials", kind="class"),
                owner("John and Klara", kind="unclear"),
            )
        ],
    )
    assert given.of(ActionAssigned)[0].owners == (
        Owner(1, ByPerson(ANNA), "lead", "Anna Dean"),
        Owner(2, ByPerson(BEN), "support", "Ben"),
        Owner(3, ByOrganisation(WORKS), "joint", "Works"),
        Owner(4, ByPost(BOARD, "chair"), "joint", "the Chair"),
        Owner(5, ByClass(), "joint", "Officials"),
        Owner(6, Unclear(), "joint", "John and Klara"),
    )
    assert given.result["findings"] == [{"kind": "doubtful_owner", "at": "/actions/0/owners/5"}]


def test_an_organisation_that_owns_an_action_may_be_new_or_stated():
    given = submitted(
        actions=[
            action(owner("TUC", kind="organisation"), owner("Works", kind="organisation", id=WORKS))
        ]
    )
    assert given.findings("new_organisation") == ["/actions/0/owners/0"]
    assert given.of(ActionAssigned)[0].owners[1].party == ByOrganisation(WORKS)


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        ({"kind": "date", "day": "2013-05-01"}, DueOn(date(2013, 5, 1))),
        (
            {"kind": "period", "first": "2013-06-01", "last": "2013-08-31", "words": "summer"},
            DueWithin(date(2013, 6, 1), date(2013, 8, 31), "summer"),
        ),
        ({"kind": "next_meeting", "words": "next time"}, DueNextMeeting("next time")),
        ({"kind": "future_meeting"}, DueFutureMeeting()),
        ({"kind": "standing"}, Standing()),
        ({"kind": "as_written", "words": "in due course"}, AsWritten("in due course")),
    ],
    ids=lambda each: each["kind"] if isinstance(each, dict) else "",
)
def test_deadlines_are_recorded_as_they_are_meant(deadline, due):
    assert submitted(actions=[action(due=deadline)]).of(ActionAssigned)[0].due == due


def test_an_action_may_have_no_deadline():
    assert submitted(actions=[action()]).of(ActionAssigned)[0].due is None


def test_no_actions_is_a_fact_of_an_item_or_of_the_meeting():
    given = submitted(items=[{"title": "Roofs", "no_actions": True}], no_actions=True)
    assert [each.item for each in given.of(NoActionsRecorded)] == [None, 1]


def test_the_next_meeting_is_expected():
    given = submitted(next_meeting={"expected": NEXT, "starts": "10:00", "place": "Room 2"})
    expected = given.of(MeetingScheduled)[0]
    assert (expected.expected, expected.starts, expected.place) == (NEXT, "10:00", "Room 2")
    assert given.result["findings"] == [
        {"kind": "next_meeting", "at": "/next_meeting", "id": expected.meeting}
    ]
    assert expected.meeting != given.result["meeting"]


def test_the_next_meeting_is_not_expected_twice():
    register = Register(meetings={(BOARD, NEXT): [(known(60), False)]})
    given = submitted(register, next_meeting={"expected": NEXT})
    assert given.of(MeetingScheduled) == []


def test_facts_say_from_which_words_of_the_document_they_were_taken():
    def span(start):
        return {"start": start, "length": 5}

    fields = {
        "attendance": [
            {"label": "Official", "span": span(10)},
            {"label": "Official", "duplicate_of": 0, "span": span(20)},
        ],
        "unlisted": [{"name": "Ben", "person": BEN, "span": span(30)}],
        "items": [
            {
                "title": "Roofs",
                "span": span(40),
                "paragraphs": [{"text": "Wet.", "span": span(50)}],
                "decisions": [{"text": "Mend.", "span": span(60)}],
                "actions": [action(span=span(70)), action()],
            }
        ],
        "next_meeting": {"expected": NEXT, "span": span(80)},
    }

    given = submitted(document=PAPER, **fields)
    starts = [source and source.start for source in given.sources]
    assert starts == [None, 30, 10, 20, 20, 30, 40, 50, 60, 70, None, 80]
    assert given.sources[2] == Source(PAPER, 10, 15)
    assert set(submitted(**fields).sources) == {None}


def test_the_answer_holds_no_name():
    given = submitted(
        attendance=[line("Anna Dean", organisation={"name": "TUC"})],
        unlisted=[{"name": "Owen Tudor"}],
        actions=[action(owner("Sam Evans", kind="person"))],
        next_meeting={"expected": NEXT},
    )
    told = str(given.result)
    assert not any(name in told for name in ("Anna", "TUC", "Owen", "Sam", "Mend"))


def test_long_texts_are_recorded_whole():
    text = "long " * 3999 + "text."
    given = submitted(
        items=[
            {
                "title": text,
                "paragraphs": [{"text": text}],
                "decisions": [{"text": text}],
                "actions": [{"text": text}],
            }
        ],
        attendance=[line("n" * 300, reason=text)],
    )
    assert given.of(ParagraphMinuted)[0].text == given.of(ActionAssigned)[0].text == text
    assert listed(given, "reason") == [text]


UNFIT = [
    ({"body": {}}, "give an id, a name, or both"),
    ({"attendance": [line("A", span={"start": 2, "length": -1})]}, "greater than or equal to 0"),
    ({"attendance": [line("A", organisation={})]}, "give an id, a name, or both"),
    ({"attendance": [{"label": " "}]}, "should match pattern"),
    ({"attendance": [line("A", status="late")]}, "Input should be"),
    ({"actions": [action({"words": "C"})]}, "Unable to extract tag using discriminator 'kind'"),
    ({"actions": [action(owner("C", kind="post"))]}, "Field required"),
    (
        {"actions": [action(owner("C", kind="class", role="chair"))]},
        "Extra inputs are not permitted",
    ),
    ({"actions": [action(owner("C", kind="unclear", id=ANNA))]}, "Extra inputs"),
    ({"actions": [action(due={"kind": "date"})]}, "Field required"),
    ({"actions": [action(due={"kind": "standing", "day": HELD})]}, "Extra inputs"),
    ({"actions": [action(due={"kind": "period", "first": HELD})]}, "Field required"),
    ({"actions": [action(due={"kind": "as_written"})]}, "Field required"),
    ({"theme": None}, "leave the field out"),
    ({"chair": "Anna"}, "Extra inputs"),
]

CONTRADICTORY = [
    ({"attendance": [line("A", duplicate_of=0)]}, "#/attendance/0/duplicate_of"),
    ({"attendance": [line("A"), line("A", duplicate_of=2), line("A")]}, "#/attendance/1/dup"),
    ({"actions": [action()], "no_actions": True}, "there cannot be none \\(#/no_actions"),
    ({"items": [{"title": "A", "actions": [action()]}], "no_actions": True}, "an item has actions"),
    ({"items": [{"title": "A", "decisions": [{"text": "A", "paragraph": 0}]}]}, "#/items/0/dec"),
    ({"decisions": [{"text": "A", "paragraph": 0}]}, "a paragraph that its item does not have"),
    ({"next_meeting": {"expected": HELD}}, "after the day of this one"),
    ({"next_meeting": {"expected": "2013-02"}}, "after the day of this one"),
]


@pytest.mark.parametrize(("fields", "what"), UNFIT, ids=range(len(UNFIT)))
def test_a_form_of_another_shape_is_not_taken(fields, what):
    with pytest.raises(ValidationError, match=what):
        form(**fields)


@pytest.mark.parametrize(("fields", "what"), CONTRADICTORY, ids=range(len(CONTRADICTORY)))
def test_a_form_that_contradicts_itself_is_refused(fields, what):
    with pytest.raises(Refused, match=what):
        submitted(**fields)


@pytest.mark.parametrize("expected", ["2013-03", "2013", "2013-03-12", "2013-10-17T10:00:00Z"])
def test_the_next_meeting_may_be_told_less_exactly(expected):
    given = submitted(next_meeting={"expected": expected})
    assert given.of(MeetingScheduled)[0].expected == expected


def test_a_request_that_needs_no_looking_up_is_a_plan_of_its_commands():
    command = form  # any value: a planner does not look into its commands
    assert only(command, fresh=frozenset({"action-a"}), action="a")(Register()) == Plan(
        (Step(command, None),), frozenset({"action-a"}), {"action": "a"}
    )


SECRET_PARTS = {
    "paragraphs": [{"text": "Open"}, {"text": "Not open", "handling": "confidential"}],
    "decisions": [{"text": "Agreed", "handling": "confidential"}, {"text": "Noted"}],
    "actions": [{"text": "Sign it", "handling": "confidential"}, {"text": "File it"}],
}


def handled(given):
    return [(each.part, each.number, each.handling) for each in given.of(PassageHandlingSet)]


def test_what_is_confidential_is_so_with_the_event_that_brings_it():
    given = submitted(items=[{"title": "Tender", "number": "1"} | SECRET_PARTS])
    assert handled(given) == [("paragraph", 2, "confidential"), ("decision", 1, "confidential")]
    first = given.of(ActionAssigned)[0]
    assert [each.action for each in given.of(ActionHandlingSet)] == [first.action]
    for one, then in pairwise(given.events):
        if isinstance(then, PassageHandlingSet):
            assert getattr(one, then.part) == then.number
        if isinstance(then, ActionHandlingSet):
            assert one.action == then.action


def test_a_confidential_item_has_its_actions_by_its_number():
    tender = {"title": "Tender", "handling": "confidential", "actions": [{"text": "Sign it"}]}
    given = submitted(items=[{"title": "Apologies"}, tender | {"number": "2"}])
    assert handled(given) == [("item", 2, "confidential")]
    assert given.of(ActionHandlingSet) == []


def test_where_no_number_is_printed_the_actions_are_confidential_themselves():
    tender = {"title": "Tender", "handling": "confidential", "actions": [{"text": "Sign it"}]}
    given = submitted(items=[tender], actions=[{"text": "Outside"}])
    (told,) = given.of(ActionHandlingSet)
    assert told.action == given.of(ActionAssigned)[1].action


def test_a_form_that_says_open_says_nothing():
    opened = {"title": "Repairs", "handling": "open", "paragraphs": [{"text": "x"}]}
    given = submitted(items=[opened])
    assert handled(given) == []
    assert not form(items=[opened]).confides


@pytest.mark.parametrize(
    "part",
    [
        {"items": [{"title": "Tender", "handling": "confidential"}]},
        {"items": [{"title": "Tender"} | SECRET_PARTS]},
        {"paragraphs": SECRET_PARTS["paragraphs"]},
        {"decisions": SECRET_PARTS["decisions"]},
        {"actions": SECRET_PARTS["actions"]},
    ],
)
def test_a_form_tells_whether_something_in_it_is_confidential(part):
    assert form(**part).confides
