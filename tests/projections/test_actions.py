"""Actions as they stand, and who finds which."""

from dataclasses import fields
from itertools import pairwise
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionLinked,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    LeadNamed,
    OwnerPartCompleted,
    ProgressReported,
    ReminderSent,
)
from events.action.terms import ByOrganisation, ByPerson, Owner
from events.when import When
from projections import actions
from projections.actions import ActionRow, Wanted
from projections.runner import BY_CATEGORY, load, refill
from tests.projections.test_book import DAY, OFFICE, anything, fold, merged, person

LATER, LAST = When("2013-06"), When("2013-09-12")


def of(kind, action="a", occurred_on=DAY, **more):
    """Make an event of an action; what it may say beside its fields is left out."""
    hints = get_type_hints(kind)
    left_out = {name: None for name in hints if name in ("note", "override", "reason", "meeting")}
    return kind(occurred_on=occurred_on, action=action, **{**left_out, **more})


def assigned(action="a", *owners, **more):
    usual = {"body": "board", "item": None, "reference": None, "text": "Mend", "due": None}
    return of(ActionAssigned, action, owners=owners, **{**usual, **more})


def by(number, who, part="joint", words="words"):
    return Owner(number, ByPerson(who), part, words)


ROW = ActionRow(
    action="a",
    body="board",
    meeting=None,
    item=None,
    reference=None,
    text=1024,
    state="open",
    assigned_on=DAY,
)
REPORTED = of(ProgressReported, occurred_on=LATER, text="half", meeting="m2")
COMPLETED = of(ActionCompleted, occurred_on=LAST)
WITHDRAWN = of(ActionWithdrawn, occurred_on=LAST, reason="no")
SUPERSEDED = of(ActionSuperseded, occurred_on=LAST, by="b")
TRANSFERRED = of(ActionTransferred, occurred_on=LAST, body="panel", organisation=None)
REOPENED = of(ActionReopened, occurred_on=LAST, reason="leaks")
CARRIED = of(CarriedForward, from_meeting="m1", to_meeting="m2")


def row(*events):
    return fold(actions.PROJECTION, *events)


def test_an_action_stands_as_it_was_given_out():
    whole = assigned("a", by(1, "p"), meeting="m1", item="2", reference="A7")
    assert row(whole) == [
        ROW._replace(meeting="m1", item="2", reference="A7", text=1025)  # the owner comes first
    ]


def test_what_was_reported_last_is_progress():
    assert row(assigned(), REPORTED) == [
        ROW._replace(state="in_progress", reported_on=LATER, reported_at="m2")
    ]


@pytest.mark.parametrize(
    ("event", "more"),
    [
        (COMPLETED, {"state": "completed"}),
        (WITHDRAWN, {"state": "withdrawn"}),
        (SUPERSEDED, {"state": "superseded", "superseded_by": "b"}),
        (TRANSFERRED, {"state": "transferred", "transferred_body": "panel"}),
        (
            of(ActionTransferred, occurred_on=LAST, body=None, organisation="works"),
            {"state": "transferred", "transferred_organisation": "works"},
        ),
    ],
    ids=["completed", "withdrawn", "superseded", "to a body", "to an organisation"],
)
def test_an_action_is_closed_in_one_of_four_ways_and_may_be_opened_again(event, more):
    assert row(assigned(), event) == [ROW._replace(closed_on=LAST, **more)]
    assert row(assigned(), event, REOPENED) == [ROW]


def test_what_is_reported_of_a_closed_action_does_not_open_it():
    closed = ROW._replace(state="completed", closed_on=LAST, reported_on=LATER, reported_at="m2")
    assert row(assigned(), COMPLETED, REPORTED) == [closed]
    assert row(assigned(), COMPLETED, REPORTED, REOPENED) == [
        closed._replace(state="in_progress", closed_on=None)
    ]


def test_an_action_knows_the_meeting_it_was_carried_to():
    assert row(assigned(), CARRIED) == [ROW._replace(carried_to="m2")]


@pytest.mark.parametrize(
    "event",
    [
        of(LeadNamed, owner=1),
        of(OwnerPartCompleted, owner=1),
        of(ActionLinked, to="b", relation="follows"),
        of(ReminderSent, owner=1, channel="email"),
    ],
    ids=lambda event: event.wire,
)
def test_the_rest_is_told_elsewhere(event):
    assert row(assigned(), event) == [ROW]


def test_facts_of_an_action_that_was_never_given_out_make_no_row():
    assert row(REPORTED, COMPLETED, CARRIED, REOPENED) == []


def found(book, known_at=None, after=None, limit=9, **wanted):
    query = actions.actions(OFFICE, Wanted(**wanted), known_at, after, limit)
    return [line["action"] for line in book.ask(query)]


def test_an_action_is_described_with_its_text(book):
    book.note(assigned(meeting="m1", reference="A7"))
    page = book.ask(actions.actions(OFFICE, Wanted(), None, None, 9))
    expected = ROW._replace(meeting="m1", reference="A7", text="Mend")._asdict()
    assert page == [expected | {"confidential": False}]
    assert book.ask(actions.described(OFFICE, ["a", "z"], None)) == page
    assert book.ask(actions.actions("another", Wanted(), None, None, 9)) == []


def test_actions_are_found_by_body_meeting_and_whether_they_are_closed(book):
    book.note(assigned("a", meeting="m1"), assigned("b", body="panel"), assigned("c"))
    book.note(of(ActionCompleted, "c"))

    assert found(book) == ["a", "b", "c"]
    assert found(book, body="board") == ["a", "c"]
    assert found(book, meeting="m1") == ["a"]
    assert found(book, closed=True) == ["c"]
    assert found(book, closed=False) == ["a", "b"]


def test_actions_that_nobody_owns_are_found(book):
    book.note(assigned("a", by(1, "p")), assigned("b"))
    assert found(book, unowned=True) == ["b"]
    assert found(book, unowned=False) == ["a"]


def test_actions_are_found_by_their_owner_open_or_closed(book):
    book.note(
        assigned("a", by(1, "p"), by(2, "q")),
        assigned("b", by(1, "p")),
        assigned("c", Owner(1, ByOrganisation("works"), "joint", "Works")),
        of(ActionCompleted, "b"),
    )
    assert found(book, owner="p") == ["a", "b"]
    assert found(book, owner="p", closed=False) == ["a"]
    assert found(book, owner="p", closed=True) == ["b"]
    assert found(book, owner="works") == ["c"]


def test_actions_are_found_by_whom_their_owner_turned_out_to_be(book):
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"))
    before = book.note(assigned("a", by(1, "kay")), assigned("b", by(1, "kaye")))
    book.note(merged("kay", "kaye"))

    assert found(book, owner="kaye") == ["a", "b"]
    assert found(book, before, owner="kaye") == ["b"]


def test_actions_are_found_as_the_record_knew_them(book):
    before = book.note(assigned("a", by(1, "p")))
    book.note(of(ActionCompleted, "a"), assigned("b", by(1, "p")))

    assert found(book, before, closed=False) == ["a"]
    assert found(book, before, owner="p", closed=False) == ["a"]
    assert found(book, closed=False) == ["b"]
    assert book.ask(actions.described(OFFICE, ["a"], before))[0]["state"] == "open"


def test_pages_give_every_action_once(book):
    book.note(*(assigned(name) for name in "edcba"))
    first = found(book, limit=2)
    second = found(book, after=first[-1], limit=2)
    assert first + second + found(book, after=second[-1], limit=2) == list("abcde")


OWNERS = st.lists(anything(Owner), max_size=3, unique_by=lambda owner: owner.number).map(tuple)


def facts_of(shape):
    hints = get_type_hints(shape, include_extras=True)
    return st.builds(
        shape,
        **{
            each.name: OWNERS if each.name == "owners" else anything(hints[each.name])
            for each in fields(shape)
        },
    )


HISTORIES = st.lists(st.one_of([facts_of(each) for each in get_args(ActionEvent)]), max_size=25)


@settings(max_examples=60, deadline=None)
@given(HISTORIES, st.sets(st.integers(1, 24)))
def test_actions_kept_batch_by_batch_are_what_a_rebuild_makes(open_book, events, cuts):
    with open_book() as live, open_book() as rebuilt:
        for begin, end in pairwise(sorted({0, len(events), *cuts})):
            live.note(*events[begin:end])
            live.standing = {
                stream: load(live.connection, OFFICE, stream) for stream in live.standing
            }
        in_streams = sorted(live.log, key=lambda recorded: (recorded.stream, recorded.position))
        refill(rebuilt.pen, in_streams, lambda: None)

        assert live.versions() == rebuilt.versions()


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_rows_of_an_action_are_those_of_its_keys(events):
    for projection in BY_CATEGORY["action"]:
        for which in ("a", "b"):
            fold(projection, *(event for event in events if event.action == which))
