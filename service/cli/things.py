"""Finds the thing a person names on the command line, by identity or by exactly its name."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select

from projections import bodies, listings, organisation_names, person_names
from service.candidates import organisations_like, people_like
from service.cli.terminal import Stop
from service.likeness.verdicts import Candidate
from service.record import Record

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FEW = 3
"""How many are told whom a name may mean that nobody has."""


def the_body(record: Record, named: str) -> str:
    """Return the body of that identity or name."""
    return _the(record, named, "body", bodies.named(record.secretariat, named, record.known_at))


def the_organisation(record: Record, named: str) -> str:
    """Return the organisation of that identity, or with exactly that name among its names."""
    if _ID.fullmatch(named):
        return named
    query = organisation_names.named(record.secretariat, named, record.known_at)
    found = _identities(record, query)
    alike = [] if found else organisations_like(record, [named])[named]
    return _only(found, named, "organisation", alike)


def the_person(record: Record, named: str) -> str:
    """Return the person of that identity, or who goes by exactly that name: who they finally are.

    Where it is nobody's or several people's, those whom it may mean are told.
    """
    if _ID.fullmatch(named):
        return named
    found = sorted({row["canonical"] for row in record.all(_people_named(record, named))})
    alike = [] if found else people_like(record, [named])[named]
    return _only(found, named, "person", alike, _organisations_of(record, found))


def _organisations_of(record: Record, people: list[str]) -> dict[str, str]:
    """Return for whom each of several people stood, which tells them apart."""
    found: dict[str, set[str]] = {}
    if len(people) > 1:
        for row in record.all(listings.spoken_for(record.secretariat, record.known_at, people)):
            name = row["organisation_name"] or row["organisation_stated"]
            found.setdefault(row["person"], set()).update([name] if name else [])
    return {person: ", ".join(sorted(names)) for person, names in found.items() if names}


def the_merged_person(record: Record, named: str) -> str:
    """Return the person of that identity, or who went by that name before they were merged."""
    if _ID.fullmatch(named):
        return named
    rows = record.all(_people_named(record, named))
    found = [row["person"] for row in rows if row["person"] != row["canonical"]]
    return _only(found, named, "person who is merged into another")


def _people_named(record: Record, named: str) -> Select[Any]:
    return person_names.named(record.secretariat, named, record.known_at)


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


def _only(
    found: list[str],
    named: str,
    what: str,
    alike: Sequence[Candidate] = (),
    told: Mapping[str, str] | None = None,
) -> str:
    if not found:
        meant = ", ".join(f"{each.id} ({each.called or each.name})" for each in alike[:_FEW])
        or_else = f", or name by the identity who is meant: {meant}" if meant else ""
        raise Stop(f"no {what} is called {named!r} in the record; check the spelling{or_else}")
    if len(set(found)) > 1:
        known = told or {}
        several = (f"{one} (for {known[one]})" if one in known else one for one in sorted(found))
        raise Stop(f"several are called {named!r}; name one by its identity: {', '.join(several)}")
    return found[0]
