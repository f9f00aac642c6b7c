"""Words of the attendance list and of the minutes; a speaker is a small union, kept as printed."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from events.base import Private
from events.ids import OrganisationId

Capacity = Literal[
    "chair",
    "member",
    "substitute",
    "in_attendance",
    "presenter",
    "secretariat",
    "observer",
    "not_stated",
]
Mode = Literal["in_person", "video", "telephone", "not_recorded"]
Status = Literal["present", "apologies", "absent", "not_recorded"]

Basis = Literal["stated", "exact_name_in_body", "new", "unnamed"]
"""Why a row is linked to its person: somebody said so, that very name stands in the same body, the
person is first seen here, or nobody is named."""

Role = Literal["spoke", "owns_action", "presented", "mentioned"]
"""How somebody took part who is not on the list."""


@dataclass(frozen=True, slots=True)
class SpokenByRow:
    """The attendee of that row spoke."""

    kind: ClassVar = "attendee"
    row: int


@dataclass(frozen=True, slots=True)
class SpokenByOrganisation:
    """An organisation is reported as saying it, whoever spoke for it."""

    kind: ClassVar = "organisation"
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class SpokenByBody:
    """The meeting as a whole: "the Group"."""

    kind: ClassVar = "body"


@dataclass(frozen=True, slots=True)
class SpokenByName:
    """Somebody who stands in no row of the list, under the name as printed."""

    kind: ClassVar = "name"
    name: Private[str]


Speaker = SpokenByRow | SpokenByOrganisation | SpokenByBody | SpokenByName
