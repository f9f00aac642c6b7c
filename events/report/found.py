"""What a command names must be there: recommendations, responses, commitments, statements."""

from events.base import Look
from events.errors import NotFound, Refused
from events.ids import CommitmentId, ResponseId, StatementId
from events.report.state import Given, Promise, Published, require
from events.report.terms import Linked, Recommended


def recommendation(of: Recommended, here: Published, look: Look) -> None:
    """Refuse a recommendation that its report does not make."""
    state = here if of.report == here.report else require(look, of.report)
    if of.recommendation not in state.recommendations:
        raise NotFound(f"report {of.report} makes no recommendation {of.recommendation}")


def own_recommendation(of: Recommended, here: Published, look: Look) -> None:
    """Refuse a recommendation of a report that is neither this one nor the one it replies to."""
    if of.report not in (here.report, here.replies_to):
        raise Refused(
            "a response speaks of its own report or the one that replies to; "
            f"{of.report} is neither"
        )
    recommendation(of, here, look)


def response(identity: ResponseId, here: Published) -> Given:
    """Return a response of the report."""
    found = here.responses.get(identity)
    if found is None:
        raise NotFound(f"this report has no response {identity}")
    return found


def commitment(identity: CommitmentId, here: Published) -> Promise:
    """Return a commitment of the report."""
    found = here.commitments.get(identity)
    if found is None:
        raise NotFound(f"this report has no commitment {identity}")
    return found


def statement(identity: StatementId, here: Published) -> frozenset[Linked]:
    """Return what a statement of progress was found to bear on."""
    found = here.statements.get(identity)
    if found is None:
        raise NotFound(f"this report has no statement of progress {identity}")
    return found
