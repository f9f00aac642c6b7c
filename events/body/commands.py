"""What can be asked of a body."""

from dataclasses import dataclass
from datetime import date

from events.base import Command
from events.body.terms import ChairRole, MemberRole, Period, Quorum, Substitution
from events.ids import BodyId, MembershipId, OrganisationId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfBody(Command):
    """A command to one body."""

    body: BodyId

    @property
    def stream(self) -> str:
        """The stream of the body."""
        return f"body-{self.body}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishBody(OfBody):
    """Found it."""

    name: str
    organisation: OrganisationId | None = None
    parent: BodyId | None = None
    time_zone: str = "Europe/London"
    remit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTerms(OfBody):
    """Approve the next version of its terms of reference."""

    version: int
    text: str
    quorum: Quorum | None = None
    substitution: Substitution = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeFrequency(OfBody):
    """Agree how often it meets."""

    times: int
    per: Period
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMember(OfBody):
    """Let a person, or whoever holds a post at `organisation`, or that itself, join on that day."""

    membership: MembershipId
    role: MemberRole
    person: PersonId | None = None
    post: str | None = None
    organisation: OrganisationId | None = None
    on_behalf_of: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMember(OfBody):
    """End a membership on that day."""

    membership: MembershipId
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointChair(OfBody):
    """Let a person chair it."""

    person: PersonId
    role: ChairRole = "chair"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertSeries(OfBody):
    """Say whether the meetings recorded between two days are all there were."""

    first: date
    last: date
    complete: bool
    basis: str | None = None


BodyCommand = (
    EstablishBody
    | ApproveTerms
    | AgreeFrequency
    | AddMember
    | RemoveMember
    | AppointChair
    | AssertSeries
)
