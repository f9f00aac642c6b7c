"""Who publishes and who responds, what a response answers, and what a statement bears on."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from events.action.terms import ByOrganisation, ByPerson, Unclear
from events.base import Passage, Private
from events.ids import (
    ActionId,
    BodyId,
    CommitmentId,
    RecommendationId,
    ReportId,
)

Disposition = Literal["accepted", "accepted_in_part", "rejected", "noted", "under_consideration"]


@dataclass(frozen=True, slots=True)
class ByBody:
    """A body that meets."""

    kind: ClassVar = "body"
    body: BodyId


Publisher = ByBody | ByOrganisation
Responding = ByBody | ByOrganisation | ByPerson | Unclear


@dataclass(frozen=True, slots=True)
class Responder:
    """Who responds, and the words as written."""

    party: Responding
    words: Private[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One recommendation that a response answers; `report` is the one that makes it.

    The disposition is the one that is stated, in `words` or in the opening words of the response.
    """

    report: ReportId
    recommendation: RecommendationId
    disposition: Disposition | None = None
    words: Passage | None = None

    @property
    def to(self) -> "Recommended":
        """The recommendation."""
        return Recommended(self.report, self.recommendation)


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation of a report."""

    report: ReportId
    recommendation: RecommendationId


@dataclass(frozen=True, slots=True)
class ToRecommendation:
    """A recommendation, where it may be something else as well."""

    kind: ClassVar = "recommendation"
    report: ReportId
    recommendation: RecommendationId


@dataclass(frozen=True, slots=True)
class Committed:
    """A commitment in a report."""

    kind: ClassVar = "commitment"
    report: ReportId
    commitment: CommitmentId


@dataclass(frozen=True, slots=True)
class Assigned:
    """An action."""

    kind: ClassVar = "action"
    action: ActionId


Linked = ToRecommendation | Committed | Assigned
"""What a statement of progress may bear on."""


def same_responder(one: Responder, other: Responder) -> bool:
    """Tell whether both are the same; one who is not clear is told apart by the words."""
    if isinstance(one.party, Unclear):
        return one == other
    return one.party == other.party
