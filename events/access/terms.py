"""Roles, the rights they give, and who is never given them.

A right is used with a scope of the same name: who was lent less by a token or a key than the role
gives can do less. `confidential` is the right to read what is confidential beside the rest.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Right = Literal["read", "confidential", "write", "approve", "audit", "erase", "administer"]
Role = Literal["secretary", "chair", "member", "auditor", "privacy_officer", "administrator"]

RIGHTS: Final[tuple[Right, ...]] = get_args(Right)
ROLES: Final[tuple[Role, ...]] = get_args(Role)

GIVEN: Final[Mapping[Role, frozenset[Right]]] = {
    "secretary": frozenset({"read", "confidential", "write"}),
    "chair": frozenset({"read", "confidential", "approve"}),
    "member": frozenset({"read"}),
    "auditor": frozenset({"read", "confidential", "audit"}),
    "privacy_officer": frozenset({"read", "confidential", "erase"}),
    "administrator": frozenset({"read", "administer"}),
}
"""What each role may do; the auditor writes nothing, the administrator reads nothing in confidence.

There is no role with all of it: who records does not approve, and who administers does neither.
"""

FOR_PEOPLE: Final[frozenset[Right]] = frozenset({"approve", "erase", "administer"})
"""Decisions for which somebody answers: no machine takes them, whatever role it has."""

FOR_MACHINES: Final[tuple[Right, ...]] = tuple(each for each in RIGHTS if each not in FOR_PEOPLE)
