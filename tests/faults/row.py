"""A line of the table: what was run, its figures in words, and the goal they are held against."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One run; `figures` is what goes into the JSON beside the words."""

    what: str
    figure: str
    goal: str = ""
    reached: bool | None = None
    figures: Mapping[str, Any] = {}
