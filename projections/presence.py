"""When an attendee was in the room: pairs of moments as compact JSON, each end as far as known.

`[[["10:30",3],["11:00",null]],[["11:20",null],null]]`: came at 10:30 at item 3, left at 11:00, came
back at 11:20 and stayed. A beginning of null is the start of the meeting, an end of null its end.
"""

import json

NONE = "[]"

Moment = tuple[str | None, int | None]
"""A time `HH:MM`, the number of an item, both or neither, as far as they are known."""

Interval = tuple[Moment | None, Moment | None]


def arrived(intervals: str, moment: Moment) -> str:
    """Return the intervals after an arrival."""
    return _written([*intervals_of(intervals), (moment, None)])


def departed(intervals: str, moment: Moment) -> str:
    """Return the intervals after a departure, which ends the last one if that is still open."""
    known = intervals_of(intervals)
    begun = known.pop()[0] if known and known[-1][1] is None else None
    return _written([*known, (begun, moment)])


def intervals_of(text: str) -> list[Interval]:
    """Return the intervals that `text` holds, in the order of the record."""
    return [(_moment(begun), _moment(ended)) for begun, ended in json.loads(text)]


def _moment(pair: list[str | int | None] | None) -> Moment | None:
    return None if pair is None else (pair[0], pair[1])  # type: ignore[return-value]


def _written(intervals: list[Interval]) -> str:
    return json.dumps(intervals, separators=(",", ":"))
