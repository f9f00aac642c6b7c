"""The body that a form names: by identity, by a name that stands in the record, or a new one."""

from events.base import Command
from events.body.commands import EstablishBody
from events.errors import Refused
from events.ids import BodyId
from events.plans import Register
from events.submission.form import Party
from events.submission.names import Names
from events.when import When


def body_of(
    party: Party, register: Register, names: Names, on: When
) -> tuple[BodyId, list[Command]]:
    """Return the body, and what founds it where it is new."""
    if party.id is not None:
        return BodyId(party.id), []
    name = party.name or ""
    found = register.bodies_named(name)
    if len(found) > 1:
        raise Refused("several bodies have that name; say which one by its id (#/body/id)")
    if found:
        return found[0], []
    body = BodyId(names.new("body"))
    names.find("new_body", "/body", id=body)
    return body, [EstablishBody(occurred_on=on, body=body, name=name)]
