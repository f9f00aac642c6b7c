"""Where the minutes of a meeting say nothing of an action that was before it.

An action is before a meeting that follows the one which gave it out or set its deadline: at once
where it has no deadline or is due at the next meeting, from the meeting on that is held on its last
day or later where it is dated, and from the meeting on that it was carried forward to. It stays
before the meetings that follow while it is open. Silence is known only where the meetings recorded
since it was last spoken of are known to be all there were.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from projections.overdue_items import DATED, NEXT_MEETING, NONE

State = Literal["reported", "not_reported", "unresolved"]
REPORTED: Final = "reported"
NOT_REPORTED: Final = "not_reported"
UNRESOLVED: Final = "unresolved"

Why = Literal["series", "minutes", "deadline", "setting"]
SERIES: Final = "series"
"""It is not known that the meetings recorded since are all there were."""
MINUTES: Final = "minutes"
"""No minutes of the meeting are recorded."""
DEADLINE: Final = "deadline"
"""The deadline does not say at which meeting."""
SETTING: Final = "setting"
"""It is due at the next meeting, and after which one was not recorded."""

_STANDING: Final = "standing"


class Item(NamedTuple):
    """What is asked of an action: its deadline, and the day from which on it can be reported.

    `carried_on` is the day of the meeting it was carried forward to; `closed_on` is later than any
    other day while it is open.
    """

    action: str
    body: str
    kind: str
    due: str | None
    since: str
    set_at: str | None
    carried_on: str | None
    closed_on: str


class Met(NamedTuple):
    """A meeting of the body that was held, and whether its minutes are recorded."""

    meeting: str
    day: str
    last_day: str
    minuted: bool


class Asserted(NamedTuple):
    """Whether the meetings recorded between two days were said to be all there were."""

    first: str
    last: str
    complete: bool


class Standing(NamedTuple):
    """How an action stands at a meeting that it was before; `why` where that is not resolved."""

    meeting: str
    state: State
    why: Why | None = None


def standings(
    item: Item, spoken: Mapping[str, object], held: Sequence[Met], series: Sequence[Asserted]
) -> Iterator[Standing]:
    """Yield how an action stands at each of the meetings `held`, in their order.

    `spoken` has the meetings at which it was spoken of.
    """
    last_spoken = item.since
    for met in held:
        if met.meeting in spoken:
            last_spoken = max(last_spoken, met.last_day)
            yield Standing(met.meeting, REPORTED)
        elif _is_before(item, met):
            yield _judged(item, met, last_spoken, series)


def _is_before(item: Item, met: Met) -> bool:
    if met.day <= item.since or item.closed_on < met.day:
        return False
    if item.kind == DATED:
        return _is_carried(item, met) or (item.due or "") <= met.day
    return item.kind != _STANDING or _is_carried(item, met)


def _judged(item: Item, met: Met, last_spoken: str, series: Sequence[Asserted]) -> Standing:
    why = _open_question(item, met, last_spoken, series)
    return Standing(met.meeting, UNRESOLVED if why else NOT_REPORTED, why)


def _open_question(
    item: Item, met: Met, last_spoken: str, series: Sequence[Asserted]
) -> Why | None:
    if not met.minuted:
        return MINUTES
    if not _is_carried(item, met):
        if item.kind not in (NONE, DATED, NEXT_MEETING):
            return DEADLINE
        if item.kind == NEXT_MEETING and item.set_at is None:
            return SETTING
    return None if complete(series, last_spoken, met.day) else SERIES


def _is_carried(item: Item, met: Met) -> bool:
    return item.carried_on is not None and item.carried_on <= met.day


def complete(series: Sequence[Asserted], first: str, last: str) -> bool:
    """Tell whether the meetings recorded between two days are known to be all there were.

    Somebody said so of days that cover these, and nobody later denied it of any of them.
    """
    for said in reversed(series):
        if not said.complete and said.first <= last and said.last >= first:
            return False
        if said.complete and said.first <= first and said.last >= last:
            return True
    return False


def since_last_spoken(found: Sequence[Standing]) -> list[Standing]:
    """Return how it stands at the meetings since it was last spoken of."""
    spoken = [place for place, each in enumerate(found) if each.state == REPORTED]
    return list(found[spoken[-1] + 1 if spoken else 0 :])
