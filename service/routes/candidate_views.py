"""Whom a name may mean, as it is shown: candidates with their reasons, and who is ruled out."""

from collections.abc import Sequence

from pydantic import Field

from service.http.fields import Id, IfAny, Output
from service.likeness.verdicts import Candidate, Verdict
from service.weighing import Excluded, Meant


class CandidateView(Output):
    """Somebody whom the name may mean."""

    id: Id
    name: str = Field(description="The name of theirs that is most like the one asked for.")
    called: IfAny[str] = Field(default=None, description="What they go by; left out once erased.")
    score: float = Field(ge=0, le=1, description="How much speaks for it.")
    margin: float = Field(ge=0, le=1, description="How far the first is above the second.")
    verdict: Verdict = Field(description="Likely where nobody else comes near; never more.")
    reasons: list[str] = Field(description="Why, in short sentences.")


class ExcludedView(Output):
    """Somebody whose name is like it, and whom it cannot mean."""

    id: Id
    name: str
    reason: str


class PersonCandidates(Output):
    """The people whom a name may mean, the best first."""

    items: list[CandidateView]
    excluded: list[ExcludedView] = Field(description="Those who are ruled out, and why.")
    known_at: int = Field(description="The position of the log this answer stands on.")


class OrganisationCandidates(Output):
    """The organisations that a name may mean, the best first."""

    items: list[CandidateView]
    known_at: int = Field(description="The position of the log this answer stands on.")


def person_candidates(meant: Meant, known_at: int) -> PersonCandidates:
    """Return whom a name may mean, and whom it cannot, as they are shown."""
    return PersonCandidates(
        items=[candidate_view(each) for each in meant.candidates],
        excluded=[_excluded(each) for each in meant.excluded],
        known_at=known_at,
    )


def organisation_candidates(
    candidates: Sequence[Candidate], known_at: int
) -> OrganisationCandidates:
    """Return the organisations that a name may mean, as they are shown."""
    items = [candidate_view(each) for each in candidates]
    return OrganisationCandidates(items=items, known_at=known_at)


def candidate_view(each: Candidate) -> CandidateView:
    """Return a candidate as they are shown."""
    return CandidateView(
        id=each.id,
        name=each.name,
        called=each.called,
        score=each.score,
        margin=each.margin,
        verdict=each.verdict,
        reasons=list(each.reasons),
    )


def _excluded(each: Excluded) -> ExcludedView:
    return ExcludedView(id=each.id, name=each.name, reason=each.reason)
