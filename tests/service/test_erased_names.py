"""Which words of a text name somebody, and which only look as if they did."""

import pytest

from service.erasing.names import called, is_theirs, mentions
from service.tlog.commitments import words

ODA = called(["Dr Odalys Quennell", "O Quennell", "Odalys Müller"], ["Bram Brandt", "Al Müller"])


def named(text, who=ODA):
    return [word.strip() for at, word in enumerate(words(text)) if at in mentions(text, who)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Thanks to Odalys Quennell.", ["Odalys", "Quennell."]),
        ("thanks to ODALYS QUENNELL'S map", ["ODALYS", "QUENNELL'S"]),
        ("Dr Quennell said (O. Quennell) so", ["Quennell", "(O.", "Quennell)"]),
        ("Quennell, Odalys and Brandt", ["Quennell,", "Odalys"]),
        ("write to odalys.quennell@example.org", ["odalys.quennell@example.org"]),
        ("Odalys Muller and odalys mu\u0308ller", ["Odalys", "Muller", "odalys", "mu\u0308ller"]),
        ("Odalys Brandt spoke", []),
        ("Al Müller spoke, and Müller too", []),
        ("the quennell is a bird", []),
        ("Quennells are others", []),
        ("", []),
    ],
)
def test_the_words_that_name_somebody_are_found(text, hits):
    assert named(text) == hits


@pytest.mark.parametrize(
    ("value", "theirs"),
    [
        ("Ms Quennell", True),
        ("O Quennell", True),
        ("Odalys Quennell (by video)", True),
        ("Report_Odalys_Quennell_2013.docx", True),
        ("Quennell & Co", False),
        ("Müller", False),
        ("Odalys", False),
        ("Dr", False),
    ],
)
def test_a_value_is_theirs_where_it_names_them_and_little_else(value, theirs):
    assert is_theirs(value, ODA) is theirs


def test_who_has_no_full_name_is_found_nowhere():
    nobody = called(["Odalys", "Dr"], [])
    assert not nobody.sought
    assert named("Odalys Quennell", nobody) == []


def test_a_database_is_asked_for_letters_that_it_compares_as_they_are():
    assert ODA.clues == {"quennell", "ller"}
    assert called(["Ёж Ёё"], []).clues == {"ёё"}
