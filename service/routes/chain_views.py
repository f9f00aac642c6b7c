"""The chain recommendation, response, commitment, action, progress; where a link is missing, so.

That nothing is linked is not that there is nothing: the answer says what is not known.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import (
    commitment_reports,
    commitments,
    recommendations,
    report_links,
    response_answers,
    responses,
)
from service.http.fields import IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.action_views import ActionView, by_identity
from service.routes.report_views import (
    CommitmentView,
    RecommendationView,
    ResponseView,
    StatementView,
    commitment_views,
    recommendation_view,
    response_views,
    statements_by_identity,
)

Link = Literal["response", "commitment", "action", "progress"]


class MissingLink(Output):
    """A link that the record does not have: whether there is one is not known."""

    link: Link
    says: str


_SAYS: Final[Mapping[Link, str]] = {
    "response": "No response is recorded that you may read; whether there is one is not known.",
    "commitment": "No commitment is recorded of this response; whether it gives one is not known.",
    "action": "No action is linked that you may read; whether one carries it out is not known.",
    "progress": "No progress is recorded that you may read; whether there is any is not known.",
}


class ReportedView(Output):
    """What was reported of a commitment."""

    reported_on: str
    text: IfAny[str] = None


class ChainAction(Output):
    """An action that carries a commitment out."""

    action: ActionView
    statements: list[StatementView] = Field(description="Those found to bear on the action.")


class ChainCommitment(Output):
    """A commitment, with the actions that carry it out and what is known of its progress."""

    commitment: CommitmentView
    actions: list[ChainAction]
    progress: list[ReportedView]
    statements: list[StatementView] = Field(description="Those found to bear on the commitment.")
    missing: list[MissingLink]


class ChainResponse(Output):
    """A response to the recommendation, with what it promises there.

    A commitment that was placed with another recommendation stands in the chain of that one.
    """

    response: ResponseView
    commitments: list[ChainCommitment]
    missing: list[MissingLink]


class ChainView(Output):
    """All that followed from one recommendation."""

    recommendation: RecommendationView
    responses: list[ChainResponse]
    statements: list[StatementView] = Field(
        description="Statements of progress found to bear on the recommendation itself."
    )
    missing: list[MissingLink]


class ChainPage(Page[ChainView]):
    """A page of chains."""


class _Parts(NamedTuple):
    """All that chains are made of, by what it hangs on."""

    responses: Mapping[str, list[ResponseView]]
    commitments: Mapping[str, list[CommitmentView]]
    reported: Mapping[str, list[ReportedView]]
    actions: Mapping[str, list[ActionView]]
    statements: Mapping[str, list[StatementView]]


def chains(record: Record, rows: Iterable[RowMapping]) -> list[ChainView]:
    """Return the chain of each of those recommendations, once."""
    found = [recommendation_view(row) for row in rows]
    parts = _parts(record, [each.id for each in found])
    return [_chain(each, parts) for each in found]


def chain(record: Record, recommendation: str) -> ChainView:
    """Return the chain of one recommendation; `NotFound` where there is none."""
    asked = recommendations.described(record.secretariat, [recommendation], record.known_at)
    row = record.one(asked, f"there is no recommendation {recommendation} in the record")
    return chains(record, [row])[0]


def _parts(record: Record, asked: list[str]) -> _Parts:
    of = (record.secretariat, record.known_at)
    answered = _responses(record, asked)
    given = sorted({each.id for found in answered.values() for each in found})
    promised = commitment_views(record, record.all(commitments.given_in(of[0], given, of[1])))
    keys = [each.id for each in promised]
    reported: defaultdict[str, list[ReportedView]] = defaultdict(list)
    for row in record.all(commitment_reports.reported_of(of[0], keys, of[1])):
        told = ReportedView(reported_on=row["reported_on"], text=row["text"])
        reported[row["commitment"]].append(told)
    actions = _actions(record, keys)
    acted = sorted({each.id for found in actions.values() for each in found})
    by_response: defaultdict[str, list[CommitmentView]] = defaultdict(list)
    for each in promised:
        by_response[each.response].append(each)
    statements = _statements(record, [*asked, *keys, *acted])
    return _Parts(answered, by_response, reported, actions, statements)


def _responses(record: Record, asked: list[str]) -> Mapping[str, list[ResponseView]]:
    """Return the responses to each, with what they say of that one alone."""
    of = (record.secretariat, record.known_at)
    answers = record.all(response_answers.answers_to(of[0], asked, of[1]))
    wanted = sorted({row["response"] for row in answers})
    views = response_views(record, record.all(responses.responses(of[0], wanted, of[1])), answers)
    found: defaultdict[str, list[ResponseView]] = defaultdict(list)
    for view in views:
        for answer in view.answers:
            found[answer.recommendation].append(view.model_copy(update={"answers": [answer]}))
    return found


def _actions(record: Record, asked: list[str]) -> Mapping[str, list[ActionView]]:
    links = record.all(report_links.links_of(record.secretariat, asked, record.known_at))
    views = by_identity(record, sorted({row["other"] for row in links}))
    found: defaultdict[str, list[ActionView]] = defaultdict(list)
    for row in links:
        if row["other"] in views:
            found[row["thing"]].append(views[row["other"]])
    return found


def _statements(record: Record, asked: list[str]) -> Mapping[str, list[StatementView]]:
    query = report_links.links_to(record.secretariat, asked, record.known_at)
    links = [row for row in record.all(query) if row["part"] == report_links.STATEMENT]
    views = statements_by_identity(record, sorted({row["thing"] for row in links}))
    found: defaultdict[str, list[StatementView]] = defaultdict(list)
    for row in links:
        found[row["other"]].append(views[row["thing"]])
    return found


def _chain(recommendation: RecommendationView, parts: _Parts) -> ChainView:
    answered = [
        _response(each, recommendation.id, parts)
        for each in parts.responses.get(recommendation.id, ())
    ]
    return ChainView(
        recommendation=recommendation,
        responses=answered,
        statements=parts.statements.get(recommendation.id, []),
        missing=list(_missing(response=answered)),
    )


def _response(response: ResponseView, recommendation: str, parts: _Parts) -> ChainResponse:
    promised = [
        _commitment(each, parts)
        for each in parts.commitments.get(response.id, ())
        if each.placed_with in (None, recommendation)
    ]
    return ChainResponse(
        response=response, commitments=promised, missing=list(_missing(commitment=promised))
    )


def _commitment(commitment: CommitmentView, parts: _Parts) -> ChainCommitment:
    key = commitment.id
    actions = [
        ChainAction(action=each, statements=parts.statements.get(each.id, []))
        for each in parts.actions.get(key, ())
    ]
    progress, statements = parts.reported.get(key, []), parts.statements.get(key, [])
    told = [*progress, *statements, *(each for of in actions for each in of.statements)]
    told += [each for each in actions if each.action.reported_on or each.action.closed_on]
    known = told or ([commitment] if commitment.met_on else [])
    return ChainCommitment(
        commitment=commitment,
        actions=actions,
        progress=progress,
        statements=statements,
        missing=list(_missing(action=actions, progress=known)),
    )


def _missing(**links: Iterable[object]) -> Iterator[MissingLink]:
    for link, said in _SAYS.items():
        if link in links and not list(links[link]):
            yield MissingLink(link=link, says=said)
