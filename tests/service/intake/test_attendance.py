"""Who was there, as printed: statuses, roles, organisations, substitutes, and nobody made up."""

import pytest

TAIL = "\n\n1. Roads\n\n1.1 The road was wet.\n\n2. Close\n\n2.1 It closed.\n"


@pytest.fixture
def rows(read):
    """Read attendance lines below a heading and above some business."""

    def attendance(lines, label="Present:"):
        found = read(f"Pier Board\n3 May 2022\nMinutes\n\n{label}\n{lines}{TAIL}").meetings
        return list(found[0].attendance) if found else []

    return attendance


def brief(found):
    return [(row.name, row.organisation) for row in found]


def test_columns_may_stand_in_either_order(rows):
    name_first = rows("Ann Lee MP\tPier Board\nBo Ray\tTide Office\n")
    body_first = rows("Pier Board\tAnn Lee MP\nTide Office\tBo Ray\n")
    assert brief(name_first) == brief(body_first)
    assert brief(name_first) == [("Ann Lee MP", "Pier Board"), ("Bo Ray", "Tide Office")]


def test_an_unnamed_official_stands_for_the_person_printed(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    official = meeting.attendance[2]
    assert (official.name, official.label, official.organisation) == (None, "Official", "TIDE")
    assert official.represents == "Dame Petra Quill MP"


def test_the_represented_person_stays_under_apologies(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    away = [row.name for row in meeting.attendance if row.status == "apologies"]
    assert away == ["Dame Petra Quill MP", "Olaf Brandt"]


def test_a_chair_elsewhere_has_a_post_and_presides_only_where_nobody_else_is_marked(rows):
    marked = rows("Ann Lee\tPier Board - Chair\nBo Ray\tChair, Tide Forum\n")
    alone = rows("Ann Lee\tPier Board\nBo Ray\tChair, Tide Forum\n")
    assert [row.roles for row in marked] == [("chair",), ()]
    assert (marked[1].post, marked[1].organisation) == ("Chair", "Tide Forum")
    assert [row.roles for row in alone] == [(), ("chair",)]


def test_a_post_is_no_organisation(rows):
    (row,) = rows("Ann Lee QC\tSolicitor General\n")
    assert (row.post, row.organisation) == ("Solicitor General", None)


def test_a_person_printed_twice_keeps_both_rows_the_second_marked(fixture):
    found = fixture("columns.txt")
    rows = found.meetings[0].attendance
    twice = [i for i, row in enumerate(rows) if row.name == "Orla Reed"]
    assert [rows[i].duplicate_of for i in twice] == [None, twice[0]]
    assert [f.kind for f in found.reading.findings].count("duplicate") == 1


def test_an_empty_tick_box_and_apologies_are_one_absence_with_apologies(fixture):
    (meeting,) = fixture("parish.md").meetings
    cora = [row for row in meeting.attendance if row.name == "Cora Finch"]
    assert [(row.status, row.duplicate_of is None) for row in cora] == [
        ("apologies", True),
        ("apologies", False),
    ]


@pytest.mark.parametrize("nobody", ["None", "No apologies received", "this was not logged", "TBC"])
def test_nobody_is_made_up(rows, nobody):
    found = rows(f"Ann Lee\tPier Board\n\nApologies:\n{nobody}\n")
    assert [row.name for row in found] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee/Bo Ray (Tide Office)", ["Ann Lee", "Bo Ray"]),
        ("Ann & Bo Lee", ["Ann Lee", "Bo Lee"]),
        ("Members: Ann Lee, Bo Ray (filling in for Cy), Di Fox and Ed Gunn", None),
    ],
)
def test_people_on_one_line_are_parted(rows, line, names):
    assert [row.name for row in rows(line)] == (names or ["Ann Lee", "Bo Ray", "Di Fox", "Ed Gunn"])


@pytest.mark.parametrize(
    ("line", "name", "represents"),
    [
        ("- Ann Lee (filling in for Bo)", "Ann Lee", "Bo"),
        ("- Ann Lee ( delegate of Bo Ray ) - Tide Office", "Ann Lee", "Bo Ray"),
        ("- Bo Ray (Ann Lee proxy), Tide Office", "Ann Lee", "Bo Ray"),
    ],
)
def test_a_substitute_is_present_for_another(rows, line, name, represents):
    (row,) = rows(line)
    assert (row.name, row.represents) == (name, represents)


def test_a_body_somebody_represents_is_an_organisation(rows):
    (row,) = rows("- Ann Lee (representing the Tide Trust)")
    assert (row.organisation, row.represents) == ("the Tide Trust", None)


def test_arrivals_and_departures_are_no_part_of_a_name(rows):
    (row,) = rows("Ann Lee left at 11:04\n")
    assert (row.name, row.organisation) == ("Ann Lee", None)


def test_initials_in_brackets_name_whoever_took_the_chair(rows):
    found = rows("- Ann Lee\n- Bo Ray\n\nBR chaired the meeting\n")
    assert [row.roles for row in found] == [(), ("chair",)]


def test_roles_on_lines_of_their_own_are_given(rows):
    found = rows("- Members: Ann Lee, Bo Ray\n- Minutes: Bo Ray\n- Chair: Ann Lee\n")
    assert [(row.name, row.roles) for row in found] == [
        ("Ann Lee", ("chair",)),
        ("Bo Ray", ("secretary",)),
    ]


def test_a_garbled_label_is_still_a_label(rows):
    found = rows("Ann Lee\tPier Board\n\nApologics\nBo Ray\tTide Office\n")
    assert [(row.name, row.status) for row in found] == [
        ("Ann Lee", "present"),
        ("Bo Ray", "apologies"),
    ]


def test_attendance_told_in_a_sentence_is_read_with_posts_and_roles(fixture):
    (meeting,) = fixture("told.txt").meetings
    once = [row for row in meeting.attendance if row.duplicate_of is None]
    assert [(row.name, row.status, row.roles) for row in once] == [
        ("Mona Birch", "present", ("chair",)),
        ("Sol Aspen", "present", ()),
        ("Tess Larch", "present", ()),
        ("Vern Oaks", "present", ("secretary",)),
        ("Hal Rowan", "apologies", ()),
    ]


def test_the_label_of_a_row_is_the_row_as_printed(fixture):
    (meeting,) = fixture("parish.md").meetings
    assert meeting.attendance[0].label == "Ada Thorn \u2014 Secretary"


@pytest.mark.parametrize("box", ["[x]", "[X ]", "* [x]", r"\[x\]"])
def test_tick_boxes_are_read_with_and_without_a_bullet(rows, box):
    found = rows(f"{box} Ann Lee, Pier Board\n[ ] Bo Ray, Tide Office\n")
    assert [(row.name, row.status) for row in found] == [
        ("Ann Lee", "present"),
        ("Bo Ray", "absent"),
    ]


def test_names_on_the_line_of_the_label_may_be_wrapped(read):
    text = (
        f"Pier Board\n3 May 2022\nPresent: Ann Lee (Chair), Bo\nRay, Cy Dow\n\nDi Fox spoke{TAIL}"
    )
    rows = read(text).meetings[0].attendance
    assert [row.name for row in rows] == ["Ann Lee", "Bo Ray", "Cy Dow"]


def test_a_row_that_names_the_columns_is_nobody(rows):
    found = rows("Name\tRole\nAnn Lee\tChair of Governors\nBo Ray\tClerk\n")
    assert [(row.name, row.roles) for row in found] == [
        ("Ann Lee", ("chair",)),
        ("Bo Ray", ("secretary",)),
    ]


def test_apologies_told_in_the_business_complete_a_printed_list(read):
    told = "1. Apologies\n\nApologies were received from Bo Ray.\n\n2. Pier\n\nIt stood.\n"
    text = f"Pier Board\n3 May 2022\n\nPresent: Ann Lee\n\n{told}"
    rows = read(text).meetings[0].attendance
    assert [(row.name, row.status) for row in rows] == [
        ("Ann Lee", "present"),
        ("Bo Ray", "apologies"),
    ]


def test_a_sentence_that_begins_with_a_name_is_nobody(rows):
    assert [row.name for row in rows("- Ann Lee\n- Bo Ray will be late\n")] == ["Ann Lee"]


def test_a_line_that_is_not_understood_is_listed(read):
    found = read(f"Pier Board\n3 May 2022\nPresent:\nAnn Lee\n99 chairs{TAIL}").reading
    assert any(f.kind == "unread" and "99 chairs" in f.message for f in found.findings)
