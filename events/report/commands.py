"""What can be asked of a report."""

from dataclasses import dataclass

from events.action.terms import Assignee, Due
from events.base import Command
from events.ids import (
    ActionId,
    CommitmentId,
    PersonId,
    RecommendationId,
    ReportId,
    ResponseId,
    StatementId,
)
from events.report.terms import Answer, Disposition, Linked, Publisher, Recommended, Responder


@dataclass(frozen=True, slots=True, kw_only=True)
class OfReport(Command):
    """A command to one report."""

    report: ReportId

    @property
    def stream(self) -> str:
        """The stream of the report."""
        return f"report-{self.report}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport(OfReport):
    """Record that it was published."""

    title: str
    publisher: Publisher
    replies_to: ReportId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorseReport(OfReport):
    """Record who put their name to it."""

    name: str
    post: str | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRecommendation(OfReport):
    """Record what it recommends."""

    recommendation: RecommendationId
    number: str
    text: str
    section: str | None = None
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveResponse(OfReport):
    """Record a response to recommendations of this report, or of the one it replies to."""

    response: ResponseId
    by: Responder
    answers: tuple[Answer, ...]
    text: str
    opening: str | None = None
    supersedes: tuple[ResponseId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InferDisposition(OfReport):
    """Say what a response comes to, and on what basis."""

    response: ResponseId
    to: Recommended
    disposition: Disposition
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossReferenceResponse(OfReport):
    """Record that a response refers to what is said of another recommendation."""

    response: ResponseId
    to: Recommended
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCommitment(OfReport):
    """Record what a response promises."""

    commitment: CommitmentId
    response: ResponseId
    text: str
    to: Recommended | None = None
    owners: tuple[Assignee, ...] = ()
    due: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCommitmentProgress(OfReport):
    """Record what was reported of a commitment."""

    commitment: CommitmentId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetCommitment(OfReport):
    """Record that a commitment is met."""

    commitment: CommitmentId
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCommitmentToAction(OfReport):
    """Say by which action a commitment is carried out."""

    commitment: CommitmentId
    action: ActionId


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrateProgress(OfReport):
    """Record a statement of progress as printed."""

    statement: StatementId
    text: str
    theme: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkProgress(OfReport):
    """Say what a statement of progress bears on."""

    statement: StatementId
    to: Linked


ResponseCommand = GiveResponse | InferDisposition | CrossReferenceResponse
CommitmentCommand = (
    GiveCommitment | ReportCommitmentProgress | MeetCommitment | LinkCommitmentToAction
)
ReportCommand = (
    PublishReport
    | EndorseReport
    | MakeRecommendation
    | NarrateProgress
    | LinkProgress
    | ResponseCommand
    | CommitmentCommand
)
