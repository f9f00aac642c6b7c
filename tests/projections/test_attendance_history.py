"""Who came to which meeting: one line a meeting, whoever sat in the seat told beside it."""

import pytest

from events.meeting.attendance import AttendanceDuplicateResolved, UnlistedParticipantObserved
from events.person.events import PeopleUnmerged
from events.when import When
from projections import attendance_history
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    held,
    listed,
    merged,
    organisation,
    person,
)

SEPTEMBER = When("2013-09-12")


def duplicate(meeting, row, same_as):
    return AttendanceDuplicateResolved(
        occurred_on=SEPTEMBER, meeting=meeting, row=row, same_as=same_as
    )


@pytest.fixture
def book(book):
    book.note(body("idmg", "IDMG"), organisation("home", "Home Office"))
    book.note(person("green", "Damian Green"), person("official", "An Official"))
    book.note(held("m2", "idmg", SEPTEMBER), held("m1", "idmg", DAY), held("n1", "ngo", DAY))
    return book


def of(book, who, *, known_at=None, within=None, after=None, limit=9):
    return book.ask(attendance_history.of_person(OFFICE, who, known_at, within, after, limit))


def told(lines):
    return [(line["meeting"], line["row"], line["status"]) for line in lines]


def test_a_person_has_one_line_for_each_meeting_they_are_listed_at(book):
    row = listed(
        "m1",
        4,
        "green",
        "Green, D.",
        organisation="home",
        organisation_stated="HO",
        capacity="chair",
        mode="video",
        reason="late train",
    )
    book.note(row, listed("m2", 1, "green", "Damian Green", status="absent"))

    assert told(of(book, "green")) == [("m1", 4, "present"), ("m2", 1, "absent")]
    assert of(book, "green")[0] == {
        "meeting": "m1",
        "day": "2013-03-11",
        "body": "idmg",
        "body_name": "IDMG",
        "row": 4,
        "person": "green",
        "listed_as": "Green, D.",
        "organisation": "home",
        "organisation_name": "Home Office",
        "organisation_stated": "HO",
        "status": "present",
        "capacity": "chair",
        "mode": "video",
        "substitute_for": None,
        "chaired": True,
        "unlisted": None,
        "reason": "late train",
        "represented_by_row": None,
        "represented_by": None,
        "represented_by_name": None,
        "represented_by_listed_as": None,
    }


def test_apologies_and_a_substitute_are_one_line(book):
    book.note(listed("m1", 19, "green", "Damian Green", status="apologies"))
    book.note(listed("m1", 3, "official", "Official", substitute_for="green"))

    [line] = of(book, "green")
    assert (line["status"], line["row"], line["represented_by_row"]) == ("apologies", 19, 3)
    assert (line["represented_by"], line["represented_by_name"]) == ("official", "An Official")
    assert line["represented_by_listed_as"] == "Official"
    [own] = of(book, "official")
    assert (own["status"], own["substitute_for"]) == ("present", "green")


def test_who_was_represented_without_being_listed_has_a_line_that_records_no_more(book):
    book.note(listed("m1", 3, None, "Official", substitute_for="green"))

    [line] = of(book, "green")
    assert (line["person"], line["row"], line["status"]) == ("green", None, "not_recorded")
    assert (line["represented_by"], line["represented_by_name"]) == (None, "Official")


def test_a_substitute_who_did_not_come_represented_nobody(book):
    book.note(listed("m1", 3, "official", "Official", substitute_for="green", status="apologies"))

    assert of(book, "green") == []


def test_a_row_printed_twice_counts_once(book):
    book.note(listed("m2", 5, "green", "Damian Green", status="apologies"))
    book.note(listed("m2", 9, "green", "Damian Green"))
    assert told(of(book, "green")) == [("m2", 9, "present")]

    book.note(duplicate("m2", 9, 5))
    assert told(of(book, "green")) == [("m2", 5, "apologies")]


def test_who_is_not_on_the_list_but_spoke_has_a_line_that_records_no_presence(book):
    book.note(
        UnlistedParticipantObserved(
            occurred_on=DAY,
            meeting="m1",
            row=30,
            person="green",
            basis="stated",
            name="Green",
            organisation=None,
            organisation_stated=None,
            role="spoke",
        )
    )
    [line] = of(book, "green")
    assert (line["status"], line["unlisted"]) == ("not_recorded", "spoke")


def test_a_history_is_read_page_by_page_and_of_one_body_where_asked(book):
    book.note(*(listed(each, 1, "green", "Damian Green") for each in ("m1", "m2", "n1")))

    assert told(of(book, "green", limit=2)) == [("m1", 1, "present"), ("n1", 1, "present")]
    assert told(of(book, "green", after=("2013-03-11", "n1"))) == [("m2", 1, "present")]
    assert told(of(book, "green", within="ngo")) == [("n1", 1, "present")]


def test_a_meeting_that_only_repeats_somebody_names_them_and_has_no_line(book):
    book.note(listed("m1", 1, "green", "Green"), listed("m1", 2, "official", "Official"))
    book.note(duplicate("m1", 1, 2), listed("m2", 1, "green", "Green"))
    asked = (OFFICE, "green", None, None, None, 9)
    named = book.column(attendance_history.meetings_of_person(*asked))

    assert named == ["m1", "m2"]
    assert told(of(book, "green")) == [("m2", 1, "present")]
    at = attendance_history.of_person_at(OFFICE, "green", None, named)
    assert book.ask(at) == of(book, "green")


def test_merging_joins_two_histories_and_unmerging_restores_both(book):
    book.note(person("d", "D Green"), listed("m1", 1, "green", "Green"), listed("m2", 1, "d", "D"))
    apart = book.note(listed("n1", 1, "official", "Official", substitute_for="d"))
    together = book.note(merged("d", "green"))
    book.note(PeopleUnmerged(occurred_on=DAY, person="d", from_person="green", reason="two people"))

    assert [each[0] for each in told(of(book, "green", known_at=together))] == ["m1", "n1", "m2"]
    assert {line["person"] for line in of(book, "d", known_at=together)} == {"green"}
    for known_at in (apart, None):
        assert told(of(book, "green", known_at=known_at)) == [("m1", 1, "present")]
        assert [each[0] for each in told(of(book, "d", known_at=known_at))] == ["n1", "m2"]


def test_an_organisation_has_a_line_for_each_of_its_rows(book):
    book.note(listed("m1", 19, "green", "Green", organisation="home", status="apologies"))
    book.note(listed("m1", 3, "official", "Official", substitute_for="green", organisation="home"))
    book.note(listed("m1", 4, "green", "Green", organisation="home"), duplicate("m1", 4, 19))
    book.note(listed("m1", 5, None, "Officials"), listed("n1", 1, None, "HO", organisation="home"))

    def rows(**more):
        asked = {"body": None, "after": None, "limit": 9, **more}
        return book.ask(attendance_history.of_organisation(OFFICE, "home", None, **asked))

    assert told(rows()) == [("m1", 3, "present"), ("m1", 19, "apologies"), ("n1", 1, "present")]
    assert [line["represented_by_row"] for line in rows()] == [None, 3, None]
    assert told(rows(body="ngo")) == [("n1", 1, "present")]
    assert told(rows(limit=1)) == [("m1", 3, "present"), ("m1", 19, "apologies")]
    assert told(rows(limit=1, after=("2013-03-11", "m1"))) == [("n1", 1, "present")]


def test_what_a_rate_is_counted_from_is_told_without_texts(book):
    book.note(listed("m1", 1, "green", "Green", organisation="home", status="apologies"))
    book.note(listed("m1", 2, "official", "Official", substitute_for="green"))
    book.note(listed("m2", 1, "green", "Green", organisation="home", mode="video"))

    def figures(lines):
        return [tuple(line.values()) for line in lines]

    counted = [
        ("m1", "idmg", "apologies", "not_recorded", None, 2),
        ("m2", "idmg", "present", "video", None, None),
    ]
    mine = attendance_history.counted_of_person(OFFICE, "green", None, None)
    assert sorted(figures(book.ask(mine))) == counted
    for_home = attendance_history.counted_of_organisation(OFFICE, "home", None, "idmg")
    assert sorted(figures(book.ask(for_home))) == counted


def test_the_matrix_of_a_body_has_every_row_of_a_page_of_its_meetings(book):
    book.note(person("d", "D Green"), merged("d", "green"))
    book.note(listed("m1", 1, "d", "D Green", status="apologies"), listed("n1", 1, "d", "D"))
    book.note(listed("m1", 2, "official", "Official", substitute_for="green"))
    book.note(listed("m2", 1, "green", "Green"), listed("m2", 2, "green", "Green"))
    book.note(duplicate("m2", 2, 1))

    def matrix(after, limit):
        return book.ask(attendance_history.matrix(OFFICE, "idmg", None, after, limit))

    assert told(matrix(None, 1)) == [("m1", 1, "apologies"), ("m1", 2, "present")]
    assert [line["person"] for line in matrix(None, 1)] == ["green", "official"]
    assert [line["represented_by_row"] for line in matrix(None, 1)] == [2, None]
    assert told(matrix(("2013-03-11", "m1"), 9)) == [("m2", 1, "present")]
