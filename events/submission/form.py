"""The minutes of one meeting as a secretariat hands them in; names stand as they were printed.

Where an identity is known it may be given beside the name. Where it is not, a name that stands
exactly so in the same body is linked to that person, and anything else is a new one, reported as a
finding. Numbers that refer to rows and paragraphs count from 0 through the lists of this form.
"""

from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, model_validator

from events.action.form import Deadline, SubmittedOwner
from events.fields import (
    WHOLE,
    ClockTime,
    Code,
    Day,
    Extent,
    Id,
    Input,
    LongText,
    Maybe,
    Moment,
    ShortText,
)
from events.handling import CONFIDENTIAL, Handling
from events.meeting.terms import Capacity, Mode, Role, Status

Handled = Annotated[
    Maybe[Handling],
    Field(
        description="`confidential` keeps it from readers who are not cleared; open if left out."
    ),
]
Index = Annotated[int, Field(strict=True, ge=0, le=10_000), WHOLE]


class Span(Input):
    """`length` characters of the document these minutes were taken from, from `start` on."""

    start: Extent
    length: Extent


class Party(Input):
    """A body, an organisation or a person: by identity, by name, or by both."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["id"]}, {"required": ["name"]}]}
    )

    id: Maybe[Id] = None
    name: Maybe[ShortText] = None

    @model_validator(mode="after")
    def _named(self) -> "Party":
        if self.id is None and self.name is None:
            raise ValueError("give an id, a name, or both")
        return self


class Attendee(Input):
    """One line of the attendance list, as printed."""

    label: ShortText = Field(description="The name as printed, or what stands for one.")
    name: Maybe[ShortText] = Field(
        default=None, description="The person's name; left out for somebody unnamed."
    )
    person: Maybe[Id] = None
    organisation: Maybe[Party] = None
    post: Maybe[ShortText] = None
    capacity: Capacity = "not_stated"
    status: Status = "present"
    mode: Mode = "not_recorded"
    substitute_for: Maybe[Party] = Field(
        default=None, description="Whom this attendee stands in for."
    )
    reason: Maybe[LongText] = None
    duplicate_of: Maybe[Index] = Field(
        default=None, description="The earlier line in which the same person is printed."
    )
    span: Maybe[Span] = None


class Participant(Input):
    """Somebody who took part but stands in no line of the attendance list."""

    name: ShortText
    person: Maybe[Id] = None
    organisation: Maybe[Party] = None
    role: Role = "spoke"
    span: Maybe[Span] = None


class ActionSubmitted(Input):
    """An action as minuted; without owners it is reported as unowned."""

    text: LongText
    reference: Maybe[Code] = None
    owners: tuple[SubmittedOwner, ...] = Field(default=(), max_length=50)
    due: Maybe[Deadline] = None
    handling: Handled = None
    span: Maybe[Span] = None


class ParagraphSubmitted(Input):
    """A paragraph of the minutes, whole."""

    text: LongText
    number: Maybe[Code] = None
    speaker: Maybe[ShortText] = Field(default=None, description="Who spoke, as printed.")
    handling: Handled = None
    span: Maybe[Span] = None


class DecisionSubmitted(Input):
    """A decision; `paragraph` counts through the paragraphs of its item, from 0."""

    text: LongText
    paragraph: Maybe[Index] = None
    handling: Handled = None
    span: Maybe[Span] = None


class Business(Input):
    """Paragraphs, decisions and actions, in their order."""

    paragraphs: tuple[ParagraphSubmitted, ...] = Field(default=(), max_length=500)
    decisions: tuple[DecisionSubmitted, ...] = Field(default=(), max_length=500)
    actions: tuple[ActionSubmitted, ...] = Field(default=(), max_length=500)
    no_actions: StrictBool = Field(
        default=False, description="The minutes say that there are no actions."
    )

    @property
    def confides(self) -> bool:
        """Whether something in it is confidential."""
        parts: tuple[ParagraphSubmitted | DecisionSubmitted | ActionSubmitted, ...]
        parts = (*self.paragraphs, *self.decisions, *self.actions)
        return any(part.handling == CONFIDENTIAL for part in parts)


class ItemSubmitted(Business):
    """An item of the agenda; where it is confidential, all that came of it is."""

    title: LongText
    number: Maybe[Code] = None
    handling: Handled = None
    span: Maybe[Span] = None


class NextMeeting(Input):
    """When the body means to meet next, as exactly as the minutes say."""

    expected: Moment
    starts: Maybe[ClockTime] = None
    place: Maybe[ShortText] = None
    span: Maybe[Span] = None


class MinutesDraft(Business):
    """The minutes of one meeting as far as they are known."""

    body: Maybe[Party] = None
    held_on: Maybe[Day] = None
    meeting: Maybe[Id] = Field(
        default=None, description="The meeting as scheduled, where it is in the record already."
    )
    starts: Maybe[ClockTime] = None
    ends: Maybe[ClockTime] = None
    place: Maybe[ShortText] = None
    theme: Maybe[ShortText] = None
    document: Maybe[Id] = Field(
        default=None, description="The document that the spans of this form point into."
    )
    attendance: tuple[Attendee, ...] = Field(default=(), max_length=2000)
    unlisted: tuple[Participant, ...] = Field(default=(), max_length=500)
    items: tuple[ItemSubmitted, ...] = Field(default=(), max_length=500)
    next_meeting: Maybe[NextMeeting] = None
    span: Maybe[Span] = Field(default=None, description="The heading.")

    @property
    def confides(self) -> bool:
        """Whether something in it, or one of its items, is confidential."""
        items = (each.confides or each.handling == CONFIDENTIAL for each in self.items)
        return super().confides or any(items)


class MinutesSubmission(MinutesDraft):
    """The minutes of one meeting."""

    body: Party
    held_on: Day
