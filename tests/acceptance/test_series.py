"""A whole series of meetings goes in as a folder; then it answers over all its years.

The documents are real, so they are no part of this repository; what is expected of them is taken
from the gold beside them.
"""

import json
import os
import unicodedata
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = [
    pytest.mark.only("sqlite"),
    pytest.mark.skipif(
        not CORPUS,
        reason="MINUTEBOOK_CORPUS names no corpus, and these minutes are in no other place",
    ),
]
BODY = "Technical Council"


@pytest.fixture(scope="module")
def story(ways, kind, new_home):
    """Hand the folder in, and once more; note what was reported of each file."""
    gold = json.loads((Path(CORPUS) / "public" / "gold" / "series-aswf-tac.json").read_text())
    folder = Path(CORPUS) / "public" / "series" / gold["series"]
    with ExitStack() as stack:
        office = stack.enter_context(ways["command line"](stack.enter_context(new_home(kind))))
        reports = office.submit_folder(folder, BODY)
        size = office.position()
        again = office.submit_folder(folder, BODY)
        yield SimpleNamespace(
            office=office,
            gold=gold["files"],
            files=sorted(path.name for path in folder.iterdir()),
            reports=reports,
            again=again,
            grown=office.position() - size,
        )


def letters(name):
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalpha())


def rows_by_day(lines):
    rows = {}
    for line in lines:
        rows.setdefault(line["day"], []).append(line)
    return rows


def test_every_file_is_recorded_and_reported(story):
    assert [Path(each["file"]).name for each in story.reports] == story.files
    assert Counter(each["status"] for each in story.reports) == {"recorded": len(story.files)}


def test_handed_in_once_more_nothing_is_recorded_twice(story):
    assert {each["status"] for each in story.again} == {"recorded before"}
    assert story.grown == 0


def test_the_matrix_of_the_body_is_that_of_the_minutes(story):
    rows = rows_by_day(story.office.attendance("body", BODY))
    assert len(rows) == len(story.files)
    found = expected = read = 0
    for meeting in story.gold:
        given = [(letters(row["listed_as"]), row["status"]) for row in rows[meeting["date"]]]
        wanted = [(letters(row["name"]), row["status"]) for row in meeting["attendance"]]
        expected, read = expected + len(wanted), read + len(given)
        for name, status in wanted:
            same = [row for row in given if row[0].startswith(name) and row[1] == status]
            if same:
                given.remove(same[0])
                found += 1
    assert 2 * found / (expected + read) >= 0.9


def test_the_history_of_a_person_reaches_over_all_the_years_they_came(story):
    listed = Counter(
        (row["name"], row["status"]) for each in story.gold for row in each["attendance"]
    )
    (name, status), _ = max(
        (each for each in listed.items() if each[0][1] == "present"), key=lambda each: each[1]
    )
    lines = rows_by_day(story.office.attendance("person", name))
    days = {
        each["date"]
        for each in story.gold
        for row in each["attendance"]
        if (row["name"], row["status"]) == (name, status)
    }
    came = {day for day, rows in lines.items() if any(r["status"] == status for r in rows)}
    assert len(came & days) >= 0.9 * len(days)
    years = {day[:4] for day in came}
    assert len(years) >= 2


def test_what_is_open_can_be_asked(story):
    actions = story.office.actions()
    assert actions
    assert {each["state"] for each in actions} == {"open"}


def test_a_person_spelled_in_several_ways_is_offered_for_merging(story):
    pairs = story.office.spellings(BODY)
    likely = [each for each in pairs if each["verdict"] == "likely"]
    assert likely
    for pair in likely:
        assert pair["person"]["id"] != pair["into"]["id"]
        assert pair["reasons"]
    names = [(pair["person"]["called"], pair["into"]["called"]) for pair in likely]
    assert any(letters(one) == letters(other) for one, other in names)
