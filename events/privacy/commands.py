"""What can be asked about the erasure of private values."""

from dataclasses import dataclass

from events.base import Command
from events.ids import ErasureId, PersonId
from events.privacy.terms import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class OfErasure(Command):
    """A command to one erasure."""

    erasure: ErasureId

    @property
    def stream(self) -> str:
        """The stream of the erasure."""
        return f"privacy-{self.erasure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestErasure(OfErasure):
    """Ask that what names a person is erased, and `values`, but not what is `spared`."""

    person: PersonId | None
    values: tuple[Named, ...]
    spared: tuple[Named, ...]
    basis: str
    reason: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveErasure(OfErasure):
    """Agree to the plan whose digest is `plan`; an `obstacle` says why it cannot be approved."""

    plan: str
    by: str
    obstacle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseErasure(OfErasure):
    """Leave everything as it is."""

    reason: str | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseValues(OfErasure):
    """Note that values are gone, by the digests that the log commits to them with."""

    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatErasure(OfErasure):
    """Note the same of a log that was restored from before the erasure, as it stood then."""

    digests: tuple[str, ...]
    basis: str
    requested_by: str
    approved_by: str
    person: PersonId | None


PrivacyCommand = RequestErasure | ApproveErasure | RefuseErasure | EraseValues | RepeatErasure
