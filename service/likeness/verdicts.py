"""Orders those whom a name may mean, and says of the first whether it is likely; never more.

The constants here and beside were set on the names of seven meetings of two bodies, of which a
person had noted who is who. Of 39 spellings of people 38 lead to their bearer first and one second;
28 say likely, and none of somebody else. The test of the corpus holds them to that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

LIKELY: Final = 0.8
"""The least score of somebody likely: a whole name with one part spelled otherwise is above it, a
first name alone, initials alone, or a surname with an initial are below, whatever the body."""
MARGIN: Final = 0.06
"""How far the first must be above the second: as far as exactly the name is above a form of it
(Michael, Mike), so that the two spellings of one name do not decide between two people."""
CAP: Final = 0.94
"""What evidence can raise a score to; above is only who stands under exactly this name."""
EXACTLY: Final = 1.0

Verdict = Literal["likely", "possible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a name may mean.

    `name` is the name of theirs that is like it, `called` the one they go by. `margin` is how far
    they are above the next one; 0 for all but the first.
    """

    id: str
    name: str
    called: str | None
    score: float
    reasons: tuple[str, ...]
    margin: float = 0.0
    verdict: Verdict = "possible"

    def with_evidence(self, strength: float, reason: str) -> "Candidate":
        """Return the candidate with something that speaks for them: a part of what is missing."""
        return replace(self, score=raised(self.score, strength), reasons=(*self.reasons, reason))


def raised(score: float, strength: float) -> float:
    """Return a score with a part of what it lacks added; what is above the cap stays as it is."""
    return round(score + max(0.0, CAP - score) * strength, 3)


def best_of(candidates: Iterable[Candidate], name: str) -> dict[str, Candidate]:
    """Return everybody once, by the name of theirs that is most like `name`."""
    best: dict[str, Candidate] = {}
    for each in candidates:
        held = best.get(each.id)
        if held is None or (each.score, each.name == name) > (held.score, held.name == name):
            best[each.id] = each
    return best


def ranked(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """Return the best candidates, the best first, which is likely where nobody comes near it."""
    order = sorted(candidates, key=lambda each: (-each.score, each.name, each.id))
    if not order:
        return []
    second = order[1].score if len(order) > 1 else 0.0
    margin = round(order[0].score - second, 3)
    likely = order[0].score >= LIKELY and margin >= MARGIN
    first = replace(order[0], margin=margin, verdict="likely" if likely else "possible")
    return [first, *order[1:most]]
