"""Names of people: what makes two of them likely to be one, and what tells them apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.likeness.measure import LEAST, SAME
from service.likeness.people import compare
from service.likeness.personal_names import read_name
from service.likeness.verdicts import LIKELY


def likeness(one, other):
    return compare(read_name(one), read_name(other))


def score(one, other):
    return likeness(one, other).score


SAME_NAMES = [
    ("Ada Marlow", "Ada Marlow"),
    ("ada marlow", "ADA MARLOW"),
    ("Rt Hon Ada Marlow KC MP", "Ada Marlow"),
    ("Cllr. Ada Marlow, MBE", "Dr Ada Marlow"),
    ("the Baroness Crake", "Baroness Crake MP"),
    ("Marlow, Ada", "Ada Marlow"),
    ("Marlow, Dr Ada", "Ada Marlow"),
    ("Zoë Vögel-Łuk", "Zoe Vogel Luk"),
    ("Ada Marlow (she/her)", "Ada Marlow"),
    ("Ada O\u2019Dell", "Ada O'Dell"),
    ("Jory Penrose\u2013Hale", "Jory Penrose Hale"),
    ("@adamarlow", "adamarlow"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_titles_capitals_accents_dashes_and_the_comma_make_no_other_name(one, other):
    assert score(one, other) == SAME


def test_a_name_that_is_exactly_the_same_says_so_and_another_says_why_it_is():
    assert likeness("Ada Marlow", "Ada Marlow").reasons == ("it is exactly this name",)
    (why,) = likeness("Ada Marlow MP", "Ada Marlow").reasons
    assert why == "it is this name but for titles, capitals, accents or dashes"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Bram Kay", "Bram Kaye", "sound alike"),
        ("Anne Marlow", "Ann Marlow", "sound alike"),
        ("Jane Marlow", "Jayne Marlow", "sound alike"),
        ("Ada McDell", "Ada MacDell", "sound alike"),
        ("Ada Clark", "Ada Clarke", "sound alike"),
        ("Ada Hcarlton", "Ada Charlton", "two letters exchanged"),
        ("Ada Charltron", "Ada Charlton", "one letter"),
        ("Mike Marlow", "Michael Marlow", "forms of one first name"),
        ("Bob Marlow", "Robert Marlow", "forms of one first name"),
        ("Sue Marlow", "Susan Marlow", "forms of one first name"),
        ("Joe van der Berg", "Joe Vanderberg", "one word or several"),
        ("Ada O Dell", "Ada ODell", "one word or several"),
        ("Ada Ruth Marlow", "Ada Marlow", "only one of them has \u201cRuth\u201d"),
        ("Marlow Ada", "Ada Marlow", "exchanged"),
        ("@adamarlow", "Ada Marlow", "run together"),
    ],
)
def test_a_whole_name_with_one_part_written_otherwise_is_likely(one, other, why):
    found = likeness(one, other)
    assert LIKELY <= found.score < SAME
    assert why in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("A. Marlow", "Ada Marlow", "\u201cA\u201d may stand for \u201cAda\u201d"),
        ("Ada M.", "Ada Marlow", "\u201cM\u201d may stand for \u201cMarlow\u201d"),
        ("AM", "Ada Marlow", "may stand for"),
        ("A.M.", "Ada Marlow", "may stand for"),
        ("JF Marlow", "Jean-François Marlow", "may stand for"),
        ("AMa", "Ada Marlow", "\u201cMa\u201d may stand for \u201cMarlow\u201d"),
        ("Ada", "Ada Marlow", "only a first name"),
        ("Mike", "Michael Marlow", "only a first name"),
        ("Mrs Marlow", "Ada Marlow", "only a surname"),
        ("@amarlow", "Ada Marlow", "shortened"),
        ("@adam", "Ada Marlow", "shortened"),
        ("Ada Marlow", "Ada Marlow-Finch", "\u201cFinch\u201d"),
        ("Ada Harper", "Ada Harker", "one letter"),
        ("Simon Marlow", "Simone Marlow", "one letter"),
        ("Ada Blackwelter", "Ada Blakcwetler", "two letters"),
        ("Tim Marlow", "Tom Marlow", "begin with the same letter"),
        ("Ada Ruth Marlow", "Ada Joan Marlow", "differ in the middle"),
        ("Mr B Marlow", "Mrs B Marlow", "as a man, the other as a woman"),
        ("Ada", "Ada", "may be many"),
    ],
)
def test_less_than_a_whole_name_is_possible_and_never_likely_by_itself(one, other, why):
    found = likeness(one, other)
    assert LEAST <= found.score < LIKELY
    assert why in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Marlow", "Bryony Marlow"),
        ("Ada Marlow", "Ada Finch"),
        ("Ada Harper", "Ada Hoban"),
        ("Ada Vernon", "Vernon Marlow"),
        ("Ada C Marlow", "Ada Crake"),
        ("AMa", "Ada Mercer"),
        ("A", "Ada Marlow"),
        ("AM", "Bryony Marlow"),
        ("Kit", "Pat"),
        ("Ada Li", "Ada Lo"),
        ("@ada", "Bryony Finch"),
        ("—", "Ada Marlow"),
        ("", ""),
        ("Ada", "A."),
    ],
)
def test_other_names_are_not_alike(one, other):
    assert likeness(one, other) == (0.0, ())


def test_the_more_is_given_the_more_alike_names_are():
    order = ["Ada Marlow", "Ada Marlowe", "A Marlow", "AM", "Ada"]
    scores = [score(each, "Ada Marlow") for each in order]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_title_is_a_name_where_nothing_else_is_there():
    assert likeness("AM", "AM").score
    assert score("Lord", "Lord")


def test_capitals_are_initials_only_beside_words_that_are_not_shouted():
    assert score("ANN MARLOW", "Ann Marlow") == SAME
    assert score("ANN", "Ann Marlow") == score("Ann", "Ann Marlow")


FIRST = ["Ada", "Ann", "Anne", "A.", "Bob", "Robert", "AM", "Jean-Luc", "@ada", "É"]
LAST = ["Marlow", "Marlowe", "de", "la", "Finch", "O'Dell", "ODell"]
BESIDE = ["Mr", "Mrs", "MP", ",", "(chair)", "-"]
PARTS = st.sampled_from([*FIRST, *LAST, *BESIDE])
NAMES = st.one_of(st.lists(PARTS, max_size=5).map(" ".join), st.text(max_size=40))


@settings(max_examples=300, deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_mutual_and_within_bounds(one, other):
    found = score(one, other)
    assert found == score(other, one)
    assert found == 0 or LEAST <= found <= SAME


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_nothing_is_more_like_a_name_than_the_name_itself(name):
    assert score(name, name) >= score(name, "Ada Marlow") or not read_name(name).readings


def test_a_text_of_any_length_is_compared_in_the_time_of_a_name():
    long = "Ada " * 100_000
    assert len(read_name(long).readings[0]) <= 6
    assert score(long, "(" * 100_000) == 0
