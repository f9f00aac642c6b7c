"""Owners and deadlines: small unions, the words of the minutes beside the meaning."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from events.base import Private
from events.ids import BodyId, OrganisationId, PersonId

Part = Literal["lead", "joint", "support"]
NarrationPart = Literal["paragraph", "decision"]
"""What kind of passage of minutes may speak of an action."""
PostRole = Literal["chair", "co_chair", "vice_chair", "secretary"]


@dataclass(frozen=True, slots=True)
class ByPerson:
    """A person owns it."""

    kind: ClassVar = "person"
    person: PersonId


@dataclass(frozen=True, slots=True)
class ByOrganisation:
    """An organisation owns it, whoever works there."""

    kind: ClassVar = "organisation"
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class ByPost:
    """Whoever holds a post of a body owns it: "the Chair"."""

    kind: ClassVar = "post"
    body: BodyId
    role: PostRole


@dataclass(frozen=True, slots=True)
class ByClass:
    """A class of people owns it, as named in its words: "Officials"."""

    kind: ClassVar = "class"


@dataclass(frozen=True, slots=True)
class Unclear:
    """The words name somebody, but not clearly whom; to be clarified."""

    kind: ClassVar = "unclear"


Party = ByPerson | ByOrganisation | ByPost | ByClass | Unclear


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who is to own an action, the part they take and the words as written."""

    party: Party
    part: Part
    words: Private[str]


@dataclass(frozen=True, slots=True)
class Owner:
    """An assignee under a number within its action, which is never given again."""

    number: int
    party: Party
    part: Part
    words: Private[str]


@dataclass(frozen=True, slots=True)
class DueOn:
    """Due on a day."""

    kind: ClassVar = "date"
    day: date
    words: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class DueWithin:
    """Due in a month or a season: at the latest on `last`."""

    kind: ClassVar = "period"
    first: date
    last: date
    words: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class DueNextMeeting:
    """Due at the meeting of the body that follows the one that set it."""

    kind: ClassVar = "next_meeting"
    words: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class DueFutureMeeting:
    """Due at some later meeting."""

    kind: ClassVar = "future_meeting"
    words: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Done again and again; never due."""

    kind: ClassVar = "standing"
    words: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class AsWritten:
    """A deadline whose words give no date: "in due course"."""

    kind: ClassVar = "as_written"
    words: Private[str]


Due = DueOn | DueWithin | DueNextMeeting | DueFutureMeeting | Standing | AsWritten


def same_party(one: Assignee | Owner, other: Assignee | Owner) -> bool:
    """Tell whether both name the same owner; a class is told apart by its words."""
    if isinstance(one.party, ByClass | Unclear):
        return one.party == other.party and one.words == other.words
    return one.party == other.party
