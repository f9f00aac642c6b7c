"""When somebody may be admitted, given a role or a key, and when these may be taken away."""

from events import body as bodies
from events.access.commands import (
    AccessCommand,
    AdmitMachine,
    AdmitPerson,
    GrantRole,
    IssueKey,
    RevokeKey,
    RevokeRole,
)
from events.access.events import (
    AccessEvent,
    KeyIssued,
    KeyRevoked,
    MachineAdmitted,
    PersonAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.access.state import Actor, Known, Machine, Person, Stranger
from events.access.terms import FOR_MACHINES, FOR_PEOPLE, GIVEN
from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import ActorId
from events.when import last_day


def decide(command: AccessCommand, actor: Actor, look: Look) -> list[AccessEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case AdmitPerson():
            return _admit_person(command, actor)
        case AdmitMachine():
            return _admit_machine(command, actor)
        case GrantRole():
            return _grant(command, _known(command.actor, actor), look)
        case RevokeRole():
            return _revoke(command, _known(command.actor, actor))
        case IssueKey():
            return _issue(command, _known(command.actor, actor))
        case RevokeKey():
            return _revoke_key(command, _known(command.actor, actor))


def _known(identity: ActorId, actor: Actor) -> Known:
    match actor:
        case Stranger():
            raise NotFound(f"nobody was admitted as {identity}; admit them first")
        case Person() | Machine():
            return actor


def _admit_person(ask: AdmitPerson, actor: Actor) -> list[AccessEvent]:
    said(ask.issuer, "the issuer")
    said(ask.subject, "the subject")
    said(ask.name, "the name")
    match actor:
        case Person():
            return []
        case Machine():
            raise AlreadyThere("a machine was admitted under this identity")
        case Stranger():
            return [
                PersonAdmitted(
                    occurred_on=ask.occurred_on,
                    actor=ask.actor,
                    issuer=ask.issuer,
                    subject=ask.subject,
                    name=ask.name,
                )
            ]


def _admit_machine(ask: AdmitMachine, actor: Actor) -> list[AccessEvent]:
    said(ask.name, "the name")
    if not isinstance(actor, Stranger):
        raise AlreadyThere("somebody was admitted under this identity; use a new one")
    return [MachineAdmitted(occurred_on=ask.occurred_on, actor=ask.actor, name=ask.name)]


def _grant(ask: GrantRole, actor: Known, look: Look) -> list[AccessEvent]:
    if ask.by == ask.actor:
        raise Refused("nobody gives a role to themselves; let another administrator do it")
    if isinstance(actor, Machine) and (given := GIVEN[ask.role] & FOR_PEOPLE):
        raise Refused(
            f"the role of {ask.role} is for people, who answer for what they {min(given)}; give a "
            "machine another role"
        )
    if ask.body is not None:
        bodies.require(look, ask.body)
    if (ask.role, ask.body) in actor.roles:
        return []
    return [
        RoleGranted(
            occurred_on=ask.occurred_on,
            actor=ask.actor,
            role=ask.role,
            body=ask.body,
            by=ask.by,
        )
    ]


def _revoke(ask: RevokeRole, actor: Known) -> list[AccessEvent]:
    said(ask.reason, "the reason")
    if (ask.role, ask.body) not in actor.roles:
        raise Refused("they do not have that role there, so there is nothing to take away")
    return [
        RoleRevoked(
            occurred_on=ask.occurred_on,
            actor=ask.actor,
            role=ask.role,
            body=ask.body,
            reason=ask.reason,
        )
    ]


def _issue(ask: IssueKey, actor: Known) -> list[AccessEvent]:
    if isinstance(actor, Person):
        raise Refused("keys are for machines; people sign in, so admit a machine")
    if ask.key in actor.keys:
        raise AlreadyThere("a key has this identity already; use a new one")
    if not ask.scopes or not set(ask.scopes) <= set(FOR_MACHINES):
        raise Refused(f"name the scopes of the key, one or more of {', '.join(FOR_MACHINES)}")
    if ask.last_day < last_day(ask.occurred_on):
        raise Refused("the key would have ended before it begins; name a later last day")
    return [
        KeyIssued(
            occurred_on=ask.occurred_on,
            actor=ask.actor,
            key=ask.key,
            sha256=ask.sha256,
            scopes=ask.scopes,
            last_day=ask.last_day,
        )
    ]


def _revoke_key(ask: RevokeKey, actor: Known) -> list[AccessEvent]:
    said(ask.reason, "the reason")
    if isinstance(actor, Person) or ask.key not in actor.keys:
        raise NotFound(f"they have no key {ask.key}")
    if ask.key in actor.revoked:
        return []
    return [
        KeyRevoked(occurred_on=ask.occurred_on, actor=ask.actor, key=ask.key, reason=ask.reason)
    ]
