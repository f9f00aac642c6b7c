"""Which command brings about each fact of a person; a merge is undone by un-merging."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from events.base import Command, same
from events.person.commands import AssertPersonName, DistinguishPeople, RegisterPerson
from events.person.events import PeopleDistinguished, PersonNameAsserted, PersonRegistered

ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    PersonRegistered: same(RegisterPerson),
    PersonNameAsserted: same(AssertPersonName),
    PeopleDistinguished: same(DistinguishPeople),
}
