"""A document accepted into the record: all its meetings at once, each knowing those before it."""

from itertools import count

import pytest

from events.action.events import ActionAssigned
from events.base import Source
from events.body.events import BodyEstablished
from events.document.events import (
    DocumentAccepted,
    DocumentHandlingSet,
    DocumentRead,
    DocumentReceived,
)
from events.document.terms import Read
from events.errors import AlreadyThere, Refused
from events.meeting.attendance import AttendanceListed, UnlistedParticipantObserved
from events.meeting.scheduling import MeetingRecordedAsHeld, MeetingScheduled
from events.organisation.events import OrganisationNameAsserted, OrganisationRegistered
from events.person.events import PersonNameAsserted, PersonRegistered
from events.submission import Acceptance
from events.submission.ahead import Ahead
from events.submission.parts import meetings
from tests.events.test_submission import (
    ANNA,
    BEN,
    BOARD,
    HELD,
    MARCH,
    NEXT,
    PAPER,
    RECORD,
    WORKS,
    Register,
    Submitted,
    form,
    known,
    minted,
    scheduled,
)

DAY = "2013-03-20"
RECEIVED = [
    DocumentReceived(
        occurred_on=DAY,
        document=PAPER,
        name="board.txt",
        media_type="text/plain",
        size=9,
        sha256="a",
    ),
    DocumentRead(
        occurred_on=DAY,
        document=PAPER,
        reading=1,
        read=Read("minutebook", 1, text="t", draft="d", meetings=1, findings=0),
    ),
]
UNKNOWN = {"body": {"name": "Harbour Board"}}


def accepted(*forms, register=None):
    numbers = count(1)
    confidential = any(each.confides for each in forms)
    parts = [meetings(PAPER, forms)]
    acceptance = Acceptance(PAPER, parts, "digest", DAY, confidential=confidential)
    plan = acceptance.plan(register or Register(), lambda: minted(next(numbers)))
    return Submitted(plan, [*RECORD, *RECEIVED])


def line(label, **more):
    return {"label": label, "name": label} | more


def owner(kind, words, identity):
    return {"kind": kind, "words": words} | ({"id": identity} if identity else {})


def people(given):
    return [each.person for each in given.of(AttendanceListed, UnlistedParticipantObserved)]


def test_a_document_is_accepted_with_the_meetings_it_became():
    given = accepted(form(), form(held_on="2013-09-09"))
    held = [each.meeting for each in given.of(MeetingRecordedAsHeld)]
    (end,) = given.of(DocumentAccepted)
    assert [each["meeting"] for each in given.result["meetings"]] == held == list(end.meetings)
    assert (end.reading, end.draft, end.occurred_on) == (1, "digest", DAY)
    assert given.events[0] == end


def test_the_second_meeting_finds_whom_the_first_brought_in():
    first = {
        "attendance": [line("Cora", organisation={"name": "Port"}), {"label": "Official"}],
        "unlisted": [{"name": "Dan"}],
    }
    second = {
        "held_on": "2013-09-09",
        "attendance": [line("Cora", organisation={"name": "Port"}), line("Dan")],
    }
    given = accepted(form(**UNKNOWN, **first), form(**UNKNOWN, **second))
    assert len(given.of(BodyEstablished)) == len(given.of(OrganisationRegistered)) == 1
    assert [each.name for each in given.of(PersonRegistered)] == ["Cora", "Dan"]
    cora, official, dan, again, later = people(given)
    assert (cora, official, dan) == (again, None, later)


def test_somebody_listed_under_a_longer_label_is_found_by_their_name():
    first = {"attendance": [{"label": "Cora (Chair)", "name": "Cora"}]}
    second = {"held_on": "2013-09-09", "attendance": [line("Cora"), line("Cora (Chair)")]}
    given = accepted(form(**first), form(**second))
    assert len(set(people(given))) == len(given.of(PersonRegistered)) == 1


def test_the_same_meeting_twice_in_one_document_is_refused_with_which_one():
    with pytest.raises(AlreadyThere, match=r"meeting 2 of 2: minutes .* are recorded already"):
        accepted(form(), form())


def test_what_is_wrong_with_the_only_meeting_is_told_as_it_is():
    register = Register(meetings={(BOARD, HELD): [(MARCH, True)]})
    with pytest.raises(AlreadyThere, match=r"^minutes of a meeting"):
        accepted(form(), register=register)


def test_the_meeting_that_the_first_expects_is_the_second():
    given = accepted(form(next_meeting={"expected": NEXT}), form(held_on=NEXT))
    (expected,) = given.of(MeetingScheduled)
    assert [each.meeting for each in given.of(MeetingRecordedAsHeld)][1] == expected.meeting


def test_a_meeting_that_is_expected_in_the_record_is_taken_up_by_the_second():
    register = Register(meetings={(BOARD, NEXT): [(MARCH, False)]})
    numbers = count(1)
    acceptance = Acceptance(PAPER, [meetings(PAPER, [form(), form(held_on=NEXT)])], "digest", DAY)
    plan = acceptance.plan(register, lambda: minted(next(numbers)))
    given = Submitted(plan, [*RECORD, *RECEIVED, scheduled(MARCH, expected=NEXT)])
    assert [each.meeting for each in given.of(MeetingRecordedAsHeld)][1] == MARCH


def test_a_body_of_a_name_that_several_have_is_not_guessed_in_any_meeting():
    register = Register(bodies={"Board": [BOARD, known(50)]})
    with pytest.raises(Refused, match="meeting 2 of 2: several bodies have that name"):
        accepted(form(), form(body={"name": "Board"}), register=register)


def test_every_fact_points_into_the_document_those_of_the_heading_at_that():
    def span(start):
        return {"start": start, "length": 5}

    given = accepted(
        form(
            **UNKNOWN,
            span=span(0),
            attendance=[line("Cora", organisation={"name": "Port"}, span=span(10))],
            items=[
                {
                    "title": "Roofs",
                    "span": span(20),
                    "actions": [
                        {
                            "text": "Mend",
                            "owners": [{"kind": "organisation", "words": "Rail"}],
                            "span": span(30),
                        }
                    ],
                }
            ],
        )
    )
    starts = {
        type(event).__name__: source and source.start
        for event, source in zip(given.events, given.sources, strict=True)
    }
    assert starts == {
        "BodyEstablished": 0,
        "MeetingRecordedAsHeld": 0,
        "PersonRegistered": 10,
        "OrganisationRegistered": 30,
        "AttendanceListed": 10,
        "ItemAdded": 20,
        "ActionAssigned": 30,
        "DocumentAccepted": None,
    }
    assert given.sources[1] == Source(PAPER, 10, 15)


# A name that is given an identity


def asserted(given):
    return [
        (each.name, each.name_kind, each.scope is not None) for each in given.of(PersonNameAsserted)
    ]


def test_a_match_that_somebody_made_asserts_the_name():
    given = accepted(form(attendance=[line("Anna  Deane", person=ANNA)]))
    assert asserted(given) == [("Anna  Deane", "spelling", False)]


@pytest.mark.parametrize(
    ("name", "sort"), [("Anna", "spelling"), ("AD", "initials"), ("A. D.", "initials")]
)
def test_a_single_word_means_somebody_in_the_papers_of_that_meeting_alone(name, sort):
    given = accepted(form(actions=[{"text": "Mend", "owners": [owner("person", name, ANNA)]}]))
    assert asserted(given) == [(name, sort, True)]


def test_a_name_that_leads_to_them_already_is_not_asserted():
    register = Register(people={(BOARD, "Anna Dean"): [ANNA]})
    given = accepted(form(attendance=[line("Anna Dean", person=ANNA)]), register=register)
    assert asserted(given) == []


def test_a_name_is_asserted_once_however_often_it_stands():
    given = accepted(
        form(
            attendance=[line("Anna Deane", person=ANNA)],
            unlisted=[{"name": "Ben Ray", "person": BEN}],
            items=[
                {
                    "title": "Roofs",
                    "actions": [
                        {"text": "Mend", "owners": [owner("person", "Anna Deane", ANNA)]},
                        {"text": "Pay", "owners": [{"kind": "class", "words": "all"}]},
                    ],
                }
            ],
        )
    )
    assert [name for name, _, _ in asserted(given)] == ["Anna Deane", "Ben Ray"]


def test_words_that_stand_for_a_longer_name_mean_that_person_in_this_meeting():
    given = accepted(
        form(
            attendance=[line("Cora Crane")],
            actions=[
                {"text": text, "owners": [owner("person", "CC", None) | {"name": "Cora Crane"}]}
                for text in ("Mend", "Pay")
            ],
        )
    )
    (cora,) = given.of(PersonRegistered)
    (fact,) = given.of(PersonNameAsserted)
    assert (fact.person, fact.name, fact.name_kind) == (cora.person, "CC", "initials")
    assert fact.scope is not None
    for action in given.of(ActionAssigned):
        assert action.owners[0].party.person == cora.person
        assert action.owners[0].words == "CC"


def test_whom_somebody_stands_in_for_may_be_given_an_identity():
    principal = {"id": BEN, "name": "Ben Ray"}
    given = accepted(form(attendance=[{"label": "Official", "substitute_for": principal}]))
    assert asserted(given) == [("Ben Ray", "spelling", False)]


@pytest.mark.parametrize(
    ("name", "sort"), [("MoW", "spelling"), ("DFID", "abbreviation"), ("Works Office", "spelling")]
)
def test_an_organisation_is_asserted_likewise(name, sort):
    party = {"id": WORKS, "name": name}
    given = accepted(
        form(
            attendance=[line("Anna", organisation=party), line("Ben", organisation=party)],
            unlisted=[{"name": "Dan", "organisation": {"id": WORKS}}],
        )
    )
    (fact,) = given.of(OrganisationNameAsserted)
    assert (fact.organisation, fact.name, fact.name_kind) == (WORKS, name, sort)


def test_an_organisation_of_that_name_in_the_record_is_not_asserted():
    register = Register(organisations={"DFID": [WORKS]})
    party = {"id": WORKS, "name": "DFID"}
    given = accepted(form(attendance=[line("Anna", organisation=party)]), register=register)
    assert given.of(OrganisationNameAsserted) == []


def test_a_match_in_one_meeting_is_known_in_the_next():
    party = {"id": WORKS, "name": "DFID"}
    given = accepted(
        form(attendance=[line("Anna Deane", person=ANNA, organisation=party)]),
        form(held_on=NEXT, attendance=[line("Anna Deane", organisation={"name": "DFID"})]),
    )
    assert people(given) == [ANNA, ANNA]
    assert given.of(OrganisationRegistered, PersonRegistered) == []


class Elsewhere(Register):
    def documents_of(self, sha256):
        return [sha256]

    def met_together(self, one, other):
        return [one, other]

    def content_of(self, meeting):
        return meeting, "content"

    def proposal(self, meeting, correction):
        return meeting, correction

    def length_of(self, meeting, part, number):
        return meeting, part, number

    def history_of(self, stream):
        return [stream]

    def named_elsewhere(self, of, things):
        return [(of, each) for each in things]

    def erasing(self, erasure):
        return erasure

    def returned(self, digests):
        return tuple(digests)


def test_what_no_plan_changes_is_asked_of_the_record():
    ahead = Ahead(Elsewhere())
    assert ahead.documents_of("a") == ["a"]
    assert ahead.met_together(ANNA, BEN) == [ANNA, BEN]
    assert ahead.content_of("m") == ("m", "content")
    assert ahead.proposal("m", 1) == ("m", 1)
    assert ahead.length_of("m", "item", 1) == ("m", "item", 1)
    assert ahead.history_of("meeting-m") == ["meeting-m"]
    assert ahead.named_elsewhere("r", ["a"]) == [("r", "a")]
    assert ahead.erasing("e") == "e"
    assert ahead.returned(frozenset({"d"})) == ("d",)


def test_a_document_with_something_confidential_is_so_before_any_fact_of_it_is_recorded():
    secret = {"title": "Tender", "number": "1", "handling": "confidential"}
    given = accepted(form(), form(held_on="2013-09-09", items=[secret]))
    assert [(each.document, each.handling) for each in given.of(DocumentHandlingSet)] == [
        (PAPER, "confidential")
    ]
    assert isinstance(given.events[1], DocumentHandlingSet)
    assert accepted(form()).of(DocumentHandlingSet) == []
