"""Issues logs come out row by row, whichever way their pages lie and however rows are cut."""

from datetime import date

import pytest

MARCH, JUNE = date(2019, 3, 12), date(2019, 6, 5)


@pytest.fixture(scope="module")
def turned(fixture):
    return fixture("issues_turned.txt")


def log(found):
    return {issue.number: issue for issue in found.reading.issues_log}


def kinds(found):
    return [finding.kind for finding in found.reading.findings]


def test_a_log_without_minutes_is_read_and_is_no_failure(turned):
    assert turned.meetings == ()
    assert list(log(turned)) == [str(n) for n in range(1, 12)]
    assert "not_minutes" not in kinds(turned)


def test_numbers_lost_or_garbled_are_taken_from_their_place_and_found(turned):
    printed = [issue.number_printed for issue in turned.reading.issues_log]
    assert printed == [None, "2", "\u0cef", "4", None, "&", "7", "8", "9", "10", "11"]
    inferred = [f.message for f in turned.reading.findings if f.kind == "inferred_number"]
    assert [message.split()[1] for message in inferred] == ["1", "3", "5", "6"]


def test_rows_cut_by_a_page_go_on_where_the_count_leaves_no_number(turned):
    assert log(turned)["2"].issue == (
        "The tide board cannot be read from the ferry, and nobody looks after it."
    )


def test_a_row_whose_beginning_is_lost_is_an_issue_where_a_number_is_free(turned):
    torn = log(turned)["5"]
    assert (torn.issue, torn.raised) == ("the chain of the old gate", None)
    assert torn.proposed_action == "Ask the diver to look at"


def test_pages_turned_round_are_read_in_their_own_order(turned):
    assert (log(turned)["7"].issue, log(turned)["7"].proposed_action) == (
        "The bell cannot be heard.",
        "Buy a larger bell.",
    )
    assert log(turned)["9"].proposed_action == "Set it each Monday. Ask the school for help."
    assert kinds(turned).count("turned_page") == 7


def test_the_end_of_a_sentence_goes_back_to_its_issue(turned):
    assert log(turned)["8"].issue == "It is hard to see the signals of the ferry, which are small."
    assert log(turned)["9"].issue == "The clock is slow."


def test_themes_stand_above_their_issues(turned):
    themes = [issue.theme for issue in turned.reading.issues_log]
    assert themes == ["Moorings for visiting boats"] * 6 + ["Ferry and kiosk"] * 5


def test_dates_are_read_and_one_without_a_year_takes_that_of_its_neighbours(turned):
    raised = [log(turned)[number].raised for number in ("1", "4", "9", "10")]
    assert raised == [MARCH, JUNE, JUNE, date(2019, 6, 7)]


def test_every_issue_points_at_its_row(turned):
    span = log(turned)["4"].span
    assert turned.text[span.start : span.end].startswith("4\t5/6/19\tLamps")


def test_a_markdown_log_is_read_under_its_themes(read):
    head = "| Ref | Raised | Issue | Proposed action | Owner | Status |\n|--|--|--|--|--|--|\n"
    paths = "| R1 | 2021-02-03 | Mud | Lay stones | AB | Open |\n"
    walls = "| R2 | 2021-03-03 | Cracks | | CD | Closed |\n"
    found = read(f"# Risk register\n\n## Paths\n\n{head}{paths}\n## Walls\n\n{head}{walls}")
    rows = [
        (i.number, i.theme, i.issue, i.proposed_action, i.owner, i.status)
        for i in found.reading.issues_log
    ]
    assert rows == [
        ("R1", "Paths", "Mud", "Lay stones", "AB", "Open"),
        ("R2", "Walls", "Cracks", None, "CD", "Closed"),
    ]


def test_a_theme_may_be_a_column(read):
    head = "Category\tNo.\tIssue\tResponse\n"
    found = read(f"{head}Paths\t1\tMud\tLay stones\n\t2\tRoots\tSaw\nWalls\t3\tCracks\tFill\n")
    assert [(i.theme, i.issue) for i in found.reading.issues_log] == [
        ("Paths", "Mud"),
        ("Paths", "Roots"),
        ("Walls", "Cracks"),
    ]


def test_a_log_parted_by_gaps_is_read_with_its_wrapped_lines(read):
    found = read(
        "Issues register\n\n"
        "No    Date        Issue                    Proposed action\n"
        "1     03/02/21    Mud lies on the lower    Lay stones\n"
        "                  path each winter.        and sand.\n"
        "2     04/03/21    Roots.\n"
        "                                           Saw them.\n"
    )
    assert [(i.issue, i.proposed_action) for i in found.reading.issues_log] == [
        ("Mud lies on the lower path each winter.", "Lay stones and sand."),
        ("Roots.", "Saw them."),
    ]


def test_the_log_at_the_end_of_minutes_is_no_business_of_theirs(read):
    minutes = (
        "Pier Board\n3 May 2022\nPresent:\nAnn Lee\n\n1. Pier\n\nIt stood.\n\n2. Close\n\nDone.\n"
    )
    table = "Issues log\n\nNo\tRaised\tIssue\tProposed action\n1\t3/5/22\tRust\tPaint\n"
    found = read(f"{minutes}\n{table}\nMap of the pier.\n")
    assert [issue.issue for issue in found.reading.issues_log] == ["Rust"]
    texts = [p.text for item in found.meetings[0].items for p in item.paragraphs]
    assert texts == ["It stood.", "Done.", "Map of the pier."]


def test_a_table_of_actions_is_no_issues_log(read):
    head = "# Pier Board\n\n3 May 2022\n\n## Present\n\n- Ann\n\n## Pier\n\nOld.\n\n## Actions\n\n"
    table = "| No | Issue | Action | Owner |\n|--|--|--|--|\n| 1 | Rust | Paint it | Ann |\n"
    found = read(head + table)
    assert found.reading.issues_log == ()
    assert [a.text for a in found.meetings[0].actions] == ["Paint it"]


def test_what_is_proposed_without_an_issue_is_kept_and_doubted(read):
    found = read("Issues log\nNo\tRaised\tIssue\tAction\n1\t3/5/22\t\tPaint the rail\n")
    (issue,) = found.reading.issues_log
    assert (issue.issue, issue.proposed_action) == ("", "Paint the rail")
    assert kinds(found) == ["doubtful_issue"]


def test_numbers_that_skip_are_kept_as_printed(read):
    found = read("No\tRaised\tIssue\n3\t3/5/22\tRust\n7\t3/6/22\tRot\n12\t3/7/22\tRats\n")
    assert list(log(found)) == ["3", "7", "12"]
