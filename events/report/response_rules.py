"""When a response may be given, what may be taken from it, and what it may refer to."""

from collections.abc import Iterator

from events import body as bodies
from events import organisation as organisations
from events import person as people
from events.action.terms import ByOrganisation, ByPerson, Unclear
from events.base import Erased, Look, said
from events.errors import AlreadyThere, Refused
from events.ids import ResponseId
from events.report import found
from events.report.commands import (
    CrossReferenceResponse,
    GiveResponse,
    InferDisposition,
    ResponseCommand,
)
from events.report.events import (
    DispositionInferred,
    ReportEvent,
    ResponseCrossReferenced,
    ResponseGiven,
)
from events.report.state import Given, Published, require
from events.report.terms import (
    Answer,
    ByBody,
    Recommended,
    Responder,
    Responding,
    same_responder,
)


def decide(command: ResponseCommand, report: Published, look: Look) -> list[ReportEvent]:
    """Answer a command about the responses of a report."""
    match command:
        case GiveResponse():
            return _give(command, report, look)
        case InferDisposition():
            return _infer(command, report)
        case CrossReferenceResponse():
            return _refer(command, report, look)


def party_exists(party: Responding, look: Look) -> None:
    """Refuse somebody who is not in the record."""
    match party:
        case ByBody(body):
            bodies.require(look, body)
        case ByOrganisation(organisation):
            organisations.require(look, organisation)
        case ByPerson(person):
            people.require(look, person)
        case Unclear():
            pass


def _give(ask: GiveResponse, report: Published, look: Look) -> list[ReportEvent]:
    if ask.response in report.responses:
        raise AlreadyThere(f"response {ask.response} was given already; use a new identity")
    party_exists(ask.by.party, look)
    said(ask.by.words, "the wording of who responds")
    said(ask.text, "the response")
    _stated(ask)
    _answers(ask, report, look)
    _once(ask, report, look)
    return [
        ResponseGiven(
            occurred_on=ask.occurred_on,
            report=ask.report,
            response=ask.response,
            by=ask.by,
            answers=ask.answers,
            text=ask.text,
            opening=ask.opening,
            supersedes=ask.supersedes,
        )
    ]


def _stated(ask: GiveResponse) -> None:
    """Refuse words that the response does not have, and a disposition that no words state."""
    for words in (ask.opening, *(each.words for each in ask.answers)):
        said(words, "a stated wording")
        if words is not None and not _within(words, ask.text):
            raise Refused("the words that it states must stand in the response, as printed there")
    if any(_unstated(each, ask) for each in ask.answers):
        raise Refused(
            "a disposition is stated by words of the response; give those, or infer it instead"
        )


def _within(words: str | Erased, text: str | Erased) -> bool:
    if isinstance(words, Erased) or isinstance(text, Erased):
        return True
    return " ".join(words.split()) in " ".join(text.split())


def _unstated(answer: Answer, ask: GiveResponse) -> bool:
    return answer.disposition is not None and answer.words is None and ask.opening is None


def _answers(ask: GiveResponse, report: Published, look: Look) -> None:
    if not ask.answers:
        raise Refused("a response answers at least one recommendation; say which")
    if len({each.to for each in ask.answers}) < len(ask.answers):
        raise Refused("the response names a recommendation twice; name each once")
    for each in ask.answers:
        found.own_recommendation(each.to, report, look)


def _once(ask: GiveResponse, report: Published, look: Look) -> None:
    """Refuse a second response by the same to the same, unless it says that it supersedes."""
    standing = dict(_standing(ask.by, {each.to for each in ask.answers}, report, look))
    for response in ask.supersedes:
        found.response(response, report)
        if response not in standing:
            raise Refused(
                f"response {response} has no answer by the same that this one could supersede"
            )
    for response, answered in standing.items():
        if response not in ask.supersedes:
            raise AlreadyThere(
                f"recommendation {answered.recommendation} was answered by the same already; say "
                f"that this one supersedes response {response}, where that was recorded"
            )


def _standing(
    by: Responder, asked: set[Recommended], report: Published, look: Look
) -> Iterator[tuple[ResponseId, Recommended]]:
    """Yield the responses by the same that answer one of those, here or in what it replies to.

    One that was recorded there is superseded there: here it is no response of the report.
    """
    reports = [report]
    if report.replies_to is not None:
        reports.append(require(look, report.replies_to))
    for each in reports:
        for response, given in each.responses.items():
            answered = (given.answers - given.superseded) & asked
            if answered and same_responder(given.by, by):
                yield response, min(answered, key=lambda one: one.recommendation)


def _answered(given: Given, to: Recommended) -> None:
    if to not in given.answers:
        raise Refused(f"this response does not answer recommendation {to.recommendation}")


def _infer(ask: InferDisposition, report: Published) -> list[ReportEvent]:
    given = found.response(ask.response, report)
    said(ask.basis, "the basis")
    _answered(given, ask.to)
    if given.inferred.get(ask.to) == (ask.disposition, ask.basis):
        return []
    return [
        DispositionInferred(
            occurred_on=ask.occurred_on,
            report=ask.report,
            response=ask.response,
            to=ask.to,
            disposition=ask.disposition,
            basis=ask.basis,
        )
    ]


def _refer(ask: CrossReferenceResponse, report: Published, look: Look) -> list[ReportEvent]:
    given = found.response(ask.response, report)
    said(ask.words, "the wording")
    found.own_recommendation(ask.to, report, look)
    if ask.to in given.answers:
        raise Refused("the response answers that recommendation itself; name another one")
    if ask.to in given.refers:
        return []
    return [
        ResponseCrossReferenced(
            occurred_on=ask.occurred_on,
            report=ask.report,
            response=ask.response,
            to=ask.to,
            words=ask.words,
        )
    ]
