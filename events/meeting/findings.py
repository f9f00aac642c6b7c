"""What does not fit in the attendance and the numbers of a meeting, and that a person settled it.

What is found is computed whenever it is asked. Only what somebody said of it is an event: that it
is as printed, or how it is explained.
"""

import re
from typing import Literal, NamedTuple

from events.base import Event, Passage, Public, event
from events.ids import ActionId, MeetingId

FindingKind = Literal[
    "unlisted_participant",
    "unlisted_speaker",
    "unlisted_owner",
    "unresolved_duplicate",
    "represented_with_apologies",
    "unnamed_attendee",
    "numbering_gap",
    "numbering_duplicate",
]

Resolution = Literal["as_printed", "explained"]

_NUMBERED = re.compile(r"(row|item|paragraph)-([1-9][0-9]{0,6})")
_ACTION = re.compile(r"action-(.+?)(?:-owner-([1-9][0-9]{0,6}))?")


class Subject(NamedTuple):
    """What a finding is about: a row, an item, a paragraph, an action or one of its owners."""

    part: Literal["row", "item", "paragraph", "action"]
    number: int | None = None
    action: ActionId | None = None


def subject_of(key: str) -> Subject | None:
    """Return what `row-3`, `item-2`, `paragraph-7`, `action-<id>` or `…-owner-1` is about."""
    numbered = _NUMBERED.fullmatch(key)
    if numbered:
        part: Literal["row", "item", "paragraph"] = numbered[1]  # type: ignore[assignment]
        return Subject(part, int(numbered[2]))
    action = _ACTION.fullmatch(key)
    if action is None:
        return None
    return Subject("action", int(action[2]) if action[2] else None, ActionId(action[1]))


@event("meeting.finding_settled")
class FindingSettled(Event):
    """Somebody said of a finding that it is as printed, or explained it in `words`."""

    meeting: MeetingId
    kind: FindingKind
    subject: Public
    resolution: Resolution
    words: Passage | None


@event("meeting.finding_reopened")
class FindingReopened(Event):
    """What was said of a finding does not settle it after all."""

    meeting: MeetingId
    kind: FindingKind
    subject: Public
    reason: Passage


FindingEvent = FindingSettled | FindingReopened
