"""A line of the table: what was measured, what stands beside it, and the goal it is held against.

Machines are shared and noisy, so what counts is a ratio of medians of interleaved rounds.
"""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One measurement; `figures` is what goes into the JSON beside the words."""

    what: str
    ours: str
    beside: str = ""
    ratio: str = ""
    goal: str = ""
    reached: bool | None = None
    figures: Mapping[str, Any] = {}
    database: str = ""


class Bench(NamedTuple):
    """How long and how often is measured."""

    rounds: int
    seconds: float
    events: int


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return median(list(values))


def percentile(ordered: list[float], share: float) -> float:
    """Return the value below which `share` of the ordered values lie."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def thousands(number: float) -> str:
    """Return a number as people read it: `12.3 k`, `870`."""
    return f"{number / 1000:.1f} k" if number >= 1000 else f"{number:.0f}"
