"""What the minutes say happened: items, paragraphs, decisions and that no actions came of them."""

from events.base import Event, Passage, Public, event
from events.ids import MeetingId
from events.meeting.terms import Speaker


@event("meeting.item_added")
class ItemAdded(Event):
    """An item was dealt with; `number` is the one printed beside it."""

    meeting: MeetingId
    item: int
    number: Public | None
    title: Passage


@event("meeting.paragraph_minuted")
class ParagraphMinuted(Event):
    """A paragraph stands in the minutes; `speaker` is whom it reports."""

    meeting: MeetingId
    paragraph: int
    item: int | None
    number: Public | None
    text: Passage
    speaker: Speaker | None


@event("meeting.decision_minuted")
class DecisionMinuted(Event):
    """The meeting decided something."""

    meeting: MeetingId
    decision: int
    item: int | None
    paragraph: int | None
    text: Passage


@event("meeting.no_actions_recorded")
class NoActionsRecorded(Event):
    """The minutes say "Actions: None", of one item or of the whole meeting."""

    meeting: MeetingId
    item: int | None


ProceedingsEvent = ItemAdded | ParagraphMinuted | DecisionMinuted | NoActionsRecorded
