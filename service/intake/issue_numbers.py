"""Numbers of the issues of a log: trusted where they go on counting, else taken from their place.

A torn row becomes an issue of its own only where the count of its neighbours leaves a number free.
"""

import re
from bisect import bisect_right
from itertools import pairwise

from service.intake.issue_rows import LogRow

_PLAIN = re.compile(r"(?:issue )?([0-9]{1,4})[.)]?", re.IGNORECASE)


def number_rows(rows: list[LogRow]) -> list[tuple[LogRow, str | None]]:
    """Return the rows with their numbers; torn rows without one have gone to the row before."""
    counts = [_count(row) for row in rows]
    plain = sum(count is not None for count in counts)
    other = sum(bool(row.number) for row in rows) - plain
    if not plain or other > plain:
        return [(row, row.number or None) for row in _mended(rows, set())]
    trusted = _trusted(rows, counts)
    kept = _free(rows, trusted)
    return list(zip(_mended(rows, kept), _numbers(rows, trusted, kept), strict=True))


def _count(row: LogRow) -> int | None:
    found = _PLAIN.fullmatch(row.number.strip())
    return int(found[1]) if found else None


def _trusted(rows: list[LogRow], counts: list[int | None]) -> dict[int, int]:
    """Return the longest run of printed numbers that leaves each row between them a number."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    whole = 0
    for place, (row, count) in enumerate(zip(rows, counts, strict=True)):
        if count is not None and count > whole:
            at = bisect_right(tails, count - whole)
            before[place] = ends[at - 1] if at else None
            tails[at : at + 1] = [count - whole]
            ends[at : at + 1] = [place]
        whole += not row.torn
    found: dict[int, int] = {}
    place_of = ends[-1] if ends else None
    while place_of is not None:
        found[place_of] = counts[place_of] or 0
        place_of = before[place_of]
    return dict(sorted(found.items()))


def _free(rows: list[LogRow], trusted: dict[int, int]) -> set[int]:
    """Return the torn rows for which the numbers around them leave one."""
    kept: set[int] = set()
    places = [(-1, 0), *trusted.items()]
    for (start, low), (end, high) in pairwise(places):
        between = range(start + 1, end)
        torn = [place for place in between if rows[place].torn]
        free = high - low - 1 - (len(between) - len(torn))
        kept.update(torn[: max(0, free)])
    return kept


def _mended(rows: list[LogRow], kept: set[int]) -> list[LogRow]:
    mended: list[LogRow] = []
    for place, row in enumerate(rows):
        if row.torn and place not in kept and mended:
            mended[-1] = mended[-1].with_rest(row)
        else:
            mended.append(row)
    return mended


def _numbers(rows: list[LogRow], trusted: dict[int, int], kept: set[int]) -> list[str]:
    """Count on from the last trusted number; before the first, count back from it."""
    places = [place for place, row in enumerate(rows) if not row.torn or place in kept]
    first = next(iter(trusted), None)
    last = trusted[first] - places.index(first) - 1 if first is not None else 0
    numbers: list[str] = []
    for place in places:
        last = trusted.get(place, last + 1)
        numbers.append(str(last))
    return numbers
