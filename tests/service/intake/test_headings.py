"""Body, day, hours and place out of headings of many kinds, and what is no minutes at all."""

from datetime import date

import pytest

from service.intake.dates import printed, prints_month_first
from service.intake.occasion import times_and_venue
from service.intake.titles import body_in

PEOPLE = "\n\nPresent:\n\n- Ann Lee\n- Bo Ray\n\n1. Roads\n\nWet.\n\n2. Bins\n\nFull.\n"


@pytest.fixture
def meeting(read):
    """Read a heading above a list of people and some business."""
    return lambda heading: read(f"{heading}{PEOPLE}").meetings[0]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Minutes of the Pier Parish Council meeting held on 3 May 2022", "Pier Parish Council"),
        ("PIER COUNCIL Draft Minutes of the Ordinary Meeting 3 May 2022", "PIER COUNCIL"),
        ("Pier Board monthly meeting, May 3, 2022", "Pier Board"),
        ("2022-05-03 Pier Steering Committee (PSC) Meeting", "Pier Steering Committee (PSC)"),
        ("Town of Elm Fork", "Town of Elm Fork"),
        ("Minutes (May, 2022)", None),
        ("Tuesday 3 May 2022 at 7pm", None),
        ("The pier was open to the council", None),
    ],
)
def test_the_body_is_what_a_title_says_beside_what_every_title_says(title, body):
    found = body_in(title)
    assert (found.name if found else None) == body


def test_a_line_that_names_a_body_wins_over_one_that_does_not(meeting):
    found = meeting("# Spring notes\n\nMinutes of the Pier Trust meeting held on 3 May 2022")
    assert found.body == "Pier Trust"


def test_a_title_below_the_list_of_people_is_the_heading_too(read):
    text = "**Present**\n* Ann Lee, Bo Ray\n\n### Minutes of the Pier Council meeting 3 May 2022\n"
    (found,) = read(f"{text}\nIt rained.\n").meetings
    assert (found.body, found.date) == ("Pier Council", date(2022, 5, 3))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022.05.03", date(2022, 5, 3)),
        ("2022 05 03", date(2022, 5, 3)),
        ("20220503-1830", date(2022, 5, 3)),
        ("3-4 May 2022", date(2022, 5, 3)),
        ("May 3-4, 2022", date(2022, 5, 3)),
        ("Tuesday3rd May 2022", date(2022, 5, 3)),
        ("3 May '22", date(2022, 5, 3)),
        ("03-05-2022", date(2022, 5, 3)),
    ],
)
def test_days_are_read_in_more_ways_of_printing(text, day):
    assert [one.on() for one in printed(text)] == [day]


@pytest.mark.parametrize(
    ("texts", "month_first"),
    [
        (["5/3/2022", "5/23/2022"], True),
        (["5/3/2022", "23/5/2022"], False),
        (["Tuesday 5/3/2022"], True),
        (["Thursday 5/3/2022", "5/3/2022"], False),
        (["5/3/2022", "2022-05-03"], True),
        (["5/3/2022", "5 March 2022"], False),
        (["5/3/2022", "It met on May 9, 2022"], True),
        (["5/3/2022"], False),
        (["23 May 2022"], False),
    ],
)
def test_a_document_shows_itself_whether_the_month_comes_first(texts, month_first):
    assert prints_month_first(texts) is month_first


def test_a_day_that_reads_both_ways_is_read_as_the_document_prints_days(meeting):
    assert meeting("Pier Board\n5/3/2022\n\nSent out on 5/23/2022").date == date(2022, 5, 3)
    assert meeting("Pier Board\n5/3/2022\n\nSent out on 23/5/2022").date == date(2022, 3, 5)


@pytest.mark.parametrize(
    "heading",
    [
        '---\ntitle: "Minutes"\ndate: "2022-06-20"\n---\n\nHeld on the 3rd May 2022 at 7pm',
        "# Pier Board\n\nNext meeting: 7 June 2022\n\nDate: 3 May 2022",
        "# Pier Board\n\nApproved on 7 June 2022\n\nMeeting of 3 May 2022",
        "---\ndate: 2022-06-20\n---\n\nPier Board meeting held on 3rd May",
        '+++\ntitle = "Minutes 3/5/2022"\ndate = "2022-05-03T14:00:00Z"\n+++\n',
        "---\r\ntitle: Pier Board, 3 May 2022\r\n---\r\n",
    ],
)
def test_the_day_it_was_held_wins_over_the_day_it_was_published(meeting, heading):
    assert meeting(heading).date == date(2022, 5, 3)


def test_a_day_on_the_line_of_the_list_or_below_it_is_found(read):
    line = "Pier Board\n\nTuesday 3 May 2022 Present: Ann Lee, Bo Ray\n\n1. Roads\n\n2. Bins\n"
    below = "Pier Board\n\nPresent: Ann Lee, Bo Ray\n\nDate and place: 3 May 2022, Town Hall\n"
    assert [read(text).meetings[0].date for text in (line, below)] == [date(2022, 5, 3)] * 2


@pytest.mark.parametrize(
    ("heading", "told", "expected"),
    [
        (["Time: 14:00-15:30 UTC"], [], ("14:00", "15:30", None)),
        (["Time: 2-4pm"], [], ("14:00", "16:00", None)),
        (["Held on 3 May 2022 at 7pm"], [], ("19:00", None, None)),
        (["held at 19.30 in the Pier Room"], [], ("19:30", None, "Pier Room")),
        (["Minutes of the meeting held in the Hall", "At 7.30pm on 3 May"], [], None),
        ([], ["Opened: 1915hrs", "Closed: 2015hrs"], ("19:15", "20:15", None)),
        (["At 7.30pm"], ["Meeting ended 8.50"], ("19:30", "20:50", None)),
        ([], ["The meeting was called to order at 15:04 UTC"], ("15:04", None, None)),
    ],
)
def test_hours_and_places_are_read_in_more_ways_of_printing(heading, told, expected):
    assert times_and_venue(heading, told) == (expected or ("19:30", None, "Hall"))


@pytest.mark.parametrize(
    "text",
    [
        "# Agenda 3 May 2022\n\n## Roads\n\nWho mends them?\n\n## Bins\n\n- Where?\n",
        "# Pier News\n\n3 May 2022\n\nThe pier is open again. The band will play on Sunday.\n",
        "# How to run a meeting\n\n## Before\n\nSend out an agenda.\n\n## After\n\nThank all.\n",
        "# Changelog\n\n## 1.2.0 (2022-05-03)\n\n- Fix gate\n\n## 1.1.0 (2022-04-01)\n\n- Paint\n",
        "# Code of conduct\n\nBe kind.\n\n## Scope\n\nAll of it.\n\n## Contact\n\nWrite to us.\n",
        "Invoice 17\n\nDate: 3 May 2022\n\nTo: Pier Board\n\n| Item | Price |\n|---|---|\n",
        "# Minutes\n\n- 3 May 2022\n- 7 June 2022\n- 5 May 2022\n- 2 May 2021\n\n## A\n\n## B\n",
        "The next Pier Board meeting will be on Tuesday 3 May 2022. All are welcome to attend.\n",
    ],
)
def test_what_is_no_minutes_says_so(read, text):
    found = read(text).reading
    assert found.meetings == ()
    assert [finding.kind for finding in found.findings] == ["not_minutes"]


@pytest.mark.parametrize(
    "text",
    [
        "# May 3, 2022 Meeting Notes\n\n## Roads\n\nWet.\n\n## Bins\n\nFull.\n",
        "# Pier Board\n\nMinutes of 3 May 2022\n\n" + "It rained on the pier all day.\n\n" * 5,
    ],
)
def test_a_dated_heading_that_says_minutes_is_believed_without_a_list_of_people(read, text):
    assert [one.date for one in read(text).meetings] == [date(2022, 5, 3)]
