"""What was corrected and retracted: which event, where it stands, and the reason."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from events.base import Recorded
from events.record import RecordCorrected, RecordEvent
from projections.base import Key, Projection, versions


class AmendmentRow(NamedTuple):
    """An amendment by its position in the log; `about` is the position of the event it names."""

    thing: str
    position: int
    about: int
    event: str
    kind: str
    reason: int


TABLE = versions("amendments", AmendmentRow, ("thing", "position"))

CORRECTED, RETRACTED = "corrected", "retracted"


def keys(recorded: Recorded[RecordEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the amendment."""
    return ((recorded.stream.partition("-")[2], recorded.position),)


def evolve(_: AmendmentRow | None, recorded: Recorded[RecordEvent], key: Key) -> AmendmentRow:
    """Return the amendment; it stands for good."""
    event = recorded.event
    return AmendmentRow(
        thing=key[0],
        position=recorded.position,
        about=event.position,
        event=event.event,
        kind=CORRECTED if isinstance(event, RecordCorrected) else RETRACTED,
        reason=recorded.place("/reason") or 0,
    )


PROJECTION: Projection[AmendmentRow, RecordEvent] = Projection(
    table=TABLE,
    category="action",
    also=("meeting", "body", "person", "organisation", "issue", "report"),
    shape=AmendmentRow,
    key=("thing", "position"),
    keys=keys,
    evolve=evolve,
    of_amendments=True,
)
