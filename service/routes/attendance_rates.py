"""How often somebody came, body by body: a figure with what it is counted over and by which policy.

Where memberships of a body are recorded, it is counted over the meetings held during them,
otherwise over the meetings whose list names them; the answer says which.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import Field
from sqlalchemy import Select

from projections import attendance_rate, memberships
from projections.attendance_rate import Over, Policy
from service.http.fields import Flag, Id, IfAny, Output
from service.record import Record
from service.routes.attendance_views import AttendanceLineView

During = Callable[[str], Select[Any]]
"""The meetings of a body that were held during a membership."""


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


def _policy(
    *,
    substitutes_count: Annotated[
        Flag, Query(description="Count somebody as present whose substitute was.")
    ] = False,
    remote_counts: Annotated[
        Flag, Query(description="Count video and telephone as present.")
    ] = True,
    apologies_excuse: Annotated[
        Flag, Query(description="Leave out meetings that were missed with apologies.")
    ] = False,
) -> Policy:
    return Policy(substitutes_count, remote_counts, apologies_excuse)


AskedPolicy = Annotated[Policy, Depends(_policy)]
"""What the caller wants to count as coming."""


def rates_of_person(
    record: Record, person: str, body: str | None, lines: list[AttendanceLineView], policy: Policy
) -> list[RateView]:
    """Return how often a person came, in one body or in each they belong to or were listed in."""
    spells = memberships.of_person(record.secretariat, person, record.known_at)

    def during(each: str) -> Select[Any]:
        return attendance_rate.held_during_membership_of_person(
            record.secretariat, each, person, record.known_at
        )

    return _rates(record, lines, _bodies(record, spells, body), during, policy)


def rates_of_organisation(
    record: Record,
    organisation: str,
    body: str | None,
    lines: list[AttendanceLineView],
    policy: Policy,
) -> list[RateView]:
    """Return how often anybody came for an organisation, in one body or in each."""
    spells = memberships.of_organisation(record.secretariat, organisation, record.known_at)

    def during(each: str) -> Select[Any]:
        return attendance_rate.held_during_membership_of_organisation(
            record.secretariat, each, organisation, record.known_at
        )

    return _rates(record, lines, _bodies(record, spells, body), during, policy)


def _bodies(record: Record, spells: Select[Any], body: str | None) -> dict[str, str | None]:
    """Return the bodies of memberships, or the one of them that is asked for, with their names."""
    found = {row["body"]: row["body_name"] for row in record.all(spells)}
    return {each: name for each, name in found.items() if body in {None, each}}


def _rates(
    record: Record,
    lines: Iterable[AttendanceLineView],
    joined: dict[str, str | None],
    during: During,
    policy: Policy,
) -> list[RateView]:
    names, told = dict(joined), {each: list[AttendanceLineView]() for each in joined}
    for line in lines:
        names.setdefault(line.body, line.body_name)
        told.setdefault(line.body, []).append(line)
    found = []
    for body, lines_there in sorted(told.items()):
        held = {row["meeting"] for row in record.all(during(body))} if body in joined else None
        rate = attendance_rate.rate(lines_there, held, policy)
        found.append(_view(body, names[body], rate))
    return found


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
