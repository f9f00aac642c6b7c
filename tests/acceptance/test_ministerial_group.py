"""Two meetings of a ministerial group, from their minutes to the answers, by command and by HTTP.

The documents are real, so they are no part of this repository, and what is expected of them is
taken from the gold beside them.
"""

import json
import os
import re
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

CORPUS = os.environ.get("MINUTEBOOK_CORPUS")
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="MINUTEBOOK_CORPUS names no corpus, and these minutes are in no other place"
)
MARCH, SEPTEMBER = "2013-03-11", "2013-09-09"
NEW_YEARS_EVE = "2013-12-31"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LISTED, REPEATED = "meeting.attendance_listed", "meeting.attendance_duplicate_resolved"


def document(number):
    """Return the file of a seed and the meeting that its gold says it holds."""
    seeds = Path(CORPUS) / "seeds"
    gold = json.loads(next((seeds / "gold").glob(f"{number}_*.json")).read_text())
    return seeds / gold["source"], gold["meetings"][0]


def recorded(office):
    """Submit March, then September, then assert the series; note what was answered on the way."""
    (march_file, march), (september_file, september) = document("001"), document("000")
    body = march["body"]
    first = office.submit(march_file)
    between = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    early = answers(office, march)
    second = office.submit(september_file)
    unasserted = office.overdue(NEW_YEARS_EVE), office.unresolved(NEW_YEARS_EVE)
    office.assert_series(body, MARCH, SEPTEMBER)
    return SimpleNamespace(
        office=office,
        body=body,
        gold={MARCH: march, SEPTEMBER: september},
        meeting={MARCH: first["meeting"], SEPTEMBER: second["meeting"]},
        findings={MARCH: first["findings"], SEPTEMBER: second["findings"]},
        moments={"position": first["position"], "instant": between},
        both=second["position"],
        early=early,
        unasserted=unasserted,
    )


def answers(office, gold, known_at=None):
    """Ask what there is to ask of this group, and return it as one value."""
    asked = {"known_at": known_at}
    return {
        "actions": office.actions(**asked),
        "overdue": office.overdue(NEW_YEARS_EVE, **asked),
        "unresolved": office.unresolved(NEW_YEARS_EVE, **asked),
        "person": office.attendance("person", chair(gold), **asked),
        "organisation": office.attendance("organisation", "Home Office", **asked),
        "body": office.attendance("body", gold["body"], **asked),
    }


@pytest.fixture(scope="module")
def stories(ways, kind, new_home):
    """What each way recorded, and answers, in a minute book of its own."""
    with ExitStack() as stack:
        homes = {name: stack.enter_context(new_home(kind)) for name in ways}
        told = {name: recorded(stack.enter_context(way(homes[name]))) for name, way in ways.items()}
        yield SimpleNamespace(told=told, homes=homes)


@pytest.fixture(params=["command line", "HTTP"])
def story(request, stories):
    return stories.told[request.param]


def chair(gold):
    (name,) = [row["name"] for row in gold["attendance"] if "chair" in row["roles"]]
    return name


def owners(action):
    return [each["words"] for each in action["owners"]]


def given_out_at(story, day, actions):
    return [each for each in actions if each.get("meeting") == story.meeting[day]]


def days_late(due):
    return (date.fromisoformat(NEW_YEARS_EVE) - date.fromisoformat(due)).days


def rows_on(lines, day):
    return [line for line in lines if line["day"] == day]


def as_printed(rows):
    """Return how often each label stands with each organisation and status."""
    return Counter((row["label"], row["organisation"], row["status"]) for row in rows)


def as_recorded(lines):
    return Counter(
        (line["listed_as"], line.get("organisation_name"), line["status"]) for line in lines
    )


def test_thirteen_actions_are_recorded_ten_of_them_in_march(story):
    actions = story.office.actions()
    assert len(actions) == 13
    assert len(given_out_at(story, MARCH, actions)) == 10


@pytest.mark.parametrize("day", [MARCH, SEPTEMBER])
def test_actions_have_the_text_and_the_owners_as_printed(story, day):
    found = given_out_at(story, day, story.office.actions())
    expected = [(each["text"], each["owners"]) for each in story.gold[day]["actions"]]
    assert [(each["text"], owners(each)) for each in found] == expected


def test_each_joint_owner_is_asked_by_itself(story):
    (joint,) = [
        each
        for each in story.office.actions()
        if len(owners(each)) == 3 and each["meeting"] == story.meeting[SEPTEMBER]
    ]
    assert owners(joint) == ["AGO", "MOJ", "Home Office"]
    assert {each["part"] for each in joint["owners"]} == {"joint"}
    for name in owners(joint):
        printed = [
            each["text"]
            for gold in story.gold.values()
            for each in gold["actions"]
            if name in each["owners"]
        ]
        found = [each["text"] for each in story.office.actions(owner=name)]
        assert joint["text"] in found
        assert found == printed


def test_an_action_without_an_owner_is_reported_as_unowned(story):
    (printed,) = [each for each in story.gold[MARCH]["actions"] if not each["owners"]]
    (unowned,) = story.office.actions(unowned=True)
    assert (unowned["text"], unowned["owners"]) == (printed["text"], [])
    assert [each["id"] for each in story.findings[MARCH] if each["kind"] == "unowned_action"] == [
        unowned["id"]
    ]


def test_an_owner_that_is_a_class_of_people_is_no_person_and_no_organisation(story):
    kinds = {
        each["words"]: each["kind"]
        for action in story.office.actions()
        for each in action["owners"]
    }
    assert kinds["Officials"] == "class"


def test_march_lists_twenty_eight_of_whom_eleven_have_no_name(story):
    rows = rows_on(story.office.attendance("body", story.body), MARCH)
    assert len(rows) == 28
    assert Counter(row["status"] for row in rows) == {"present": 18, "apologies": 10}
    assert sum("person" not in row for row in rows) == 11
    assert as_recorded(rows) == as_printed(story.gold[MARCH]["attendance"])


def test_eight_of_them_stand_in_for_a_minister_who_sent_apologies(story):
    rows = rows_on(story.office.attendance("body", story.body), MARCH)
    stood_in_for = [row["substitute_for"] for row in rows if "substitute_for" in row]
    away = {row["person"]: row for row in rows if row["status"] == "apologies"}
    assert len(stood_in_for) == len(set(stood_in_for)) == 8
    assert {away[each]["listed_as"] for each in stood_in_for} == {
        row["represents"] for row in story.gold[MARCH]["attendance"] if row["represents"]
    }


def test_september_prints_twenty_one_rows_of_twenty_attendees(story):
    rows = rows_on(story.office.attendance("body", story.body), SEPTEMBER)
    printed = [
        each for each in story.office.history(story.meeting[SEPTEMBER]) if each["type"] == LISTED
    ]
    assert (len(printed), len(rows)) == (21, 20)
    assert as_recorded(rows) == as_printed(story.gold[SEPTEMBER]["attendance"])


def test_who_is_printed_twice_counts_once_and_the_record_says_so(story):
    events = story.office.history(story.meeting[SEPTEMBER])
    listed = [each["data"] for each in events if each["type"] == LISTED]
    (repeated,) = [each["data"] for each in events if each["type"] == REPEATED]
    ((name, times),) = Counter(each["name"] for each in listed).most_common(1)
    numbers = [each["row"] for each in listed if each["name"] == name]
    assert (times, sorted([repeated["row"], repeated["same_as"]])) == (2, numbers)
    assert len(rows_on(story.office.attendance("person", name), SEPTEMBER)) == 1
    assert "duplicate_row" in {each["kind"] for each in story.findings[SEPTEMBER]}


def test_before_the_series_is_asserted_the_next_meeting_is_unresolved(story):
    overdue, unresolved = story.unasserted
    (printed,) = [
        each
        for each in story.gold[MARCH]["actions"]
        if each["due"] and each["due"]["kind"] == "next_meeting"
    ]
    assert overdue == []
    assert [each["text"] for each in unresolved] == [printed["text"]]
    assert "day" not in unresolved[0]["due"]


def test_as_known_before_the_assertion_the_answer_is_still_that_of_then(story):
    asked = {"known_at": story.both}
    then = (
        story.office.overdue(NEW_YEARS_EVE, **asked),
        story.office.unresolved(NEW_YEARS_EVE, **asked),
    )
    assert then == story.unasserted


def test_once_the_series_is_complete_it_was_due_at_the_meeting_in_september(story):
    (late,) = story.office.overdue(NEW_YEARS_EVE)
    assert (late["due"], late["days_late"]) == (SEPTEMBER, 113)
    assert late["days_late"] == days_late(SEPTEMBER)
    assert late["falls_on"] == story.meeting[SEPTEMBER]
    assert late["action"]["text"] == story.unasserted[1][0]["text"]
    assert story.office.unresolved(NEW_YEARS_EVE) == []
    assert story.office.overdue(SEPTEMBER) == []  # due on that very day is not late yet


def test_who_chaired_both_meetings_has_both_in_one_history(story):
    (name,) = {chair(gold) for gold in story.gold.values()}
    lines = story.office.attendance("person", name)
    assert [(line["day"], line["status"], line["capacity"]) for line in lines] == [
        (MARCH, "present", "chair"),
        (SEPTEMBER, "present", "chair"),
    ]
    assert len({line["person"] for line in lines}) == 1


def test_an_organisation_has_the_rows_that_are_printed_with_its_name(story):
    lines = story.office.attendance("organisation", "Home Office")
    for day, gold in story.gold.items():
        printed = [row for row in gold["attendance"] if row["organisation"] == "Home Office"]
        assert as_recorded(rows_on(lines, day)) == as_printed(printed)
    assert {line["organisation_name"] for line in lines} == {"Home Office"}


@pytest.mark.parametrize("moment", ["position", "instant"])
def test_as_known_between_the_two_submissions_there_is_only_march(story, moment):
    then = answers(story.office, story.gold[MARCH], story.moments[moment])
    assert then == story.early
    assert [each["meeting"] for each in then["actions"]] == [story.meeting[MARCH]] * 10
    assert [len(then["overdue"]), len(then["unresolved"])] == [0, 1]
    for lines in (then["person"], then["organisation"], then["body"]):
        assert {line["day"] for line in lines} == {MARCH}
    assert len(then["body"]) == 28


@pytest.fixture(scope="module")
def beside(stories, ways):
    """A server on the record that the command line made."""
    with ways["HTTP"](stories.homes["command line"]) as office:
        yield office


@pytest.mark.parametrize("moment", ["now", "position", "instant"])
def test_the_command_line_and_http_give_the_same_answers_of_one_record(stories, beside, moment):
    made = stories.told["command line"]
    known_at = made.moments.get(moment)
    assert answers(beside, made.gold[MARCH], known_at) == answers(
        made.office, made.gold[MARCH], known_at
    )


def test_minutes_handed_in_either_way_make_the_same_record(stories):
    records = [
        with_ids_told_apart(answers(story.office, story.gold[MARCH]))
        for story in stories.told.values()
    ]
    assert records[0] == records[1]


def with_ids_told_apart(found):
    """Return an answer as text in which each identity is replaced by its place among them."""
    text = json.dumps(found, sort_keys=True)
    for place, identity in enumerate(dict.fromkeys(UUID.findall(text))):
        text = text.replace(identity, f"#{place}")
    return json.loads(text)
