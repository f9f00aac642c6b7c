"""Bodies: their terms, members and chairs, and whether all their meetings are on record."""

from datetime import date

import pytest
from sqlalchemy import select

from events.body.events import (
    ChairAppointed,
    FrequencyAgreed,
    MemberJoined,
    MemberLeft,
    SeriesAsserted,
    TermsApproved,
)
from events.body.terms import OfKind, Quorum
from events.when import When
from projections import bodies, body_terms, chairs, meetings, memberships, post_holders, series
from projections.bodies import BodyRow
from projections.body_terms import BodyTermsRow
from projections.chairs import ChairRow
from projections.memberships import MembershipRow
from projections.series import SeriesRow, complete_between
from tests.projections.test_book import (
    DAY,
    OFFICE,
    body,
    fold,
    held,
    merged,
    organisation,
    person,
)

IDMG = body("idmg", "IDMG", organisation="home", parent="cabinet")
THREE_A_YEAR = FrequencyAgreed(occurred_on=DAY, body="idmg", times=3, per="year", words="thrice")


def terms(version, on=DAY, quorum=None):
    return TermsApproved(
        occurred_on=When(on),
        body="idmg",
        version=version,
        text=f"Terms {version}",
        quorum=quorum,
        substitution="allowed",
    )


def joined(membership, who, on="2013-03-11", role="member", **more):
    return MemberJoined(
        occurred_on=When(on),
        body="idmg",
        membership=membership,
        person=who,
        role=role,
        **{"post": None, "organisation": None, "on_behalf_of": None, **more},
    )


def left(membership, on):
    return MemberLeft(occurred_on=When(on), body="idmg", membership=membership, reason=None)


def chaired(who, on, role="chair"):
    return ChairAppointed(occurred_on=When(on), body="idmg", person=who, role=role)


def asserted(first, last, *, complete=True, basis=None):
    return SeriesAsserted(
        occurred_on=DAY,
        body="idmg",
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        complete=complete,
        basis=basis,
    )


def test_a_body_has_its_name_its_newest_frequency_and_its_newest_terms():
    assert fold(bodies.PROJECTION, IDMG, THREE_A_YEAR, terms(1), chaired("p", "2013")) == [
        BodyRow("idmg", 1024, "home", "cabinet", "Europe/London", 3, "year", 2048, 1)
    ]


def test_facts_of_a_body_that_is_not_established_make_no_row():
    assert fold(bodies.PROJECTION, THREE_A_YEAR, terms(1)) == []


def test_bodies_are_listed_page_by_page_with_the_names_of_their_relations(book):
    book.note(organisation("home", "Home Office"), body("cabinet", "Cabinet"), IDMG, THREE_A_YEAR)

    assert book.column(bodies.bodies(OFFICE, None, None, 1)) == ["cabinet"]
    assert book.ask(bodies.bodies(OFFICE, None, "cabinet", 5)) == [
        {
            "body": "idmg",
            "name": "IDMG",
            "organisation": "home",
            "organisation_name": "Home Office",
            "parent": "cabinet",
            "parent_name": "Cabinet",
            "time_zone": "Europe/London",
            "frequency_times": 3,
            "frequency_per": "year",
            "frequency_words": "thrice",
            "terms_version": 0,
        }
    ]
    assert book.column(bodies.body(OFFICE, "idmg", None)) == ["idmg"]
    assert book.column(bodies.sub_groups_of(OFFICE, "cabinet", None)) == ["idmg"]


def test_a_body_is_found_by_its_exact_name_once_that_is_recorded(book):
    before = book.note(organisation("home", "IDMG"))
    book.note(IDMG)

    assert book.column(bodies.named(OFFICE, "IDMG", None)) == ["idmg"]
    assert book.column(bodies.named(OFFICE, "idmg", None)) == []
    assert book.column(bodies.named(OFFICE, "IDMG", before)) == []


def test_each_version_of_the_terms_is_kept():
    first, second = terms(1, quorum=Quorum(at_least=5)), terms(2, "2014-01", Quorum(percent=50))
    assert fold(body_terms.PROJECTION, IDMG, first, second) == [
        BodyTermsRow("idmg", 1, 2048, 5, None, "allowed", "2013-03-11", "2013-03-11"),
        BodyTermsRow("idmg", 2, 3072, None, 50, "allowed", "2014-01", "2014-01-01"),
    ]
    assert fold(body_terms.PROJECTION, terms(1))[0].quorum_percent is None


@pytest.mark.parametrize(
    "quorum",
    [
        None,
        Quorum(at_least=5),
        Quorum(percent=50, more_than=True),
        Quorum(numerator=1, denominator=3, remote_counts=False),
        Quorum(at_least=3, of_which=(OfKind(1, "chair"), OfKind(2, None, "home"))),
    ],
)
def test_a_quorum_rule_is_read_as_it_was_approved(quorum):
    (row,) = fold(body_terms.PROJECTION, terms(1, quorum=quorum))
    columns = (row.quorum_at_least, row.quorum_percent, row.quorum_more)
    assert body_terms.quorum_of(*columns) == quorum


def test_the_terms_in_force_are_the_newest_approved_by_the_day(book):
    book.note(IDMG, terms(1), terms(2, "2014-01"))

    def version(on):
        return book.column(body_terms.in_force(OFFICE, "idmg", on, None))

    assert (version("2013-03-10"), version("2013-12-31"), version("2014-01-01")) == ([], [1], [2])
    assert book.rows(body_terms.terms_of(OFFICE, "idmg", None)) == [
        (1, "Terms 1", None, None, "allowed", "2013-03-11", None),
        (2, "Terms 2", None, None, "allowed", "2014-01", None),
    ]


def test_a_membership_begins_and_ends_with_the_days_that_may_be_meant():
    spell = joined("s1", "kay", "2012-05", post="Solicitor General", on_behalf_of="ago")
    assert fold(memberships.PROJECTION, IDMG, spell, left("s1", "2013")) == [
        MembershipRow(
            body="idmg",
            membership="s1",
            person="kay",
            post=2048,
            organisation=None,
            role="member",
            on_behalf_of="ago",
            joined_on="2012-05",
            first_day="2012-05-01",
            left_on="2013",
            last_day="2013-12-31",
        )
    ]
    assert fold(memberships.PROJECTION, left("s1", "2013")) == []


def test_members_are_listed_with_the_names_of_everything_they_refer_to(book):
    book.note(IDMG, organisation("ago", "AGO"), organisation("home", "Home Office"))
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"), merged("kay", "kaye"))
    book.note(joined("s1", "kay", post="Adviser", organisation="home", on_behalf_of="ago"))

    assert book.ask(memberships.members_of(OFFICE, "idmg", None, None, None, 9)) == [
        {
            "body": "idmg",
            "body_name": "IDMG",
            "membership": "s1",
            "person": "kaye",
            "person_name": "Mike Kaye",
            "post": "Adviser",
            "organisation": "home",
            "organisation_name": "Home Office",
            "role": "member",
            "on_behalf_of": "ago",
            "on_behalf_of_name": "AGO",
            "joined_on": "2013-03-11",
            "left_on": None,
        }
    ]


def ids(lines):
    return [line["membership"] for line in lines]


def test_members_on_a_day_are_those_who_may_have_been_and_come_in_pages(book):
    book.note(joined("s1", "a", "2012"), joined("s2", "b", "2012"), joined("s3", "c", "2014"))
    book.note(left("s1", "2013-03"))

    def members(on, after=None, limit=9):
        return ids(book.ask(memberships.members_of(OFFICE, "idmg", None, on, after, limit)))

    assert members(None) == ["s1", "s2", "s3"]
    assert (members("2013-03-31"), members("2013-04-01")) == (["s1", "s2"], ["s2"])
    assert (members("2013-03-01", limit=1), members("2013-03-01", "s1")) == (["s1"], ["s2"])


def test_memberships_are_found_under_every_identity_of_a_person(book):
    book.note(person("kay", "Mike Kay"), person("kaye", "Mike Kaye"))
    apart = book.note(joined("s1", "kay", "2013"), joined("s2", "kaye", "2012"), joined("s3", "z"))
    book.note(merged("kay", "kaye"))

    assert ids(book.ask(memberships.of_person(OFFICE, "kay", None))) == ["s2", "s1"]
    assert ids(book.ask(memberships.of_person(OFFICE, "kay", apart))) == ["s1"]


def test_the_memberships_of_an_organisation_are_those_at_it_and_for_it(book):
    book.note(joined("s1", "a", organisation="ago"), joined("s2", "b", on_behalf_of="ago"))
    book.note(joined("s3", "c", organisation="home"))

    assert ids(book.ask(memberships.of_organisation(OFFICE, "ago", None))) == ["s1", "s2"]


def test_memberships_that_begin_on_one_day_are_told_in_the_order_of_their_identities(book):
    book.note(*(joined(each, "a", organisation="ago") for each in ("s3", "s1", "s2")))

    in_order = ["s1", "s2", "s3"]
    assert ids(book.ask(memberships.of_organisation(OFFICE, "ago", None))) == in_order
    book.note(person("a", "Anna"))
    assert ids(book.ask(memberships.of_person(OFFICE, "a", None))) == in_order


def test_an_appointment_is_kept_with_the_day_it_may_begin():
    assert fold(chairs.PROJECTION, IDMG, chaired("a", "2013")) == [
        ChairRow("idmg", 2, "a", "chair", "2013", "2013-01-01")
    ]


def test_appointments_are_listed_in_the_order_of_their_days(book):
    book.note(person("a", "Anna"), person("b", "Ben"))
    book.note(chaired("a", "2013"), chaired("b", "2012-06", "co_chair"))

    assert book.rows(chairs.appointments_of(OFFICE, "idmg", None)) == [
        ("b", "Ben", "co_chair", "2012-06"),
        ("a", "Anna", "chair", "2013"),
    ]


def holders(book, role, on, known_at=None):
    lines = book.ask(post_holders.holders(OFFICE, "idmg", role, on, known_at))
    return [line["person"] for line in lines]


def test_a_chair_holds_the_post_until_the_next_one_is_appointed(book):
    book.note(chaired("b", "2013-06-01"))
    before = book.note(chaired("a", "2012"))
    book.note(chaired("c", "2013-01-01"))

    assert [holders(book, "chair", on) for on in ("2011-12-31", "2012-12-31", "2013-05-31")] == [
        [],
        ["a"],
        ["c"],
    ]
    assert holders(book, "chair", "2013-05-31", before) == ["a"]
    assert holders(book, "chair", "2013-06-01") == ["b"]


def test_of_two_chairs_appointed_on_one_day_the_one_recorded_later_holds_the_post(book):
    book.note(chaired("a", "2013-01-01"), chaired("b", "2013-01-01"))

    assert holders(book, "chair", "2013-01-01") == ["b"]


def test_co_chairs_and_vice_chairs_add_up_and_nobody_is_two_of_these(book):
    book.note(chaired("a", "2012", "co_chair"), chaired("b", "2012", "co_chair"))
    book.note(chaired("c", "2012", "vice_chair"), chaired("d", "2012", "vice_chair"))
    book.note(chaired("a", "2013-06-01", "chair"))

    assert holders(book, "co_chair", "2013-05-31") == ["a", "b"]
    assert holders(book, "co_chair", "2013-06-01") == ["b"]
    assert holders(book, "vice_chair", "2013-06-01") == ["c", "d"]


def test_a_membership_in_the_role_makes_a_holder_while_it_lasts(book):
    book.note(person("s", "Sam"), person("t", "Sam T"), merged("s", "t"))
    book.note(joined("s1", "s", "2012", "secretary"), left("s1", "2013-03-11"))
    book.note(joined("s2", None, "2012", "secretary", post="Head of unit"))

    assert book.rows(post_holders.holders(OFFICE, "idmg", "secretary", "2013-03-11", None)) == [
        ("t", "Sam T", "2012", "membership")
    ]
    assert holders(book, "secretary", "2013-03-12") == []


def test_who_holds_a_post_twice_is_told_in_the_order_of_the_days(book):
    book.note(person("a", "Anna"))
    days = [f"2012-{month:02}" for month in (7, 3, 9, 1, 8, 5)]
    book.note(*(joined(f"s{on}", "a", on, "secretary") for on in days))

    lines = book.ask(post_holders.holders(OFFICE, "idmg", "secretary", "2013-03-11", None))
    assert [line["since_on"] for line in lines] == sorted(days)


def test_the_posts_of_a_person_are_found_under_every_identity(book):
    book.note(person("s", "Sam"), person("t", "Sam T"), merged("s", "t"))
    book.note(chaired("s", "2012"), joined("s1", "t", "2012", "chair"), chaired("x", "2014"))

    assert book.rows(post_holders.posts_of(OFFICE, "t", "2013-01-01", None)) == [("idmg", "chair")]
    assert book.rows(post_holders.posts_of(OFFICE, "x", "2013-01-01", None)) == []


def test_all_holders_can_be_joined_by_body_and_role(book):
    book.note(chaired("a", "2012"))

    assert book.rows(select(post_holders.held_posts(OFFICE, "2013-01-01", None))) == [
        ("idmg", "chair", "a", "2012", "appointment")
    ]


def test_an_assertion_about_the_series_is_kept():
    assert fold(series.PROJECTION, IDMG, asserted("2013-01-01", "2013-12-31", basis="the log")) == [
        SeriesRow("idmg", 2, "2013-01-01", "2013-12-31", complete=True, basis=2048)
    ]


def complete(book, first="2013-03-11", last="2013-09-12", known_at=None):
    return book.column(select(complete_between(OFFICE, "idmg", first, last, known_at))) == [1]


def test_the_series_is_not_known_to_be_complete_until_somebody_says_so(book):
    before = book.note(IDMG)
    book.note(asserted("2013-01-01", "2013-12-31", basis="the log"))

    assert complete(book)
    assert not complete(book, known_at=before)
    assert not complete(book, last="2014-01-01")
    assert book.rows(series.assertions_of(OFFICE, "idmg", None)) == [
        ("2013-01-01", "2013-12-31", True, "the log")
    ]


def test_a_later_denial_of_any_of_the_days_takes_it_back_and_a_later_assertion_heals_it(book):
    book.note(asserted("2013-01-01", "2013-12-31"))
    book.note(asserted("2013-09-12", "2013-10-01", complete=False))

    assert not complete(book)
    assert complete(book, last="2013-09-11")
    book.note(asserted("2013-01-01", "2013-12-31"))
    assert complete(book)


def test_completeness_can_be_asked_about_the_columns_of_another_query(book):
    book.note(held("m1", "idmg", When("2013-03-11")), held("m2", "idmg", When("2014-03-11")))
    book.note(asserted("2013-01-01", "2013-12-31"))
    rows = meetings.TABLE
    known = complete_between(OFFICE, rows.c.body, rows.c.day, rows.c.last_day, None)

    assert book.column(select(rows.c.meeting).where(known)) == ["m1"]
