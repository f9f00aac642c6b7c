"""People of a body who may be one, spelled in several ways: offered with evidence, never merged."""

import pytest

from events.body.commands import AddMember
from events.ids import BodyId, MembershipId, PersonId
from events.person.commands import (
    AssertPersonName,
    DistinguishPeople,
    MergePeople,
    UnmergePeople,
)
from events.when import When
from service.book import Book
from service.ids import Mint
from service.spellings import spellings
from tests.service.test_candidates import BOARD, CLUB, Office

DAY = When("2024-01-01")


class Register(Office):
    """A minute book of a board whose clerk spells names as they come."""

    def __init__(self, book):
        self.book = book

    def name(self, person, name):
        self.do(AssertPersonName(occurred_on=DAY, person=person, name=name, name_kind="spelling"))

    def pairs(self, body=BOARD, known_at=None):
        with self.book.record("default", known_at) as record:
            return spellings(record, self.body(body))


@pytest.fixture
def office(home):
    book = Book(home.settings(), Mint())
    yield Register(book)
    book.close()


def names(pairs):
    return [(pair.person.called, pair.into.called) for pair in pairs]


def test_two_spellings_are_a_pair_of_which_the_one_with_more_meetings_would_stay(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", "Ferry Company")])
    office.met(BOARD, "2024-02-05", [("Bram Kay", "Ferry Company"), ("Ada Marlow", None)])
    office.met(BOARD, "2024-03-04", [("Bram Kay", None)])

    (pair,) = office.pairs()

    assert (pair.person.called, pair.into.called) == ("Bram Kaye", "Bram Kay")
    assert (pair.person.meetings, pair.into.meetings) == (1, 2)
    assert (pair.into.first, pair.into.last) == ("2024-02-05", "2024-03-04")
    assert pair.into.organisations == ("Ferry Company",)
    assert pair.verdict == "likely"
    assert pair.together == 0
    assert pair.reasons == (
        "\u201cKay\u201d and \u201cKaye\u201d sound alike",
        "both stood for Ferry Company",
        "no meeting lists both",
    )


def test_two_whom_one_meeting_lists_are_offered_last_and_are_not_likely(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", None), ("Bram Kay", None), ("Zoe Finch", None)])
    office.met(BOARD, "2024-02-05", [("Bram Kaye", None), ("Z. Finch", None)])

    found = office.pairs()

    assert names(found) == [("Z. Finch", "Zoe Finch"), ("Bram Kay", "Bram Kaye")]
    assert [pair.together for pair in found] == [0, 1]
    assert found[1].verdict == "possible"
    assert "1 meeting lists both, in different rows" in found[1].reasons


def test_the_more_meetings_list_both_the_less_two_are_one(office):
    together = [("Bram Kaye", None), ("Bram Kay", None)]
    for month in range(1, 6):
        office.met(BOARD, f"2024-0{month}-08", [("Bram Kaye", None)])
        office.met(BOARD, f"2024-0{month}-15", [("Bram Kay", None)])
    assert [pair.verdict for pair in office.pairs()] == ["likely"]
    found = []
    for month in range(1, 7):
        office.met(BOARD, f"2025-0{month}-08", together)
        found += office.pairs()

    scores = [pair.score for pair in found]
    assert {pair.verdict for pair in found} == {"possible"}
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1] > 0


def test_who_spoke_where_the_other_is_listed_may_well_be_the_other(office):
    office.met(BOARD, "2024-01-08", [("Bram Harker", None), ("Ada Marlow", None)])
    before = office.pairs()
    office.met(BOARD, "2024-02-05", [("Bram Harker", None)], spoke=["Bram Harper"])

    assert before == []
    (pair,) = office.pairs()
    assert "one spoke, unlisted, where the other is listed" in pair.reasons
    assert pair.together == 0


def test_who_may_as_well_be_a_third_is_not_likely_to_be_the_second(office):
    office.met(BOARD, "2024-01-08", [("Ada Marlow", "Harbour"), ("Anton Marlow", "Harbour")])
    office.met(BOARD, "2024-02-05", [("A. Marlow", "Harbour")])

    found = office.pairs()

    assert {pair.verdict for pair in found} == {"possible"}
    assert "is as much like one of them" in " ".join(found[0].reasons)


def test_a_third_spelling_of_one_name_makes_the_first_two_no_less_likely(office):
    for day, name in (("08", "Inga Schmid-Prizzi"), ("15", "Inga Shcmid Prizzi")):
        office.met(BOARD, f"2024-01-{day}", [(name, "Sailors")])
    office.met(BOARD, "2024-01-22", [("Inga Schmidt Prizzi", "Sailors")])

    found = office.pairs()

    assert len(found) == 3
    assert {pair.verdict for pair in found} == {"likely"}


def test_an_organisation_that_is_abbreviated_is_the_same_one(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", "Harbour Pilots Union")])
    office.met(BOARD, "2024-02-05", [("Bram Kay", "HPU"), ("Zoe Finch", "Customs House")])
    office.met(BOARD, "2024-03-04", [("Z. Finch", "Sailors' Mission")])

    pilots, other = office.pairs()

    assert "both stood for" in " ".join(pilots.reasons)
    assert "both stood for" not in " ".join(other.reasons)


def test_people_with_several_names_are_paired_by_those_most_alike(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", None)])
    office.met(BOARD, "2024-02-05", [("Bram Kay", None)])
    for name in ("Bram K.", "Bramwell Kaye", "Bram Kaye"):
        office.name(office.person("Bram Kay"), name)

    (pair,) = office.pairs()

    assert pair.reasons[0] == "it is exactly this name"


def test_members_who_never_came_are_offered_too(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", None)])
    member = office.register("Bram Kay")
    command = AddMember(
        occurred_on=DAY,
        body=BodyId(office.body()),
        membership=MembershipId(office.book.mint()),
        person=member,
        role="member",
    )
    office.do(command)

    (pair,) = office.pairs()

    assert (pair.person.id, pair.person.meetings) == (member, 0)
    assert (pair.person.first, pair.person.last) == (None, None)


def test_who_was_merged_is_one_and_who_was_told_apart_is_not_offered(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", None)])
    office.met(BOARD, "2024-02-05", [("Bram Kay", None)])
    one, other = PersonId(office.person("Bram Kay")), PersonId(office.person("Bram Kaye"))

    office.do(MergePeople(occurred_on=DAY, person=one, into=other))
    merged = office.pairs()
    at = office.book.size("default")
    office.do(UnmergePeople(occurred_on=DAY, person=one, reason="two people"))
    unmerged = office.pairs()
    office.do(DistinguishPeople(occurred_on=DAY, person=one, other=other))

    assert (len(merged), len(unmerged), len(office.pairs())) == (0, 1, 0)
    assert office.pairs(known_at=at) == []
    assert len(office.pairs(known_at=at + 1)) == 1


def test_people_of_another_body_are_not_offered(office):
    office.met(BOARD, "2024-01-08", [("Bram Kaye", None)])
    office.met(CLUB, "2024-02-05", [("Bram Kay", None)])

    assert office.pairs() == office.pairs(CLUB) == []
