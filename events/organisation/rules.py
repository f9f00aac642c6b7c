"""When an organisation may enter the record, change its name and give way to another."""

from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import OrganisationId
from events.meeting.state import require as require_meeting
from events.organisation.commands import (
    AssertOrganisationName,
    OrganisationCommand,
    RegisterOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from events.organisation.events import (
    OrganisationEvent,
    OrganisationNameAsserted,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
)
from events.organisation.state import Organisation, Registered, Unregistered, require


def decide(
    command: OrganisationCommand, organisation: Organisation, look: Look
) -> list[OrganisationEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case RegisterOrganisation():
            return _register(command, organisation, look)
        case RenameOrganisation():
            return _rename(command, _registered(organisation))
        case SucceedOrganisation():
            return _succeed(command, _registered(organisation), look)
        case AssertOrganisationName():
            return _assert_name(command, _registered(organisation), look)


def _registered(organisation: Organisation) -> Registered:
    match organisation:
        case Unregistered():
            raise NotFound("there is no such organisation in the record")
        case Registered():
            return organisation


def _register(
    ask: RegisterOrganisation, organisation: Organisation, look: Look
) -> list[OrganisationEvent]:
    if not isinstance(organisation, Unregistered):
        raise AlreadyThere(
            f"organisation {ask.organisation} is registered already; "
            "rename it or use a new identity"
        )
    said(ask.name, "the name of the organisation")
    said(ask.classification, "the classification")
    if ask.parent is not None:
        require(look, ask.parent)
    return [
        OrganisationRegistered(
            occurred_on=ask.occurred_on,
            organisation=ask.organisation,
            name=ask.name,
            classification=ask.classification,
            parent=ask.parent,
        )
    ]


def _rename(ask: RenameOrganisation, organisation: Registered) -> list[OrganisationEvent]:
    said(ask.name, "the name of the organisation")
    if ask.name == organisation.name:
        return []
    return [
        OrganisationRenamed(
            occurred_on=ask.occurred_on, organisation=ask.organisation, name=ask.name
        )
    ]


def _succeed(
    ask: SucceedOrganisation, organisation: Registered, look: Look
) -> list[OrganisationEvent]:
    if ask.by == ask.organisation:
        raise Refused("an organisation cannot succeed itself; name the one that took its place")
    if organisation.succeeded_by == ask.by:
        return []
    if organisation.succeeded_by is not None:
        raise Refused(
            f"organisation {organisation.succeeded_by} succeeded it already; "
            "correct that record first"
        )
    if ask.organisation in _line(ask.by, look):
        raise Refused(
            "that organisation was itself succeeded, in the end, by this one; "
            "name one that came later"
        )
    return [
        OrganisationSucceeded(occurred_on=ask.occurred_on, organisation=ask.organisation, by=ask.by)
    ]


def _assert_name(
    ask: AssertOrganisationName, organisation: Registered, look: Look
) -> list[OrganisationEvent]:
    said(ask.name, "the name")
    if ask.scope is not None:
        require_meeting(look, ask.scope)
    if (ask.name, ask.name_kind, ask.scope) in organisation.variants:
        return []
    return [
        OrganisationNameAsserted(
            occurred_on=ask.occurred_on,
            organisation=ask.organisation,
            name=ask.name,
            name_kind=ask.name_kind,
            scope=ask.scope,
        )
    ]


def _line(first: OrganisationId, look: Look) -> frozenset[OrganisationId]:
    """Return `first` and all that succeeded it, one after the other."""
    line: set[OrganisationId] = set()
    each: OrganisationId | None = first
    while each is not None and each not in line:
        line.add(each)
        each = require(look, each).succeeded_by
    return frozenset(line)
