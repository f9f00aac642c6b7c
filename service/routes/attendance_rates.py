"""How often somebody came, body by body: a figure with what it is counted over and by which policy.

Where memberships of a body are recorded, it is counted over the meetings held during them,
otherwise over the meetings whose list names them; the answer says which.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from pydantic import Field
from sqlalchemy import Select

from projections import attendance_history, attendance_rate, bodies, memberships
from projections.attendance_rate import Line, Over, Policy
from projections.prepared import prepared
from service.http.fields import Id, IfAny, Output
from service.record import Record

During = Callable[[str], Select[Any]]
"""The meetings of a body that were held during a membership."""


class LineThere(Line, Protocol):
    """What is counted of a line, and where it was."""

    @property
    def body(self) -> str:
        """The body that met."""


class Counted(NamedTuple):
    """What is counted of a row, read without its texts."""

    meeting: str
    body: str
    status: str
    mode: str | None
    unlisted: str | None
    represented_by_row: int | None


class RateView(Output):
    """They came to `present` of `denominator` meetings of a body."""

    body: Id
    body_name: IfAny[str] = Field(default=None, description="Left out once erased.")
    present: int
    denominator: int = Field(description="The meetings counted over.")
    over: Over = Field(description="Which meetings those are.")
    not_recorded: int = Field(
        description="Those of the denominator whose record does not say whether they came."
    )
    excused: int = Field(description="Meetings left out for apologies, beside the denominator.")
    policy: list[str] = Field(description="What was counted as coming, in words.")


_body = prepared(bodies.body)
_joined_by_person = prepared(memberships.of_person)
_joined_by_organisation = prepared(memberships.of_organisation)
_held_of_person = prepared(attendance_rate.held_during_membership_of_person)
_held_of_organisation = prepared(attendance_rate.held_during_membership_of_organisation)


def counted_of_person(record: Record, person: str, body: str | None) -> list[Counted]:
    """Return all that is counted of a person, in one body or in all."""
    of = (record.secretariat, person, record.known_at)
    return [Counted(**row) for row in record.all(attendance_history.counted_of_person(*of, body))]


def counted_of_organisation(record: Record, organisation: str, body: str | None) -> list[Counted]:
    """Return all that is counted of an organisation, in one body or in all."""
    of = (record.secretariat, organisation, record.known_at)
    found = record.all(attendance_history.counted_of_organisation(*of, body))
    return [Counted(**row) for row in found]


def rates_of_person(
    record: Record, person: str, body: str | None, lines: Iterable[LineThere], policy: Policy
) -> list[RateView]:
    """Return how often a person came, in one body or in each they belong to or were listed in."""
    spells = _joined_by_person(record.secretariat, person, record.known_at)

    def during(each: str) -> Select[Any]:
        return _held_of_person(record.secretariat, each, person, record.known_at)

    return _rates(record, lines, _bodies(record, spells, body), during, policy)


def rates_of_organisation(
    record: Record,
    organisation: str,
    body: str | None,
    lines: Iterable[LineThere],
    policy: Policy,
) -> list[RateView]:
    """Return how often anybody came for an organisation, in one body or in each."""
    spells = _joined_by_organisation(record.secretariat, organisation, record.known_at)

    def during(each: str) -> Select[Any]:
        return _held_of_organisation(record.secretariat, each, organisation, record.known_at)

    return _rates(record, lines, _bodies(record, spells, body), during, policy)


def held_of_person(record: Record, person: str, body: str | None) -> dict[str, set[str]]:
    """Return the meetings held during the memberships of a person, by the body."""
    spells = _joined_by_person(record.secretariat, person, record.known_at)
    return {
        each: _meetings(record, _held_of_person(record.secretariat, each, person, record.known_at))
        for each in _bodies(record, spells, body)
    }


def held_of_organisation(
    record: Record, organisation: str, body: str | None
) -> dict[str, set[str]]:
    """Return the meetings held while somebody was a member for an organisation, by the body."""
    of = (organisation, record.known_at)
    spells = _joined_by_organisation(record.secretariat, *of)
    return {
        each: _meetings(record, _held_of_organisation(record.secretariat, each, *of))
        for each in _bodies(record, spells, body)
    }


def _meetings(record: Record, query: Select[Any]) -> set[str]:
    return {row["meeting"] for row in record.all(query)}


def _bodies(record: Record, spells: Select[Any], body: str | None) -> set[str]:
    """Return the bodies of memberships, or the one of them that is asked for."""
    return {row["body"] for row in record.all(spells) if body in {None, row["body"]}}


def _rates(
    record: Record,
    lines: Iterable[LineThere],
    joined: set[str],
    during: During,
    policy: Policy,
) -> list[RateView]:
    told = {each: list[LineThere]() for each in joined}
    for line in lines:
        told.setdefault(line.body, []).append(line)
    found = []
    for body, lines_there in sorted(told.items()):
        held = _meetings(record, during(body)) if body in joined else None
        rate = attendance_rate.rate(lines_there, held, policy)
        found.append(_view(body, _name(record, body), rate))
    return found


def _name(record: Record, body: str) -> str | None:
    found = record.all(_body(record.secretariat, body, record.known_at))
    return found[0]["name"] if found else None


def _view(body: str, name: str | None, rate: attendance_rate.Rate) -> RateView:
    return RateView(
        body=body,
        body_name=name,
        present=rate.present,
        denominator=rate.denominator,
        over=rate.over,
        not_recorded=rate.not_recorded,
        excused=rate.excused,
        policy=list(rate.policy.words()),
    )
