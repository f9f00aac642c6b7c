"""The plan of a letter: that an owner was reminded of each of its actions, all or none."""

from collections.abc import Iterable

from events.action.commands import RecordReminder
from events.errors import Refused
from events.plans import Planner, only


def remind(commands: Iterable[RecordReminder]) -> Planner:
    """Return the plan that records a letter; each owner and action is told once."""
    steps = tuple(dict.fromkeys(commands))
    if not steps:
        raise Refused("a letter tells of one action at least")
    return only(*steps)
