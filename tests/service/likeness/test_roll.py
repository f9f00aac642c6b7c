"""Those like a name are found in a roll of many as if it were compared with each."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.likeness import organisations, people
from service.likeness.leads import ORGANISATIONS, PEOPLE
from service.likeness.personal_names import read_name
from service.likeness.roll import Roll

FIRST = ["Ada", "Ann", "Anne", "Mike", "Michael", "Bob", "Robert", "Jo", "A.", "J", "Bryony", "Fi"]
LAST = ["Kay", "Kaye", "Marlow", "Marlowe", "O'Dell", "ODell", "Penrose-Hale", "Penrose", "Crake"]
PEOPLE_NAMES = [
    *(f"{first} {last}" for first in FIRST for last in LAST),
    *(
        "Ada",
        "Mike",
        "Crake",
        "Baroness Crake",
        "AK",
        "AKa",
        "@adakay",
        "akay",
        "Kay, Ada",
        "ADA KAY",
    ),
    *("Ada O Dell", "Ada Ruth Kay", "Dr Ada Kay MP", "Vernon Kay", "ernon Kay", "-", "Lord"),
]
ORGANISATION_NAMES = [
    *("Harbour Office", "The Harbour Office", "HO", "HO Data Unit", "Harbour Office Data Unit"),
    *("Department for Tides and Moorings", "DfTM", "DTM", "Dept for Tides", "AFRUCO", "UKHPC"),
    *(
        "UK Harbour Pilots Council",
        "African Union of Coasts",
        "Antipiracy Union",
        "Coast Union Ltd",
    ),
    *("Anti-Piracy Union", "Gangmasters Pilots", "Gangmaster Pilots", "Office", "Council", "-"),
    *("Kent Pilots", "Pilots of Kent", "Harbour Office (HO)", "Harber Office", "Coasts Union"),
]


def one_by_one(texts, name, kind):
    read, compare = kind
    found = {n: compare(read(name), read(text)) for n, text in enumerate(texts)}
    return {n: likeness for n, likeness in found.items() if likeness.score}


OF_PEOPLE = read_name, people.compare
OF_ORGANISATIONS = organisations.read_organisation, organisations.compare


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*PEOPLE_NAMES, "Rob Kay", "@mkaye", "JK", "Hale"]))
def test_nobody_who_is_like_a_name_is_missed(name):
    assert Roll(PEOPLE, PEOPLE_NAMES).like(name) == one_by_one(PEOPLE_NAMES, name, OF_PEOPLE)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*ORGANISATION_NAMES, "Tides", "Harbour", "HMO", "UKHP"]))
def test_no_organisation_that_is_like_a_name_is_missed(name):
    found = Roll(ORGANISATIONS, ORGANISATION_NAMES).like(name)
    assert found == one_by_one(ORGANISATION_NAMES, name, OF_ORGANISATIONS)


def test_an_empty_roll_has_nobody():
    assert Roll(PEOPLE, []).like("Ada Kay") == {}
