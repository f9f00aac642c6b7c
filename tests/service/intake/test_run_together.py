"""People whom the layout ran together are parted, and roles printed above them are theirs."""

import pytest


@pytest.fixture
def roll(read):
    def attendance(text):
        head = "Pier Board\n3 May 2022\nMinutes\n\n"
        return read(f"{head}{text}\n1. Pier\n\nOld.\n\n2. Close\n\nDone.\n")

    return attendance


def rows(found):
    return [
        (row.name, row.organisation, row.status, row.roles)
        for row in found.meetings[0].attendance
        if row.duplicate_of is None
    ]


def test_people_and_bodies_run_together_are_parted_and_told(roll):
    line = "Ann Lee Kaloo Bo Ray HO TX Cy Dow Tide Office Di Elm Kaloo Ed Fir RSV2"
    found = roll(f"Present\n\n{line}\n")
    assert rows(found) == [
        ("Ann Lee", "Kaloo", "present", ()),
        ("Bo Ray", "HO TX", "present", ()),
        ("Cy Dow", "Tide Office", "present", ()),
        ("Di Elm", "Kaloo", "present", ()),
        ("Ed Fir", "RSV2", "present", ()),
    ]
    assert [f.kind for f in found.reading.findings] == ["run_together"]


def test_a_row_that_repeats_the_list_adds_only_whom_it_does_not_hold(roll):
    again = "Secretary\tAnn Lee Bo Ray Revd Cy Dow\tTide Office Reed Union Tide Office"
    found = roll(
        f"Present\nAnn Lee\tTide Office\nBo Ray\tReed Union\nApologies\nDi Elm\tMill\n{again}\n"
    )
    assert rows(found) == [
        ("Ann Lee", "Tide Office", "present", ()),
        ("Bo Ray", "Reed Union", "present", ()),
        ("Di Elm", "Mill", "apologies", ()),
        ("Revd Cy Dow", "Tide Office", "apologies", ()),
    ]


def test_two_people_with_bodies_in_brackets_on_one_line_are_two(roll):
    found = roll("Present\n\nAnn Lee (Tide Office) Bo Ray (Reed Union)\n\nCy Dow (Mill)\n")
    assert [row[:2] for row in rows(found)] == [
        ("Ann Lee", "Tide Office"),
        ("Bo Ray", "Reed Union"),
        ("Cy Dow", "Mill"),
    ]


def test_chairs_named_in_the_heading_preside(roll):
    found = roll("Chairs: Ann Lee Bo Ray\n\nPresent\n\nBo Ray (Mill)\n\nCy Dow (Mill)\n")
    assert rows(found) == [
        ("Bo Ray", "Mill", "present", ("chair",)),
        ("Cy Dow", "Mill", "present", ()),
        ("Ann Lee", None, "present", ("chair",)),
    ]


def test_a_role_above_names_is_theirs(roll):
    found = roll(
        "Chair\n\nAnn Lee HO SC2\n\nPresent\n\nBo Ray (Mill)\n\nSecretariat\n\nCy Dow (Mill)\n"
    )
    assert rows(found) == [
        ("Ann Lee", "HO SC2", "present", ("chair",)),
        ("Bo Ray", "Mill", "present", ()),
        ("Cy Dow", "Mill", "present", ("secretary",)),
    ]


def test_letters_after_a_name_are_no_body(roll):
    found = roll("Present\n\nAnn Lee QC MP\n\nBo Ray FRS\n\nCy Dow DTI\n")
    assert [row[:2] for row in rows(found)] == [
        ("Ann Lee QC MP", None),
        ("Bo Ray FRS", None),
        ("Cy Dow", "DTI"),
    ]


def test_a_post_that_follows_a_body_is_parted_from_it(roll):
    found = roll("Present\n\nAnn Lee (Reed Commission lead on bitterns)\n\nBo Ray (Mill)\n")
    row = found.meetings[0].attendance[0]
    assert (row.organisation, row.post) == ("Reed Commission", "lead on bitterns")


def test_the_post_in_a_row_of_the_chair_is_kept(roll):
    found = roll("Present\nChair -\tAnn Lee\tMinister for Tides and Moorings\n\tBo Ray\tMill\n")
    row = found.meetings[0].attendance[0]
    assert (row.post, row.roles) == ("Minister for Tides and Moorings", ("chair",))


@pytest.mark.parametrize(
    "line", ["Ann Lee went to the Mill and saw Bo Ray there", "Ann Maria Lee Ray"]
)
def test_sentences_and_long_names_are_no_run(roll, line):
    found = roll(f"Present\n\nBo Ray\n\nCy Dow\n\n{line}\n")
    assert "run_together" not in [f.kind for f in found.reading.findings]
