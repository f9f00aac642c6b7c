"""When a report may be published and endorsed, and what it may recommend and tell of."""

from events import action as actions
from events import person as people
from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.report import commitment_rules, found, response_rules
from events.report.commands import (
    CommitmentCommand,
    EndorseReport,
    LinkProgress,
    MakeRecommendation,
    NarrateProgress,
    PublishReport,
    ReportCommand,
    ResponseCommand,
)
from events.report.events import (
    ProgressLinked,
    ProgressNarrated,
    RecommendationMade,
    ReportEndorsed,
    ReportEvent,
    ReportPublished,
)
from events.report.state import Published, Report, Unpublished, require
from events.report.terms import Assigned, Committed, Linked, Recommended, ToRecommendation
from events.when import surely_before


def decide(command: ReportCommand, report: Report, look: Look) -> list[ReportEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    if isinstance(command, ResponseCommand):
        return response_rules.decide(command, _published(report), look)
    if isinstance(command, CommitmentCommand):
        return commitment_rules.decide(command, _published(report), look)
    match command:
        case PublishReport():
            return _publish(command, report, look)
        case EndorseReport():
            return _endorse(command, _published(report), look)
        case MakeRecommendation():
            return _recommend(command, _published(report))
        case NarrateProgress():
            return _narrate(command, _published(report))
        case LinkProgress():
            return _link(command, _published(report), look)


def _published(report: Report) -> Published:
    match report:
        case Unpublished():
            raise NotFound("there is no such report in the record")
        case Published():
            return report


def _publish(ask: PublishReport, report: Report, look: Look) -> list[ReportEvent]:
    if not isinstance(report, Unpublished):
        raise AlreadyThere(f"report {ask.report} was published already; use a new identity")
    said(ask.title, "the title")
    response_rules.party_exists(ask.publisher, look)
    if ask.replies_to is not None:
        answered = require(look, ask.replies_to)
        if surely_before(ask.occurred_on, answered.published_on):
            raise Refused(
                f"the report it replies to was published on {answered.published_on}, "
                "later than that"
            )
    return [
        ReportPublished(
            occurred_on=ask.occurred_on,
            report=ask.report,
            title=ask.title,
            publisher=ask.publisher,
            replies_to=ask.replies_to,
        )
    ]


def _endorse(ask: EndorseReport, report: Published, look: Look) -> list[ReportEvent]:
    said(ask.name, "the name")
    said(ask.post, "the post")
    if ask.person is not None:
        people.require(look, ask.person)
    if (ask.name, ask.post, ask.person) in report.endorsements:
        return []
    return [
        ReportEndorsed(
            occurred_on=ask.occurred_on,
            report=ask.report,
            name=ask.name,
            post=ask.post,
            person=ask.person,
        )
    ]


def _recommend(ask: MakeRecommendation, report: Published) -> list[ReportEvent]:
    if ask.recommendation in report.recommendations:
        raise AlreadyThere(
            f"recommendation {ask.recommendation} was made already; use a new identity"
        )
    said(ask.number, "the number")
    said(ask.section, "the section")
    said(ask.text, "the recommendation")
    if (ask.section, ask.number) in report.recommendations.values():
        where = "the same section of this report" if ask.section else "this report"
        raise AlreadyThere(f"{where} makes recommendation {ask.number} already")
    return [
        RecommendationMade(
            occurred_on=ask.occurred_on,
            report=ask.report,
            recommendation=ask.recommendation,
            number=ask.number,
            section=ask.section,
            paragraphs=ask.paragraphs,
            text=ask.text,
        )
    ]


def _narrate(ask: NarrateProgress, report: Published) -> list[ReportEvent]:
    if ask.statement in report.statements:
        raise AlreadyThere(f"statement {ask.statement} is recorded already; use a new identity")
    said(ask.theme, "the theme")
    said(ask.owner, "the owner")
    said(ask.text, "the statement of progress")
    return [
        ProgressNarrated(
            occurred_on=ask.occurred_on,
            report=ask.report,
            statement=ask.statement,
            theme=ask.theme,
            owner=ask.owner,
            text=ask.text,
        )
    ]


def _link(ask: LinkProgress, report: Published, look: Look) -> list[ReportEvent]:
    links = found.statement(ask.statement, report)
    _exists(ask.to, report, look)
    if ask.to in links:
        return []
    return [
        ProgressLinked(
            occurred_on=ask.occurred_on,
            report=ask.report,
            statement=ask.statement,
            to=ask.to,
        )
    ]


def _exists(to: Linked, report: Published, look: Look) -> None:
    match to:
        case ToRecommendation(report=other, recommendation=recommendation):
            found.recommendation(Recommended(other, recommendation), report, look)
        case Committed(report=other, commitment=commitment):
            found.commitment(commitment, require(look, other))
        case Assigned(action=action):
            actions.require(look, action)
