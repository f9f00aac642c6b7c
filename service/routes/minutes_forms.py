"""What requests say of minutes: which part, which words, on what authority."""

from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field, WithJsonSchema

from events.meeting.handling import Part
from events.minutes.terms import Audience, Naming
from service.execute import Fact, OnAuthority
from service.http.fields import DIGITS, Code, Day, Extent, Id, LongText, Maybe, ShortText, Whole
from service.routes.meeting_forms import Number

_MOST = 1_000_000
_OneNumber = Annotated[int, Field(ge=1, le=_MOST), DIGITS]
OneCorrection = Annotated[
    _OneNumber, Path(alias="correction", description="The number of the correction.")
]
OneRedaction = Annotated[
    _OneNumber, Path(alias="redaction", description="The number of the redaction.")
]

Content = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
_CONTENT = "The `content` of the version, as `getMinutes` shows it: no other version is meant."
_FREE = "A number not used in these minutes yet: one more than the last that `getMinutes` shows."
_Long = Annotated[
    Whole,
    Field(ge=1, le=2**40),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**40}),
]


class PassageFact(Fact):
    """A fact about one part of the minutes."""

    part: Part
    number: Number = Field(description="The number the part has in the record.")


class PassageCorrectionInput(PassageFact):
    """What a part is to read."""

    text: LongText = Field(description="The whole of it: of an item, its title.")
    reason: LongText


class ClearanceInput(Fact):
    """Which version is cleared."""

    content: Content = Field(description=_CONTENT)


class ClearanceRefusalInput(ClearanceInput):
    """Which version is sent back, and why."""

    reason: LongText


class CorrectionProposal(PassageCorrectionInput):
    """What a part should read."""

    correction: Number = Field(description=_FREE)


class DeclineInput(Fact):
    """Why the text stays as it is."""

    reason: LongText


class ApprovalInput(Fact):
    """Which version was approved, and where."""

    content: Content = Field(description=_CONTENT)
    at: Id = Field(description="The later meeting of the same body that approved it.")


class AmendingAuthority(OnAuthority):
    """On whose authority approved minutes are amended."""

    kind: Literal["chair", "meeting", "delegation", "statute"]
    reference: Id = Field(description="The meeting, person or instrument it rests on.")


class AmendmentInput(PassageFact):
    """How a part of approved minutes is to be read."""

    amendment: Number = Field(description=_FREE)
    text: LongText
    authority: AmendingAuthority


class PublicationInput(Fact):
    """To whom it goes out."""

    audience: Audience
    naming: Naming = Field(
        default="everyone",
        description="Whose names go out: with `members` whoever is neither chair, member nor "
        "substitute is published as somebody for whom they stood, with `nobody` everyone is.",
    )


class RedactionInput(PassageFact):
    """Which words are left out of what is published."""

    redaction: Number = Field(description=_FREE)
    start: Maybe[Extent] = Field(
        default=None,
        description="The first character of the words in the part, from 0; left out for all of it.",
    )
    length: Maybe[_Long] = Field(default=None, description="How many characters they are.")
    exemption: Code = Field(description="The code of the exemption that applies.")
    reviewer: ShortText = Field(description="Who reviewed it.")
    review_on: Maybe[Day] = Field(default=None, description="When it is to be looked at again.")


class LiftingInput(Fact):
    """Why the words may be published again."""

    reason: LongText


class AnnotationInput(Fact):
    """A note beside the minutes, or beside one part of them."""

    annotation: Number = Field(description=_FREE)
    part: Maybe[Part] = None
    number: Maybe[Number] = Field(default=None, description="Of the part; left out without one.")
    text: LongText
