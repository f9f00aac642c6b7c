"""What the log holds is read in today's shape, whatever shape it was stored in."""

import pytest

from events import registry
from events.base import ERASED, Event, Public, event
from events.person.events import PersonRegistered
from events.registry import Unknown, decider, revive
from events.when import When

DAY = When("2013-03-11")
STORED = {"person": "p"}


def test_an_event_is_read_with_its_private_values():
    assert revive("person.registered", 1, DAY, STORED, {"/name": "Alice"}) == PersonRegistered(
        occurred_on=DAY, person="p", name="Alice", honorific=None
    )


def test_an_event_is_read_without_its_private_values():
    assert revive("person.registered", 1, DAY, STORED, None) == PersonRegistered(
        occurred_on=DAY, person="p", name=ERASED, honorific=ERASED
    )


def test_an_event_that_has_no_such_name_is_not_read():
    with pytest.raises(Unknown, match=r"no event is called 'person.promoted' in this version"):
        revive("person.promoted", 1, DAY, STORED, None)


def test_an_event_in_a_shape_of_the_future_is_not_read():
    with pytest.raises(Unknown, match=r"person\.registered is stored in shape 2, .* knows 1"):
        revive("person.registered", 2, DAY, STORED, None)


@event("test.moved", v=3)
class Moved(Event):
    to: Public
    floor: Public | None


def with_a_floor(data):
    return {**data, "floor": "ground"}


def named_to(data):
    return {"to": data["place"]}


@pytest.fixture
def moved(monkeypatch):
    monkeypatch.setattr(registry, "EVENTS", {"test.moved": Moved})
    shapes = {("test.moved", 1): named_to, ("test.moved", 2): with_a_floor}
    monkeypatch.setattr(registry, "UPCASTERS", shapes)
    return lambda v, data: revive("test.moved", v, DAY, data, None)


@pytest.mark.parametrize(
    ("v", "data", "floor"),
    [
        (1, {"place": "Hall"}, "ground"),
        (2, {"to": "Hall"}, "ground"),
        (3, {"to": "Hall", "floor": "first"}, "first"),
        (3, {"to": "Hall"}, None),
    ],
)
def test_a_shape_of_the_past_is_brought_up_to_date(moved, v, data, floor):
    before = dict(data)
    assert moved(v, data) == Moved(occurred_on=DAY, to="Hall", floor=floor)
    assert data == before


@pytest.mark.parametrize(
    "category", ["organisation", "person", "body", "meeting", "action", "webhook"]
)
def test_a_stream_is_decided_by_the_rules_of_its_category(category):
    assert decider(f"{category}-0b7c1d1e-0000-4000-8000-000000000001").category == category


def test_every_shape_between_the_oldest_and_todays_has_an_upcaster():
    older = {(wire, v) for wire, shape in registry.EVENTS.items() for v in range(1, shape.v)}
    assert older == set(registry.UPCASTERS)
