"""What the rules of a report need to remember, and how each event changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from events.base import Look, Private
from events.errors import NotFound
from events.ids import (
    ActionId,
    CommitmentId,
    PersonId,
    RecommendationId,
    ReportId,
    ResponseId,
    StatementId,
)
from events.report.events import (
    CommitmentGiven,
    CommitmentLinkedToAction,
    CommitmentMet,
    CommitmentProgressReported,
    DispositionInferred,
    ProgressLinked,
    ProgressNarrated,
    RecommendationMade,
    ReportEndorsed,
    ReportEvent,
    ReportPublished,
    ResponseCrossReferenced,
    ResponseGiven,
)
from events.report.terms import Disposition, Linked, Recommended, Responder
from events.when import When

Numbered = tuple[Private[str] | None, str]
"""The section and the number of a recommendation."""

Endorsement = tuple[Private[str], Private[str] | None, PersonId | None]


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Given:
    """A response: by whom, what it answers, what of that was superseded and what was taken from it.

    `inferred` has the last disposition of each, beside its basis; `refers` what it refers to.
    """

    by: Responder
    answers: frozenset[Recommended]
    superseded: frozenset[Recommended] = frozenset()
    inferred: Mapping[Recommended, tuple[Disposition, Private[str]]] = field(default_factory=dict)
    refers: frozenset[Recommended] = frozenset()


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: since when it stands, whether it is met, and the actions it is linked to."""

    given_on: When
    met: bool = False
    actions: frozenset[ActionId] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """A report, with all that was recorded of it."""

    report: ReportId
    published_on: When
    replies_to: ReportId | None
    endorsements: frozenset[Endorsement] = frozenset()
    recommendations: Mapping[RecommendationId, Numbered] = field(default_factory=dict)
    responses: Mapping[ResponseId, Given] = field(default_factory=dict)
    commitments: Mapping[CommitmentId, Promise] = field(default_factory=dict)
    statements: Mapping[StatementId, frozenset[Linked]] = field(default_factory=dict)


Report = Unpublished | Published


def require(look: Look, report: ReportId) -> Published:
    """Return the state of a report that must exist."""
    state = cast("Report", look(f"report-{report}"))
    match state:
        case Unpublished():
            raise NotFound(f"there is no report {report} in the record")
        case Published():
            return state


def evolve(state: Report, event: ReportEvent) -> Report:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    if isinstance(event, ReportPublished):
        return Published(event.report, event.occurred_on, event.replies_to)
    match state:
        case Unpublished():
            return state
        case Published():
            return _changed(state, event)


def _changed(state: Published, event: ReportEvent) -> Published:
    match event:
        case ReportEndorsed(name=name, post=post, person=person):
            one: Endorsement = name, post, person
            return replace(state, endorsements=state.endorsements | {one})
        case RecommendationMade(recommendation=key, section=section, number=number):
            known = {**state.recommendations, key: (section, number)}
            return replace(state, recommendations=known)
        case ProgressNarrated(statement=statement):
            return replace(state, statements={**state.statements, statement: frozenset()})
        case ProgressLinked(statement=statement, to=to):
            links = state.statements.get(statement, frozenset()) | {to}
            return replace(state, statements={**state.statements, statement: links})
        case ResponseGiven() | DispositionInferred() | ResponseCrossReferenced():
            return replace(state, responses=_responses(state.responses, event))
        case CommitmentGiven() | CommitmentMet() | CommitmentLinkedToAction():
            return replace(state, commitments=_commitments(state.commitments, event))
        case CommitmentProgressReported() | ReportPublished():
            return state


def _responses(
    known: Mapping[ResponseId, Given],
    event: ResponseGiven | DispositionInferred | ResponseCrossReferenced,
) -> Mapping[ResponseId, Given]:
    if isinstance(event, ResponseGiven):
        answers = frozenset(each.to for each in event.answers)
        older = {
            each: replace(of, superseded=of.superseded | (of.answers & answers))
            for each, of in known.items()
            if each in event.supersedes
        }
        return {**known, **older, event.response: Given(event.by, answers)}
    given = known.get(event.response)
    if given is None:
        return known
    return {**known, event.response: _noted(given, event)}


def _noted(given: Given, event: DispositionInferred | ResponseCrossReferenced) -> Given:
    match event:
        case DispositionInferred(to=to, disposition=disposition, basis=basis):
            return replace(given, inferred={**given.inferred, to: (disposition, basis)})
        case ResponseCrossReferenced(to=to):
            return replace(given, refers=given.refers | {to})


def _commitments(
    known: Mapping[CommitmentId, Promise],
    event: CommitmentGiven | CommitmentMet | CommitmentLinkedToAction,
) -> Mapping[CommitmentId, Promise]:
    if isinstance(event, CommitmentGiven):
        return {**known, event.commitment: Promise(event.occurred_on)}
    promise = known.get(event.commitment)
    if promise is None:
        return known
    match event:
        case CommitmentMet():
            return {**known, event.commitment: replace(promise, met=True)}
        case CommitmentLinkedToAction(action=action):
            linked = replace(promise, actions=promise.actions | {action})
            return {**known, event.commitment: linked}
