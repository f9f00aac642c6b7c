"""What can happen to a report: what it recommends, the responses, what they promise, what came."""

from events.action.terms import Due, Owner
from events.base import Event, Passage, Private, Public, event
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


@event("report.published")
class ReportPublished(Event):
    """It was published; `replies_to` is the report it replies to, if it does."""

    report: ReportId
    title: Passage
    publisher: Publisher
    replies_to: ReportId | None


@event("report.endorsed")
class ReportEndorsed(Event):
    """Somebody put their name to it: the name and the post as stated."""

    report: ReportId
    name: Private[str]
    post: Private[str] | None
    person: PersonId | None


@event("report.recommendation_made")
class RecommendationMade(Event):
    """It recommends this; `paragraphs` of the report, as printed, may be those of others too."""

    report: ReportId
    recommendation: RecommendationId
    number: Public
    section: Private[str] | None
    paragraphs: tuple[Public, ...]
    text: Passage


@event("report.response_given")
class ResponseGiven(Event):
    """Somebody responded; `opening` are the words that it opens with, verbatim.

    Of the responses in `supersedes` it takes the place, as far as both answer the same.
    """

    report: ReportId
    response: ResponseId
    by: Responder
    answers: tuple[Answer, ...]
    text: Passage
    opening: Passage | None
    supersedes: tuple[ResponseId, ...]


@event("report.disposition_inferred")
class DispositionInferred(Event):
    """It was taken from a response on this basis, not stated there; the last one so taken holds."""

    report: ReportId
    response: ResponseId
    to: Recommended
    disposition: Disposition
    basis: Passage


@event("report.response_cross_referenced")
class ResponseCrossReferenced(Event):
    """The response refers to what is said of a recommendation that it does not answer itself."""

    report: ReportId
    response: ResponseId
    to: Recommended
    words: Passage | None


@event("report.commitment_given")
class CommitmentGiven(Event):
    """A response promises this; `to` is the recommendation it was placed with, if it was."""

    report: ReportId
    commitment: CommitmentId
    response: ResponseId
    to: Recommended | None
    text: Passage
    owners: tuple[Owner, ...]
    due: Due | None


@event("report.commitment_progress_reported")
class CommitmentProgressReported(Event):
    """Somebody reported on the commitment."""

    report: ReportId
    commitment: CommitmentId
    text: Passage


@event("report.commitment_met")
class CommitmentMet(Event):
    """What was promised is done."""

    report: ReportId
    commitment: CommitmentId
    note: Passage | None


@event("report.commitment_linked_to_action")
class CommitmentLinkedToAction(Event):
    """The action is how the commitment is carried out."""

    report: ReportId
    commitment: CommitmentId
    action: ActionId


@event("report.progress_narrated")
class ProgressNarrated(Event):
    """The report tells of progress, as printed; on what it bears is not said."""

    report: ReportId
    statement: StatementId
    theme: Private[str] | None
    owner: Private[str] | None
    text: Passage


@event("report.progress_linked")
class ProgressLinked(Event):
    """A person found what a statement of progress bears on."""

    report: ReportId
    statement: StatementId
    to: Linked


ReportEvent = (
    ReportPublished
    | ReportEndorsed
    | RecommendationMade
    | ResponseGiven
    | DispositionInferred
    | ResponseCrossReferenced
    | CommitmentGiven
    | CommitmentProgressReported
    | CommitmentMet
    | CommitmentLinkedToAction
    | ProgressNarrated
    | ProgressLinked
)
