"""Which of the recommendations that share a response a commitment answers, by the words they share.

A word counts for more the fewer of the recommendations have it; without a shared word it is the
first of them.
"""

import re
from collections import Counter

from service.intake.reading import CommitmentRead

_MOST = 50
_WORD = re.compile(r"[a-z][a-z'-]{3,}")


def placed(
    commitments: tuple[CommitmentRead, ...], texts: list[str]
) -> list[tuple[CommitmentRead, ...]]:
    """Return the commitments of each of `texts`, the recommendations of one response."""
    if len(texts) > _MOST:
        return [commitments, *([()] * (len(texts) - 1))]
    words = [frozenset(_WORD.findall(text.lower())) for text in texts]
    common = Counter(word for one in words for word in one)
    found: list[list[CommitmentRead]] = [[] for _ in texts]
    for commitment in commitments:
        said = frozenset(_WORD.findall(commitment.text.lower()))
        shares = [sum(1 / common[word] for word in said & one) for one in words]
        found[shares.index(max(shares))].append(commitment)
    return [tuple(one) for one in found]
