"""Numbers and references are read as printed, with the slips that print brings."""

import pytest

from service.intake.reports.numbering import numbered, numbers_of, without_reference


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Dig. (Paragraph 40)", ("40",)),
        ("Dig. (paragraphs 12 and 14)", ("12", "14")),
        ("Dig. (Paragraph (71))", ("71",)),
        ("Dig. Paragraph 87)", ("87",)),
        ("Dig. (Conclusion 3, para. 9, page 2)", ("9",)),
        ("Dig. (Paras 30\u201332)", ("30", "31", "32")),
        ("Dig, as we said in paragraph 12.", ()),
        ("Dig. (Paragraph 40) Rest.", ()),
    ],
)
def test_a_reference_stands_in_brackets_at_the_end(text, paragraphs):
    said, found = without_reference(text)
    assert found == paragraphs
    assert said == ("Dig." if paragraphs else text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3, 5 and 7 to 9", ("3", "5", "7", "8", "9")),
        ("1-3", ("1", "2", "3")),
        ("6.41 and 6.42", ("6.41", "6.42")),
        ("R2", ("R2",)),
        ("1 to 900", ("1", "900")),
    ],
)
def test_ranges_are_counted_out_unless_they_are_absurd(text, numbers):
    assert numbers_of(text) == numbers


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("7. Part of it", ("7", "Part of it")),
        ("7 Part of it", ("7", "Part of it")),
        ("7 parts of it", None),
        ("7.2 The group met", None),
        ("7.", None),
    ],
)
def test_a_number_may_have_lost_its_dot(text, parted):
    assert numbered(text) == parted
