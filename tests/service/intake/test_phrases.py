"""Owners, due dates, decisions, speakers and dates, read out of single phrases."""

from datetime import date

import pytest

from service.intake.dates import printed
from service.intake.dues import due_of
from service.intake.occasion import times_and_venue
from service.intake.owners import owner_words, split_owners
from service.intake.sentences import glue, sentences
from service.intake.speakers import speaker_of

HELD = date(2022, 5, 3)
KNOWN = frozenset({"Works, Piers and Moorings", "Tide Office"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tide Office to draw a map", "Tide Office"),
        ("TO, Moon Board and Officials to draw a map", "TO, Moon Board and Officials"),
        ("Draw a map (Tide Office)", "Tide Office"),
        ("Ann: draw a map", "Ann"),
        ("everyone: draw a map", "everyone"),
        ("@Ann: draw a map", "Ann"),
        ("Ann Lee will draw a map", "Ann Lee"),
        ("Circulate Map to members", None),
        ("Draw a map of the moor to the east", None),
        ("There is to be a map", None),
        ("Draw a map (the large one)", None),
    ],
)
def test_owners_are_read_where_they_are_printed(text, words):
    assert owner_words(text, KNOWN) == words


def test_owners_are_parted_but_names_that_hold_an_and_are_not():
    words = "Tide Office, Works, Piers and Moorings and AB/CD"
    assert split_owners(words, KNOWN) == (
        "Tide Office",
        "Works, Piers and Moorings",
        "AB",
        "CD",
    )


@pytest.mark.parametrize(
    ("text", "due_kind", "day"),
    [
        ("Ann to dig by 20 June", "date", date(2022, 6, 20)),
        ("Ann to dig by Friday 14 January", "date", date(2023, 1, 14)),
        ("Ann to dig before 1/7/2022", "date", date(2022, 7, 1)),
        ("Ann to dig by the end of April", "month", None),
        ("Ann to dig by the end of April 2023", "month", date(2023, 4, 30)),
        ("Ann to dig before the end of 2024", "month", date(2024, 12, 31)),
        ("Ann to report at the next Board meeting", "next_meeting", None),
        ("Ann to report at a future meeting of the Board", "future_meeting", None),
        ("Ann to report at every meeting", "standing", None),
        ("Ann to dig as soon as possible", "text", None),
    ],
)
def test_a_due_is_read_from_its_words(text, due_kind, day):
    due = due_of(text, HELD)
    assert (due.kind, due.date) == (due_kind, day)
    assert due.text in text


@pytest.mark.parametrize(
    "text", ["Ann to quote the report of 2 May 2021", "Ann to draft the next Board report"]
)
def test_a_date_or_a_next_report_in_passing_is_no_due(text):
    assert due_of(text, HELD) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 May 2006", date(2006, 5, 3)),
        ("Tuesday, 11 th July 2006", date(2006, 7, 11)),
        ("May 3rd, 2006", date(2006, 5, 3)),
        ("2006-05-03", date(2006, 5, 3)),
        ("03/05/06", date(2006, 5, 3)),
        ("the 4th of November 2025", date(2025, 11, 4)),
    ],
)
def test_dates_are_read_day_first(text, found):
    assert [one.on() for one in printed(text)] == [found]


def test_a_time_after_a_day_is_no_year_and_31_june_no_day():
    assert [one.year for one in printed("May 16, 6:30 pm")] == [None]
    assert printed("31 June 2006") == []


@pytest.mark.parametrize(
    ("heading", "start", "end", "venue"),
    [
        ("Held in the Reading Room at 7:30pm.", "19:30", None, "Reading Room"),
        ("MEETING HELD ON 3 MAY 2022 AT 7.30PM IN THE HALL", "19:30", None, "HALL"),
        ("Time: 12:00-14:00", "12:00", "14:00", None),
        ("Venue: School Library", None, None, "School Library"),
        ("Held at home on 3 May", None, None, None),
    ],
)
def test_time_and_place_are_read_from_the_heading(heading, start, end, venue):
    assert times_and_venue([heading], []) == (start, end, venue)


def test_the_end_is_read_from_the_text():
    assert times_and_venue([], ["The meeting closed at 8.45pm."]) == (None, "20:45", None)


def test_the_next_meeting_takes_its_year_from_the_meeting(fixture):
    (meeting,) = fixture("columns.txt").meetings
    assert meeting.next_meeting.date == date(2020, 4, 17)


def test_the_printed_date_wins_and_a_conflict_is_found(read):
    found = read("---\ndate: 2022-05-04\n---\n# Board - May 3, 2022\n\n## Present\n\n- Ann Lee\n")
    assert found.meetings[0].date == HELD
    assert [f.kind for f in found.reading.findings if f.kind == "date_conflict"] == [
        "date_conflict"
    ]


def test_decisions_are_the_clauses_in_which_the_body_agrees(read):
    told = (
        "1.1 Ann agreed with Bo. Some said no; the Group agreed to close the pier; and costs. "
        "The plan was also endorsed by all. It should be agreed later. Members agreed the map."
    )
    text = f"Pier Board\n3 May 2022\nPresent:\nAnn Lee\n\n1. Pier\n\n{told}\n\n2. Close\n"
    assert [one.text for one in read(text).meetings[0].decisions] == [
        "the Group agreed to close the pier",
        "The plan was also endorsed by all.",
        "Members agreed the map.",
    ]


def test_a_motion_carried_decides_what_was_moved_before(fixture):
    (meeting,) = fixture("told.txt").meetings
    assert [one.text for one in meeting.decisions] == [
        "Motion by Sol Aspen, second by Tess Larch to buy gravel. Motion carried."
    ]


def test_a_post_told_beside_a_listed_name_is_read(fixture):
    (meeting,) = fixture("double_spaced.txt").meetings
    assert meeting.attendance[3].post == "Harbour Engineer"


def test_only_speakers_nobody_listed_answers_to_are_named(fixture):
    assert fixture("told.txt").meetings[0].speakers_not_listed == ("Quentin Sorrel",)
    assert fixture("double_spaced.txt").meetings[0].speakers_not_listed == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Lee noted that it rained.", "Ann Lee"),
        ("The Tide Office reported floods.", "The Tide Office"),
        ("Ann: it rained.", "Ann"),
        ("It rained.", None),
    ],
)
def test_the_speaker_opens_the_paragraph(text, speaker):
    assert speaker_of(text) == speaker


def test_titles_and_initials_end_no_sentence():
    assert sentences("Mr. Lee and J. Ray dug. They rested.") == [
        "Mr. Lee and J. Ray dug.",
        "They rested.",
    ]


def test_a_hyphen_at_the_edge_of_a_line_stays_and_a_dash_keeps_its_space():
    assert glue("cross-", "Channel") == "cross-Channel"
    assert glue("dug -", "before noon") == "dug - before noon"


@pytest.mark.parametrize(
    ("line", "start", "end", "venue"),
    [
        ("Tuesday 3rd May 2022 at Tide Office, 2 Quay Row", None, None, "Tide Office, 2 Quay Row"),
        ("3 May 2022 At The Mill 12:00-14:00hrs", "12:00", "14:00", "The Mill"),
        ("Tue 3 May 2022, 09:30 - 12:00, Room A", "09:30", "12:00", "Room A"),
        ("Board, 3 May 2022", None, None, None),
        ("3 May 2022", None, None, None),
    ],
)
def test_what_follows_the_date_of_the_heading_is_when_and_where(line, start, end, venue):
    assert times_and_venue([line], []) == (start, end, venue)


def test_a_theme_after_the_name_of_the_body_is_the_title(read):
    found = read("Tide Forum: Nets\n3 May 2022\nPresent:\nAnn Lee\n\n1. Pier\n\nOld.\n\n2. Close\n")
    assert (found.meetings[0].body, found.meetings[0].title) == ("Tide Forum", "Nets")
