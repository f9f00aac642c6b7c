"""A report to the sample committee, its reply, what it promised, and how far that has come."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from events.action.terms import Assignee, DueOn
from events.base import Command
from events.ids import (
    BodyId,
    CommitmentId,
    RecommendationId,
    ReportId,
    ResponseId,
    StatementId,
)
from events.plans import Plan, Planner, Register, Step
from events.report.commands import (
    GiveCommitment,
    GiveResponse,
    InferDisposition,
    LinkProgress,
    MakeRecommendation,
    NarrateProgress,
    PublishReport,
    ReportCommand,
    ReportCommitmentProgress,
)
from events.report.terms import Answer, ByBody, Committed, Recommended, Responder
from events.submission.names import Mint
from events.when import When, on_day
from service.sample.business import owner
from service.sample.held import Held

_PUBLISHED = on_day(date(2025, 5, 12))
_BY_AUTUMN = DueOn(date(2025, 9, 30), "by 30 September 2025")
_COMMITTEE = "The Committee"


class _Papers(NamedTuple):
    report: ReportId
    handrail: RecommendationId
    mornings: RecommendationId
    reply: ReportId
    accepting: ResponseId
    weighing: ResponseId
    promise: CommitmentId


def report_and_reply(july: Held, october: Held, mint: Mint) -> Planner:
    """Return the planner of a report with two recommendations and of the reply to it."""
    body = BodyId(july.result["body"])

    def plan(register: Register) -> Plan:
        papers = _Papers(*(kind(mint()) for kind in _Papers.__annotations__.values()))
        commands: list[Command] = [
            *_recommended(papers, register),
            *_replied(papers, body, july.on),
            *_promised(papers, register, july.on, october.on),
            *_told(papers, StatementId(mint()), october.on),
        ]
        fresh = frozenset({f"report-{papers.report}", f"report-{papers.reply}"})
        return Plan(tuple(map(Step, commands)), fresh)

    return plan


def _recommended(papers: _Papers, register: Register) -> Iterator[ReportCommand]:
    yield PublishReport(
        occurred_on=_PUBLISHED,
        report=papers.report,
        title="Where the path meets the harbour",
        publisher=owner(register, "Coast Path Trust"),
    )
    yield MakeRecommendation(
        occurred_on=_PUBLISHED,
        report=papers.report,
        recommendation=papers.handrail,
        number="1",
        paragraphs=("12",),
        text="The old steps should have a handrail on the landward side.",
    )
    yield MakeRecommendation(
        occurred_on=_PUBLISHED,
        report=papers.report,
        recommendation=papers.mornings,
        number="2",
        paragraphs=("12", "15"),
        text="The path across the slipway should be kept free on Saturday mornings.",
    )


def _replied(papers: _Papers, body: BodyId, on: When) -> Iterator[ReportCommand]:
    yield PublishReport(
        occurred_on=on,
        report=papers.reply,
        title="Reply to the Coast Path Trust",
        publisher=ByBody(body),
        replies_to=papers.report,
    )
    by, opening = Responder(ByBody(body), _COMMITTEE), "We accept this recommendation."
    yield GiveResponse(
        occurred_on=on,
        report=papers.reply,
        response=papers.accepting,
        by=by,
        answers=(Answer(papers.report, papers.handrail, "accepted"),),
        text=f"{opening} The Harbour Office will put up a handrail by 30 September 2025.",
        opening=opening,
    )
    yield GiveResponse(
        occurred_on=on,
        report=papers.reply,
        response=papers.weighing,
        by=by,
        answers=(Answer(papers.report, papers.mornings),),
        text="Crews launch at that hour. We will hear the Rowing Club before we say more.",
    )
    yield InferDisposition(
        occurred_on=on,
        report=papers.reply,
        response=papers.weighing,
        to=Recommended(papers.report, papers.mornings),
        disposition="under_consideration",
        basis="They mean to hear the Rowing Club first.",
    )


def _promised(
    papers: _Papers, register: Register, given: When, told: When
) -> Iterator[ReportCommand]:
    words = "The Harbour Office"
    yield GiveCommitment(
        occurred_on=given,
        report=papers.reply,
        commitment=papers.promise,
        response=papers.accepting,
        to=Recommended(papers.report, papers.handrail),
        text="Put up a handrail at the old steps.",
        owners=(Assignee(owner(register, "Harbour Office"), "joint", words),),
        due=_BY_AUTUMN,
    )
    yield ReportCommitmentProgress(
        occurred_on=told,
        report=papers.reply,
        commitment=papers.promise,
        text="The posts stand; the rail itself is ordered.",
    )


def _told(papers: _Papers, statement: StatementId, on: When) -> Iterator[ReportCommand]:
    yield NarrateProgress(
        occurred_on=on,
        report=papers.reply,
        statement=statement,
        theme="The old steps",
        owner="Harbour Office",
        text="Four posts were set into the wall of the old steps in September.",
    )
    yield LinkProgress(
        occurred_on=on,
        report=papers.reply,
        statement=statement,
        to=Committed(papers.reply, papers.promise),
    )
