"""A report as a secretariat hands it in: recommendations, responses with their promises, progress.

Numbers that refer to recommendations and answers count from 0 through the lists of this form; what
the report it replies to recommends is named by identity.
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from events.action.form import Deadline, SubmittedOwner
from events.fields import Code, Id, Input, LongText, Maybe, Moment, ShortText
from events.report.terms import Disposition
from events.submission.form import Index, Party, Span

MOST = 2_000

Spanned = Annotated[Maybe[Span], Field(description="The words it was taken from.")]


class PublisherSubmitted(Party):
    """The body or organisation that published it."""

    kind: Literal["body", "organisation"]


class ResponderSubmitted(Input):
    """Who responds, in the words as written; `id` or `name` say who is meant, where it is clear."""

    kind: Literal["body", "organisation", "person", "unclear"]
    words: ShortText
    id: Maybe[Id] = None
    name: Maybe[ShortText] = Field(
        default=None, description="Whose name it is, where the words are short for it."
    )

    @property
    def called(self) -> str:
        """The name by which they are looked up."""
        return self.name or self.words


class EndorsementSubmitted(Input):
    """Somebody who put their name to it, as stated."""

    name: ShortText
    post: Maybe[ShortText] = None
    person: Maybe[Id] = None
    span: Spanned = None


class RecommendationSubmitted(Input):
    """What is recommended; several may refer to the same paragraph of their report."""

    number: Code = Field(description="As printed; once in its section.")
    section: Maybe[ShortText] = None
    paragraphs: tuple[Code, ...] = Field(default=(), max_length=100)
    text: LongText
    span: Spanned = None


class InferredSubmitted(Input):
    """A disposition that was taken from the words, not stated by them."""

    disposition: Disposition
    basis: LongText


class OneRecommendation(Input):
    """A recommendation: of this form by its place, or of the report replied to by its identity."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["recommendation"]}, {"required": ["id"]}]}
    )

    recommendation: Maybe[Index] = Field(
        default=None, description="Counts through the recommendations of this form, from 0."
    )
    id: Maybe[Id] = Field(
        default=None, description="A recommendation of the report that this one replies to."
    )

    @model_validator(mode="after")
    def _one(self) -> "OneRecommendation":
        if (self.recommendation is None) == (self.id is None):
            raise ValueError("give its place in this form, or the id of one replied to, not both")
        return self


class AnswerSubmitted(OneRecommendation):
    """What a response says of one recommendation."""

    disposition: Maybe[Disposition] = Field(
        default=None, description="Only where words of the response state it."
    )
    words: Maybe[LongText] = Field(default=None, description="Those words, if not its opening.")
    inferred: Maybe[InferredSubmitted] = None


class ReferenceSubmitted(OneRecommendation):
    """A recommendation that the response refers to without answering it."""

    words: Maybe[LongText] = None


class CommitmentSubmitted(Input):
    """What a response promises; `answer` counts through its answers, from 0."""

    text: LongText
    owners: tuple[SubmittedOwner, ...] = Field(default=(), max_length=50)
    due: Maybe[Deadline] = None
    answer: Maybe[Index] = Field(
        default=None, description="With which of the recommendations it was placed, if with one."
    )
    span: Spanned = None


class ResponseSubmitted(Input):
    """A response to one or more recommendations."""

    by: Maybe[ResponderSubmitted] = Field(
        default=None, description="The publisher of the report if left out."
    )
    answers: tuple[AnswerSubmitted, ...] = Field(min_length=1, max_length=MOST)
    text: LongText
    opening: Maybe[LongText] = Field(
        default=None, description="The words that it opens with, verbatim."
    )
    references: tuple[ReferenceSubmitted, ...] = Field(default=(), max_length=100)
    commitments: tuple[CommitmentSubmitted, ...] = Field(default=(), max_length=500)
    span: Spanned = None


class ProgressSubmitted(Input):
    """A statement of progress, as printed."""

    text: LongText
    theme: Maybe[ShortText] = None
    owner: Maybe[ShortText] = Field(default=None, description="The words for who did it.")
    numbers: tuple[Code, ...] = Field(
        default=(),
        max_length=100,
        description="Of the recommendations that it bears on, as printed: of the report that is "
        "replied to, else of this one, else of one by the same publisher in the record.",
    )
    span: Spanned = None


class ReportSubmission(Input):
    """A report, whole."""

    title: ShortText
    publisher: PublisherSubmitted
    published_on: Moment
    replies_to: Maybe[Id] = None
    document: Maybe[Id] = Field(
        default=None, description="The document that the spans of this form point into."
    )
    endorsements: tuple[EndorsementSubmitted, ...] = Field(default=(), max_length=500)
    recommendations: tuple[RecommendationSubmitted, ...] = Field(default=(), max_length=MOST)
    responses: tuple[ResponseSubmitted, ...] = Field(default=(), max_length=MOST)
    progress: tuple[ProgressSubmitted, ...] = Field(default=(), max_length=MOST)
    span: Spanned = None
