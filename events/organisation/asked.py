"""Which command brings about each fact of an organisation."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.base import Command, same
from events.organisation.commands import (
    AssertOrganisationName,
    RegisterOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from events.organisation.events import (
    OrganisationNameAsserted,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
)

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    OrganisationRegistered: same(RegisterOrganisation),
    OrganisationRenamed: same(RenameOrganisation),
    OrganisationSucceeded: same(SucceedOrganisation),
    OrganisationNameAsserted: same(AssertOrganisationName),
}
