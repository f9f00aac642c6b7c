"""A service of several processes, one of which is killed; the long run is `tests.faults`."""

import pytest

from tests.faults.workers import kill_workers


@pytest.mark.only("postgresql")
def test_what_a_worker_acknowledged_before_it_was_killed_is_there_once(home, tmp_path):
    found = kill_workers(home, tmp_path, kills=2)
    assert found.faults == {}
    assert found.kills == 2
