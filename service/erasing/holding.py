"""Which private texts may name somebody: found by index or by one pass, and held against names."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, column, func, literal_column, or_, select, table

from events.base import place
from projections import PROJECTIONS, identities, person_names
from projections.base import current
from projections.texts import TEXTS, WHOLE
from service.ledger.tables import ENTRIES

_AT_ONCE: Final = 500
_PLACES: Final = place(1, 0)


class Held(NamedTuple):
    """A private text: what is kept of it, and the entry that commits to it."""

    place: int
    form: int
    salt: bytes
    text: str
    pointer: str
    content: dict[str, Any]

    @property
    def position(self) -> int:
        """The position of the entry."""
        return self.place // _PLACES

    @property
    def digest(self) -> str:
        """What the entry commits to it with."""
        digest: str = self.content["_sd"][self.pointer]
        return digest

    @property
    def holders(self) -> list[dict[str, Any]]:
        """The objects of the entry that hold it, the innermost first."""
        found: list[dict[str, Any]] = []
        here: Any = self.content["data"]
        for step in self.pointer.split("/")[1:]:
            if isinstance(here, dict):
                found.insert(0, here)
                here = here.get(step)
            else:
                here = here[int(step)]
        return found


class Texts:
    """The private texts of one secretariat."""

    def __init__(self, connection: Connection, secretariat: str) -> None:
        """Look on `connection`."""
        self._connection, self._secretariat = connection, secretariat

    def at(self, places: Iterable[int]) -> list[Held]:
        """Return the texts that are kept at these places."""
        wanted = sorted(set(places))
        kept: list[Any] = []
        for some in _portions(wanted):
            chosen = select(TEXTS.c.place, TEXTS.c.form, TEXTS.c.salt, TEXTS.c.text)
            here = (TEXTS.c.secretariat == self._secretariat, TEXTS.c.place.in_(some))
            kept += self._connection.execute(chosen.where(*here).order_by(TEXTS.c.place))
        contents = self._contents({each.place // _PLACES for each in kept})
        return [_held(tuple(each), contents[each.place // _PLACES]) for each in kept]

    def of_entries(self, positions: Iterable[int]) -> list[Held]:
        """Return the texts that are kept of these entries."""
        contents = self._contents(set(positions))
        numbered = ((at, len(content.get("_sd", ()))) for at, content in contents.items())
        return self.at(place(at, number) for at, count in numbered for number in range(count))

    def of_stream(self, stream: str) -> list[Held]:
        """Return the texts that are kept of a stream."""
        here = (ENTRIES.c.secretariat == self._secretariat, ENTRIES.c.stream == stream)
        found = self._connection.execute(select(ENTRIES.c.position).where(*here))
        return self.of_entries(found.scalars())

    def with_word(self, word: str) -> list[Held]:
        """Return the running texts that have a word, by the index of these."""
        if self._connection.dialect.name == "postgresql":
            told = func.passages_with(f"'{word}'").table_valued(column("place"), column("rank"))
            return self.at(self._connection.execute(select(told.c.place)).scalars())
        index = table("passage_words", column("rowid"))
        columns: Any = map(column, ("rowid", "secretariat", "place"))
        texts = table("private_texts", *columns, schema="main")  # a view has no numbers of rows
        has = literal_column("passage_words").op("MATCH")(f'"{word}"')
        found = (
            select(texts.c.place)
            .join_from(index, texts, texts.c.rowid == index.c.rowid)
            .where(has, texts.c.secretariat == self._secretariat)
        )
        return self.at(self._connection.execute(found).scalars())

    def values_with(self, parts: Sequence[str]) -> list[Held]:
        """Return the whole values that have one of these anywhere in them, by a pass over all."""
        if not parts:
            return []
        some = [func.lower(TEXTS.c.text).contains(each, autoescape=True) for each in parts]
        here = (TEXTS.c.secretariat == self._secretariat, TEXTS.c.form == WHOLE, or_(*some))
        found = self._connection.execute(select(TEXTS.c.place).where(*here))
        return self.at(found.scalars())

    def naming(self, people: Sequence[str]) -> list[Held]:
        """Return the texts of the entries from which rows came that name one of these people."""
        positions: set[int] = set()
        for projection in PROJECTIONS:
            rows = projection.table
            named = [rows.c[each] for each in _PERSON if each in rows.c]
            if named and projection.category != "privacy":
                here = [rows.c.secretariat == self._secretariat]
                here.append(or_(*(each.in_(people) for each in named)))
                found = self._connection.execute(select(rows.c.since).where(*here))
                positions |= set(found.scalars())
        return self.of_entries(positions)

    def identities(self, person: str) -> list[str]:
        """Return every identity that is this person."""
        same = identities.same_as(self._secretariat, person, None)
        return sorted(self._connection.execute(same).scalars())

    def names(self, people: Sequence[str], *, of_others: bool = False) -> list[str]:
        """Return all names of these people, or of everybody else; initials are no names."""
        rows = person_names.TABLE
        theirs = rows.c.person.not_in(people) if of_others else rows.c.person.in_(people)
        here = select(TEXTS.c.text).where(
            current(rows, self._secretariat, None),
            TEXTS.c.secretariat == rows.c.secretariat,
            TEXTS.c.place == rows.c.name,
            rows.c.kind != "initials",
            theirs,
        )
        return list(self._connection.execute(here).scalars())

    def _contents(self, positions: set[int]) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = {}
        for some in _portions(sorted(positions)):
            chosen = select(ENTRIES.c.position, ENTRIES.c.leaf)
            here = (ENTRIES.c.secretariat == self._secretariat, ENTRIES.c.position.in_(some))
            for position, leaf in self._connection.execute(chosen.where(*here)):
                found[position] = orjson.loads(leaf)
        return found


_PERSON: Final = ("person", "party")


def _held(kept: tuple[int, int, bytes, str], content: dict[str, Any]) -> Held:
    at, form, salt, text = kept
    pointer = list(content["_sd"])[at % _PLACES]
    return Held(at, form, salt, text, pointer, content)


def _portions(found: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(found), _AT_ONCE):
        yield found[first : first + _AT_ONCE]
