"""What happened to a thing, over HTTP: its events in order, without what was erased."""

from datetime import date, datetime

import pytest

from events.action.events import ActionAssigned
from events.action.terms import ByPerson, DueOn, Owner
from events.base import ERASED, Authority, Provenance, Recorded, Source
from events.codec import decode, encode
from events.meeting.proceedings import ParagraphMinuted
from events.meeting.terms import SpokenByName
from service.routes.event_views import event_view
from tests.service.test_routes_organisations import NOBODY, office


@pytest.fixture
def clerk(home):
    with office(home) as found:
        yield found


def test_the_history_tells_what_was_recorded_when_and_by_whom(clerk):
    source = {"document": NOBODY, "start": 4, "length": 10}
    authority = {"kind": "meeting", "reference": NOBODY}
    body = {"name": "Mike Kay", "occurred_on": "2006", "source": source, "authority": authority}
    person = clerk.make("/people", body)
    names = {"name": "M. Kay", "kind": "spelling"}
    clerk.do("POST", f"/people/{person}/names", names)
    found = clerk.get(f"/people/{person}/history")
    first, second = found["items"]
    assert datetime.fromisoformat(first.pop("recorded_at")).tzinfo
    assert first.pop("id") != second["id"]
    assert first.pop("source")["document"] == NOBODY
    assert first.pop("correlation")
    assert first == {
        "position": 1,
        "stream": f"person-{person}",
        "revision": 1,
        "type": "person.registered",
        "occurred_on": "2006",
        "actor": "local",
        "authority": authority,
        "data": {"person": person, "name": "Mike Kay"},
    }
    assert second["data"] == {"person": person, "name": "M. Kay", "name_kind": "spelling"}


def test_what_was_erased_is_left_out_and_told(clerk):
    body = {"name": "Mike Kay", "honorific": "Dr"}
    person = clerk.make("/people", body)
    clerk.erase("Mike Kay")
    event = clerk.get(f"/people/{person}/history")["items"][0]
    assert event["data"] == {"person": person, "honorific": "Dr"}
    assert event["erased"] == ["/name"]


def test_a_history_comes_page_by_page_and_as_it_was_known(clerk):
    person = clerk.make("/people", {"name": "Kay 0"})
    for number in range(1, 5):
        names = {"name": f"Kay {number}", "kind": "spelling"}
        clerk.do("POST", f"/people/{person}/names", names)
    path = f"/people/{person}/history"
    assert [each["revision"] for each in clerk.pages(path)] == [1, 2, 3, 4, 5]
    assert [each["revision"] for each in clerk.pages(path, known_at=3)] == [1, 2, 3]
    clerk.refused(404, "no person", "GET", path, known_at=0)


def test_everything_has_a_history(clerk):
    body = clerk.make("/bodies", {"name": "Board"})
    made = {
        "bodies": body,
        "organisations": clerk.make("/organisations", {"name": "Home Office"}),
        "meetings": clerk.make("/meetings", {"body": body, "expected": "2014"}),
        "actions": clerk.make("/actions", {"body": body, "text": "Publish the data"}),
    }
    types = {
        kind: [each["type"] for each in clerk.get(f"/{kind}/{made[kind]}/history")["items"]]
        for kind in made
    }
    assert types == {
        "bodies": ["body.established"],
        "organisations": ["organisation.registered"],
        "meetings": ["meeting.scheduled"],
        "actions": ["action.assigned"],
    }


@pytest.mark.parametrize("things", ["actions", "bodies", "meetings", "organisations", "people"])
def test_what_is_not_there_has_no_history(clerk, things):
    clerk.refused(404, "in the record", "GET", f"/{things}/{NOBODY}/history")


ASSIGNED = ActionAssigned(
    occurred_on="2013-03-11",
    action="a",
    body="b",
    meeting=None,
    item="2.1",
    reference=None,
    text="Publish the data",
    owners=(
        Owner(1, ByPerson("kay"), "joint", "Kay"),
        Owner(2, ByPerson("kaye"), "lead", "Kaye"),
    ),
    due=DueOn(date(2013, 10, 17), "by October"),
)
MINUTED = ParagraphMinuted(
    occurred_on="2013-03-11",
    meeting="m",
    paragraph=1,
    item=None,
    number=None,
    text="They agreed.",
    speaker=SpokenByName("Owen Tudor"),
)


def recorded(event):
    source = Source(NOBODY, 1, 2)
    provenance = Provenance("clerk", Authority("chair"), source, NOBODY, "together", NOBODY)
    return Recorded(event, 1, "action-a", 1, NOBODY, 0, provenance, ())


def put(data, pointer, text):
    *path, last = pointer[1:].split("/")
    for part in path:
        data = data[int(part)] if isinstance(data, list) else data[part]
    data[last] = text


@pytest.mark.parametrize("event", [ASSIGNED, MINUTED])
def test_the_data_is_that_of_the_log_with_its_private_values(event):
    data, held = encode(event)
    for pointer, _, text in held:
        put(data, pointer, text)
    assert event_view(recorded(event)).data == data


@pytest.mark.parametrize("event", [ASSIGNED, MINUTED])
def test_without_any_private_value_the_public_data_remains(event):
    data, held = encode(event)
    view = event_view(recorded(decode(type(event), event.occurred_on, data, {})))
    required = [pointer for pointer, _, _ in held if pointer != "/due/words"]
    assert (view.data, view.erased) == (data, required)


def test_provenance_is_told_in_full():
    view = event_view(recorded(MINUTED)).model_dump(exclude_none=True)
    assert view["authority"] == {"kind": "chair"}
    assert (view["causation"], view["correlation"], view["corrects"]) == (
        NOBODY,
        "together",
        NOBODY,
    )
    assert view["recorded_at"] == "1970-01-01T00:00:00.000000Z"
    assert ERASED not in view["data"].values()
