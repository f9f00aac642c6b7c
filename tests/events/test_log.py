"""A log goes on under another name once, and says why."""

import pytest

from events.errors import AlreadyThere, Refused
from events.ids import SuccessionId
from events.log import DECIDER, LogSucceeded
from events.log.commands import SucceedLog
from events.log.state import Begun, Succeeded
from events.when import When

ASK = SucceedLog(
    occurred_on=When("2026-01-02"),
    succession=SuccessionId("s"),
    origin="minutebook/a",
    size=7,
    root="cm9vdA==",
    reason="the disk failed",
)
EVENT = LogSucceeded(
    occurred_on=When("2026-01-02"),
    origin="minutebook/a",
    size=7,
    root="cm9vdA==",
    reason="the disk failed",
)


def test_a_log_goes_on_from_what_was_signed():
    assert ASK.stream == "log-s"
    assert DECIDER.decide(ASK, Begun(), lambda _: None) == [EVENT]
    assert DECIDER.evolve(DECIDER.initial, EVENT) == Succeeded()


def test_a_log_goes_on_once():
    with pytest.raises(AlreadyThere, match="recorded already"):
        DECIDER.decide(ASK, Succeeded(), lambda _: None)


def test_a_log_goes_on_for_a_reason():
    blank = SucceedLog(
        occurred_on=ASK.occurred_on,
        succession=ASK.succession,
        origin=ASK.origin,
        size=ASK.size,
        root=ASK.root,
        reason=" ",
    )
    with pytest.raises(Refused, match="reason is empty"):
        DECIDER.decide(blank, Begun(), lambda _: None)
