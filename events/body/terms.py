"""Terms of reference: quorum, substitution, frequency and roles, each a closed set of words."""

from dataclasses import dataclass
from typing import Literal

ChairRole = Literal["chair", "co_chair", "vice_chair"]
MemberRole = Literal["chair", "co_chair", "vice_chair", "secretary", "member", "observer"]
Period = Literal["year", "quarter", "month", "week"]
Substitution = Literal["allowed", "not_allowed", "not_stated"]


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present: a number of members or a percentage of them, one of the two."""

    at_least: int | None = None
    percent: int | None = None
