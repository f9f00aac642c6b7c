"""Whatever is asked, in whatever order: a refusal or facts that fit, and never a fault."""

from contextlib import suppress
from dataclasses import fields, replace
from functools import reduce
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from events.base import ERASED, Erased
from events.body.state import Established, Membership
from events.errors import Declined
from events.ids import BodyId, MeetingId, MembershipId, OrganisationId, PersonId
from events.meeting import DECIDER, MeetingCommand, MeetingEvent
from events.meeting.commands import (
    ListAttendee,
    ListingCommand,
    OfEntry,
    PresenceCommand,
    RowCommand,
)
from events.meeting.scheduling import MeetingOpened, MeetingRecordedAsHeld, MeetingScheduled
from events.meeting.state import InSession, Unscheduled
from events.organisation.state import Registered as RegisteredOrganisation
from events.person.state import Registered as RegisteredPerson
from events.registry import decider
from events.when import Clock, When

M, GROUP, PANEL = MeetingId("m"), BodyId("group"), BodyId("panel")
DAY = When("2013-03-11")

POOL = {
    MeetingId: some.just(M),
    BodyId: some.sampled_from([GROUP, PANEL]),
    PersonId: some.sampled_from([PersonId(each) for each in ("mary", "helen", "owen")]),
    OrganisationId: some.just(OrganisationId("office")),
    When: some.sampled_from([When("2013"), When("2013-03"), DAY]),
    Clock: some.sampled_from([Clock("09:00"), Clock("10:00"), Clock("23:59")]),
    Erased: some.just(ERASED),
    NoneType: some.none(),
    bool: some.booleans(),
    int: some.integers(1, 6),
    str: some.sampled_from(["a name", "another name"]),
}
RECORD = {
    "body-group": Established(
        members=(
            Membership(
                membership=MembershipId("of mary"),
                person=PersonId("mary"),
                role="member",
                joined=When("2010"),
            ),
        )
    ),
    "person-mary": RegisteredPerson(),
    "person-helen": RegisteredPerson(),
    "person-owen": RegisteredPerson(),
    "organisation-office": RegisteredOrganisation(name="Home Office"),
}
SCHEDULED = MeetingScheduled(
    occurred_on=DAY, meeting=M, body=GROUP, expected=DAY, starts=None, place=None, theme=None
)
OPENED = MeetingOpened(occurred_on=DAY, meeting=M, at=None)
HELD = MeetingRecordedAsHeld(
    occurred_on=DAY,
    meeting=M,
    body=GROUP,
    held_on=DAY,
    starts=None,
    ends=None,
    place=None,
    theme=None,
)
BEGINNINGS = some.sampled_from([[SCHEDULED, OPENED], [SCHEDULED, OPENED], [HELD], [SCHEDULED], []])


UNHURRIED = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def values(hint):
    """Anything of that type, from pools so small that commands meet each other's rows."""
    if hint in POOL:
        return POOL[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return some.sampled_from(get_args(hint))
    if origin is Annotated:
        return values(get_args(hint)[0])
    if origin in (Union, UnionType):
        return some.one_of(*map(values, get_args(hint)))
    hints = get_type_hints(hint)
    return some.builds(hint, **{each.name: values(hints[each.name]) for each in fields(hint)})


def sensible(command):
    """Most commands that say who somebody is, on a basis that fits, so that lists fill up."""
    if isinstance(command, OfEntry):
        return replace(command, basis="stated" if command.person else "unnamed")
    return command


def present(command):
    return replace(sensible(command), status="present")


COMMANDS = some.one_of(
    values(MeetingCommand),
    values(ListingCommand | PresenceCommand | RowCommand).map(sensible),
    values(ListAttendee).map(present),
)


def look(stream):
    return RECORD.get(stream, decider(stream).initial)


def answered(state, command):
    """The new facts, none where it is declined."""
    with suppress(Declined):
        return DECIDER.decide(command, state, look)
    return []


def seats_count_once(state):
    room = [] if isinstance(state, Unscheduled) else [*state.roll.here(but_for=0)]
    principals = {each.substitute_for for _, each in room} - {None}
    return all(
        len({each.person or row for row, each in room if each.substitute_for == principal}) == 1
        and principal not in {each.person for _, each in room}
        for principal in principals
    )


@given(BEGINNINGS, some.lists(COMMANDS, min_size=20, max_size=60))
@UNHURRIED
def test_every_command_is_declined_or_answered_with_facts_that_keep_the_rules(facts, commands):
    state = reduce(DECIDER.evolve, facts, DECIDER.initial)
    for command in commands:
        before, state = state, reduce(DECIDER.evolve, answered(state, command), state)
        assert seats_count_once(state)
        assert answered(state, command) == []
        if isinstance(before, InSession) and isinstance(state, InSession):
            assert bool(state.roll.chairs) >= bool(before.roll.chairs)


@given(some.lists(values(MeetingEvent), max_size=40), some.randoms())
@UNHURRIED
def test_facts_in_any_order_and_repeated_raise_nothing(facts, chance):
    shuffled = chance.sample(facts, len(facts))
    reduce(DECIDER.evolve, [*facts, *shuffled], DECIDER.initial)
