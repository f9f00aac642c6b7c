"""The words that every stream is written in."""

import pytest

from events.action.events import ActionWithdrawn
from events.base import Command, Provenance, Recorded, place
from events.errors import Stale
from events.ids import ActionId, EventId
from events.when import When

DAY = When("2013-03-11")
WITHDRAWN = ActionWithdrawn(occurred_on=DAY, action=ActionId("a"), reason="no")


def recorded(*private):
    return Recorded(
        event=WITHDRAWN,
        position=7,
        stream="action-a",
        revision=2,
        id=EventId("e"),
        recorded_at=0,
        provenance=Provenance(actor="clerk"),
        private=private,
    )


def test_a_private_value_is_kept_at_a_place_of_its_own():
    event = recorded("/note", "/reason")
    assert (event.place("/note"), event.place("/reason")) == (place(7, 0), place(7, 1))
    assert event.place("/text") is None


def test_places_follow_the_log():
    assert place(7, 1023) < place(8, 0)


def test_a_command_names_the_stream_that_decides_on_it():
    with pytest.raises(NotImplementedError, match="Command"):
        _ = Command(occurred_on=DAY).stream


def test_who_read_an_older_revision_is_told_which_one_stands():
    stale = Stale("action-a", 2, 3)
    assert (stale.stream, stale.expected, stale.actual) == ("action-a", 2, 3)
    assert str(stale) == "it is at revision 3, you read 2; read it again and decide anew"
