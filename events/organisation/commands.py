"""What can be asked of an organisation."""

from dataclasses import dataclass
from typing import Literal

from events.base import Command
from events.ids import MeetingId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOrganisation(Command):
    """A command to one organisation."""

    organisation: OrganisationId

    @property
    def stream(self) -> str:
        """The stream of the organisation."""
        return f"organisation-{self.organisation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrganisation(OfOrganisation):
    """Enter it in the record."""

    name: str
    classification: str | None = None
    parent: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameOrganisation(OfOrganisation):
    """Give it another name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SucceedOrganisation(OfOrganisation):
    """Let another organisation take its place."""

    by: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertOrganisationName(OfOrganisation):
    """Say how else it is written; `scope` limits that to the papers of one meeting."""

    name: str
    name_kind: Literal["abbreviation", "spelling", "former", "translation"]
    scope: MeetingId | None = None


OrganisationCommand = (
    RegisterOrganisation | RenameOrganisation | SucceedOrganisation | AssertOrganisationName
)
