"""When people may enter the record, be taken for one, and be told apart again."""

from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import PersonId
from events.meeting.state import require as require_meeting
from events.person.commands import (
    AssertPersonName,
    DistinguishPeople,
    MergePeople,
    PersonCommand,
    RegisterPerson,
    UnmergePeople,
)
from events.person.events import (
    PeopleDistinguished,
    PeopleMerged,
    PeopleUnmerged,
    PersonEvent,
    PersonNameAsserted,
    PersonRegistered,
)
from events.person.state import Person, Registered, Unregistered, require


def decide(command: PersonCommand, person: Person, look: Look) -> list[PersonEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case RegisterPerson():
            return _register(command, person)
        case AssertPersonName():
            return _assert_name(command, _registered(person), look)
        case MergePeople():
            return _merge(command, _registered(person), look)
        case UnmergePeople():
            return _unmerge(command, _registered(person))
        case DistinguishPeople():
            return _distinguish(command, _registered(person), look)


def _registered(person: Person) -> Registered:
    match person:
        case Unregistered():
            raise NotFound("there is no such person in the record")
        case Registered():
            return person


def _register(ask: RegisterPerson, person: Person) -> list[PersonEvent]:
    if not isinstance(person, Unregistered):
        raise AlreadyThere(
            f"person {ask.person} is registered already; add a name or use a new identity"
        )
    said(ask.name, "the name of the person")
    said(ask.honorific, "the honorific")
    return [
        PersonRegistered(
            occurred_on=ask.occurred_on,
            person=ask.person,
            name=ask.name,
            honorific=ask.honorific,
        )
    ]


def _assert_name(ask: AssertPersonName, person: Registered, look: Look) -> list[PersonEvent]:
    said(ask.name, "the name")
    if ask.scope is not None:
        require_meeting(look, ask.scope)
    if (ask.name, ask.name_kind, ask.scope) in person.variants:
        return []
    return [
        PersonNameAsserted(
            occurred_on=ask.occurred_on,
            person=ask.person,
            name=ask.name,
            name_kind=ask.name_kind,
            scope=ask.scope,
        )
    ]


def _merge(ask: MergePeople, person: Registered, look: Look) -> list[PersonEvent]:
    if ask.into == ask.person:
        raise Refused("a person cannot be merged into themselves; name the other person")
    if person.merged_into == ask.into:
        return []
    if person.merged_into is not None:
        raise Refused(f"this person is merged into person {person.merged_into}; un-merge first")
    said(ask.override, "the reason to merge in spite of that (override)")
    said(ask.reason, "the reason")
    _may_be_one(ask, look)
    return [
        PeopleMerged(
            occurred_on=ask.occurred_on,
            person=ask.person,
            into=ask.into,
            reason=ask.reason,
            override=ask.override,
        )
    ]


def _may_be_one(ask: MergePeople, look: Look) -> None:
    line = _line(ask.into, look)
    if ask.person in line:
        raise Refused("the other person is merged into this one already; un-merge first")
    if any(_two(ask.person, each, look) for each in line):
        raise Refused("these were recorded as two different people; they cannot be merged")
    if ask.both_present_at and ask.override is None:
        raise Refused(
            f"both are listed in different rows at {_meetings(len(ask.both_present_at))}; "
            "correct the attendance, or give a reason to merge all the same (override)"
        )


def _unmerge(ask: UnmergePeople, person: Registered) -> list[PersonEvent]:
    if person.merged_into is None:
        raise Refused("this person is not merged into anybody; there is nothing to un-merge")
    said(ask.reason, "the reason")
    return [
        PeopleUnmerged(
            occurred_on=ask.occurred_on,
            person=ask.person,
            from_person=person.merged_into,
            reason=ask.reason,
        )
    ]


def _distinguish(ask: DistinguishPeople, person: Registered, look: Look) -> list[PersonEvent]:
    if ask.other == ask.person:
        raise Refused("a person cannot be told apart from themselves; name the other person")
    other = require(look, ask.other)
    if ask.other in person.distinguished or ask.person in other.distinguished:
        return []
    said(ask.reason, "the reason")
    if _line(ask.person, look) & _line(ask.other, look):
        raise Refused("these two are merged into one; un-merge first")
    return [
        PeopleDistinguished(
            occurred_on=ask.occurred_on,
            person=ask.person,
            other=ask.other,
            reason=ask.reason,
        )
    ]


def _line(first: PersonId, look: Look) -> frozenset[PersonId]:
    """Return `first` and everyone they are merged into, one after the other."""
    line: set[PersonId] = set()
    each: PersonId | None = first
    while each is not None and each not in line:
        line.add(each)
        each = require(look, each).merged_into
    return frozenset(line)


def _two(one: PersonId, other: PersonId, look: Look) -> bool:
    return other in require(look, one).distinguished or one in require(look, other).distinguished


def _meetings(count: int) -> str:
    return "1 meeting" if count == 1 else f"{count} meetings"
