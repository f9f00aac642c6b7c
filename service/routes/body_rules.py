"""What a body agrees on: its terms of reference, how often it meets, its chairs, its series."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field, StrictBool

from events.body import commands
from events.body.terms import ChairRole, MemberRole, OfKind, Period, Quorum, Substitution
from events.ids import BodyId, OrganisationId, PersonId
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.fields import Day, Id, Input, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.bodies import OneBody
from service.routes.meeting_forms import Number, Percentage

router = routes("bodies")


class QuorumOfMembers(Input):
    """So many members must be present."""

    kind: Literal["members"]
    at_least: Number


class QuorumOfPercent(Input):
    """So many percent of the members must be present."""

    kind: Literal["percent"]
    percent: Percentage


class QuorumOfFraction(Input):
    """A part of the members must be present, such as 1/3."""

    kind: Literal["fraction"]
    numerator: Number
    denominator: Number


class OfKindInput(Input):
    """So many of those present must be in a role, or members for an organisation."""

    at_least: Number
    role: Maybe[MemberRole] = None
    organisation: Maybe[Id] = None


class TermsInput(Fact):
    """The next version of the terms of reference."""

    version: Number = Field(description="One more than the newest version.")
    text: LongText
    quorum: Maybe[
        Annotated[QuorumOfMembers | QuorumOfPercent | QuorumOfFraction, Field(discriminator="kind")]
    ] = Field(default=None, description="Left out where the terms state none.")
    quorum_more_than: Maybe[StrictBool] = Field(
        default=None, description="Whether more than that share of the members must be present."
    )
    quorum_remote_counts: Maybe[StrictBool] = Field(
        default=None, description="Whether video and telephone count; they do if left out."
    )
    quorum_of_which: Maybe[Annotated[list[OfKindInput], Field(max_length=20)]] = Field(
        default=None, description="How many of those present must be of which kind."
    )
    substitution: Substitution = Field(
        default="not_stated", description="Whether members may send a substitute."
    )


class FrequencyInput(Fact):
    """How often it meets from now on."""

    times: Number
    per: Period
    words: Maybe[ShortText] = Field(default=None, description="Those of the minutes.")


class ChairInput(Fact):
    """Who is to chair; a chair replaces the one before, co-chairs and vice-chairs add up."""

    person: Id
    role: ChairRole = "chair"


class SeriesInput(Fact):
    """Whether the meetings on record are all there were between two days."""

    first: Day
    last: Day
    complete: StrictBool
    basis: Maybe[LongText] = Field(default=None, description="What this rests on.")


@router.post("/bodies/{body}/terms", response_model=Receipt, responses=DONE)
async def approve_terms(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: TermsInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Approve the next version of the terms of reference; those before stay on record."""
    command = commands.ApproveTerms(
        occurred_on=asked.when,
        body=BodyId(body),
        version=asked.version,
        text=asked.text,
        quorum=_whole_rule(asked),
        substitution=asked.substitution,
    )
    return await record(request, secretariat, command, asked, key=key, revision=if_match)


@router.put("/bodies/{body}/frequency", response_model=Receipt, responses=DONE)
async def agree_frequency(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: FrequencyInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Agree how often the body meets."""
    command = commands.AgreeFrequency(
        occurred_on=asked.when,
        body=BodyId(body),
        times=asked.times,
        per=asked.per,
        words=asked.words,
    )
    return await record(request, secretariat, command, asked, key=key, revision=if_match)


@router.post("/bodies/{body}/chairs", response_model=Receipt, responses=DONE)
async def appoint_chair(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: ChairInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let a person chair the body from a day on."""
    command = commands.AppointChair(
        occurred_on=asked.when, body=BodyId(body), person=PersonId(asked.person), role=asked.role
    )
    return await record(request, secretariat, command, asked, key=key, revision=if_match)


@router.post("/bodies/{body}/series", response_model=Receipt, responses=DONE)
async def assert_series(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: SeriesInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say whether the meetings on record are all there were between two days.

    While that is not known, an action due at the next meeting has no day.
    """
    command = commands.AssertSeries(
        occurred_on=asked.when,
        body=BodyId(body),
        first=asked.first,
        last=asked.last,
        complete=asked.complete,
        basis=asked.basis,
    )
    return await record(request, secretariat, command, asked, key=key, revision=if_match)


def _whole_rule(asked: TermsInput) -> Quorum | None:
    measure, kinds = _quorum(asked.quorum), asked.quorum_of_which
    more = (asked.quorum_more_than, asked.quorum_remote_counts, kinds)
    if measure is None and more == (None, None, None):
        return None
    return replace(
        measure or Quorum(),
        more_than=asked.quorum_more_than,
        remote_counts=asked.quorum_remote_counts,
        of_which=tuple(map(_of_kind, kinds)) if kinds else None,
    )


def _of_kind(asked: OfKindInput) -> OfKind:
    organisation = OrganisationId(asked.organisation) if asked.organisation else None
    return OfKind(asked.at_least, asked.role, organisation)


def _quorum(asked: QuorumOfMembers | QuorumOfPercent | QuorumOfFraction | None) -> Quorum | None:
    match asked:
        case None:
            return None
        case QuorumOfMembers(at_least=at_least):
            return Quorum(at_least=at_least)
        case QuorumOfPercent(percent=percent):
            return Quorum(percent=percent)
        case QuorumOfFraction(numerator=numerator, denominator=denominator):
            return Quorum(numerator=numerator, denominator=denominator)
