"""What can happen to the erasure of private values; `by` is the actor whose act it is."""

from events.base import Event, Passage, Public, event
from events.ids import ErasureId, PersonId
from events.privacy.terms import Named


@event("privacy.erasure_requested")
class ErasureRequested(Event):
    """Somebody asks that what names a person is erased, and `values`, but not what is `spared`.

    `basis` is the code of the law that it rests on.
    """

    erasure: ErasureId
    person: PersonId | None
    values: tuple[Named, ...]
    spared: tuple[Named, ...]
    basis: Public
    reason: Passage | None
    by: Public


@event("privacy.erasure_approved")
class ErasureApproved(Event):
    """Somebody else agreed to the plan whose digest is `plan`."""

    erasure: ErasureId
    plan: Public
    by: Public


@event("privacy.erasure_refused")
class ErasureRefused(Event):
    """Everything stays as it is."""

    erasure: ErasureId
    reason: Passage | None
    by: Public


@event("privacy.erased")
class ValuesErased(Event):
    """The values that the log commits to with these digests are gone.

    They are digests of whole values, as they stand in their leaves, and of single words.
    """

    erasure: ErasureId
    digests: tuple[Public, ...]
    basis: Public
    requested_by: Public
    approved_by: Public
    person: PersonId | None


PrivacyEvent = ErasureRequested | ErasureApproved | ErasureRefused | ValuesErased
