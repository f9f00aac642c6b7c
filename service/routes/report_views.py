"""Reports and their parts as they are shown: words as printed, and what they were taken to mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.report.terms import Disposition
from projections import (
    commitment_owners,
    progress_statements,
    report_links,
    response_answers,
    response_references,
)
from projections.recommendations import BETWEEN
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record
from service.routes.action_views import DeadlineView, OwnerView, deadline


class PublisherView(Output):
    """Who published a report."""

    kind: Literal["body", "organisation"]
    id: Id
    name: IfAny[str] = Field(default=None, description="What they are called in the record.")


class ReportView(Output):
    """A report."""

    id: Id
    title: IfAny[str] = Field(default=None, description="Left out once erased.")
    publisher: PublisherView
    published_on: str
    replies_to: IfAny[Id] = Field(default=None, description="The report it replies to.")


class ReportPage(Page[ReportView]):
    """A page of reports."""


class EndorsementView(Output):
    """Who put their name to it, as stated."""

    name: IfAny[str] = None
    post: IfAny[str] = None
    person: IfAny[Id] = None
    endorsed_on: str


class RecommendationView(Output):
    """A recommendation; `number` and `paragraphs` as printed."""

    id: Id
    report: Id
    number: str
    section: IfAny[str] = None
    paragraphs: list[str] = Field(description="Of its report; others may refer to the same.")
    text: IfAny[str] = None


class RecommendationPage(Page[RecommendationView]):
    """A page of recommendations."""


class InferredView(Output):
    """A disposition that was taken from the words, not stated by them."""

    disposition: Disposition
    basis: IfAny[str] = None


class AnswerView(Output):
    """What a response says of one recommendation; stated and inferred are told apart."""

    report: Id = Field(description="The report that makes the recommendation.")
    recommendation: Id
    stated: IfAny[Disposition] = Field(
        default=None, description="Left out where no words state any."
    )
    words: IfAny[str] = Field(
        default=None, description="The words that state it, if not the opening of the response."
    )
    inferred: IfAny[InferredView] = None
    superseded_by: IfAny[Id] = Field(
        default=None, description="The response that took the place of this answer."
    )


class ReferenceView(Output):
    """A recommendation that a response refers to without answering it."""

    report: Id
    recommendation: Id
    words: IfAny[str] = None


class ResponderView(Output):
    """Who responds: the words as written, and who is meant where that is clear."""

    kind: Literal["body", "organisation", "person", "unclear"]
    id: IfAny[Id] = None
    name: IfAny[str] = Field(default=None, description="What they are called in the record.")
    words: IfAny[str] = None


class ResponseView(Output):
    """A response, in its words."""

    id: Id
    report: Id = Field(description="The report it stands in.")
    by: ResponderView
    given_on: str
    text: IfAny[str] = None
    opening: IfAny[str] = Field(default=None, description="The words that it opens with.")
    answers: list[AnswerView]
    references: list[ReferenceView]


class CommitmentView(Output):
    """What a response promises."""

    id: Id
    report: Id
    response: Id
    placed_with: IfAny[Id] = Field(
        default=None, description="The recommendation it was placed with, if with one."
    )
    text: IfAny[str] = None
    owners: list[OwnerView] = Field(description="Empty where nobody is named.")
    due: DeadlineView
    given_on: str
    state: Literal["open", "met"]
    reported_on: IfAny[str] = Field(default=None, description="When it was last reported on.")
    met_on: IfAny[str] = None
    note: IfAny[str] = None


class CommitmentPage(Page[CommitmentView]):
    """A page of commitments."""


class LinkedView(Output):
    """What a statement of progress was found to bear on."""

    kind: Literal["recommendation", "commitment", "action"]
    id: Id


class StatementView(Output):
    """A statement of progress, as printed."""

    id: Id
    report: Id
    theme: IfAny[str] = None
    owner: IfAny[str] = Field(default=None, description="The words for who did it.")
    text: IfAny[str] = None
    told_on: str
    bears_on: list[LinkedView] = Field(description="Empty while nobody found what it bears on.")


class StatementPage(Page[StatementView]):
    """A page of statements of progress."""


def report_view(row: RowMapping) -> ReportView:
    """Return a report."""
    return ReportView(
        id=row["report"],
        title=row["title"],
        publisher=PublisherView(kind=row["kind"], id=row["publisher"], name=row["name"]),
        published_on=row["published_on"],
        replies_to=row["replies_to"],
    )


def recommendation_view(row: RowMapping) -> RecommendationView:
    """Return a recommendation."""
    return RecommendationView(
        id=row["recommendation"],
        report=row["report"],
        number=row["number"],
        section=row["section"],
        paragraphs=row["paragraphs"].split(BETWEEN) if row["paragraphs"] else [],
        text=row["text"],
    )


def response_views(
    record: Record, rows: Iterable[RowMapping], answers: Iterable[RowMapping]
) -> list[ResponseView]:
    """Return responses with those of the answers that are theirs, and what they refer to."""
    found, answered = list(rows), defaultdict[str, list[AnswerView]](list)
    for row in answers:
        answered[row["response"]].append(_answer(row))
    references = _references(record, sorted({row["report"] for row in found}))
    return [
        ResponseView(
            id=row["response"],
            report=row["report"],
            by=ResponderView(
                kind=row["kind"], id=row["party"], name=row["name"], words=row["words"]
            ),
            given_on=row["given_on"],
            text=row["text"],
            opening=row["opening"],
            answers=answered[row["response"]],
            references=references[row["response"]],
        )
        for row in found
    ]


def answers_in(record: Record, report: str) -> Sequence[RowMapping]:
    """Return what the responses of a report answer."""
    return record.all(response_answers.answers_in(record.secretariat, report, record.known_at))


def _answer(row: RowMapping) -> AnswerView:
    inferred = row["inferred"] and InferredView(disposition=row["inferred"], basis=row["basis"])
    return AnswerView(
        report=row["of_report"],
        recommendation=row["recommendation"],
        stated=row["stated"],
        words=row["words"],
        inferred=inferred,
        superseded_by=row["superseded_by"],
    )


def _references(record: Record, reports: list[str]) -> Mapping[str, list[ReferenceView]]:
    found: defaultdict[str, list[ReferenceView]] = defaultdict(list)
    query = response_references.references_in(record.secretariat, reports, record.known_at)
    for row in record.all(query):
        reference = ReferenceView(
            report=row["of_report"], recommendation=row["recommendation"], words=row["words"]
        )
        found[row["response"]].append(reference)
    return found


def commitment_views(record: Record, rows: Iterable[RowMapping]) -> list[CommitmentView]:
    """Return commitments with their owners."""
    found = list(rows)
    owners = _owners(record, [row["commitment"] for row in found])
    return [_commitment(row, owners[row["commitment"]]) for row in found]


def _owners(record: Record, commitments: list[str]) -> Mapping[str, list[OwnerView]]:
    owners: defaultdict[str, list[OwnerView]] = defaultdict(list)
    query = commitment_owners.owners_of(record.secretariat, commitments, record.known_at)
    for row in record.all(query):
        owner = OwnerView(
            number=row["owner"],
            kind=row["kind"],
            id=row["party"],
            name=row["name"],
            role=row["role"],
            part=row["part"],
            words=row["words"],
        )
        owners[row["commitment"]].append(owner)
    return owners


def _commitment(row: RowMapping, owners: list[OwnerView]) -> CommitmentView:
    return CommitmentView(
        id=row["commitment"],
        report=row["report"],
        response=row["response"],
        placed_with=row["recommendation"],
        text=row["text"],
        owners=owners,
        due=deadline({**row, "falls_on": None}),
        given_on=row["given_on"],
        state="met" if row["met_on"] else "open",
        reported_on=row["reported_on"],
        met_on=row["met_on"],
        note=row["note"],
    )


def statement_views(record: Record, rows: Iterable[RowMapping]) -> list[StatementView]:
    """Return statements of progress with what they were found to bear on."""
    found = list(rows)
    links = _links(record, [row["statement"] for row in found])
    return [
        StatementView(
            id=row["statement"],
            report=row["report"],
            theme=row["theme"],
            owner=row["owner"],
            text=row["text"],
            told_on=row["told_on"],
            bears_on=links[row["statement"]],
        )
        for row in found
    ]


def statements_by_identity(record: Record, identities: list[str]) -> dict[str, StatementView]:
    """Return those statements of progress by their identity."""
    query = progress_statements.described(record.secretariat, identities, record.known_at)
    return {view.id: view for view in statement_views(record, record.all(query))}


def _links(record: Record, statements: list[str]) -> Mapping[str, list[LinkedView]]:
    links: defaultdict[str, list[LinkedView]] = defaultdict(list)
    query = report_links.links_of(record.secretariat, statements, record.known_at)
    for row in record.all(query):
        links[row["thing"]].append(LinkedView(kind=row["kind"], id=row["other"]))
    return links
