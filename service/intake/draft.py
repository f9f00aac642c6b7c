"""The shape of a draft: all that was read in a document, for a person to correct and accept.

The meetings are forms that may still lack their body and day; a finding says what a person should
look at. Spans count characters of the text of the document, `pages` are where its pages begin.
"""

from datetime import date

from pydantic import Field

from events.action.form import Deadline
from events.fields import Code, Day, Extent, Id, Input, LongText, Maybe, Moment, ShortText
from events.handling import CONFIDENTIAL
from events.submission.form import MinutesDraft, MinutesSubmission, Party, Span
from events.submission.papers import DraftIssue, DraftMember, DraftSubGroup
from events.submission.report.form import PublisherSubmitted
from events.when import When, on_day

MOST_PARTS = 2_000


class DraftFinding(Input):
    """Something a person should look at; `confidence` is how sure the reading is, 0 to 1."""

    kind: Code
    message: LongText
    span: Span
    confidence: float = Field(ge=0, le=1)


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


class DraftProgress(Input):
    """One statement of progress."""

    theme: Maybe[ShortText] = None
    owner: Maybe[ShortText] = None
    text: LongText
    numbers: tuple[Code, ...] = Field(
        default=(),
        max_length=100,
        description="Of the recommendations that it bears on, as printed: of the report in "
        "`replies_to`, else of this document, else of a report by the same publisher.",
    )
    span: Span


class Draft(Input):
    """All that was read in one document."""

    body: Maybe[Party] = Field(
        default=None,
        description="Whose the issues log, the members and the sub-groups are; "
        "that of the meetings if left out and those are of one body.",
    )
    as_of: Maybe[Day] = Field(
        default=None,
        description="The day of which the members and the sub-groups are; "
        "that of the meeting if left out and there is one.",
    )
    heading: Maybe[ShortText] = Field(
        default=None, description="What the document is called, such as the title of a report."
    )
    publisher: Maybe[PublisherSubmitted] = Field(
        default=None,
        description="Who published the report, and gave the responses in it; "
        "the body of this document if left out and it says one.",
    )
    published_on: Maybe[Moment] = Field(
        default=None,
        description="When the report was published: a day, a month or a year; "
        "`as_of`, or the day of the meeting, if left out and there is one.",
    )
    replies_to: Maybe[Id] = Field(
        default=None,
        description="The report in the record that this one replies to, or of whose "
        "recommendations it tells the progress.",
    )
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

    @property
    def confides(self) -> bool:
        """Whether something in it is confidential."""
        issues = (each.handling == CONFIDENTIAL for each in self.issues_log)
        return any(each.confides for each in self.meetings) or any(issues)

    @property
    def reports(self) -> bool:
        """Whether something was found that a report consists of."""
        return bool(self.recommendations or self.progress_updates)

    @property
    def published_by(self) -> PublisherSubmitted | None:
        """Who published the report, where the draft says it."""
        if self.publisher is not None or self.whose is None:
            return self.publisher
        said = self.whose.model_dump(exclude_none=True)
        return PublisherSubmitted.model_validate({"kind": "body", **said})

    @property
    def published(self) -> When | None:
        """When the report was published, where the draft says it."""
        return self.published_on or (on_day(self.day) if self.day else None)

    @property
    def whose(self) -> Party | None:
        """The body of what stands beside the meetings, where the draft says it."""
        met = {each.body for each in self.meetings}
        return self.body or (next(iter(met)) if len(met) == 1 else None)

    @property
    def day(self) -> date | None:
        """The day of what stands beside the meetings, where the draft says it."""
        held = [each.held_on for each in self.meetings]
        return self.as_of or (held[0] if len(held) == 1 else None)


def lacking(meeting: MinutesDraft) -> str | None:
    """Return why a meeting cannot be recorded yet; None where it can."""
    missing = [
        what for what, part in (("body", meeting.body), ("date", meeting.held_on)) if part is None
    ]
    return f"the document does not say its {' and its '.join(missing)}" if missing else None


def submission_of(meeting: MinutesDraft) -> MinutesSubmission:
    """Return the form of a meeting that lacks nothing."""
    return MinutesSubmission.model_validate(meeting.model_dump(exclude_none=True))
