"""What is read to find whom a name may mean: all names, where their bearers stand, who is two."""

from events.body.events import MemberJoined
from events.meeting.attendance import AttendanceDuplicateResolved, UnlistedParticipantObserved
from events.organisation.events import OrganisationNameAsserted, OrganisationRenamed
from events.person.events import PeopleDistinguished, PeopleUnmerged, PersonNameAsserted
from events.when import When
from projections import distinctions, listings, memberships, organisation_names, person_names
from projections.distinctions import DistinctionRow
from projections.texts import TEXTS
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    fold,
    held,
    listed,
    merged,
    organisation,
    person,
)

KAY, KAYE, ZOE = person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), person("zoe", "Zoe")
APART = PeopleDistinguished(occurred_on=DAY, person="kay", other="zoe", reason=None)
LATER = When("2013-09-12")


def also(who, name, scope=None):
    return PersonNameAsserted(
        occurred_on=DAY, person=who, name=name, name_kind="nickname", scope=scope
    )


def spoke(meeting, row, who, name):
    return UnlistedParticipantObserved(
        occurred_on=DAY,
        meeting=meeting,
        row=row,
        person=who,
        basis="stated",
        name=name,
        organisation=None,
        organisation_stated=None,
        role="spoke",
    )


def erase(book, text):
    book.connection.execute(TEXTS.delete().where(TEXTS.c.text == text))


def everyone(book, known_at=None):
    return book.rows(person_names.everyone(OFFICE, known_at))


def test_every_name_leads_to_who_its_bearer_finally_is_as_the_record_knew_it(book):
    before = book.note(KAY, KAYE, also("kaye", "Mick"))
    book.note(merged("kay", "kaye"))

    assert everyone(book, before) == [
        ("kay", "kay", "Mike Kay", "registered", None, None),
        ("kaye", "kaye", "Mike Kaye", "registered", None, None),
        ("kaye", "kaye", "Mick", "nickname", None, None),
    ]
    assert [row[1] for row in everyone(book)] == ["kaye", "kaye", "kaye"]


def test_a_name_that_holds_in_the_papers_of_one_meeting_says_of_which_body(book):
    book.note(held("m1", "ngo", DAY), ZOE, also("zoe", "ZB", "m1"), also("zoe", "Z", "m9"))

    assert [(row[2], *row[4:]) for row in everyone(book)] == [
        ("Zoe", None, None),
        ("ZB", "m1", "ngo"),
        ("Z", "m9", None),
    ]


def test_a_name_that_was_erased_is_no_name_any_more(book):
    book.note(KAY, ZOE, organisation("ho", "Home Office"))
    erase(book, "Zoe")
    erase(book, "Home Office")

    assert [row[2] for row in everyone(book)] == ["Mike Kay"]
    assert book.rows(organisation_names.everyone(OFFICE, None)) == []


def test_every_name_of_an_organisation_says_whether_it_goes_by_it_now(book):
    book.note(organisation("ho", "Home Office"), organisation("moj", "Justice"))
    before = book.note(
        OrganisationNameAsserted(
            occurred_on=DAY, organisation="ho", name="HO", name_kind="abbreviation", scope=None
        ),
        OrganisationNameAsserted(
            occurred_on=DAY, organisation="ho", name="Hm", name_kind="spelling", scope="m1"
        ),
    )
    book.note(OrganisationRenamed(occurred_on=DAY, organisation="ho", name="Interior"))

    def names(known_at=None):
        rows = book.rows(organisation_names.everyone(OFFICE, known_at))
        return [(one, name, bool(own)) for one, name, own in rows]

    assert names() == [
        ("ho", "Home Office", False),
        ("ho", "HO", False),
        ("ho", "Interior", True),
        ("moj", "Justice", True),
    ]
    assert names(before)[0] == ("ho", "Home Office", True)
    called = organisation_names.called(OFFICE, None, ["HO", "Hm", "Interior", "Nobody"])
    assert sorted(book.rows(called)) == [("HO", "ho"), ("Interior", "ho")]
    assert book.rows(organisation_names.called(OFFICE, 1, ["HO"])) == []


def test_the_rows_of_a_body_say_who_stands_in_them_as_what_and_for_whom(book):
    book.note(body("ngo", "NGO group"), organisation("asi", "Anti-Slavery"), KAY, KAYE)
    book.note(held("m2", "ngo", LATER), held("m1", "ngo", DAY), held("m3", "other", DAY))
    book.note(listed("m2", 1, "kaye", "M. Kaye", organisation="asi", organisation_stated="ASI"))
    book.note(listed("m2", 2, None, "Official"), listed("m3", 1, "kaye", "Mike Kaye"))
    book.note(spoke("m2", 3, "zoe", "Zoe"))
    before = book.note(listed("m1", 1, "kay", "Mike Kay"))
    book.note(
        listed("m1", 2, "kay", "Mike Kay"),
        AttendanceDuplicateResolved(occurred_on=DAY, meeting="m1", row=2, same_as=1),
        merged("kay", "kaye"),
    )

    lines = listings.lines_of(OFFICE, "ngo", None)
    assert book.rows(lines) == [
        ("kaye", "m1", DAY, 1, None, "Mike Kay", None, None, None),
        ("kaye", "m2", LATER, 1, None, "M. Kaye", "asi", "Anti-Slavery", "ASI"),
        ("zoe", "m2", LATER, 3, "spoke", "Zoe", None, None, None),
    ]
    assert book.rows(listings.lines_of(OFFICE, "ngo", before))[0].person == "kay"


def test_who_stands_in_the_list_of_a_meeting_and_for_whom_people_stand(book):
    book.note(KAY, KAYE, merged("kay", "kaye"), organisation("asi", "Anti-Slavery"))
    before = book.note(held("m1", "ngo", DAY), held("m2", "ngo", LATER))
    book.note(listed("m1", 1, "kay", "Mike Kay", organisation_stated="ASI"))
    book.note(listed("m1", 2, "kaye", "Mike", organisation="asi"), listed("m1", 3, None, "Clerk"))
    book.note(spoke("m1", 4, "zoe", "Zoe"))

    assert book.column(listings.people_at(OFFICE, "m1", None)) == ["kaye"]
    assert book.column(listings.people_at(OFFICE, "m1", before)) == []
    spoken = book.rows(listings.spoken_for(OFFICE, None, ["kay", "kaye"]))
    assert sorted(spoken, key=lambda row: row.person) == [
        ("kay", None, None, "ASI"),
        ("kaye", "asi", "Anti-Slavery", None),
    ]


def test_members_of_a_body_are_listed_as_who_they_finally_are(book):
    def joined(membership, who):
        return MemberJoined(
            occurred_on=DAY,
            body="ngo",
            membership=membership,
            person=who,
            post=None if who else "chair",
            organisation=None,
            role="member",
            on_behalf_of=None,
        )

    before = book.note(KAY, KAYE, joined("s1", "kay"), joined("s2", None), joined("s3", "kaye"))
    book.note(merged("kay", "kaye"))

    assert sorted(book.column(memberships.people_of(OFFICE, "ngo", before))) == ["kay", "kaye"]
    assert book.column(memberships.people_of(OFFICE, "ngo", None)) == ["kaye"]
    assert book.column(memberships.people_of(OFFICE, "other", None)) == []


def test_two_who_are_told_apart_stay_two(book):
    assert fold(distinctions.PROJECTION, KAY, APART, merged("kay", "kaye"), APART) == [
        DistinctionRow("kay", "zoe")
    ]


def test_two_are_told_apart_as_who_they_finally_are(book):
    before = book.note(KAY, KAYE, ZOE)
    book.note(APART, merged("kay", "kaye"))
    after = book.note(
        PeopleUnmerged(occurred_on=DAY, person="kay", from_person="kaye", reason="no")
    )

    assert book.rows(distinctions.told_apart(OFFICE, before)) == []
    assert book.rows(distinctions.told_apart(OFFICE, after - 1)) == [("kaye", "zoe")]
    assert book.rows(distinctions.told_apart(OFFICE, None)) == [("kay", "zoe")]
