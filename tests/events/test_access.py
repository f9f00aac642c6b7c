"""Who is admitted, in which roles, and with which keys."""

from datetime import date

import pytest

from events.access import DECIDER
from events.access.commands import (
    AdmitMachine,
    AdmitPerson,
    GrantRole,
    IssueKey,
    RevokeKey,
    RevokeRole,
)
from events.access.events import (
    KeyIssued,
    KeyRevoked,
    MachineAdmitted,
    PersonAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.access.state import Machine, Person, Stranger
from events.access.terms import FOR_MACHINES, FOR_PEOPLE, GIVEN, RIGHTS, ROLES
from events.body.events import BodyEstablished
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import ActorId, BodyId, KeyId
from events.when import When

TODAY = When("2013-03-11")
CLERK, ROBOT, BOARD = ActorId("clerk"), ActorId("robot"), BodyId("board")
ONE, TWO = KeyId("one"), KeyId("two")
ISSUER, DIGEST = "https://id.example", "0" * 64
BOARDS = {
    f"body-{BOARD}": [
        BodyEstablished(
            occurred_on=TODAY,
            body=BOARD,
            name="Board",
            organisation=None,
            parent=None,
            time_zone="UTC",
        )
    ]
}

PERSON = PersonAdmitted(occurred_on=TODAY, actor=CLERK, issuer=ISSUER, subject="c1", name=None)
MACHINE = MachineAdmitted(occurred_on=TODAY, actor=ROBOT, name="Importer")


def granted(role="secretary", body=None, actor=CLERK):
    return RoleGranted(occurred_on=TODAY, actor=actor, role=role, body=body, by="local")


def revoked(role="secretary", body=None, reason=None):
    return RoleRevoked(occurred_on=TODAY, actor=CLERK, role=role, body=body, reason=reason)


def issued(key=ONE):
    return KeyIssued(
        occurred_on=TODAY,
        actor=ROBOT,
        key=key,
        sha256=DIGEST,
        scopes=("read",),
        last_day=date(2014, 3, 11),
    )


def admit(issuer=ISSUER, subject="c1", name=None, actor=CLERK):
    return AdmitPerson(occurred_on=TODAY, actor=actor, issuer=issuer, subject=subject, name=name)


def grant(role="secretary", body=None, by="local", actor=CLERK):
    return GrantRole(occurred_on=TODAY, actor=actor, role=role, body=body, by=by)


def take(role="secretary", body=None, reason=None):
    return RevokeRole(occurred_on=TODAY, actor=CLERK, role=role, body=body, reason=reason)


def issue(key=ONE, scopes=("read",), day=date(2014, 3, 11), actor=ROBOT):
    return IssueKey(
        occurred_on=TODAY, actor=actor, key=key, sha256=DIGEST, scopes=scopes, last_day=day
    )


def revoke(key=ONE, reason=None, actor=ROBOT):
    return RevokeKey(occurred_on=TODAY, actor=actor, key=key, reason=reason)


def test_a_person_is_admitted_by_issuer_and_subject(spec):
    assert spec(DECIDER).when(admit()) == [PERSON]


def test_a_person_is_admitted_once(spec):
    assert spec(DECIDER).given(PERSON).when(admit()) == []


@pytest.mark.parametrize("empty", [{"issuer": " "}, {"subject": ""}, {"name": " "}])
def test_a_person_without_issuer_or_subject_is_nobody(spec, empty):
    with pytest.raises(Refused, match="empty"):
        spec(DECIDER).when(admit(**empty))


def test_a_machine_is_admitted_by_its_name(spec):
    ask = AdmitMachine(occurred_on=TODAY, actor=ROBOT, name="Importer")
    assert spec(DECIDER).when(ask) == [MACHINE]
    with pytest.raises(AlreadyThere):
        spec(DECIDER).given(MACHINE).when(ask)
    with pytest.raises(AlreadyThere):
        spec(DECIDER).given(MACHINE).when(admit(actor=ROBOT))


@pytest.mark.parametrize("ask", [grant(), take(), issue(), revoke()])
def test_a_stranger_has_nothing_to_give_or_take(spec, ask):
    with pytest.raises(NotFound, match="admit them first"):
        spec(DECIDER).when(ask)


def test_a_role_is_given_everywhere_or_at_one_body(spec):
    clerk = spec(DECIDER, seeing=BOARDS).given(PERSON)
    assert clerk.when(grant()) == [granted()]
    assert clerk.when(grant(body=BOARD)) == [granted(body=BOARD)]
    with pytest.raises(NotFound, match="no body"):
        clerk.when(grant(body=BodyId("none")))


def test_a_role_that_is_held_is_given_no_second_time(spec):
    clerk = spec(DECIDER, seeing=BOARDS).given(PERSON, granted())
    assert clerk.when(grant()) == []
    assert clerk.when(grant(body=BOARD)) == [granted(body=BOARD)]
    assert clerk.when(grant("chair")) == [granted("chair")]


def test_nobody_gives_a_role_to_themselves(spec):
    with pytest.raises(Refused, match="another administrator"):
        spec(DECIDER).given(PERSON).when(grant(by=CLERK))


@pytest.mark.parametrize("role", ROLES)
def test_a_machine_is_given_no_role_in_which_people_answer_for_what_they_do(spec, role):
    robot = spec(DECIDER).given(MACHINE)
    if GIVEN[role] & FOR_PEOPLE:
        with pytest.raises(Refused, match="for people"):
            robot.when(grant(role, actor=ROBOT))
    else:
        assert robot.when(grant(role, actor=ROBOT)) == [granted(role, actor=ROBOT)]


def test_a_role_is_taken_away_where_it_was_given(spec):
    clerk = spec(DECIDER, seeing=BOARDS).given(PERSON, granted(body=BOARD))
    assert clerk.when(take(body=BOARD, reason="left")) == [revoked(body=BOARD, reason="left")]
    with pytest.raises(Refused, match="nothing to take away"):
        clerk.when(take())
    with pytest.raises(Refused, match="nothing to take away"):
        clerk.given(revoked(body=BOARD)).when(take(body=BOARD))


def test_a_key_is_given_to_a_machine_for_what_machines_may_do(spec):
    robot = spec(DECIDER).given(MACHINE)
    assert robot.when(issue()) == [issued()]
    for scopes in ((), ("read", "approve"), ("erase",)):
        with pytest.raises(Refused, match="name the scopes"):
            robot.when(issue(scopes=scopes))
    with pytest.raises(Refused, match="later last day"):
        robot.when(issue(day=date(2013, 3, 10)))
    with pytest.raises(AlreadyThere):
        robot.given(issued()).when(issue())


def test_a_person_has_no_keys(spec):
    clerk = spec(DECIDER).given(PERSON)
    with pytest.raises(Refused, match="keys are for machines"):
        clerk.when(issue(actor=CLERK))
    with pytest.raises(NotFound, match="no key"):
        clerk.when(revoke(actor=CLERK))


def test_a_key_is_revoked_once(spec):
    robot = spec(DECIDER).given(MACHINE, issued())
    gone = KeyRevoked(occurred_on=TODAY, actor=ROBOT, key=ONE, reason="leaked")
    assert robot.when(revoke(reason="leaked")) == [gone]
    assert robot.given(gone).when(revoke()) == []
    with pytest.raises(NotFound, match="no key two"):
        robot.when(revoke(TWO))


def test_facts_out_of_order_change_nothing(spec):
    assert spec(DECIDER).given(granted(), issued()).state == Stranger()
    assert spec(DECIDER).given(PERSON, issued()).state == Person()
    assert spec(DECIDER).given(MACHINE, issued(TWO)).state == Machine(keys=frozenset({TWO}))


def test_no_role_has_all_rights_and_every_right_has_a_role():
    assert set(GIVEN) == set(ROLES)
    assert set().union(*GIVEN.values()) == set(RIGHTS)
    assert not [role for role, rights in GIVEN.items() if {"write", "approve"} <= rights]
    assert not [role for role, rights in GIVEN.items() if {"write", "administer"} <= rights]
    assert set(FOR_MACHINES) == set(RIGHTS) - FOR_PEOPLE
