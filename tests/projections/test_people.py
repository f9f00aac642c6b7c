"""People, their names, and which of them are one."""

import pytest
from sqlalchemy import select

from events.body.events import MemberJoined
from events.person.events import PeopleDistinguished, PeopleUnmerged, PersonNameAsserted
from projections import people, person_names
from projections.identities import canonical, same_as, whoever
from projections.people import PersonRow
from projections.person_names import PersonNameRow
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    fold,
    held,
    listed,
    merged,
    person,
)

KAY, KAYE, M_KAYE = person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), person("m", "M Kaye")
APART = PeopleDistinguished(occurred_on=DAY, person="kay", other="x", reason=None)


def unmerged(who, from_person):
    return PeopleUnmerged(occurred_on=DAY, person=who, from_person=from_person, reason="no")


def also(who, name, scope=None):
    return PersonNameAsserted(
        occurred_on=DAY, person=who, name=name, name_kind="nickname", scope=scope
    )


def test_a_person_has_the_name_and_the_honorific_they_were_registered_with():
    dame = person("d", "Anna Dean", "Dame")
    assert fold(people.PROJECTION, dame, also("d", "Annie")) == [PersonRow("d", 1025, 1024)]


def test_merging_says_who_they_are_and_unmerging_takes_it_back():
    assert fold(people.PROJECTION, KAY, merged("kay", "kaye")) == [
        PersonRow("kay", 1024, None, "kaye")
    ]
    again = fold(people.PROJECTION, KAY, merged("kay", "kaye"), unmerged("kay", "kaye"), APART)
    assert again == [PersonRow("kay", 1024)]


def test_facts_of_somebody_who_is_not_registered_make_no_row():
    assert fold(people.PROJECTION, merged("kay", "kaye"), unmerged("kay", "kaye")) == []


def test_every_name_of_a_person_is_kept():
    assert fold(person_names.PROJECTION, KAY, APART, also("kay", "Mick", "m1")) == [
        PersonNameRow("kay", 1024, "registered"),
        PersonNameRow("kay", 3072, "nickname", "m1"),
    ]


def test_people_are_listed_page_by_page_with_whom_they_turned_out_to_be(book):
    book.note(KAY, KAYE, person("z", "Zoe", "Dr"), merged("kay", "kaye"))

    first = book.ask(people.people(OFFICE, None, None, 1))
    rest = book.rows(people.people(OFFICE, None, "kay", 5))

    assert first == [
        {
            "person": "kay",
            "name": "Mike Kay",
            "honorific": None,
            "merged_into": "kaye",
            "merged_into_name": "Mike Kaye",
        }
    ]
    assert rest == [("kaye", "Mike Kaye", None, None, None), ("z", "Zoe", "Dr", None, None)]
    assert book.ask(people.person(OFFICE, "kay", None)) == first


def test_merges_are_followed_to_their_end_as_the_record_knew_them(book):
    book.note(KAY, KAYE, M_KAYE, merged("m", "kay"))
    before = book.note(merged("kay", "kaye"))
    after = book.note(unmerged("kay", "kaye"))

    def finally_who(known_at):
        final = canonical(OFFICE, known_at)
        return sorted(book.rows(select(final.c.person, final.c.canonical)))

    assert finally_who(before) == [("kay", "kaye"), ("m", "kaye")]
    assert finally_who(after) == finally_who(None) == [("m", "kay")]


@pytest.mark.parametrize("who", ["kay", "kaye", "m", "m2"])
def test_everybody_who_is_the_same_person_finds_all_the_others(book, who):
    book.note(KAY, KAYE, M_KAYE, person("m2", "MK"), person("z", "Zoe"))
    book.note(merged("m", "kay"), merged("m2", "kay"), merged("kay", "kaye"))

    assert sorted(book.column(same_as(OFFICE, who, None))) == ["kay", "kaye", "m", "m2"]


def test_who_is_merged_with_nobody_is_only_themselves(book):
    book.note(KAY, KAYE, merged("kay", "kaye"), unmerged("kay", "kaye"))

    assert book.column(same_as(OFFICE, "kay", None)) == ["kay"]
    assert book.column(same_as(OFFICE, "nobody", None)) == []


def test_an_owner_counts_under_every_identity_or_where_it_is_no_person_as_itself(book):
    book.note(KAY, KAYE, merged("kay", "kaye"))

    assert sorted(book.column(whoever(OFFICE, "kaye", None))) == ["kay", "kaye"]
    assert book.column(whoever(OFFICE, "moj", None)) == ["moj"]


def test_merges_in_a_circle_end_all_the_same(book):
    book.note(KAY, KAYE, merged("kay", "kaye"), merged("kaye", "kay"))

    assert sorted(book.column(same_as(OFFICE, "kay", None))) == ["kay", "kaye"]
    assert book.rows(select(canonical(OFFICE, None))) == []


def test_a_name_leads_to_all_who_go_by_it_and_to_who_they_are(book):
    book.note(KAY, KAYE, also("kaye", "Mike Kay"), also("kaye", "Mick", "m1"))
    apart = book.note(person("other", "Mike Kay"))
    book.note(merged("kay", "kaye"))

    def named(text, known_at=None):
        return book.rows(person_names.named(OFFICE, text, known_at))

    assert named("Mike Kay") == [("kay", "kaye"), ("kaye", "kaye"), ("other", "other")]
    assert named("Mike Kay", apart) == [("kay", "kay"), ("kaye", "kaye"), ("other", "other")]
    assert named("Mick") == []


def test_the_names_of_a_person_are_listed_in_their_order(book):
    book.note(KAY, also("kay", "Mick", "m1"))

    assert book.rows(person_names.names_of(OFFICE, "kay", None)) == [
        ("Mike Kay", "registered", None),
        ("Mick", "nickname", "m1"),
    ]


def in_body(book, text, of="ngo", known_at=None):
    return book.rows(person_names.named_in_body(OFFICE, of, text, known_at))


def test_a_name_means_in_a_body_who_attended_it_and_no_namesake(book):
    book.note(body("ngo", "NGO group"), held("m1", "ngo", DAY), held("m2", "other", DAY))
    before = book.note(KAY, person("namesake", "Mike Kay"))
    book.note(listed("m1", 1, "kay", "M. Kay"), listed("m2", 1, "namesake", "Mike Kay"))

    assert in_body(book, "Mike Kay") == [("kay", "kay")]
    assert in_body(book, "M. Kay") == [("kay", "kay")]
    assert in_body(book, "Mike Kay", "other") == [("namesake", "namesake")]
    assert in_body(book, "Mike Kay", known_at=before) == []


def test_a_name_means_in_a_body_its_members_past_and_present(book):
    book.note(
        KAY,
        MemberJoined(
            occurred_on=DAY,
            body="ngo",
            membership="s1",
            person="kay",
            post=None,
            organisation=None,
            role="member",
            on_behalf_of=None,
        ),
    )

    assert in_body(book, "Mike Kay") == [("kay", "kay")]
    assert in_body(book, "Mike Kay", "other") == []


def test_a_name_means_in_a_body_whoever_attended_it_as_the_same_person(book):
    book.note(KAY, KAYE, merged("kay", "kaye"), held("m1", "ngo", DAY))
    book.note(listed("m1", 1, "kaye", "Mike Kaye"), listed("m1", 2, None, "Official"))

    assert in_body(book, "Mike Kay") == [("kay", "kaye")]
    assert in_body(book, "Official") == []
