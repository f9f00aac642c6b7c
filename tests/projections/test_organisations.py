"""Organisations and every name they ever had."""

from events.organisation.events import (
    OrganisationNameAsserted,
    OrganisationRenamed,
    OrganisationSucceeded,
)
from projections import organisation_names, organisations
from projections.organisation_names import OrganisationNameRow
from projections.organisations import OrganisationRow
from tests.projections.test_book import DAY, OFFICE, fold, organisation

MOJ = organisation("moj", "Ministry of Justice", classification="ministry", parent="gov")
RENAMED = OrganisationRenamed(occurred_on=DAY, organisation="moj", name="Justice")
SUCCEEDED = OrganisationSucceeded(occurred_on=DAY, organisation="moj", by="new")


def also(name, scope=None):
    return OrganisationNameAsserted(
        occurred_on=DAY, organisation="moj", name=name, name_kind="abbreviation", scope=scope
    )


def test_a_registered_organisation_has_its_name_and_what_it_belongs_to():
    assert fold(organisations.PROJECTION, MOJ) == [OrganisationRow("moj", 1024, "ministry", "gov")]


def test_it_goes_by_its_newest_name_and_knows_its_successor():
    assert fold(organisations.PROJECTION, MOJ, RENAMED, SUCCEEDED, also("MOJ")) == [
        OrganisationRow("moj", 2048, "ministry", "gov", "new")
    ]


def test_facts_of_an_organisation_that_is_not_registered_make_no_row():
    assert fold(organisations.PROJECTION, RENAMED, SUCCEEDED) == []


def test_every_name_is_kept_with_its_kind_and_scope():
    assert fold(organisation_names.PROJECTION, MOJ, RENAMED, SUCCEEDED, also("MOJ", "m1")) == [
        OrganisationNameRow("moj", 1024, "registered"),
        OrganisationNameRow("moj", 2048, "renamed"),
        OrganisationNameRow("moj", 4096, "abbreviation", "m1"),
    ]


def test_organisations_are_listed_page_by_page_with_the_names_of_their_relations(book):
    book.note(MOJ, organisation("gov", "Government"), organisation("new", "New"), SUCCEEDED)

    first = book.ask(organisations.organisations(OFFICE, None, None, 2))
    second = book.ask(organisations.organisations(OFFICE, None, "moj", 2))

    assert [line["organisation"] for line in first + second] == ["gov", "moj", "new"]
    assert first[1] == {
        "organisation": "moj",
        "name": "Ministry of Justice",
        "classification": "ministry",
        "parent": "gov",
        "parent_name": "Government",
        "succeeded_by": "new",
        "succeeded_by_name": "New",
    }


def test_an_organisation_can_be_asked_as_the_record_knew_it(book):
    before = book.note(MOJ)
    book.note(RENAMED)

    assert book.ask(organisations.organisation(OFFICE, "moj", None))[0]["name"] == "Justice"
    then = book.ask(organisations.organisation(OFFICE, "moj", before))
    assert then[0]["name"] == "Ministry of Justice"
    assert book.ask(organisations.organisation("another", "moj", None)) == []


def test_former_names_and_abbreviations_lead_to_it_but_no_name_of_one_meeting_only(book):
    book.note(MOJ, RENAMED, also("MOJ"), also("the Ministry", "m1"), also("MOJ", "m1"))

    def named(text):
        return book.column(organisation_names.named(OFFICE, text, None))

    assert named("Ministry of Justice") == named("Justice") == named("MOJ") == ["moj"]
    assert named("the Ministry") == named("Moj") == []


def test_a_name_leads_nowhere_before_it_was_recorded(book):
    before = book.note(MOJ)
    book.note(RENAMED)

    assert book.column(organisation_names.named(OFFICE, "Justice", before)) == []


def test_the_names_of_an_organisation_are_listed_in_their_order(book):
    book.note(MOJ, RENAMED, also("MOJ", "m1"))

    assert book.rows(organisation_names.names_of(OFFICE, "moj", None)) == [
        ("Ministry of Justice", "registered", None),
        ("Justice", "renamed", None),
        ("MOJ", "abbreviation", "m1"),
    ]
