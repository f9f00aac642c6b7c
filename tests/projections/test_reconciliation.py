"""What the work list of a meeting is computed from, and what people said of its entries."""

import pytest

from events.meeting.attendance import UnlistedParticipantObserved
from events.meeting.findings import FindingReopened, FindingSettled
from events.person.events import PersonNameAsserted
from projections import settlements
from projections.reconciliation import Misnumbered, Numbered, misnumbered, names_listed, owners_of
from tests.projections.test_actions import assigned, by
from tests.projections.test_book import (
    DAY,
    OFFICE,
    as_recorded,
    body,
    fold,
    held,
    listed,
    merged,
    person,
)


def findings(*numbers):
    things = [Numbered(f"paragraph-{at}", number) for at, number in enumerate(numbers, 1)]
    return [(each.kind, each.subject, each.before) for each in misnumbered(things)]


@pytest.mark.parametrize(
    "numbers",
    [
        (),
        ("1.", "2.", "3."),
        ("1.1", "1.2", "2.1", "2.2"),
        ("5", "6", "7"),
        ("1", "2", "1", "2"),
        ("A1", "A2", "B1"),
        ("a", "iv", "1"),
    ],
)
def test_numbers_that_follow_are_no_finding(numbers):
    assert findings(*numbers) == []


def test_a_gap_and_a_repetition_are_findings():
    assert findings("1", "3", "3", "4") == [
        ("numbering_gap", "paragraph-2", "1"),
        ("numbering_duplicate", "paragraph-3", "3"),
    ]
    assert findings("2.1", "2.3") == [("numbering_gap", "paragraph-2", "2.1")]
    assert findings("1", "1") == [("numbering_duplicate", "paragraph-2", "1")]


def test_a_number_out_of_order_closes_the_gap_it_left_and_is_no_repetition():
    found = [each.kind for each in misnumbered([Numbered("a", "1"), Numbered("b", "3")])]
    assert found == ["numbering_gap"]
    assert findings("1", "3", "2") == [("numbering_gap", "paragraph-2", "1")]
    assert Misnumbered("numbering_gap", "b", "3", "1").number == "3"


def said(subject="row-1", kind="unnamed_attendee", words=None):
    return FindingSettled(
        occurred_on=DAY,
        meeting="m",
        kind=kind,
        subject=subject,
        resolution="explained" if words else "as_printed",
        words=words,
    )


REOPENED = FindingReopened(
    occurred_on=DAY, meeting="m", kind="unnamed_attendee", subject="row-1", reason="a letter"
)


def test_what_was_said_stands_until_it_is_taken_up_again(book):
    told = book.note(said(words="a guest"))
    book.note(REOPENED)
    (row,) = book.ask(settlements.settlements_of(OFFICE, "m", told))
    assert (row["subject"], row["resolution"], row["words"]) == ("row-1", "explained", "a guest")
    assert book.ask(settlements.settlements_of(OFFICE, "m", None)) == []


def test_a_settlement_names_what_it_is_about():
    def about(subject):
        (row,) = fold(settlements.PROJECTION, said(subject))
        return row.part, row.number, row.action

    assert about("row-1") == ("row", 1, None)
    assert about("action-x-owner-2") == ("action", 2, "x")
    assert about("nothing") == (None, None, None)


def test_a_settlement_is_touched_by_what_is_said_of_it_alone():
    recorded, _ = as_recorded(held("m", "g", DAY), 1)
    row = object()
    assert settlements.keys(recorded, ()) == ()
    assert settlements.evolve(row, recorded, ()) is row


def test_names_hold_everywhere_or_in_the_papers_of_one_meeting(book):
    def called(who, name, scope=None):
        return PersonNameAsserted(
            occurred_on=DAY, person=who, name=name, name_kind="spelling", scope=scope
        )

    book.note(body("g", "Group"), held("m", "g", DAY), held("n", "g", DAY))
    book.note(person("r", "Ada Rand"), person("x", "A. Rand"), person("u", "Unlisted"))
    book.note(listed("m", 1, "r", "Rand"), listed("n", 1, "r", "Rand"), merged("x", "r"))
    book.note(called("r", "Ada", "m"), called("r", "Ada R"))
    book.note(
        UnlistedParticipantObserved(
            occurred_on=DAY,
            meeting="m",
            row=2,
            person="u",
            basis="stated",
            name="Unlisted",
            organisation=None,
            organisation_stated=None,
            role="spoke",
        )
    )
    everywhere = {"Ada Rand", "A. Rand", "Ada R"}
    assert set(book.column(names_listed(OFFICE, "m", None))) == everywhere | {"Ada"}
    assert set(book.column(names_listed(OFFICE, "n", None))) == everywhere


def test_owners_are_those_of_actions_given_out_there_as_who_they_finally_are(book):
    book.note(person("a", "Ada"), person("b", "Bea"), merged("b", "a"))
    book.note(assigned("t", by(1, "b"), meeting="m"))
    (row,) = book.ask(owners_of(OFFICE, "m", None))
    assert (row["person"], row["person_name"], row["owner"]) == ("a", "Ada", 1)
    assert book.ask(owners_of(OFFICE, "other", None)) == []
