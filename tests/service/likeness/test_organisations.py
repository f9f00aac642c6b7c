"""Names of organisations: abbreviations, spellings, and what only sounds like the same body."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.likeness.measure import LEAST, SAME
from service.likeness.organisations import compare, read_organisation
from service.likeness.verdicts import LIKELY


def likeness(one, other):
    return compare(read_organisation(one), read_organisation(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Office", "the HARBOUR office"),
        ("Quay Repairs Ltd", "Quay Repairs"),
        ("Dept of Tides", "Department of Tides"),
        ("Tides & Moorings Board", "Tides and Moorings Board"),
        ("Master\u2019s Lodge", "Master's Lodge"),
        ("Harbor Organization", "Harbor Organisation"),
        ("Coast-Guard Union", "Coast Guard Union"),
        ("The", "The"),
    ],
)
def test_the_and_ltd_and_capitals_make_no_other_organisation(one, other):
    assert likeness(one, other).score == SAME


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "HMO",
            "Harbour Master's Office",
            "\u201cHMO\u201d abbreviates \u201cHarbour Master's Office\u201d",
        ),
        ("MoT", "Ministry of Tides", "abbreviates"),
        ("DfTM", "Department for Tides and Moorings", "abbreviates"),
        ("TM", "Tide Ministry", "abbreviates"),
        ("UKHPC", "UK Harbour Pilots Council", "abbreviates"),
        ("DTM", "Department for Tides and Moorings", "abbreviates"),
        ("BFS", "Department for Buoys, Fairways and Signals", "abbreviates"),
        ("HMOs", "Harbour Master's Office", "abbreviates"),
        (
            "HO Data Unit",
            "Harbour Office Data Unit",
            "\u201cHO\u201d abbreviates \u201cHarbour Office\u201d",
        ),
        ("HM Tides and Moorings", "Her Majesty's Tides and Moorings", "abbreviates"),
        ("Pilots Council (PLC)", "Pilots Council", "exactly"),
        ("Pilotage Council (PC)", "PC", "\u201cLtd\u201d"),
        ("Gangmaster Pilots", "Gangmasters Pilots", "one letter"),
        ("Kent Pilots", "Pilots of Kent", "another order"),
        ("Anti-Piracy Union", "Antipiracy Union", "this name but for"),
    ],
)
def test_an_abbreviation_or_a_spelling_is_likely(one, other, why):
    found = likeness(one, other)
    assert found.score >= LIKELY
    assert why in " ".join(found.reasons) or found.score == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Department for Tides", "Department for Tides and Signals"),
        ("DfTS", "Department for Tides"),
        ("Pilots Agency (NPA)", "National Pilots Agency"),
        ("Foreign Pilots", "Foreign and Coastal Pilots"),
        ("Harbour Scheme", "Harbour Project"),
        ("AFRUCO", "African Union of Coasts"),
        ("PEOP", "Pilot Exchange and Outer Ports Centre"),
        ("IHG", "Inner Harbour Group on Dredging"),
    ],
)
def test_a_part_of_a_name_is_possible_and_not_likely(one, other):
    assert LEAST <= likeness(one, other).score < LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Office", "Customs Office"),
        ("Department of Tides", "Department of Signals"),
        ("HMO", "CPS"),
        ("HMO", "Customs House"),
        ("X", "Xylophone Union"),
        ("—", "Harbour Office"),
        ("", ""),
        ("Office", "Council"),
        ("ABCDEFGHIJ", "Ada Bell"),
        ("Harbour Trust", "Seamen's Mission"),
        ("C3", "Coast Council"),
        ("TAB", "Tides"),
    ],
)
def test_what_bodies_have_in_common_is_no_likeness(one, other):
    assert likeness(one, other) == (0.0, ())


def test_what_only_one_of_them_has_is_told():
    found = likeness("Foreign Pilots", "Foreign and Coastal Pilots")
    assert found.reasons == ("only one of them has \u201cCoastal\u201d",)


WORDS = ["Harbour", "Harbor", "Tides", "Tide", "Moorings", "Anti-Piracy", "Antipiracy"]
BODIES = ["Office", "HO", "(HO)", "DTM", "UK", "Department", "Dept"]
PARTS = st.sampled_from([*WORDS, *BODIES, "of", "and", "&", "the", "Ltd"])
NAMES = st.one_of(st.lists(PARTS, max_size=6).map(" ".join), st.text(max_size=40))


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_mutual_and_within_bounds(one, other):
    found = likeness(one, other).score
    assert found == likeness(other, one).score
    assert found == 0 or LEAST <= found <= SAME
