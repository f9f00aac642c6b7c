"""The minutes of one meeting as a secretariat hands them in; names stand as they were printed.

Where an identity is known it may be given beside the name. Where it is not, a name that stands
exactly so in the same body is linked to that person, and anything else is a new one, reported as a
finding. Numbers that refer to rows and paragraphs count from 0 through the lists of this form.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from events.action.terms import Part, PostRole
from events.fields import (
    ClockTime,
    Code,
    Day,
    Id,
    Input,
    LongText,
    Maybe,
    Moment,
    ShortText,
    Whole,
)
from events.meeting.terms import Capacity, Mode, Role, Status
from events.when import last_day

Index = Annotated[Whole, Field(le=10_000)]


class Span(Input):
    """Characters `start` up to `end` of the document these minutes were taken from."""

    start: Whole
    end: Whole

    @model_validator(mode="after")
    def _forwards(self) -> "Span":
        if self.end < self.start:
            raise ValueError("a span ends where it starts, or after")
        return self


class Party(Input):
    """A body, an organisation or a person: by identity, by name, or by both."""

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


class Deadline(Input):
    """When an action is due; `words` are those of the minutes."""

    kind: Literal["date", "period", "next_meeting", "future_meeting", "standing", "as_written"]
    day: Maybe[Day] = Field(default=None, description="For `date`: the day.")
    first: Maybe[Day] = Field(default=None, description="For `period`: its first day.")
    last: Maybe[Day] = Field(default=None, description="For `period`: its last day.")
    words: Maybe[ShortText] = None

    @model_validator(mode="after")
    def _complete(self) -> "Deadline":
        wanted = {"date": {"day"}, "period": {"first", "last"}, "as_written": {"words"}}
        needed = wanted.get(self.kind, set())
        days = {name for name in ("day", "first", "last") if getattr(self, name) is not None}
        if not needed - {"words"} == days or ("words" in needed and self.words is None):
            raise ValueError(
                "`date` takes a day, `period` a first and a last day, `as_written` its words; "
                "the others take no day"
            )
        return self


class OwnerNamed(Input):
    """An owner of an action, in the words of the minutes."""

    words: ShortText
    kind: Literal["person", "organisation", "post", "class", "unclear"] = "unclear"
    id: Maybe[Id] = Field(default=None, description="The person or the organisation, if known.")
    role: Maybe[PostRole] = Field(default=None, description="For `post`: which post of the body.")
    part: Part = "joint"

    @model_validator(mode="after")
    def _fits(self) -> "OwnerNamed":
        if (self.kind == "post") != (self.role is not None):
            raise ValueError("a `post` names its role, no other kind does")
        if self.id is not None and self.kind not in ("person", "organisation"):
            raise ValueError("only a person or an organisation has an id")
        return self


class ActionSubmitted(Input):
    """An action as minuted; without owners it is reported as unowned."""

    text: LongText
    reference: Maybe[Code] = None
    owners: tuple[OwnerNamed, ...] = Field(default=(), max_length=50)
    due: Maybe[Deadline] = None
    span: Maybe[Span] = None


class ParagraphSubmitted(Input):
    """A paragraph of the minutes, whole."""

    text: LongText
    number: Maybe[Code] = None
    speaker: Maybe[ShortText] = Field(default=None, description="Who spoke, as printed.")
    span: Maybe[Span] = None


class DecisionSubmitted(Input):
    """A decision; `paragraph` counts through the paragraphs of its item, from 0."""

    text: LongText
    paragraph: Maybe[Index] = None
    span: Maybe[Span] = None


class Business(Input):
    """Paragraphs, decisions and actions, in their order."""

    paragraphs: tuple[ParagraphSubmitted, ...] = Field(default=(), max_length=500)
    decisions: tuple[DecisionSubmitted, ...] = Field(default=(), max_length=500)
    actions: tuple[ActionSubmitted, ...] = Field(default=(), max_length=500)
    no_actions: StrictBool = Field(
        default=False, description="The minutes say that there are no actions."
    )

    @model_validator(mode="after")
    def _consistent(self) -> "Business":
        if self.no_actions and self.actions:
            raise ValueError("there are actions, so `no_actions` cannot be true")
        for decision in self.decisions:
            if decision.paragraph is not None and decision.paragraph >= len(self.paragraphs):
                raise ValueError("a decision refers to a paragraph that is not in its item")
        return self


class ItemSubmitted(Business):
    """An item of the agenda."""

    title: LongText
    number: Maybe[Code] = None
    span: Maybe[Span] = None


class NextMeeting(Input):
    """When the body means to meet next, as exactly as the minutes say."""

    expected: Moment
    starts: Maybe[ClockTime] = None
    place: Maybe[ShortText] = None
    span: Maybe[Span] = None


class MinutesSubmission(Business):
    """The minutes of one meeting."""

    body: Party
    held_on: Day
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

    @model_validator(mode="after")
    def _duplicates_follow(self) -> "MinutesSubmission":
        for at, line in enumerate(self.attendance):
            if line.duplicate_of is not None and line.duplicate_of >= at:
                raise ValueError("`duplicate_of` names an earlier line of the attendance list")
        return self

    @model_validator(mode="after")
    def _no_actions_anywhere(self) -> "MinutesSubmission":
        if self.no_actions and any(item.actions for item in self.items):
            raise ValueError("an item has actions, so `no_actions` cannot be true of the meeting")
        return self

    @model_validator(mode="after")
    def _goes_on(self) -> "MinutesSubmission":
        following = self.next_meeting
        if following is not None and last_day(following.expected) <= self.held_on:
            raise ValueError("the next meeting is expected after the day of this one")
        return self
