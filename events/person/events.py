"""What can happen to a person in the record."""

from typing import Literal

from events.base import Event, Passage, Private, event
from events.ids import MeetingId, PersonId


@event("person.registered")
class PersonRegistered(Event):
    """They entered the record."""

    person: PersonId
    name: Private[str]
    honorific: Private[str] | None


@event("person.name_variant_asserted")
class PersonNameAsserted(Event):
    """They are also written like this: everywhere, or only in the papers of the meeting `scope`."""

    person: PersonId
    name: Private[str]
    name_kind: Literal["spelling", "former", "initials", "nickname", "as_listed"]
    scope: MeetingId | None


@event("person.merged")
class PeopleMerged(Event):
    """`person` turned out to be `into`; `override` says why in spite of sitting side by side."""

    person: PersonId
    into: PersonId
    reason: Passage | None
    override: Passage | None


@event("person.unmerged")
class PeopleUnmerged(Event):
    """`person` is not `from_person` after all; both have their own history again."""

    person: PersonId
    from_person: PersonId
    reason: Passage


@event("person.distinguished")
class PeopleDistinguished(Event):
    """`person` and `other` are two people and must not be taken for one."""

    person: PersonId
    other: PersonId
    reason: Passage | None


PersonEvent = (
    PersonRegistered | PersonNameAsserted | PeopleMerged | PeopleUnmerged | PeopleDistinguished
)
