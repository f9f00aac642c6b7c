"""Whom a printed name may mean in the record: offered in order and with reasons, never decided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.base import Provenance
from events.ids import MeetingId, OrganisationId, PersonId
from events.organisation.commands import AssertOrganisationName
from events.person.commands import (
    AssertPersonName,
    DistinguishPeople,
    MergePeople,
    RegisterPerson,
)
from events.plans import only
from events.submission import MinutesSubmission, submit_minutes
from events.when import When
from projections import bodies, listings, organisations, people
from service.book import DEFAULT, Book
from service.candidates import organisations_like, people_like, people_meant
from service.ids import Mint
from service.ledger.ask import Ask
from service.weighing import Context

DAY = When("2024-01-01")
BOARD, CLUB = "Quay Repairs Board", "Rowing Club"
FIRST = [
    ("Ada Marlow", "Harbour Office"),
    ("Bram Kaye", "Ferry Company"),
    ("Robert Finch", "Pilots Union"),
    ("Jory", None),
]
SECOND = [("Ada Marlow", "Harbour Office"), ("Bram Kaye", "Ferry Company"), ("Zoe Penrose", None)]
ELSEWHERE = [("Bram Crake", "Customs House"), ("Ada Marlow", None), ("Bryony Penrose", "Sailors")]


class Office:
    """A minute book in which two bodies met; it knows everybody by name."""

    def __init__(self, book):
        self.book, self.before = book, 0
        self.meetings = [
            self.met(BOARD, "2024-03-04", FIRST),
            self.met(BOARD, "2024-06-03", SECOND),
            self.met(CLUB, "2024-06-05", ELSEWHERE),
        ]

    def do(self, *commands, fresh=()):
        plan = only(*commands, fresh=frozenset(fresh))
        return self.book.submit_now(Ask(DEFAULT, Provenance(actor="local"), plan))

    def met(self, body, day, rows, spoke=()):
        attendance = [
            {"label": name, "name": name, "status": "present"}
            | ({"organisation": {"name": spoken_for}} if spoken_for else {})
            for name, spoken_for in rows
        ]
        form = MinutesSubmission.model_validate(
            {
                "body": {"name": body},
                "held_on": day,
                "attendance": attendance,
                "unlisted": [{"name": name} for name in spoke],
            }
        )
        ask = Ask(
            DEFAULT,
            Provenance(actor="local"),
            lambda register: submit_minutes(form, register, self.book.mint),
        )
        return self.book.submit_now(ask).result["meeting"]

    def register(self, name):
        person = PersonId(self.book.mint())
        command = RegisterPerson(occurred_on=DAY, person=person, name=name)
        self.do(command, fresh=[command.stream])
        return person

    def person(self, name, body=BOARD):
        """Return the one person of that name, in a body."""
        with self.book.record() as record:
            rows = record.all(listings.lines_of(DEFAULT, self.body(body), None))
            (found,) = {row["person"] for row in rows if row["name"] == name}
        return PersonId(found)

    def body(self, name=BOARD):
        with self.book.record() as record:
            (found,) = record.all(bodies.named(DEFAULT, name, None))
        return found["body"]

    def organisation(self, name):
        with self.book.record() as record:
            rows = record.all(organisations.organisations(DEFAULT, None, None, 99))
        return OrganisationId(next(row["organisation"] for row in rows if row["name"] == name))

    def named(self, person):
        with self.book.record() as record:
            return record.one(people.person(DEFAULT, person, None), "")["name"]

    def like(self, *names, body=BOARD, known_at=None, **more):
        with self.book.record(DEFAULT, known_at) as record:
            return people_like(record, names, body and self.body(body), **more)

    def meant(self, name, **context):
        with self.book.record() as record:
            return people_meant(record, [name], Context(**context))[name]


@pytest.fixture
def office(home):
    book = Book(home.settings(), Mint())
    yield Office(book)
    book.close()


def told(candidates):
    return [(each.called, each.verdict) for each in candidates]


def reasons(candidates):
    return " / ".join(candidates[0].reasons)


def test_who_stands_under_exactly_a_name_in_the_body_is_likely_before_all_others(office):
    (first,) = office.like("Bram Kaye")["Bram Kaye"]
    assert (first.score, first.verdict, first.called) == (1.0, "likely", "Bram Kaye")
    assert first.id == office.person("Bram Kaye")
    assert first.reasons == (
        "stands under exactly this name in this body",
        "stands in 2 meetings of this body, the last on 2024-06-03",
    )


def test_a_namesake_of_another_body_comes_after(office):
    found = office.like("Ada Marlow")["Ada Marlow"]
    assert told(found) == [("Ada Marlow", "likely"), ("Ada Marlow", "possible")]
    assert found[1].id == office.person("Ada Marlow", CLUB)
    there = office.like("Ada Marlow", body=CLUB)["Ada Marlow"]
    assert [each.id for each in there] == [found[1].id, found[0].id]


def test_where_no_body_is_named_two_of_one_name_are_both_possible(office):
    found = office.like("Ada Marlow", body=None)["Ada Marlow"]
    assert told(found) == [("Ada Marlow", "possible"), ("Ada Marlow", "possible")]
    assert [each.margin for each in found] == [0, 0]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("Bram Kay", "likely"),
        ("Kaye, Bram", "likely"),
        ("Mr Bram Kaye MP", "likely"),
        ("@bramkaye", "likely"),
        ("B. Kaye", "possible"),
        ("BK", "possible"),
        ("Mr Kaye", "possible"),
    ],
)
def test_a_name_that_is_spelled_otherwise_leads_to_its_bearer(office, name, verdict):
    assert told(office.like(name)[name])[0] == ("Bram Kaye", verdict)


def test_a_first_name_alone_is_possible_and_standing_in_the_body_speaks_for_somebody(office):
    found = office.like("Bram")["Bram"]
    assert told(found) == [("Bram Kaye", "possible"), ("Bram Crake", "possible")]
    assert found[0].margin > 0


def test_the_organisation_that_is_stated_speaks_for_who_stood_for_it(office):
    plain = office.like("R. Finch")["R. Finch"]
    stated = office.like("R. Finch", organisations={"R. Finch": "The Pilots' Union"})["R. Finch"]
    assert stated[0].score > plain[0].score
    assert "stood for Pilots Union before" in reasons(stated)
    other = office.like("R. Finch", organisations={"R. Finch": "Customs House"})["R. Finch"]
    assert other == plain


def test_an_organisation_is_known_by_any_name_it_was_given_and_in_any_body(office):
    office.do(
        AssertOrganisationName(
            occurred_on=DAY,
            organisation=office.organisation("Customs House"),
            name="The Yard",
            name_kind="spelling",
        )
    )
    found = office.like("Bram", organisations={"Bram": "The Yard"})["Bram"]
    assert found[0].called == "Bram Crake"
    assert "stood for Customs House before" in reasons(found)


def test_the_list_of_the_same_document_says_whom_a_short_name_means(office):
    listed = ["Bram Kaye", "Zoe Penrose"]
    found = office.like("Bram", "BK", *listed, listed=listed)
    assert told(found["Bram"])[0] == ("Bram Kaye", "likely")
    assert told(found["BK"])[0] == ("Bram Kaye", "likely")
    assert "the list of this document has Bram Kaye" in reasons(found["BK"])


def test_a_short_name_that_may_be_two_of_the_list_stays_open(office):
    listed = ["Bram Kaye", "Bram Crake"]
    found = office.like("Bram", *listed, listed=listed)
    assert "the list of this document" not in reasons(found["Bram"])
    assert told(found["Bram"])[0] == ("Bram Kaye", "possible")


def test_a_row_that_may_itself_be_several_says_as_much_of_each(office):
    office.register("Bram Kay")
    strangers = office.like("Bram", listed=["Bram Zorn"])["Bram"]
    assert "the list of this document" not in reasons(strangers)
    found = office.like("Bram", body=None, listed=["Mr Bram Kay"])["Bram"]
    assert {each.called for each in found if len(each.reasons) > 1} == {"Bram Kay", "Bram Kaye"}


def test_nobody_is_two_rows_of_one_list(office):
    listed = ["Bram Kaye", "B Kaye"]
    with office.book.record() as record:
        context = Context(body=office.body(), listed=listed)
        found = people_meant(record, listed, context)
    assert found["B Kaye"].candidates == []
    (excluded,) = found["B Kaye"].excluded
    assert excluded.name == "Bram Kaye"
    assert excluded.reason == "stands in another row of this list, as Bram Kaye"
    assert told(found["Bram Kaye"].candidates) == [("Bram Kaye", "likely")]


def test_a_row_that_is_printed_twice_still_means_who_it_means(office):
    listed = ["Bram Kaye", "Mr Bram Kaye"]
    found = office.like(*listed, listed=listed)
    assert told(found["Mr Bram Kaye"])[0] == ("Bram Kaye", "likely")


def test_who_stands_in_the_list_of_a_meeting_is_no_other_row_of_it(office):
    first, second, _ = office.meetings
    assert office.meant("Robert Finch", body=office.body(), meeting=first).candidates == []
    (excluded,) = office.meant("Robert Finch", body=office.body(), meeting=first).excluded
    assert excluded.reason == "stands in the list of this meeting already"
    found = office.meant("Robert Finch", body=office.body(), meeting=second)
    assert told(found.candidates) == [("Robert Finch", "likely")]
    assert found.excluded == []


def test_who_was_told_apart_from_the_bearer_of_a_name_is_not_meant_by_it(office):
    other = office.register("Bram Kay")
    office.do(DistinguishPeople(occurred_on=DAY, person=other, other=office.person("Bram Kaye")))
    found = office.meant("Bram Kaye", body=office.body())
    assert told(found.candidates) == [("Bram Kaye", "likely")]
    (excluded,) = found.excluded
    assert excluded == (other, "Bram Kay", "is known to be somebody else than Bram Kaye")


def test_two_of_one_name_who_were_told_apart_are_both_meant_by_it(office):
    two = [office.register("Jo Tamblyn"), office.register("Jo Tamblyn")]
    office.do(DistinguishPeople(occurred_on=DAY, person=two[0], other=two[1]))
    found = office.meant("Jo Tamblyn")
    assert told(found.candidates) == [("Jo Tamblyn", "possible")] * 2
    assert found.excluded == []


def test_merged_people_are_one_under_all_their_names_as_the_record_knew_them(office):
    other = office.register("Robbie Fynch-Hale")
    into = office.person("Robert Finch")
    office.do(MergePeople(occurred_on=DAY, person=other, into=into))
    after = office.book.size(DEFAULT)
    (found,) = office.like("Robbie Fynch-Hale")["Robbie Fynch-Hale"]
    assert (found.id, found.called, found.name) == (into, "Robert Finch", "Robbie Fynch-Hale")
    assert found.score == 1.0
    then, _ = office.like("Robbie Fynch-Hale", known_at=after - 1)["Robbie Fynch-Hale"]
    assert then.id == other


def assert_name(office, person, name, scope=None):
    office.do(
        AssertPersonName(
            occurred_on=DAY, person=person, name=name, name_kind="initials", scope=scope
        )
    )


def test_what_meant_somebody_in_the_papers_of_one_meeting_speaks_for_them_in_its_body(office):
    finch = office.person("Robert Finch")
    assert_name(office, finch, "RFX", MeetingId(office.meetings[0]))
    found = office.like("RFX")["RFX"]
    assert told(found) == [("Robert Finch", "likely")]
    assert "in the papers of a meeting of this body" in reasons(found)
    assert office.like("RFX", body=CLUB)["RFX"] == []
    assert office.like("RF")["RF"][0].name == "Robert Finch"


def test_a_single_word_is_not_certain_even_if_somebody_stands_so_in_the_body(office):
    (found,) = office.like("Jory")["Jory"]
    assert (found.called, found.verdict) == ("Jory", "possible")
    assert "stands under exactly this name in this body" in found.reasons
    for month in range(1, 10):
        office.met(BOARD, f"2025-0{month}-01", [("Jory", None)])
    assert told(office.like("Jory")["Jory"]) == [("Jory", "likely")]
    office.register("Jory Tallack")
    listed = ["Jory Tallack"]
    assert office.like("Jory", listed=listed)["Jory"][0].verdict == "possible"


def test_a_row_with_more_in_it_than_a_name_is_met_by_exactly_itself_alone(office):
    printed = "Ada Marlow - Bram Crake Ltd"
    form = {"label": printed, "name": "Ada Marlow", "status": "present"}
    minutes = {"body": {"name": BOARD}, "held_on": "2024-09-02", "attendance": [form]}
    plan = submit_minutes
    office.book.submit_now(
        Ask(
            DEFAULT,
            Provenance(actor="local"),
            lambda register: plan(
                MinutesSubmission.model_validate(minutes), register, office.book.mint
            ),
        )
    )
    assert office.like(printed)[printed][0].called == "Ada Marlow"
    assert [each.called for each in office.like("Bram Crake")["Bram Crake"]] == ["Bram Crake"]


def test_nobody_is_like_a_name_that_nobody_has_and_nothing_is_asked_of_nothing(office):
    assert office.like("Xanthe Quill", "—") == {"Xanthe Quill": [], "—": []}
    assert office.like() == {}
    with office.book.record() as record:
        assert organisations_like(record, []) == {}


def test_an_organisation_is_found_by_its_abbreviation_and_by_every_name(office):
    with office.book.record() as record:
        found = organisations_like(record, ["HO", "the harbour office", "Coastguard", "CH"])
    assert told(found["HO"]) == [("Harbour Office", "likely")]
    assert "abbreviates" in reasons(found["HO"])
    assert told(found["the harbour office"]) == [("Harbour Office", "likely")]
    assert found["Coastguard"] == []
    assert told(found["CH"]) == [("Customs House", "likely")]


NAMES = st.lists(
    st.sampled_from(
        ["Ada Marlow", "Ada", "A. Marlow", "Bram Kaye", "Bram", "BK", "B Kaye", "Bram Kay", "Jory"]
    ),
    max_size=5,
    unique=True,
)


@pytest.mark.only("sqlite")
def test_candidates_are_in_order_and_never_those_that_are_ruled_out(office):
    other = office.register("Bram Kay")
    office.do(DistinguishPeople(occurred_on=DAY, person=other, other=office.person("Bram Kaye")))
    contexts = [
        {"body": body, "meeting": meeting}
        for body in (None, office.body(), office.body(CLUB))
        for meeting in (None, *office.meetings)
    ]

    @settings(max_examples=60, deadline=None)
    @given(NAMES, st.sampled_from(contexts), NAMES)
    def check(names, context, listed):
        with office.book.record() as record:
            found = people_meant(record, names, Context(**context, listed=listed))
        assert list(found) == names
        for meant in found.values():
            scores = [each.score for each in meant.candidates]
            assert scores == sorted(scores, reverse=True)
            assert all(0 < score <= 1 for score in scores)
            assert all(each.margin >= 0 for each in meant.candidates)
            assert all(each.reasons for each in meant.candidates)
            assert [each.verdict for each in meant.candidates].count("likely") <= 1
            ruled_out = {each.id for each in meant.excluded}
            assert not ruled_out & {each.id for each in meant.candidates}

    check()
