"""When a body may be founded, change its terms, and take on members and chairs."""

import re

from events import organisation as organisations
from events import person as people
from events.base import Look, said
from events.body.commands import (
    AddMember,
    AgreeFrequency,
    AppointChair,
    ApproveTerms,
    AssertSeries,
    BodyCommand,
    EstablishBody,
    RemoveMember,
)
from events.body.events import (
    BodyEstablished,
    BodyEvent,
    ChairAppointed,
    FrequencyAgreed,
    MemberJoined,
    MemberLeft,
    SeriesAsserted,
    TermsApproved,
)
from events.body.quorum_rules import sensible
from events.body.state import Body, Established, Membership, Unestablished, require
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import MembershipId
from events.when import surely_before

# The table of zones lies outside the pure core; what is checked here is the form of a name.
_ZONE = re.compile(r"UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+-]*)+")


def decide(command: BodyCommand, body: Body, look: Look) -> list[BodyEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case EstablishBody():
            return _establish(command, body, look)
        case ApproveTerms():
            return _approve_terms(command, _established(body), look)
        case AgreeFrequency():
            return _agree_frequency(command, _established(body))
        case AddMember():
            return _add_member(command, _established(body), look)
        case RemoveMember():
            return _remove_member(command, _established(body))
        case AppointChair():
            return _appoint_chair(command, _established(body), look)
        case AssertSeries():
            return _assert_series(command, _established(body))


def _established(body: Body) -> Established:
    match body:
        case Unestablished():
            raise NotFound("there is no such body in the record")
        case Established():
            return body


def _establish(ask: EstablishBody, body: Body, look: Look) -> list[BodyEvent]:
    if not isinstance(body, Unestablished):
        raise AlreadyThere(f"body {ask.body} is established already; use a new identity")
    said(ask.name, "the name of the body")
    said(ask.remit, "the remit")
    if not _ZONE.fullmatch(ask.time_zone):
        raise Refused(
            f"{ask.time_zone!r} is no time zone; write Area/City, such as Europe/London, or UTC"
        )
    if ask.organisation is not None:
        organisations.require(look, ask.organisation)
    if ask.parent is not None:
        require(look, ask.parent)
    return [
        BodyEstablished(
            occurred_on=ask.occurred_on,
            body=ask.body,
            name=ask.name,
            organisation=ask.organisation,
            parent=ask.parent,
            time_zone=ask.time_zone,
            remit=ask.remit,
        )
    ]


def _approve_terms(ask: ApproveTerms, body: Established, look: Look) -> list[BodyEvent]:
    if ask.version != body.terms + 1:
        raise Refused(f"the next version of the terms of reference is {body.terms + 1}; use that")
    said(ask.text, "the text of the terms of reference")
    sensible(ask.quorum, look)
    return [
        TermsApproved(
            occurred_on=ask.occurred_on,
            body=ask.body,
            version=ask.version,
            text=ask.text,
            quorum=ask.quorum,
            substitution=ask.substitution,
        )
    ]


def _agree_frequency(ask: AgreeFrequency, body: Established) -> list[BodyEvent]:
    if ask.times < 1:
        raise Refused("a body meets at least once in the period; give a number from 1 up")
    said(ask.words, "the wording of the frequency")
    now = body.frequency
    if now and (now.times, now.per, now.words) == (ask.times, ask.per, ask.words):
        return []
    return [
        FrequencyAgreed(
            occurred_on=ask.occurred_on,
            body=ask.body,
            times=ask.times,
            per=ask.per,
            words=ask.words,
        )
    ]


def _add_member(ask: AddMember, body: Established, look: Look) -> list[BodyEvent]:
    if _membership(body, ask.membership):
        raise AlreadyThere(
            f"membership {ask.membership} is recorded already; use a new identity for each spell"
        )
    _who(ask, look)
    if ask.person is not None and any(
        each.person == ask.person and each.role == ask.role and each.left is None
        for each in body.members
    ):
        raise Refused("this person is a member in that role already; end that membership first")
    if (
        ask.person is None
        and ask.post is None
        and any(
            each.organisation == ask.organisation and each.role == ask.role and each.left is None
            for each in body.members
        )
    ):
        raise Refused("this organisation is one in that role already; end that membership first")
    return [
        MemberJoined(
            occurred_on=ask.occurred_on,
            body=ask.body,
            membership=ask.membership,
            person=ask.person,
            post=ask.post,
            organisation=ask.organisation,
            role=ask.role,
            on_behalf_of=ask.on_behalf_of,
        )
    ]


def _remove_member(ask: RemoveMember, body: Established) -> list[BodyEvent]:
    membership = _membership(body, ask.membership)
    if membership is None:
        raise NotFound(f"this body has no membership {ask.membership}")
    if membership.left is not None:
        return []
    if surely_before(ask.occurred_on, membership.joined):
        raise Refused(f"the member joined on {membership.joined}, later than that")
    said(ask.reason, "the reason")
    return [
        MemberLeft(
            occurred_on=ask.occurred_on,
            body=ask.body,
            membership=ask.membership,
            reason=ask.reason,
        )
    ]


def _appoint_chair(ask: AppointChair, body: Established, look: Look) -> list[BodyEvent]:
    people.require(look, ask.person)
    if (ask.person, ask.role) in body.chairs:
        return []
    return [
        ChairAppointed(occurred_on=ask.occurred_on, body=ask.body, person=ask.person, role=ask.role)
    ]


def _assert_series(ask: AssertSeries, body: Established) -> list[BodyEvent]:
    if ask.last < ask.first:
        raise Refused("a series ends on or after the day it begins; exchange the two days")
    said(ask.basis, "the basis")
    now, same = body.series, (ask.first, ask.last, ask.complete, ask.basis)
    if now and (now.first, now.last, now.complete, now.basis) == same:
        return []
    return [
        SeriesAsserted(
            occurred_on=ask.occurred_on,
            body=ask.body,
            first=ask.first,
            last=ask.last,
            complete=ask.complete,
            basis=ask.basis,
        )
    ]


def _who(ask: AddMember, look: Look) -> None:
    """Refuse a member who is nobody, or of whom something named is not in the record."""
    if ask.person is None and ask.post is None and ask.organisation is None:
        raise Refused("name the person or the post that joins, or both, or an organisation alone")
    said(ask.post, "the post")
    if ask.person is not None:
        people.require(look, ask.person)
    for each in (ask.organisation, ask.on_behalf_of):
        if each is not None:
            organisations.require(look, each)


def _membership(body: Established, membership: MembershipId) -> Membership | None:
    return next((each for each in body.members if each.membership == membership), None)
