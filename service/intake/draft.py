"""The shape of a draft: all that was read in a document, for a person to correct and accept.

The meetings are forms that may still lack their body and day; a finding says what a person should
look at. Spans count characters of the text of the document, `pages` are where its pages begin.
"""

from pydantic import Field

from events.action.form import Deadline
from events.fields import Code, Day, Extent, Input, LongText, Maybe, ShortText
from events.submission.form import MinutesDraft, MinutesSubmission, Span

MOST_PARTS = 2_000


class DraftFinding(Input):
    """Something a person should look at; `confidence` is how sure the reading is, 0 to 1."""

    kind: Code
    message: LongText
    span: Span
    confidence: float = Field(ge=0, le=1)


class DraftIssue(Input):
    """One row of an issues log."""

    number: Maybe[Code] = None
    number_printed: Maybe[Code] = Field(
        default=None, description="The glyph as printed, where the number is inferred."
    )
    raised: Maybe[Day] = None
    theme: Maybe[ShortText] = None
    issue: Maybe[LongText] = Field(default=None, description="Left out where it is illegible.")
    proposed_action: Maybe[LongText] = None
    span: Span


class DraftCommitment(Input):
    """What a response promises."""

    text: LongText
    owner: Maybe[ShortText] = None
    due: Maybe[Deadline] = None
    span: Span


class DraftRecommendation(Input):
    """One recommendation with the response printed for its group."""

    number: Code
    section: Maybe[ShortText] = None
    report_paragraphs: tuple[Code, ...] = Field(default=(), max_length=100)
    text: LongText
    response_group: tuple[Code, ...] = Field(default=(), max_length=100)
    response: Maybe[LongText] = None
    disposition: Maybe[ShortText] = None
    disposition_words: Maybe[LongText] = None
    commitments: tuple[DraftCommitment, ...] = Field(default=(), max_length=100)
    span: Span
    response_span: Maybe[Span] = None


class DraftMember(Input):
    """One member of a printed membership list."""

    name: ShortText
    organisation: Maybe[ShortText] = None
    post: Maybe[ShortText] = None
    span: Span


class DraftSubGroup(Input):
    """One sub-group, with the organisations that chair it."""

    name: ShortText
    chairs: tuple[ShortText, ...] = Field(default=(), max_length=50)
    remit: Maybe[LongText] = None
    span: Span


class DraftProgress(Input):
    """One statement of progress."""

    theme: Maybe[ShortText] = None
    owner: Maybe[ShortText] = None
    text: LongText
    span: Span


class Draft(Input):
    """All that was read in one document."""

    meetings: tuple[MinutesDraft, ...] = Field(default=(), max_length=200)
    issues_log: tuple[DraftIssue, ...] = Field(default=(), max_length=MOST_PARTS)
    recommendations: tuple[DraftRecommendation, ...] = Field(default=(), max_length=MOST_PARTS)
    members: tuple[DraftMember, ...] = Field(default=(), max_length=MOST_PARTS)
    sub_groups: tuple[DraftSubGroup, ...] = Field(default=(), max_length=MOST_PARTS)
    progress_updates: tuple[DraftProgress, ...] = Field(default=(), max_length=MOST_PARTS)
    findings: tuple[DraftFinding, ...] = Field(default=(), max_length=10 * MOST_PARTS)
    pages: tuple[Extent, ...] = Field(
        default=(), description="Where each page begins, where the format has pages."
    )

    @property
    def empty(self) -> bool:
        """Whether nothing was found that minutes, or papers beside them, consist of."""
        parts = (self.meetings, self.issues_log, self.recommendations, self.members)
        return not any((*parts, self.sub_groups, self.progress_updates))


def lacking(meeting: MinutesDraft) -> str | None:
    """Return why a meeting cannot be recorded yet; None where it can."""
    missing = [
        what for what, part in (("body", meeting.body), ("date", meeting.held_on)) if part is None
    ]
    return f"the document does not say its {' and its '.join(missing)}" if missing else None


def submission_of(meeting: MinutesDraft) -> MinutesSubmission:
    """Return the form of a meeting that lacks nothing."""
    return MinutesSubmission.model_validate(meeting.model_dump(exclude_none=True))
