"""Who was admitted, in which roles and with which keys, folded event by event."""

from datetime import date

import pytest

from events.access.events import (
    KeyIssued,
    KeyRevoked,
    MachineAdmitted,
    PersonAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.base import Provenance, Recorded
from events.ids import ActorId, BodyId, EventId, KeyId
from events.when import When
from projections import actors, api_keys, roles

DAY = When("2024-03-04")
ALICE, BOARD, KEY = ActorId("alice"), BodyId("board"), KeyId("k")
EVENTS = (
    PersonAdmitted(occurred_on=DAY, actor=ALICE, issuer="i", subject="s", name=None),
    MachineAdmitted(occurred_on=DAY, actor=ALICE, name="Importer"),
    RoleGranted(occurred_on=DAY, actor=ALICE, role="member", body=BOARD, by="local"),
    RoleRevoked(occurred_on=DAY, actor=ALICE, role="member", body=BOARD, reason=None),
    KeyIssued(
        occurred_on=DAY,
        actor=ALICE,
        key=KEY,
        sha256="0",
        scopes=("read", "write"),
        last_day=date(2024, 6, 1),
    ),
    KeyRevoked(occurred_on=DAY, actor=ALICE, key=KEY, reason=None),
)
PERSON, MACHINE, GRANTED, REVOKED, ISSUED, ENDED = EVENTS


def recorded(event):
    at = (1, f"access-{ALICE}", 1, EventId("e"), 0, Provenance("local"), ())
    return Recorded(event, *at)


def folded(module, key, *events):
    row = None
    for event in events:
        row = module.evolve(row, recorded(event), key)
    return row


def test_a_person_and_a_machine_are_told_apart():
    assert folded(actors, (ALICE,), PERSON).kind == actors.PERSON
    assert folded(actors, (ALICE,), MACHINE).kind == actors.MACHINE


def test_a_role_is_held_until_it_is_revoked():
    key = (ALICE, "member", BOARD)
    assert folded(roles, key, GRANTED) == roles.RoleRow(*key, DAY, "local")
    assert folded(roles, key, GRANTED, REVOKED) is None


def test_a_key_that_was_revoked_stays_with_its_end():
    key = (ALICE, KEY)
    assert folded(api_keys, key, ISSUED).revoked_on is None
    assert folded(api_keys, key, ISSUED, ENDED).revoked_on == DAY
    assert folded(api_keys, key, ENDED) is None


@pytest.mark.parametrize(
    ("module", "key", "own"),
    [
        (actors, (ALICE,), (PERSON, MACHINE)),
        (roles, (ALICE, "member", BOARD), (GRANTED, REVOKED)),
        (api_keys, (ALICE, KEY), (ISSUED, ENDED)),
    ],
)
def test_what_concerns_another_read_model_changes_nothing(module, key, own):
    row = folded(module, key, own[0])
    for event in EVENTS:
        if event in own:
            assert list(module.keys(recorded(event), ())) == [key]
        else:
            assert list(module.keys(recorded(event), ())) == []
            assert folded(module, key, own[0], event) == row
