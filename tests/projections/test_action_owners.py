"""Who owns an action, each with a part and a state of their own."""

import pytest

from events.action.events import (
    ActionCompleted,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    CoOwnerAdded,
    CoOwnerReleased,
    DueSet,
    LeadNamed,
    OwnerClarified,
    OwnerPartCompleted,
    ProgressReported,
    ReminderSent,
)
from events.action.terms import ByClass, ByOrganisation, ByPost, DueNextMeeting, Owner, Unclear
from events.organisation.events import OrganisationRenamed
from events.when import When
from projections import action_owners
from projections.action_owners import OwnerRow
from tests.projections.test_actions import assigned, by, of
from tests.projections.test_book import (
    DAY,
    OFFICE,
    as_recorded,
    body,
    fold,
    organisation,
    person,
)

LATER = When("2013-06")
BOTH = Owner(2, Unclear(), "joint", "Bob and Carol")


def owners(*events):
    return fold(action_owners.PROJECTION, *events)


def row(owner, party, words, **more):
    usual = {"kind": "person", "role": None, "part": "joint", "done_on": None, "open": True}
    return OwnerRow(action="a", owner=owner, party=party, words=words, **{**usual, **more})


ALICE, BOB = row(1, "alice", 1024), row(2, "bob", 1025)
SHARED = assigned("a", by(1, "alice"), by(2, "bob"))
DONE = of(OwnerPartCompleted, occurred_on=LATER, owner=2)


def test_owners_are_people_organisations_posts_classes_or_unclear():
    given = assigned(
        "a",
        by(1, "alice", "lead"),
        Owner(2, ByOrganisation("works"), "joint", "Works"),
        Owner(3, ByPost("board", "chair"), "support", "the Chair"),
        Owner(4, ByClass(), "joint", "Officials"),
        Owner(5, Unclear(), "joint", "John and Klara"),
    )
    assert owners(given) == [
        row(1, "alice", 1024, part="lead"),
        row(2, "works", 1025, kind="organisation"),
        row(3, "board", 1026, kind="post", role="chair", part="support"),
        row(4, None, 1027, kind="class"),
        row(5, None, 1028, kind="unclear"),
    ]


def test_the_words_of_an_owner_are_found_where_they_are_kept():
    many = assigned("a", *(by(number, f"p{number}") for number in range(1, 12)))
    places = {each.owner: each.words for each in owners(many)}
    # Pointers are kept in the order of their text: /owners/10/words stands before /owners/2/words.
    assert (places[1], places[2], places[11], places[3]) == (1024, 1025, 1026, 1027)


def test_new_owners_take_an_action_over():
    taken = of(ActionReassigned, owners=(by(3, "carol"),))
    assert owners(SHARED, taken) == [row(3, "carol", 2048)]
    assert owners(SHARED, of(ActionReassigned, owners=())) == []


def test_an_owner_who_stays_has_done_what_they_did():
    taken = of(ActionReassigned, owners=(by(3, "carol"), by(2, "bob", "lead", "Robert")))
    assert owners(SHARED, DONE, taken) == [
        row(2, "bob", 2 * 1024 + 1025, part="lead", done_on=LATER),
        row(3, "carol", 3 * 1024),
    ]


def test_words_that_are_clarified_give_way_to_whom_they_mean():
    clear = of(OwnerClarified, owner=2, owners=(by(3, "bob"), by(4, "carol")))
    assert owners(assigned("a", by(1, "alice"), BOTH), clear) == [
        ALICE,
        row(3, "bob", 2048),
        row(4, "carol", 2049),
    ]


def test_one_more_owner_joins_and_one_is_released():
    joined = of(CoOwnerAdded, owner=by(3, "carol"))
    assert owners(SHARED, joined) == [ALICE, BOB, row(3, "carol", 2048)]
    assert owners(SHARED, joined, of(CoOwnerReleased, owner=1)) == [BOB, row(3, "carol", 2048)]
    assert owners(SHARED, of(CoOwnerReleased, owner=7)) == [ALICE, BOB]


def test_a_former_lead_is_a_joint_owner():
    first, second = of(LeadNamed, owner=1), of(LeadNamed, owner=2)
    assert owners(SHARED, first) == [ALICE._replace(part="lead"), BOB]
    assert owners(SHARED, first, second) == [ALICE, BOB._replace(part="lead")]


def test_naming_the_lead_leaves_support_as_it_is():
    helped = assigned("a", by(1, "alice"), by(2, "bob", "support"))
    led = owners(helped, of(LeadNamed, owner=1))
    assert [each.part for each in led] == ["lead", "support"]


def test_one_owner_does_their_part():
    assert owners(SHARED, DONE) == [ALICE, BOB._replace(done_on=LATER)]


@pytest.mark.parametrize(
    "closed",
    [
        of(ActionCompleted),
        of(ActionWithdrawn, reason="no"),
        of(ActionSuperseded, by="b"),
        of(ActionTransferred, body="panel", organisation=None),
    ],
    ids=lambda event: event.wire,
)
def test_owners_of_a_closed_action_owe_nothing_until_it_is_opened_again(closed):
    assert owners(SHARED, DONE, closed) == [
        ALICE._replace(open=False),
        BOB._replace(open=False, done_on=LATER),
    ]
    reopened = of(ActionReopened, reason="leaks")
    assert owners(SHARED, DONE, closed, reopened) == owners(SHARED, DONE)


@pytest.mark.parametrize(
    "event",
    [
        of(ProgressReported, text="half"),
        of(CarriedForward, from_meeting="m1", to_meeting="m2"),
        of(DueSet, due=DueNextMeeting()),
        of(ReminderSent, owner=1, channel="email"),
    ],
    ids=lambda event: event.wire,
)
def test_the_rest_leaves_owners_alone(event):
    assert owners(SHARED, event) == [ALICE, BOB]


def test_facts_of_owners_that_are_not_there_make_no_row():
    assert owners(DONE, of(LeadNamed, owner=1), of(ActionCompleted)) == []


def test_an_event_that_is_not_about_owners_touches_no_row():
    recorded, _ = as_recorded(of(ReminderSent, owner=1, channel="email"), 1)
    assert list(action_owners.keys(recorded, [("a", 1)])) == []
    assert action_owners.evolve(ALICE, recorded, ("a", 1)) is ALICE


def test_owners_are_told_with_their_words_and_the_name_they_go_by(book):
    book.note(person("alice", "Alice Dean"), organisation("works", "Works"), body("board", "Board"))
    before = book.note(
        assigned(
            "a",
            by(1, "alice", words="Alice"),
            Owner(2, ByOrganisation("works"), "joint", "the Works"),
            Owner(3, ByPost("board", "chair"), "joint", "the Chair"),
            Owner(4, ByClass(), "joint", "Officials"),
        ),
        assigned("b", by(1, "nobody", words="N.")),
        assigned("c", by(1, "alice")),
    )
    book.note(OrganisationRenamed(occurred_on=DAY, organisation="works", name="Public Works"))

    def told(known_at=None):
        lines = book.ask(action_owners.owners_of(OFFICE, ["b", "a"], known_at))
        return [(line["action"], line["owner"], line["words"], line["name"]) for line in lines]

    assert told() == [
        ("a", 1, "Alice", "Alice Dean"),
        ("a", 2, "the Works", "Public Works"),
        ("a", 3, "the Chair", "Board"),
        ("a", 4, "Officials", None),
        ("b", 1, "N.", None),
    ]
    assert told(before)[1] == ("a", 2, "the Works", "Works")
    assert book.ask(action_owners.owners_of("another", ["a"], None)) == []


def test_owners_are_told_as_the_record_knew_them(book):
    before = book.note(SHARED)
    book.note(of(ActionReassigned, owners=(by(3, "carol"),)))

    def told(known_at):
        lines = book.ask(action_owners.owners_of(OFFICE, ["a"], known_at))
        return [line["party"] for line in lines]

    assert told(before) == ["alice", "bob"]
    assert told(None) == ["carol"]
