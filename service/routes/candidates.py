"""Whom a printed name may mean: people and organisations of the record, offered to a person.

These routes come before those of one person and one organisation, which have the same shape.
"""

from typing import Annotated

from fastapi import Query, Request

from projections import bodies, meetings
from service.candidates import organisations_like, people_meant
from service.deps import InSecretariat, reading
from service.http.fields import Id, KnownAt, Maybe, ShortText
from service.http.strict import routes
from service.record import Record
from service.routes import body_views, meeting_views
from service.routes.candidate_views import (
    OrganisationCandidates,
    PersonCandidates,
    organisation_candidates,
    person_candidates,
)
from service.weighing import Context

people = routes("people")
organisations = routes("organisations")

Name = Annotated[ShortText, Query(description="The name as it is printed.")]


@people.get("/people/candidates")
def list_person_candidates(
    request: Request,
    secretariat: InSecretariat,
    name: Name,
    body: Annotated[Maybe[Id], Query(description="The body in whose papers it stands.")] = None,
    meeting: Annotated[
        Maybe[Id],
        Query(description="A recorded meeting; who stands in its list already is ruled out."),
    ] = None,
    organisation: Annotated[
        Maybe[ShortText], Query(description="The organisation that is stated beside the name.")
    ] = None,
    known_at: KnownAt = None,
) -> PersonCandidates:
    """List the people whom a name may mean, the best first, with reasons; a person decides.

    Names are compared without titles, capitals, accents and dashes; initials, short forms of first
    names, accounts and slips of spelling count for less. Nobody is ever merged on likeness.
    """
    with reading(request, secretariat, known_at) as book:
        _check(book, body, meeting)
        stated = {name: organisation} if organisation else {}
        context = Context(body=body, meeting=meeting, organisations=stated)
        return person_candidates(people_meant(book, [name], context)[name], book.position)


@organisations.get("/organisations/candidates")
def list_organisation_candidates(
    request: Request, secretariat: InSecretariat, name: Name, known_at: KnownAt = None
) -> OrganisationCandidates:
    """List the organisations that a name or an abbreviation may mean, the best first."""
    with reading(request, secretariat, known_at) as book:
        return organisation_candidates(organisations_like(book, [name])[name], book.position)


def _check(book: Record, body: str | None, meeting: str | None) -> None:
    if body:
        book.one(bodies.body(book.secretariat, body, book.known_at), body_views.missing(body))
    if meeting:
        query = meetings.meeting(book.secretariat, meeting, book.known_at)
        book.one(query, meeting_views.missing(meeting))
