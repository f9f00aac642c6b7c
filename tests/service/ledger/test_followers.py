"""Many writers at once, and readers that follow them; the long run is `tests.faults`."""

from tests.faults.followers import follow

EVENTS = 20_000


def test_whoever_follows_the_log_sees_every_event_once_in_order_while_many_write(home, tmp_path):
    found = follow(home, tmp_path, EVENTS)
    assert found.faults == {}
    assert found.size >= EVENTS
    assert found.done["dawdled"] > 0
    assert found.done["undone"] > 0
    assert found.done["declined"] > 0
