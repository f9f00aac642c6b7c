"""Seven real meetings: who was there, what does not fit, and one man under two names.

The documents are real, so they are no part of this repository; what is expected of them is taken
from the gold beside them and from the list of what was found out about the people in them.
"""

from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from tests.acceptance.conftest import OverHttp
from tests.acceptance.test_documents_in import CORPUS, taken_in
from tests.service.test_cli import Shell

pytestmark = [
    pytest.mark.only("sqlite"),
    pytest.mark.skipif(
        not CORPUS,
        reason="MINUTEBOOK_CORPUS names no corpus, and these minutes are in no other place",
    ),
]
OCTOBER = "2006-10-31"


@pytest.fixture(scope="module")
def story(kind, new_home):
    with (
        new_home(kind) as home,
        TestClient(
            create_app(home.settings(webhooks=False)),
            base_url="http://testserver/v1/default",
            headers={"Authorization": f"Bearer {home.token()}"},
        ) as http,
    ):
        told = taken_in(OverHttp(http))
        meetings = {
            gold["date"]: each["meeting"]
            for seed in told.values()
            for each, gold in zip(seed.meetings, seed.gold["meetings"], strict=True)
        }
        people = OverHttp(http)._items("/people")
        yield SimpleNamespace(
            http=http,
            meetings=meetings,
            people={each["name"]: each["id"] for each in people},
            shell=Shell(home),
            group=told["002"].meetings[0]["body"],
        )


def get(story, path, **query):
    answer = story.http.get(path, params=query)
    assert answer.is_success, answer.text
    return answer.json()


def counted(story, day):
    return [
        row
        for row in get(story, f"/meetings/{story.meetings[day]}")["attendance"]
        if "duplicate_of" not in row
    ]


def work(story, day, kind):
    found = get(story, f"/meetings/{story.meetings[day]}/reconciliation")["items"]
    return [each for each in found if each["kind"] == kind]


def test_the_figures_of_march_come_out(story):
    rows = counted(story, "2013-03-11")
    status = [row["status"] for row in rows]
    assert (status.count("present"), status.count("apologies")) == (18, 10)
    assert sum("person" not in row for row in rows) == 11
    assert sum("substitute_for" in row for row in rows) == 8
    assert sum(row["mode"] == "video" for row in rows) == 1
    assert len(work(story, "2013-03-11", "represented_with_apologies")) == 8
    assert len(work(story, "2013-03-11", "unnamed_attendee")) == 11


def test_in_september_one_of_seventeen_is_printed_twice(story):
    rows = get(story, f"/meetings/{story.meetings['2013-09-09']}")["attendance"]
    present = [row for row in rows if row["status"] == "present"]
    (again,) = [row for row in present if "duplicate_of" in row]
    assert (len(present), again["listed_as"]) == (17, "Helen Grant MP")
    assert work(story, "2013-09-09", "unresolved_duplicate") == []


@pytest.mark.parametrize(
    ("day", "what", "name", "times"),
    [
        ("2006-07-11", "unlisted_participant", "Owen Tudor", 1),
        ("2006-07-11", "unlisted_participant", "Warren Pain", 1),
        ("2006-02-15", "unlisted_participant", "Glynn Rankin", 1),
        ("2005-09-13", "unlisted_owner", "Sam Evans", 2),
    ],
)
def test_who_took_part_without_being_listed_is_reported_and_not_added(
    story, day, what, name, times
):
    found = [each for each in work(story, day, what) if name in each["explanation"]]
    assert len(found) == times
    assert name not in {row["listed_as"] for row in counted(story, day) if "unlisted" not in row}


def test_no_meeting_is_said_to_be_quorate_or_not_without_terms(story):
    for meeting in story.meetings.values():
        found = get(story, f"/meetings/{meeting}/quorum")
        assert found["quorate"] == "unknown"
        assert [each["code"] for each in found["reasons"]] == ["no_terms"]


def attended(story, person, **query):
    items = get(story, f"/people/{person}/attendance", **query)["items"]
    return [each["day"] for each in items if each["status"] == "present"]


def test_one_man_under_two_names_came_to_all_five_until_he_is_told_apart(story):
    kaye, kay = story.people["Mike Kaye"], story.people["Mike Kay"]
    days = sorted(day for day in story.meetings if day < "2013")
    histories = [attended(story, each) for each in (kaye, kay)]
    assert sorted(histories[0] + histories[1]) == days
    before = get(story, "/people")["known_at"]

    done = story.shell("merge", "Mike Kay", "Mike Kaye", "--reason", "one organisation throughout")
    assert done.exit_code == 0, done.stderr
    assert attended(story, kaye) == attended(story, kay) == days
    found = get(story, f"/people/{kaye}/attendance-changes", since=before, body=story.group)
    assert [each["day"] for each in found["changes"]] == histories[1]
    causes = [cause for each in found["changes"] for cause in each["causes"]]
    assert {(cause["type"], cause["reason"]) for cause in causes} == {
        ("person.merged", "one organisation throughout")
    }
    assert [each["present"] for each in found["rates_before"]] == [len(histories[0])]
    (rate,) = found["rates_after"]
    assert (rate["present"], rate["denominator"], rate["over"]) == (5, 5, "listed")
    assert len(rate["policy"]) == 3

    undone = story.http.post(f"/people/{kay}/unmerge", json={"reason": "to see both again"})
    assert undone.is_success, undone.text
    assert [attended(story, each) for each in (kaye, kay)] == histories
    assert attended(story, kaye, known_at=found["known_at"]) == days


def test_chris_of_october_is_not_the_other_chris(story):
    randall, beddoe = story.people["Chris Randall"], story.people["Chris Beddoe"]
    meeting = story.meetings[OCTOBER]

    def speaks():
        return [
            each
            for each in work(story, OCTOBER, "unlisted_speaker")
            if each["explanation"].startswith("Chris ")
        ]

    assert len(speaks()) == 1
    assert attended(story, randall) == [OCTOBER]
    assert OCTOBER not in attended(story, beddoe)
    named = story.shell("called", "Chris Randall", "Chris", "--meeting", meeting)
    assert named.exit_code == 0, named.stderr
    assert speaks() == []
    told = story.shell("distinguish", "Chris Randall", "Chris Beddoe", "--reason", "two charities")
    assert told.exit_code == 0, told.stderr
    merged = story.http.put(
        f"/people/{randall}/merge", json={"into": beddoe}, headers={"If-Match": "*"}
    )
    assert merged.status_code == 409
    assert "two different people" in merged.text
