"""What can be asked of a person in the record."""

from dataclasses import dataclass
from typing import Literal

from events.base import Command
from events.ids import MeetingId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson(Command):
    """A command to one person."""

    person: PersonId

    @property
    def stream(self) -> str:
        """The stream of the person."""
        return f"person-{self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson(OfPerson):
    """Enter them in the record."""

    name: str
    honorific: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertPersonName(OfPerson):
    """Say how else they are written; `scope` limits that to the papers of one meeting."""

    name: str
    name_kind: Literal["spelling", "former", "initials", "nickname", "as_listed"]
    scope: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePeople(OfPerson):
    """Take them for the same as `into`.

    `both_present_at` names the meetings that list both in different rows; `override` is the reason
    to merge in spite of those.
    """

    into: PersonId
    both_present_at: tuple[MeetingId, ...] = ()
    override: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmergePeople(OfPerson):
    """Take back that they were merged."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinguishPeople(OfPerson):
    """Say that they and `other` are two people."""

    other: PersonId
    reason: str | None = None


PersonCommand = RegisterPerson | AssertPersonName | MergePeople | UnmergePeople | DistinguishPeople
