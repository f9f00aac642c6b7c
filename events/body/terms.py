"""Terms of reference: quorum, substitution, frequency and roles, each a closed set of words."""

from dataclasses import dataclass
from typing import Literal

from events.ids import OrganisationId

ChairRole = Literal["chair", "co_chair", "vice_chair"]
MemberRole = Literal["chair", "co_chair", "vice_chair", "secretary", "member", "observer"]
Period = Literal["year", "quarter", "month", "week"]
Substitution = Literal["allowed", "not_allowed", "not_stated"]


@dataclass(frozen=True, slots=True)
class OfKind:
    """So many of those present must be of a kind: in a role, or members for an organisation."""

    at_least: int
    role: MemberRole | None = None
    organisation: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present: a number of members, a percentage or a fraction of them.

    It is one of the three. `more_than` says that a share itself is not enough. Unless
    `remote_counts` is false, who is there by video or telephone counts.
    """

    at_least: int | None = None
    percent: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    more_than: bool | None = None
    remote_counts: bool | None = None
    of_which: tuple[OfKind, ...] | None = None
