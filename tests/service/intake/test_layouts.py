"""Minutes of invented bodies in the layouts that offices use read as the file beside each says."""

import json
from pathlib import Path

import pytest

from service.intake.parse import parse
from service.intake.readers import read_text

LAYOUTS = Path(__file__).parent / "layouts"


@pytest.fixture(params=sorted(path.stem for path in LAYOUTS.glob("*.json")))
def pair(request):
    """(expected, meeting) of one document."""
    expected = json.loads((LAYOUTS / f"{request.param}.json").read_text())
    source = next(path for path in LAYOUTS.glob(f"{request.param}.*") if path.suffix != ".json")
    (meeting,) = parse(read_text(source.read_bytes()), source.name).meetings
    return expected, meeting


def due(action):
    if action.due is None:
        return None
    day = action.due.date and action.due.date.isoformat()
    return day or (action.due.kind if action.due.kind == "next_meeting" else "text")


def test_items_are_read(pair):
    expected, meeting = pair
    assert [[item.number, item.title] for item in meeting.items] == expected["items"]


def test_actions_are_read_with_owners_and_due(pair):
    expected, meeting = pair
    read = [[a.item, list(a.owners), a.text, due(a)] for a in meeting.actions]
    assert read == expected["actions"]


def test_decisions_are_read(pair):
    expected, meeting = pair
    assert [decision.text for decision in meeting.decisions] == expected["decisions"]


def test_items_that_say_they_have_no_actions_are_known(pair):
    expected, meeting = pair
    assert list(meeting.no_actions_items) == expected.get("no_actions", [])
