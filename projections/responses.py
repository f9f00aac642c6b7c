"""What was responded, by whom, with the words that the response opens with."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select

from events.action.terms import ByOrganisation, ByPerson, Unclear
from events.base import Recorded
from events.report.events import ReportEvent, ResponseGiven
from events.report.terms import ByBody, Responding
from projections import bodies, organisations, people
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class ResponseRow(NamedTuple):
    """A response; `party` is the identity of whoever responds, where that is clear."""

    report: str
    response: str
    kind: str
    party: str | None
    words: int
    text: int
    opening: int | None
    given_on: str


TABLE = versions(
    "responses", ResponseRow, ("report", "response"), always=[("response",), ("text",)]
)


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the response."""
    event = recorded.event
    return ((event.report, event.response),) if isinstance(event, ResponseGiven) else ()


def evolve(row: ResponseRow | None, recorded: Recorded[ReportEvent], _: Key) -> ResponseRow | None:
    """Return the response, which stays as it was given."""
    event = recorded.event
    if not isinstance(event, ResponseGiven):
        return row
    return ResponseRow(
        report=event.report,
        response=event.response,
        kind=event.by.party.kind,
        party=_identity(event.by.party),
        words=recorded.place("/by/words") or 0,
        text=recorded.place("/text") or 0,
        opening=recorded.place("/opening"),
        given_on=event.occurred_on,
    )


def _identity(party: Responding) -> str | None:
    match party:
        case ByBody(body):
            return body
        case ByOrganisation(organisation):
            return organisation
        case ByPerson(person):
            return person
        case Unclear():
            return None


PROJECTION = Projection(
    table=TABLE,
    category="report",
    shape=ResponseRow,
    key=("report", "response"),
    keys=keys,
    evolve=evolve,
)


@prepared
def responses(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return those responses, in the order of their identity."""
    described = _described(secretariat, known_at).where(TABLE.c.response.in_(identities))
    return described.order_by(TABLE.c.response)


@prepared
def responses_in(secretariat: str, report: str, known_at: Position | None) -> Select[Any]:
    """Return the responses that stand in a report, in the order of their identity."""
    described = _described(secretariat, known_at).where(TABLE.c.report == report)
    return described.order_by(TABLE.c.response)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    joined, of = Words(TABLE, TABLE), (secretariat, known_at)
    words, text = joined.of(TABLE.c.words), joined.of(TABLE.c.text)
    opening = joined.of(TABLE.c.opening)
    name = case(
        (TABLE.c.kind == ByPerson.kind, people.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByOrganisation.kind, organisations.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByBody.kind, bodies.name_of(TABLE.c.party, *of)),
    )
    return (
        select(
            TABLE.c.report,
            TABLE.c.response,
            TABLE.c.kind,
            TABLE.c.party,
            TABLE.c.given_on,
            words.label("words"),
            text.label("text"),
            opening.label("opening"),
            name.label("name"),
        )
        .select_from(joined.source)
        .where(current(TABLE, *of))
    )
