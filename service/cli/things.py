"""Finds the thing a person names on the command line, by identity or by exactly its name."""

import re
from typing import Any

from sqlalchemy import Select

from projections import bodies, organisation_names, person_names
from service.cli.terminal import Stop
from service.record import Record

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def the_body(record: Record, named: str) -> str:
    """Return the body of that identity or name."""
    return _the(record, named, "body", bodies.named(record.secretariat, named, record.known_at))


def the_organisation(record: Record, named: str) -> str:
    """Return the organisation of that identity, or with exactly that name among its names."""
    query = organisation_names.named(record.secretariat, named, record.known_at)
    return _the(record, named, "organisation", query)


def the_person(record: Record, named: str) -> str:
    """Return the person of that identity, or with exactly that name among their names."""
    query = person_names.named(record.secretariat, named, record.known_at)
    return _the(record, named, "person", query)


def party(record: Record, named: str) -> str:
    """Return the person, organisation or body of that identity or name."""
    if _ID.fullmatch(named):
        return named
    found = [
        identity
        for query in (
            person_names.named(record.secretariat, named, record.known_at),
            organisation_names.named(record.secretariat, named, record.known_at),
            bodies.named(record.secretariat, named, record.known_at),
        )
        for identity in _identities(record, query)
    ]
    return _only(found, named, "person, organisation or body")


def _the(record: Record, named: str, what: str, query: Select[Any]) -> str:
    return named if _ID.fullmatch(named) else _only(_identities(record, query), named, what)


def _identities(record: Record, query: Select[Any]) -> list[str]:
    return [str(next(iter(row.values()))) for row in record.all(query)]


def _only(found: list[str], named: str, what: str) -> str:
    if not found:
        raise Stop(f"no {what} is called {named!r} in the record; check the spelling")
    if len(set(found)) > 1:
        raise Stop(
            f"several are called {named!r}; name one by its identity: {', '.join(sorted(found))}"
        )
    return found[0]
