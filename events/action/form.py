"""Owners and deadlines as callers hand them in; what each kind needs stands in its schema."""

from typing import Annotated, Literal

from pydantic import Field

from events.action.terms import (
    AsWritten,
    Due,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Part,
    PostRole,
    Standing,
)
from events.fields import Day, Id, Input, Maybe, ShortText


class OnDay(Input):
    """Due on a day."""

    kind: Literal["date"]
    day: Day
    words: Maybe[ShortText] = None


class WithinPeriod(Input):
    """Due in a month or a season, at the latest on `last`."""

    kind: Literal["period"]
    first: Day
    last: Day
    words: Maybe[ShortText] = None


class AtMeeting(Input):
    """Due at the next or some later meeting, or done again and again."""

    kind: Literal["next_meeting", "future_meeting", "standing"]
    words: Maybe[ShortText] = None


class InWords(Input):
    """A deadline whose words give no date."""

    kind: Literal["as_written"]
    words: ShortText


Deadline = Annotated[OnDay | WithinPeriod | AtMeeting | InWords, Field(discriminator="kind")]


class OwnerInWords(Input):
    """What every owner has: the words as written and the part they take."""

    words: ShortText
    part: Part = "joint"


class NamedOwner(OwnerInWords):
    """A person or an organisation; by `id` where it is known, by name otherwise."""

    kind: Literal["person", "organisation"]
    id: Maybe[Id] = None
    name: Maybe[ShortText] = Field(
        default=None, description="Whose name it is, where the words are short for it."
    )

    @property
    def called(self) -> str:
        """The name by which they are looked up."""
        return self.name or self.words


class KnownOwner(OwnerInWords):
    """A person or an organisation of the record."""

    kind: Literal["person", "organisation"]
    id: Id


class PostOwner(OwnerInWords):
    """Whoever holds a post of the body that gave out the action."""

    kind: Literal["post"]
    role: PostRole


class KnownPostOwner(PostOwner):
    """Whoever holds a post of a body of the record."""

    body: Id


class VagueOwner(OwnerInWords):
    """A class of people, or words that do not say clearly whom they mean."""

    kind: Literal["class", "unclear"]


SubmittedOwner = Annotated[NamedOwner | PostOwner | VagueOwner, Field(discriminator="kind")]
RecordedOwner = Annotated[KnownOwner | KnownPostOwner | VagueOwner, Field(discriminator="kind")]


def due_of(deadline: OnDay | WithinPeriod | AtMeeting | InWords) -> Due:
    """Return the deadline as the record keeps it."""
    match deadline:
        case OnDay(day=day, words=words):
            return DueOn(day, words)
        case WithinPeriod(first=first, last=last, words=words):
            return DueWithin(first, last, words)
        case AtMeeting(kind="next_meeting", words=words):
            return DueNextMeeting(words)
        case AtMeeting(kind="future_meeting", words=words):
            return DueFutureMeeting(words)
        case AtMeeting(words=words):
            return Standing(words)
        case InWords(words=words):
            return AsWritten(words)
