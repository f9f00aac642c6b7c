"""What people, organisations and bodies are called, whichever of them an identity is of."""

from typing import Any

from sqlalchemy import Select, select, union_all

from projections import bodies, organisations, people
from projections.base import Position, current
from projections.prepared import prepared
from projections.texts import Words


@prepared
def names_of(secretariat: str, parties: list[str], known_at: Position | None) -> Select[Any]:
    """Return the name of each of those identities: `party`, `name`; null where it was erased."""
    named = union_all(
        *(
            _named(table, key, secretariat, parties, known_at)
            for table, key in (
                (people.TABLE, "person"),
                (organisations.TABLE, "organisation"),
                (bodies.TABLE, "body"),
            )
        )
    ).subquery()
    return select(named.c.party, named.c.name)


def _named(
    table: Any,  # noqa: ANN401
    key: str,
    secretariat: str,
    parties: list[str],
    known_at: Position | None,
) -> Select[Any]:
    words = Words(table, table)
    name = words.of(table.c.name)
    return (
        select(table.c[key].label("party"), name.label("name"))
        .select_from(words.source)
        .where(current(table, secretariat, known_at), table.c[key].in_(parties))
    )
