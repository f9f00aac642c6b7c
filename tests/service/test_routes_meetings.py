"""Meetings over HTTP: what becomes of them, and what their minutes say."""

import pytest

from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


@pytest.fixture
def group(clerk):
    return clerk.make("/bodies", {"name": "Ministerial Group"})


@pytest.fixture
def expected(clerk, group):
    body = {"body": group, "expected": "2013-03", "place": "Marsham Street"}
    return clerk.make("/meetings", body)


@pytest.fixture
def held(clerk, group):
    body = {"held_on": "2013-03-11", "starts": "10:00", "ends": "11:30", "theme": "Trafficking"}
    return clerk.make(f"/bodies/{group}/meetings", body)


def test_a_meeting_is_expected_and_read(clerk, group, expected):
    assert clerk.get(f"/meetings/{expected}") == {
        "id": expected,
        "body": group,
        "body_name": "Ministerial Group",
        "state": "scheduled",
        "date": "2013-03",
        "place": "Marsham Street",
        "held": False,
        "no_actions": False,
        "attendance": [],
        "items": [],
        "paragraphs": [],
        "decisions": [],
        "declarations": [],
        "actions": [],
    }
    unknown = {"body": NOBODY, "expected": "2013"}
    clerk.refused(404, "no body", "POST", "/meetings", unknown)


def test_a_meeting_is_put_off_and_called_off(clerk, expected):
    path = f"/meetings/{expected}"
    clerk.do("POST", f"{path}/postponements", {"expected": "2013-04-08", "reason": "recess"})
    assert clerk.get(path)["date"] == "2013-04-08"
    clerk.do("POST", f"{path}/postponements", {})
    assert "date" not in clerk.get(path)
    clerk.do("POST", f"{path}/cancellation", {"reason": "reshuffle"})
    assert clerk.get(path)["state"] == "cancelled"
    clerk.refused(409, "cancelled", "POST", f"{path}/opening", {})
    assert clerk.get(path, known_at=3)["state"] == "postponed"
    assert clerk.get(path, known_at=2)["date"] == "2013-03"


def test_a_meeting_is_opened_and_closed(clerk, expected):
    path = f"/meetings/{expected}"
    clerk.refused(409, "open it first", "POST", f"{path}/closing", {"at": "11:30"})
    clerk.do("POST", f"{path}/opening", {"occurred_on": "2013-03-11", "at": "10:05"})
    assert (clerk.get(path)["state"], clerk.get(path)["date"]) == ("in_session", "2013-03-11")
    clerk.refused(409, "check both times", "POST", f"{path}/closing", {"at": "09:00"})
    clerk.do("POST", f"{path}/closing", {"at": "11:30"})
    found = clerk.get(path)
    assert (found["state"], found["starts"], found["ends"]) == ("closed", "10:05", "11:30")


def test_a_meeting_that_was_expected_is_recorded_as_held(clerk, group, expected):
    path = f"/meetings/{expected}/held"
    clerk.do("POST", path, {"held_on": "2013-03-11"}, if_match='"1"')
    found = clerk.get(f"/meetings/{expected}")
    assert (found["state"], found["date"]) == ("held", "2013-03-11")
    assert found["place"] == "Marsham Street"
    clerk.refused(409, "recorded already", "POST", path, {"held_on": "2013-03-11"})
    event = clerk.get(f"/meetings/{expected}/history")["items"][1]
    assert event["occurred_on"] == "2013-03-11"


def test_a_meeting_that_nobody_expected_is_recorded_as_held(clerk, group, held):
    found = clerk.get(f"/meetings/{held}")
    assert (found["state"], found["starts"], found["theme"]) == ("held", "10:00", "Trafficking")
    path = f"/bodies/{group}/meetings"
    clerk.refused(
        409, "cannot end", "POST", path, {"held_on": "2013", "starts": "10:00", "ends": "09:00"}
    )
    clerk.refused(404, "no body", "POST", path.replace(group, NOBODY), {"held_on": "2013"})


def test_the_minutes_are_read_item_by_item(clerk, group, held):
    path = f"/meetings/{held}"
    ministry = clerk.make("/organisations", {"name": "Home Office"})
    entry = {"row": 1, "name": "Damian Green", "status": "present"}
    clerk.do("POST", f"{path}/attendance", entry)
    clerk.do("POST", f"{path}/items", {"item": 1, "number": "2.1", "title": "Data"})
    clerk.do("POST", f"{path}/items", {"item": 2, "title": "Any other business"})
    speakers = [
        {"kind": "attendee", "row": 1},
        {"kind": "organisation", "organisation": ministry},
        {"kind": "body"},
        {"kind": "name", "name": "Owen Tudor"},
    ]
    for number, speaker in enumerate(speakers, 1):
        paragraph = {"paragraph": number, "item": 1, "text": f"Text {number}", "speaker": speaker}
        clerk.do("POST", f"{path}/paragraphs", paragraph)
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 5, "number": "9", "text": "Closing"})
    clerk.do(
        "POST", f"{path}/decisions", {"decision": 1, "item": 1, "paragraph": 3, "text": "Agreed"}
    )
    clerk.do("POST", f"{path}/decisions", {"decision": 2, "text": "Adjourned"})
    clerk.do("POST", f"{path}/no-actions", {"item": 2})
    action = clerk.make("/actions", {"body": group, "meeting": held, "text": "Publish the data"})
    found = clerk.get(path)
    first, second = found["items"]
    assert (first["number"], first["title"], second["no_actions"]) == ("2.1", "Data", True)
    assert [each["speaker"] for each in first["paragraphs"]] == [
        {"kind": "attendee", "row": 1, "name": "Damian Green"},
        {"kind": "organisation", "organisation": ministry, "name": "Home Office"},
        {"kind": "body"},
        {"kind": "name", "name": "Owen Tudor"},
    ]
    assert first["decisions"] == [{"decision": 1, "paragraph": 3, "text": "Agreed"}]
    assert found["paragraphs"] == [{"paragraph": 5, "number": "9", "text": "Closing"}]
    assert found["decisions"] == [{"decision": 2, "text": "Adjourned"}]
    assert found["actions"] == [action]
    assert (found["no_actions"], second["paragraphs"]) == (False, [])


def test_the_minutes_may_say_that_there_are_no_actions(clerk, held):
    clerk.do("POST", f"/meetings/{held}/no-actions", {})
    assert clerk.get(f"/meetings/{held}")["no_actions"] is True


@pytest.mark.parametrize(
    ("status", "words", "path", "body"),
    [
        (404, "no item 7", "paragraphs", {"paragraph": 1, "item": 7, "text": "x"}),
        (404, "no item 7", "no-actions", {"item": 7}),
        (404, "no paragraph 7", "decisions", {"decision": 1, "paragraph": 7, "text": "x"}),
        (422, "#/item", "items", {"item": 0, "title": "x"}),
        (422, "#/title", "items", {"item": 1}),
        (422, "#/speaker", "paragraphs", {"paragraph": 1, "text": "x", "speaker": {"kind": "row"}}),
        (422, "#/speaker", "paragraphs", {"paragraph": 1, "text": "x", "speaker": "Owen Tudor"}),
    ],
)
def test_what_the_minutes_cannot_say(clerk, held, status, words, path, body):
    clerk.refused(status, words, "POST", f"/meetings/{held}/{path}", body)


def test_nothing_is_minuted_twice_under_one_number_nor_before_the_meeting(clerk, held, expected):
    item = {"item": 1, "title": "Data"}
    clerk.do("POST", f"/meetings/{held}/items", item)
    clerk.refused(409, "next free number", "POST", f"/meetings/{held}/items", item)
    clerk.refused(409, "only scheduled", "POST", f"/meetings/{expected}/items", item)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("postponements", {"expected": "2013-05-01"}),
        ("cancellation", {}),
        ("held", {"held_on": "2013-03-11"}),
        ("opening", {}),
        ("closing", {}),
        ("chairs", {"row": 1}),
        ("items", {"item": 1, "title": "Data"}),
        ("paragraphs", {"paragraph": 1, "text": "x"}),
        ("decisions", {"decision": 1, "text": "x"}),
        ("no-actions", {}),
    ],
)
def test_what_is_not_there_stale_or_not_understood_is_refused(clerk, expected, path, body):
    where = f"/meetings/{expected}/{path}"
    clerk.declines("POST", where, body, thing=expected, replaces=False)


def test_what_was_erased_is_left_out_of_the_minutes(clerk, held):
    path = f"/meetings/{held}"
    clerk.do("POST", f"{path}/paragraphs", {"paragraph": 1, "text": "Her name and address."})
    tag = clerk.ask("GET", path).headers["etag"]
    assert clerk.ask("GET", path, tag=tag).status_code == 304
    clerk.erase("Her name and address.")
    assert clerk.ask("GET", path, tag=tag).json()["paragraphs"] == [{"paragraph": 1}]


def test_a_meeting_that_is_not_there_is_not_found(clerk):
    clerk.refused(404, "no meeting", "GET", f"/meetings/{NOBODY}")
    clerk.refused(422, "UUID", "GET", "/meetings/first")
