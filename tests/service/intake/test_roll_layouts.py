"""The many layouts of an attendance list, each as small as it can be, with its expected reading."""

import pytest

TAIL = "\n\n1. Roads\n\n1.1 The road was wet.\n\n2. Close\n\n2.1 It closed.\n"


@pytest.fixture
def rows(read):
    """Read attendance printed between a heading and some business."""

    def attendance(printed):
        found = read(f"Pier Board\n3 May 2022\nMinutes\n\n{printed}{TAIL}").meetings
        return [row for row in found[0].attendance if row.duplicate_of is None] if found else []

    return attendance


def names(found, status="present"):
    return [row.name for row in found if row.status == status]


@pytest.mark.parametrize(
    "printed",
    [
        "PRESENT Mr A Lee, Mrs B Ray and Miss C Dow",
        "Those attending Mr A Lee, Mrs B Ray, Miss C Dow",
        "Present\u2013 Mr A Lee, Mrs B Ray, Miss C Dow.",
        "1\\. Present: Mr A Lee, Mrs B Ray, Miss C Dow",
        "PRESENT (three members): - Mr A Lee, Mrs B Ray, Miss C Dow.",
        "\\*\\*Members present\\*\\*\n\n- Mr A Lee\n- Mrs B Ray\n- Miss C Dow",
        "**In attendence**\n\n- Mr A Lee\n- Mrs B Ray\n- Miss C Dow",
        "Board members in attendance were:\n\n- Mr A Lee\n- Mrs B Ray\n- Miss C Dow",
        "Present: Mr A Lee,\n\nMrs B Ray, Miss C Dow",
        "Present: Mr A Lee Mrs B Ray Miss C Dow",
        "Present Pier Section: Mr A Lee, Mrs B Ray, Miss C Dow",
        "Held in the hall PRESENT: Mr A Lee, Mrs B Ray, Miss C Dow",
    ],
)
def test_a_label_is_known_however_it_is_printed(rows, printed):
    assert names(rows(printed)) == ["Mr A Lee", "Mrs B Ray", "Miss C Dow"]


def test_one_line_may_hold_several_labels(rows):
    found = rows("Present: Ann Lee, Bo Ray Apologies: Cy Dow. Clerk: Di Fox")
    assert names(found) == ["Ann Lee", "Bo Ray", "Di Fox"]
    assert names(found, "apologies") == ["Cy Dow"]
    assert found[-1].roles == ("secretary",)


def test_what_is_told_after_the_names_on_their_line_is_business(read):
    text = f"Pier Board\n3 May 2022\n\nPresent: Ann Lee, Bo Ray. The Chair welcomed all.{TAIL}"
    found = read(text)
    assert names(found.meetings[0].attendance) == ["Ann Lee", "Bo Ray"]
    assert all(finding.kind != "unread" for finding in found.reading.findings)


def test_posts_and_bodies_in_a_list_belong_to_the_name_before_them(rows):
    found = rows(
        "Present: Ann Lee, President, Bo & Cy Ray, co-Treasurers, Di Fox, Tide Office "
        "and Ed Gunn, Secretary."
    )
    assert [(row.name, row.post, row.organisation, row.roles) for row in found] == [
        ("Ann Lee", "President", None, ()),
        ("Bo Ray", "co-Treasurers", None, ()),
        ("Cy Ray", "co-Treasurers", None, ()),
        ("Di Fox", None, "Tide Office", ()),
        ("Ed Gunn", "Secretary", None, ("secretary",)),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Treasurer Bo Ray", ("Bo Ray", "Treasurer")),
        ("Borough Councillor B Ray", ("B Ray", "Borough Councillor")),
        ("Plot Holders Mr. Ray", ("Mr. Ray", "Plot Holders")),
        ("Bo Ray Deputy Chair", ("Bo Ray", "Deputy Chair")),
        ("Vice Chairman (Mr. Ray, who took the chair)", ("Mr. Ray", "Vice Chairman")),
        ("Plot Holders - Mr. Ray", ("Mr. Ray", "Plot Holders")),
    ],
)
def test_a_post_may_stand_on_either_side_of_a_name(rows, printed, expected):
    row = rows(f"Present: Ann Lee, {printed}")[1]
    assert (row.name, row.post) == expected


@pytest.mark.parametrize(
    "counted",
    [
        "and 6 members of the public",
        "plus four residents",
        "together with two members of the public",
        "6 guests",
    ],
)
def test_those_who_are_only_counted_are_nobody(rows, counted):
    assert names(rows(f"Present: Ann Lee, Bo Ray {counted}.")) == ["Ann Lee", "Bo Ray"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Ann Lee (Chair) Bo Ray (Clerk) Cy Dow", ["Ann Lee", "Bo Ray", "Cy Dow"]),
        ("Cllr A Lee Cllr B Ray County Councillor C Dow", ["Cllr A Lee", "Cllr B Ray", "C Dow"]),
        ("Ann Lee Bo Ray Cy Dow Di Fox", ["Ann Lee", "Bo Ray", "Cy Dow", "Di Fox"]),
        ("AL BR CD", ["AL", "BR", "CD"]),
    ],
)
def test_people_run_together_are_parted(rows, printed, expected):
    assert names(rows(f"Present: {printed}")) == expected


def test_handles_and_first_names_in_a_list_of_names_are_people(rows):
    assert names(rows("## Present\n\nzed0, Ann, oliver ray, bo_ray\n")) == [
        "zed0",
        "Ann",
        "oliver ray",
        "bo_ray",
    ]


def test_a_handle_beside_a_name_is_no_part_of_it(rows):
    found = rows("Present:\n\n- Ann Lee @annl (Tide Office)\n- Bo Ray (@boray)\n- @cyd\n")
    assert [(row.name, row.organisation) for row in found] == [
        ("Ann Lee", "Tide Office"),
        ("Bo Ray", None),
        ("@cyd", None),
    ]


def test_initials_that_key_the_text_are_no_body_and_name_their_owner_later(rows):
    found = rows(
        "Present:\n\n- Ann Nora Lee - Tide Office (ANL)\n- Bo Ray [Treasurer] (BXR)\n"
        "- Cy Dow (CD)\n- Di Fox (DF)\n\nScribe: ANL\n"
    )
    assert [(row.name, row.organisation) for row in found] == [
        ("Ann Nora Lee", "Tide Office"),
        ("Bo Ray", None),
        ("Cy Dow", None),
        ("Di Fox", None),
    ]
    assert found[0].roles == ("secretary",)


def test_a_heading_row_says_what_the_columns_hold(rows):
    found = rows(
        "## Attendees\n\n| Name | Initials | Affiliation | GH Username | Present? |\n"
        "|---|---|---|---|---|\n| | | | | |\n| Ann Lee | AL | Tide Office | annl | yes |\n"
        "| Bo Ray | BR | Pier Trust | boray | |\n\n3 people\n"
    )
    assert [(row.name, row.organisation, row.status) for row in found] == [
        ("Ann Lee", "Tide Office", "present"),
        ("Bo Ray", "Pier Trust", "absent"),
    ]


def test_a_table_in_which_a_column_says_yes_lists_who_was_there_without_any_label(rows):
    table = "".join(
        f"<tr>\n<td><p>{name}</p></td>\n<td>{body}</td><td>{mark}</td>\n</tr>\n"
        for name, body, mark in [
            ("Ann Lee", "Tide Office", "Yes"),
            ("Bo Ray", "Pier Trust", ""),
            ("Cy Dow", "Moor Club", "X"),
        ]
    )
    found = rows(f"**Members**\n\n<table>\n{table}</table>\n\nTide tables\n")
    assert [(row.name, row.organisation, row.status) for row in found] == [
        ("Ann Lee", "Tide Office", "present"),
        ("Bo Ray", "Pier Trust", "absent"),
        ("Cy Dow", "Moor Club", "present"),
    ]


def test_a_status_beside_a_name_says_more_than_the_label_above(rows):
    found = rows("Roll call:\n\n- Ann Lee\n- Bo Ray (absent)\n- Cy Dow - apologies\n")
    assert [row.status for row in found] == ["present", "absent", "apologies"]


def test_those_below_a_label_that_says_remote_were_not_in_the_room(rows):
    found = rows("In person:\n\nPresent:\n\n- Ann Lee\n\nAttending remotely:\n\n- Bo Ray\n")
    assert [(row.name, row.mode) for row in found] == [
        ("Ann Lee", "in_person"),
        ("Bo Ray", "video"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "The meeting was led by Bo Ray.",
        "The Chairman (Bo Ray) opened the meeting.",
        "Moderator: Bo R\u00e1y",
        "Bo called the meeting to order at 19:00.",
        "Chaired by Bo Ray",
    ],
)
def test_who_presided_may_be_told_above_the_list(read, told):
    text = f"Pier Board\n3 May 2022\nMinutes\n\n{told}\n\nPresent:\n- Ann Lee\n- Bo Ray\n{TAIL}"
    assert [row.roles for row in read(text).meetings[0].attendance] == [(), ("chair",)]


def test_a_role_alone_above_a_name_is_a_label(rows):
    found = rows("Chair\n\nAnn Lee\n\nPresent\n\nBo Ray\n\nSecretariat\n\nCy Dow (Tide Office)\n")
    assert [(row.name, row.roles) for row in found] == [
        ("Ann Lee", ("chair",)),
        ("Bo Ray", ()),
        ("Cy Dow", ("secretary",)),
    ]


def test_roles_above_a_list_of_nobody_else_are_attendance(read):
    text = "# Pier Board minutes\n\n3 May 2022\n\n* Chairs: Ann Lee, Bo Ray\n* Minutes: Cy Dow\n"
    found = read(f"{text}\n## Roads\n\nWet.\n\n## Bins\n\nFull.\n").meetings[0].attendance
    assert [(row.name, row.roles) for row in found] == [
        ("Ann Lee", ("chair",)),
        ("Bo Ray", ("chair",)),
        ("Cy Dow", ("secretary",)),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Apologies had been received from Cy Dow who was ill.",
        "Apologies were accepted for Cy Dow (Chair).",
        "Apologies: Were received from Cy Dow",
    ],
)
def test_apologies_are_read_out_of_sentences(rows, told):
    found = rows(f"Present: Ann Lee, Bo Ray\n\n{told}\n")
    assert [(row.name, row.roles) for row in found if row.status == "apologies"] == [("Cy Dow", ())]


def test_those_a_sentence_names_as_present_are_attendance(read):
    welcome = "1. Welcome: the Chairman (Ann Lee) welcomed those present: Bo Ray, Cy Dow (Clerk)"
    text = f"PIER ASSOCIATION\n\nMeeting held on 3 May 2022\n\n{welcome}\n\n2. Bins: full.\n"
    found = read(f"{text}\n3. Roads: wet.\n").meetings[0].attendance
    assert [(row.name, row.roles) for row in found] == [
        ("Bo Ray", ()),
        ("Cy Dow", ("secretary",)),
        ("Ann Lee", ("chair",)),
    ]


@pytest.mark.parametrize(
    "line",
    ["CHANGES TO THE AGENDA", "Resources:", "Pier residents", "Minutes", "clerk@pier.test wrote"],
)
def test_what_stands_near_a_list_and_names_nobody_is_nobody(rows, line):
    assert names(rows(f"Present:\n\n- Ann Lee\n- Bo Ray\n\n{line}\n")) == ["Ann Lee", "Bo Ray"]


def test_numbered_people_are_no_items(read):
    people = "## Attendees\n\n1. Ann Lee\n2. BR: Bo Ray (@boray), Tide Office\n3. Cy Dow\n"
    text = f"# Pier Board Meeting 2022-05-03\n\n{people}\n## Roads\n\nWet.\n\n## Bins\n\nFull.\n"
    (meeting,) = read(text).meetings
    assert names(meeting.attendance) == ["Ann Lee", "Bo Ray", "Cy Dow"]
    assert [item.title for item in meeting.items] == ["Roads", "Bins"]


def test_a_nickname_in_brackets_is_no_body(rows):
    (row,) = rows("Present:\n\n- Ann (Annie) Lee (Tide Office)\n")
    assert (row.name, row.organisation) == ("Ann Lee", "Tide Office")


def test_a_body_in_capitals_may_follow_a_name_at_once(rows):
    (row,) = rows("Present\n\nAnn Lee TO AB2\n")
    assert (row.name, row.organisation) == ("Ann Lee", "TO AB2")


def test_a_column_of_marks_says_who_came_only_where_no_heading_says_otherwise(rows):
    table = "| {} | Name | Company |\n|---|---|---|\n| X | Ann Lee | Tide Office |\n"
    more = "| | Bo Ray | Moor Club |\n| X | Cy Dow | Pier Trust |\n"
    unnamed = rows(f"## Attendance\n\n{table.format('')}{more}")
    experts = rows(f"## Attendance\n\n{table.format('Invited Expert')}{more}")
    assert [row.status for row in unnamed] == ["present", "absent", "present"]
    assert [row.status for row in experts] == ["present"] * 3


def test_a_column_of_posts_is_no_column_of_names(rows):
    found = rows("Present:\nAnn Lee (ALE)    Councillor/Chairman\nBo Ray (BRA)    Councillor\n")
    assert [(row.name, row.post) for row in found] == [
        ("Ann Lee", "Chairman"),
        ("Bo Ray", "Councillor"),
    ]


def test_handles_may_follow_a_colon(rows):
    found = rows("## Present\n\n* Pier team: @pier/build\n* Ann Lee: @annl\n* Bo Ray: @bo\n")
    assert names(found) == ["Ann Lee", "Bo Ray"]


def test_the_next_number_ends_a_list_whose_label_is_numbered(rows):
    found = rows("Present: Ann Lee\n\n1\\. Apologies accepted from:\n\nBo Ray\n\n2\\. Interests;\n")
    assert names(found, "apologies") == ["Bo Ray"]


def test_a_body_and_a_post_in_one_bracket_are_told_apart(rows):
    (row,) = rows("Present:\n\n- Ann Lee (Tide Office, End User WG co-lead)\n")
    assert (row.organisation, row.post) == ("Tide Office", "End User WG co-lead")


def test_a_word_that_adds_to_a_list_opens_none_of_its_own(read, rows):
    assert read(f"Pier Press\n\nOnline\n\nTide Tables\n\nAnn Lee\n{TAIL}").meetings == ()
    found = rows("Present:\n\n- Ann Lee\n\nOnline:\n\n- Bo Ray\n")
    assert [(row.name, row.mode) for row in found] == [
        ("Ann Lee", "in_person"),
        ("Bo Ray", "video"),
    ]
