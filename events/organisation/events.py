"""What can happen to an organisation."""

from typing import Literal

from events.base import Event, Private, Public, event
from events.ids import MeetingId, OrganisationId


@event("organisation.registered")
class OrganisationRegistered(Event):
    """It entered the record, perhaps as a part of another one."""

    organisation: OrganisationId
    name: Private[str]
    classification: Public | None
    parent: OrganisationId | None


@event("organisation.renamed")
class OrganisationRenamed(Event):
    """It goes by another name from then on."""

    organisation: OrganisationId
    name: Private[str]


@event("organisation.succeeded")
class OrganisationSucceeded(Event):
    """Another organisation took its place; `by` is the successor."""

    organisation: OrganisationId
    by: OrganisationId


@event("organisation.name_variant_asserted")
class OrganisationNameAsserted(Event):
    """It is also written like this: everywhere, or only in the papers of the meeting `scope`."""

    organisation: OrganisationId
    name: Private[str]
    name_kind: Literal["abbreviation", "spelling", "former", "translation"]
    scope: MeetingId | None


OrganisationEvent = (
    OrganisationRegistered | OrganisationRenamed | OrganisationSucceeded | OrganisationNameAsserted
)
