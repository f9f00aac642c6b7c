"""Letters: what one of them records of the actions that it tells of."""

import pytest

from events.action.commands import RecordReminder
from events.errors import Refused
from events.ids import ActionId
from events.reminding import remind
from tests.events.test_action import TODAY

ONE, OTHER = ActionId("a-1"), ActionId("a-2")


def told(action):
    return RecordReminder(action=action, occurred_on=TODAY, owner=1, channel="letter")


def test_a_letter_records_each_action_once_however_often_it_is_named():
    steps = remind([told(ONE), told(OTHER), told(ONE)])(None).steps
    assert [step.command.action for step in steps] == [ONE, OTHER]


def test_a_letter_of_no_action_is_refused():
    with pytest.raises(Refused, match="one action at least"):
        remind([])
