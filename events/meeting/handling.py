"""How parts of the minutes are handled: an item with all that came of it, or one part alone."""

from typing import Literal

from events.base import Event, Passage, event
from events.handling import Handling
from events.ids import MeetingId

Part = Literal["item", "paragraph", "decision"]


@event("meeting.handling_set")
class PassageHandlingSet(Event):
    """From now on the part of that number is confidential, or open again; `reason` says why."""

    meeting: MeetingId
    part: Part
    number: int
    handling: Handling
    reason: Passage | None
