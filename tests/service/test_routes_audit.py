"""What an auditor asks over HTTP: events by what they are of, fields, differences, denials."""

import csv
import json
from io import StringIO

import pytest

from service.app import ROUTERS
from tests.service.seam import whole_office
from tests.service.test_routes_documents import MINUTES
from tests.service.test_routes_organisations import NOBODY, office

DAY = {"occurred_on": "2013-03-11"}


@pytest.fixture
def clerk(home):
    with office(home, ROUTERS) as found:
        yield found


class World:
    """An office of two boards, each with a meeting and an action that was changed since."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.kay = clerk.make("/people", {"name": "Mike Kay"})
        self.other = clerk.make("/people", {"name": "M. Kay"})
        self.board = clerk.make("/bodies", {"name": "Quay Board"})
        self.neighbours = clerk.make("/bodies", {"name": "Lock Board"})
        held = {"held_on": "2013-03-11"}
        self.meeting = clerk.make(f"/bodies/{self.board}/meetings", held)
        clerk.make(f"/bodies/{self.neighbours}/meetings", held)
        row = {"row": 1, "name": "Mike Kay", "person": self.kay, "status": "present"}
        clerk.do("POST", f"/meetings/{self.meeting}/attendance", row)
        source = {"document": NOBODY, "start": 4, "length": 10}
        chair = {"authority": {"kind": "chair", "reference": self.kay}, "source": source}
        task = {"body": self.board, "meeting": self.meeting, "text": "Mend the steps"}
        self.action = clerk.make("/actions", task | chair)
        clerk.make("/actions", {"body": self.neighbours, "text": "Paint the gate"})
        self.middle = clerk.size
        self.path = f"/actions/{self.action}"
        clerk.do("POST", f"{self.path}/progress", {"text": "Half of them"})
        clerk.do("POST", f"{self.path}/withdrawal", {"reason": "overtaken"})

    def types(self, **query):
        found = self.clerk.get("/audit/events", **query)
        return [each["type"] for each in found["items"]]


@pytest.fixture
def world(clerk):
    return World(clerk)


def test_events_are_found_by_what_they_are_of(world):
    of_action = ["action.withdrawn", "action.progress_reported", "action.assigned"]
    at_meeting = ["action.assigned", "meeting.attendance_listed", "meeting.recorded_as_held"]
    assert world.types(stream=f"action-{world.action}") == of_action
    assert world.types(body=world.board) == [*of_action, *at_meeting[1:], "body.established"]
    assert world.types(meeting=world.meeting) == at_meeting
    assert world.types(person=world.kay) == ["meeting.attendance_listed", "person.registered"]
    assert world.types(document=NOBODY) == ["action.assigned"]
    assert world.types(authority="chair") == world.types(authority=world.kay) == at_meeting[:1]
    assert world.types(type="meeting.recorded_as_held", body=world.neighbours) == at_meeting[2:]
    assert world.types(type="meeting.recorded_as_held", person=world.kay) == []
    assert world.types(stream=f"action-{world.action}", document=NOBODY) == at_meeting[:1]
    assert world.types(actor="somebody") == []
    assert len(world.types(actor="local")) == world.clerk.size
    assert world.types(order="oldest")[0] == "person.registered"


def test_a_person_is_found_under_every_entry_that_is_the_same(world):
    world.clerk.do("PUT", f"/people/{world.other}/merge", {"into": world.kay}, if_match="*")
    assert "meeting.attendance_listed" in world.types(person=world.other)


def test_every_event_leads_to_its_source_and_its_proof(world):
    (found,) = world.clerk.get("/audit/events", document=NOBODY)["items"]
    assert found["source"] == {"document": NOBODY, "start": 4, "end": 14}
    assert found["authority"] == {"kind": "chair", "reference": world.kay}
    assert found["proof"] == f"/v1/default/events/{found['position']}/proof"
    assert found["data"]["text"] == "Mend the steps"


def test_events_are_found_by_when_they_were_recorded(world):
    everything = world.clerk.get("/audit/events", order="oldest")["items"]
    moment = everything[4]["recorded_at"]
    before = world.clerk.get("/audit/events", to=moment)["items"]
    after = world.clerk.get("/audit/events", **{"from": moment}, order="oldest")["items"]
    assert [*before[::-1], *after] == everything
    assert after[0]["recorded_at"] == moment
    assert all(each["recorded_at"] < moment for each in before)


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_events_come_page_by_page_as_then_known(world, order):
    whole = world.clerk.get("/audit/events", order=order, known_at=world.middle)["items"]
    assert len(whole) == world.middle
    assert world.clerk.pages("/audit/events", order=order, known_at=world.middle) == whole


def test_all_events_are_exported_as_lines(world):
    found = world.clerk.get("/audit/events", order="oldest")["items"]
    query = {"order": "oldest", "limit": 1}
    lines = told(world, "application/jsonl", "/audit/events", query).splitlines()
    assert [json.loads(line) for line in lines] == found
    table = told(world, "text/csv", "/audit/events", query)
    rows = list(csv.DictReader(StringIO(table, newline="")))
    assert [row["position"] for row in rows] == [str(each["position"]) for each in found]
    assigned = next(row for row in rows if row["source.document"] == NOBODY)
    assert json.loads(assigned["data"])["text"] == "Mend the steps"
    assert (assigned["source.start"], assigned["authority.kind"]) == ("4", "chair")


def told(world, form, path, query):
    answer = world.clerk.http.get(f"/v1/default{path}", params=query, headers={"Accept": form})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == form
    assert answer.headers["known-at"] == str(world.clerk.size)
    return answer.text


def test_a_refusal_of_an_export_is_a_problem(world):
    path = f"/v1/default/audit/action-{NOBODY}/fields"
    answer = world.clerk.http.get(path, headers={"Accept": "text/csv"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def changes(world, **query):
    found = world.clerk.pages(f"/audit/action-{world.action}/fields", **query)
    return [
        (each["event"]["type"], each["field"], each.get("was"), each.get("value"))
        for each in found
        if each["model"] == "actions"
    ]


def test_every_change_of_every_field_of_a_thing_is_told(world):
    found = changes(world)
    assert ("action.assigned", "text", None, "Mend the steps") in found
    assert ("action.assigned", "state", None, "open") in found
    assert ("action.progress_reported", "state", "open", "in_progress") in found
    assert ("action.withdrawn", "state", "in_progress", "withdrawn") in found
    assert [each for each in found if each[0] != "action.withdrawn"] == changes(
        world, known_at=world.clerk.size - 1
    )
    told = world.clerk.get(f"/audit/action-{world.action}/fields")["items"]
    assert told[0]["event"]["source"]["document"] == NOBODY
    assert told[0]["event"]["proof"].endswith(f"/{told[0]['event']['position']}/proof")
    assert {each["event"]["type"] for each in told if each["model"] == "action_progress"} == {
        "action.progress_reported"
    }


def test_a_correction_and_an_end_of_a_row_are_changes(world):
    row = {"row": 2, "name": "Ada Abel", "status": "present"}
    world.clerk.do("POST", f"/meetings/{world.meeting}/attendance", row)
    event = world.clerk.get(f"/meetings/{world.meeting}/history")["items"][-1]["id"]
    body = {"event": event, "reason": "was not there"}
    world.clerk.do("POST", f"/meetings/{world.meeting}/history/retractions", body)
    found = world.clerk.get(f"/audit/meeting-{world.meeting}/fields")["items"]
    names = [
        (each["event"]["type"], each["key"], each.get("was"), each.get("value"))
        for each in found
        if (each["model"], each["field"]) == ("attendance", "name")
    ]
    assert names == [
        ("meeting.attendance_listed", {"row": 1}, None, "Mike Kay"),
        ("meeting.attendance_listed", {"row": 2}, None, "Ada Abel"),
        ("record.retracted", {"row": 2}, "Ada Abel", None),
    ]


def test_a_field_whose_text_was_erased_says_so(world):
    world.clerk.erase("Mend the steps")
    found = world.clerk.get(f"/audit/action-{world.action}/fields")["items"]
    (text,) = (each for each in found if (each["model"], each["field"]) == ("actions", "text"))
    assert "value" not in text
    assert text["erased"] == ["value"]


def difference(world, since, **query):
    found = world.clerk.pages("/audit/difference", since=since, **query)
    return {
        each["stream"]: {
            change["field"]: (change.get("then"), change.get("now"))
            for change in each["changes"]
            if change["model"] in ("actions", "bodies")
        }
        for each in found
    }


def test_what_differs_between_two_moments_is_told_thing_by_thing(world):
    stream = f"action-{world.action}"
    found = difference(world, world.middle)
    assert found.keys() == {stream}
    assert found[stream]["state"] == ("open", "withdrawn")
    assert "text" not in found[stream]
    assert difference(world, world.middle, stream=f"body-{world.board}") == {}
    assert difference(world, world.clerk.size) == {}
    halfway = difference(world, world.middle, known_at=world.middle + 1)
    assert halfway[stream]["state"] == ("open", "in_progress")
    whole = difference(world, 0)
    assert whole[f"body-{world.board}"]["name"] == (None, "Quay Board")
    assert len(whole) == 8
    world.clerk.refused(404, "an earlier one", "GET", "/audit/difference", since=5, known_at=4)


def test_differences_are_exported_field_by_field(world):
    lines = told(world, "application/jsonl", "/audit/difference", {"since": world.middle})
    found = [json.loads(line) for line in lines.splitlines()]
    assert {"stream": f"action-{world.action}", "model": "actions", "field": "state"}.items() <= (
        next(each for each in found if each["field"] == "state").items()
    )


def test_denied_attempts_are_asked_by_actor_and_period(home):
    with whole_office(home) as clerk:
        with clerk.uncleared():
            assert clerk.ask("POST", "/bodies", {"name": "Board"}).status_code == 403
        (found,) = clerk.get("/denied-attempts")["items"]
        actor, at = found["actor"], found["first_at"]
        assert clerk.get("/denied-attempts", actor=actor)["items"] == [found]
        assert clerk.get("/denied-attempts", actor="another")["items"] == []
        assert clerk.get("/denied-attempts", **{"from": at})["items"] == [found]
        assert clerk.get("/denied-attempts", to=at)["items"] == []


def test_an_uncleared_reader_finds_nothing_by_a_confidential_paper(home):
    with whole_office(home) as clerk:
        answer = clerk.http.post(
            "/v1/default/documents?name=march.txt",
            content=MINUTES.encode(),
            headers={"Content-Type": "application/octet-stream"},
        )
        document = answer.json()["id"]
        source = {"document": document, "start": 0, "length": 4}
        clerk.make("/people", {"name": "Mike Kay", "source": source})
        clerk.do(
            "PUT", f"/documents/{document}/handling", {"handling": "confidential"}, if_match="*"
        )
        asked = {"document": document}
        assert "person.registered" in [
            each["type"] for each in clerk.get("/audit/events", **asked)["items"]
        ]
        with clerk.uncleared():
            assert clerk.get("/audit/events", **asked)["items"] == []
            (person,) = clerk.get("/audit/events", type="person.registered")["items"]
            assert "source" not in person
