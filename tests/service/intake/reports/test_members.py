"""Members are read with post and organisation, in whatever order and on whatever lines."""

import pytest

from service.intake.reports.affiliations import affiliation


def members(found):
    return [(one.name, one.organisation, one.post) for one in found.reading.members]


def test_names_and_affiliations_printed_apart_are_paired_in_order(report):
    found = report("yearbook.txt")
    assert members(found)[:3] == [
        ("Professor Ann Lee", "University of Wend", "Chair of Hydrology"),
        ("Bo Ray MSP", "Ministry of the Sea", "Minister for Ports, Piers and Lights"),
        ("Cy Elm", "Fell Farmers Union", "General Secretary"),
    ]
    assert [f.kind for f in found.reading.findings].count("members_paired") == 1


def test_affiliations_beside_or_below_a_name_are_parted_into_body_and_post(report):
    assert members(report("yearbook.txt"))[3:] == [
        ("Rt Hon Dee Ash MP", None, "Parliamentary Under Secretary of State"),
        (
            "Baroness Fir",
            "Department for Fords, Ferries and Weirs",
            "Minister of State for Crossings",
        ),
        ("Eve Oak", "Pier Board", None),
        ("Gil Yew", None, "Harbour Master and Chair of the Commission"),
    ]


def test_too_few_affiliations_are_given_to_nobody(read):
    found = read("Members of the Board\n\nAnn Lee\nBo Ray\n\nMinistry of the Sea\n")
    assert members(found) == [("Ann Lee", None, None), ("Bo Ray", None, None)]
    assert "members_unpaired" in [f.kind for f in found.reading.findings]


def test_a_table_of_members_is_read_by_its_columns(read):
    text = (
        "## Members of the Board\n\n| Name | Role | Organisation |\n|---|---|---|\n"
        "| Dr Ada Thorn | Chair | Moor College |\n| Ben Oak | Treasurer | |\n"
    )
    assert members(read(text)) == [
        ("Dr Ada Thorn", "Moor College", "Chair"),
        ("Ben Oak", None, "Treasurer"),
    ]


def test_each_member_on_one_line_is_read(read):
    text = (
        "Membership of the Tide Commission\n\n"
        "Professor Ann Lee, Chair, University of Wend\nBo Ray (Harbour Trust)\n"
        "Cy Elm \u2013 Secretary\nChair of the pilots: Eve Fir\n\n"
        "The Commission met six times in the year.\n"
    )
    assert members(read(text)) == [
        ("Professor Ann Lee", "University of Wend", "Chair"),
        ("Bo Ray", "Harbour Trust", None),
        ("Cy Elm", None, "Secretary"),
        ("Eve Fir", None, "Chair of the pilots"),
    ]


def test_pairs_of_lines_are_a_member_each_and_a_heading_ends_the_list(read):
    text = (
        "The members of the Panel are:\n\nAnn Lee\nDirector of Works, Pier Board\n\n"
        "Bo Ray\nTreasurer\nFell Farmers Union\nNext steps\n\nThe Panel will meet in May.\n"
    )
    assert members(read(text)) == [
        ("Ann Lee", "Pier Board", "Director of Works"),
        ("Bo Ray", "Fell Farmers Union", "Treasurer"),
    ]


def test_what_is_no_list_of_people_gives_no_members(read):
    listed = "Members of the club:\n\n- boats\n- oars\n- sails for the summer\n"
    strange = "New members:\n\nAnn Lee\nthe samba of May\nBo Ray\nthe tango of June\n"
    assert members(read(listed)) == []
    assert members(read(strange)) == []


@pytest.mark.parametrize(
    ("text", "organisation", "post"),
    [
        ("Pier Board, Solicitor General", "Pier Board", "Solicitor General"),
        ("Director of Works, Pier Board", "Pier Board", "Director of Works"),
        ("Office for Fords, Ferries and Weirs", "Office for Fords, Ferries and Weirs", None),
        ("Minister of State, Minister for Piers", None, "Minister of State, Minister for Piers"),
        ("Chief Constable", None, "Chief Constable"),
        ("", None, None),
    ],
)
def test_an_affiliation_is_a_body_a_post_or_both(text, organisation, post):
    assert affiliation(text) == (organisation, post)
