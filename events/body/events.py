"""What can happen to a body."""

from datetime import date

from events.base import Event, Passage, Private, Public, event
from events.body.terms import ChairRole, MemberRole, Period, Quorum, Substitution
from events.ids import BodyId, MembershipId, OrganisationId, PersonId


@event("body.established")
class BodyEstablished(Event):
    """It meets from then on; `time_zone` is that of the clocks in its minutes.

    `remit` is what it is for, in the words of who founded it or tells of it.
    """

    body: BodyId
    name: Private[str]
    organisation: OrganisationId | None
    parent: BodyId | None
    time_zone: Public
    remit: Passage | None = None


@event("body.terms_approved")
class TermsApproved(Event):
    """It works under this version of its terms of reference."""

    body: BodyId
    version: int
    text: Passage
    quorum: Quorum | None
    substitution: Substitution


@event("body.frequency_agreed")
class FrequencyAgreed(Event):
    """It agreed to meet so many times in each period; `words` are those of the minutes."""

    body: BodyId
    times: int
    per: Period
    words: Private[str] | None


@event("body.member_joined")
class MemberJoined(Event):
    """A person, or whoever holds a post at `organisation`, is a member from that day.

    Without a person and a post the organisation itself is, whoever speaks for it.
    """

    body: BodyId
    membership: MembershipId
    person: PersonId | None
    post: Private[str] | None
    organisation: OrganisationId | None
    role: MemberRole
    on_behalf_of: OrganisationId | None


@event("body.member_left")
class MemberLeft(Event):
    """The membership ended on that day."""

    body: BodyId
    membership: MembershipId
    reason: Passage | None


@event("body.chair_appointed")
class ChairAppointed(Event):
    """A chair replaces the one before, co-chairs and vice-chairs add up, nobody is two of these."""

    body: BodyId
    person: PersonId
    role: ChairRole


@event("body.series_asserted")
class SeriesAsserted(Event):
    """The meetings recorded between two days are all there were, or are known not to be."""

    body: BodyId
    first: date
    last: date
    complete: bool
    basis: Passage | None


BodyEvent = (
    BodyEstablished
    | TermsApproved
    | FrequencyAgreed
    | MemberJoined
    | MemberLeft
    | ChairAppointed
    | SeriesAsserted
)
