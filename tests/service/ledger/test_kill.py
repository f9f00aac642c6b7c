"""A process that is killed while it writes: all it acknowledged is there, once, and proven.

The callers keep their own account of what was acknowledged; the long run is `tests.faults`.
"""

from tests.faults.kill import kill

CYCLES = {"sqlite": 20, "postgresql": 10}


def test_whatever_was_acknowledged_before_a_kill_is_there_once(kind, home):
    account, faults = kill(home.url, CYCLES[kind])
    assert faults == {}
    assert not account.put_off
    assert len(account.answered) >= CYCLES[kind]
