"""How often a person came, or anybody for an organisation, over all that is recorded of them."""

from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import Field

from projections import organisations, people
from projections.attendance_rate import Policy
from service.deps import InSecretariat, reading
from service.http.fields import Flag, KnownAt, Output
from service.http.strict import routes
from service.routes import organisation_views, person_views
from service.routes.attendance_lists import OfBody
from service.routes.attendance_rates import (
    RateView,
    counted_of_organisation,
    counted_of_person,
    rates_of_organisation,
    rates_of_person,
)
from service.routes.organisations import OneOrganisation
from service.routes.people import OnePerson

router = routes("reports")


class AttendanceRates(Output):
    """How often somebody came, body by body."""

    rates: list[RateView]
    known_at: int = Field(description="The position of the log this answer stands on.")


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


@router.get("/people/{person}/attendance-rates")
def get_person_attendance_rates(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    policy: AskedPolicy,
    body: OfBody = None,
    known_at: KnownAt = None,
) -> AttendanceRates:
    """Count how often a person came, under all identities they go by."""
    with reading(request, secretariat, known_at) as book:
        known = people.person(secretariat, person, book.known_at)
        book.one(known, person_views.missing(person))
        lines = counted_of_person(book, person, body)
        return AttendanceRates(
            rates=rates_of_person(book, person, body, lines, policy), known_at=book.position
        )


@router.get("/organisations/{organisation}/attendance-rates")
def get_organisation_attendance_rates(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    policy: AskedPolicy,
    body: OfBody = None,
    known_at: KnownAt = None,
) -> AttendanceRates:
    """Count how often anybody came for an organisation; a meeting counts once."""
    with reading(request, secretariat, known_at) as book:
        known = organisations.organisation(secretariat, organisation, book.known_at)
        book.one(known, organisation_views.missing(organisation))
        lines = counted_of_organisation(book, organisation, body)
        return AttendanceRates(
            rates=rates_of_organisation(book, organisation, body, lines, policy),
            known_at=book.position,
        )
