"""Where two rows of leaf hashes part, and what became of the entries there."""

from itertools import pairwise
from typing import NamedTuple

from service.tlog.tiles import WIDTH
from service.tlog.tree import HASH
from service.tlog.verifying.findings import Reason

_KEPT: int = 2
_MOST: int = 20


class Difference(NamedTuple):
    """An entry that is not what it was, and how."""

    reason: Reason
    position: int
    words: str


class Differences:
    """Compares leaves, bundle by bundle, with the tiles that somebody else has of them."""

    def __init__(self) -> None:
        """Begin without a difference."""
        self._kept: list[tuple[int, list[bytes], list[bytes]]] = []
        self.bundles = 0
        self.same_after = False
        """Whether an entry after the first difference is the same again."""

    def compare(self, index: int, ours: list[bytes], theirs: bytes) -> bool:
        """Compare a bundle with its tile; tell whether they agree."""
        if b"".join(ours) == theirs:
            self.same_after = self.same_after or self.bundles > 0
            return True
        split = [theirs[at : at + HASH] for at in range(0, len(theirs), HASH)]
        same = [one == other for one, other in zip(ours, split, strict=False)]
        begun = self.bundles > 0
        self.same_after = (
            self.same_after
            or (begun and any(same))
            or any(after and not before for before, after in pairwise(same))
        )
        self.bundles += 1
        if len(self._kept) < _KEPT:
            self._kept.append((index, ours, split))
        return False

    def __bool__(self) -> bool:
        """Tell whether there is one."""
        return self.bundles > 0

    @property
    def first(self) -> int | None:
        """The position of the first entry that differs, if one does."""
        return self.told()[0].position if self else None

    def told(self) -> list[Difference]:
        """Return what differs, the first first."""
        found: list[Difference] = []
        for index, ours, theirs in self._kept:
            found += _of_a_bundle(index * WIDTH, ours, theirs)
            if found and found[-1].reason in {Reason.MISSING, Reason.INSERTED}:
                break
        return found[:_MOST]


def _of_a_bundle(start: int, ours: list[bytes], theirs: list[bytes]) -> list[Difference]:
    found = []
    for at in range(max(len(ours), len(theirs))):
        one, other = _at(ours, at), _at(theirs, at)
        if one == other:
            continue
        position = start + at + 1
        if one is None or (one == _at(theirs, at + 1) and other not in ours):
            found.append(Difference(Reason.MISSING, position, "it is not there any more"))
            break
        if other is None or (other == _at(ours, at + 1) and one not in theirs):
            found.append(Difference(Reason.INSERTED, position, "it was not there before"))
            break
        if one in theirs and other in ours:
            words = "it stands in the place of another"
            found.append(Difference(Reason.ORDER, position, words))
        else:
            found.append(Difference(Reason.ALTERED, position, "it is not what was signed"))
    return found


def _at(row: list[bytes], at: int) -> bytes | None:
    return row[at] if at < len(row) else None
