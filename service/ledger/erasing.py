"""Takes private values out from beside the log, once entries of the log say that they are gone.

PostgreSQL holds each of them against the log itself; only so may the service change a text there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from events.plans import Value
from projections.base import found
from projections.texts import PARTED, TEXTS, WHOLE
from service.ledger.parted import pieces, pieces_of, without
from service.ledger.tables import FILES

Told = Mapping[str, int]
"""By digest: the position of the newest entry that says it was erased."""

_VALUE = "SELECT erase_value(%s, %s, %s)"
_WORDS = "SELECT erase_words(%s, %s, %s, %s::varchar[], %s::bytea[])"
_FILE = "SELECT forget_file(%s, %s)"
_TIDY = "INSERT INTO passage_words (passage_words) VALUES ('optimize')"
"""FTS5 only marks what is taken out of it, words and all, until it is put together anew."""


def erase(connection: Connection, secretariat: str, values: Iterable[Value], told: Told) -> None:
    """Delete these values, or the words of them that go; what is gone already stays gone."""
    there = connection.dialect.name == "postgresql"
    for value in values:
        position = told[value.digests[0]]
        if value.words is not None:
            _part(connection, secretariat, value, position)
        elif there:
            connection.exec_driver_sql(_VALUE, (secretariat, value.place, position))
        else:
            connection.execute(delete(TEXTS).where(*_at(secretariat, value.place)))
    if not there:
        connection.exec_driver_sql(_TIDY)


def forget(connection: Connection, secretariat: str, files: Iterable[str]) -> None:
    """Delete those of the files that no private value names any more."""
    for sha256 in files:
        named = select(
            found(
                TEXTS,
                TEXTS.c.secretariat == secretariat,
                TEXTS.c.text == sha256,
                TEXTS.c.form == WHOLE,
            )
        )
        if connection.execute(named).scalar_one():
            continue
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_FILE, (secretariat, sha256))
        else:
            kept = and_(FILES.c.secretariat == secretariat, FILES.c.sha256 == sha256)
            connection.execute(delete(FILES).where(kept))


def _part(connection: Connection, secretariat: str, value: Value, position: int) -> None:
    here = select(TEXTS.c.form, TEXTS.c.salt, TEXTS.c.text)
    kept = connection.execute(here.where(*_at(secretariat, value.place))).one_or_none()
    if kept is None:
        return
    left = without(pieces(*kept), value.words or ())
    if connection.dialect.name == "postgresql":
        parts = pieces_of(left)
        connection.exec_driver_sql(
            _WORDS,
            (
                secretariat,
                value.place,
                position,
                [each.word for each in parts],
                [each.opening for each in parts],
            ),
        )
    else:
        changed = update(TEXTS).where(*_at(secretariat, value.place))
        connection.execute(changed.values(form=PARTED, salt=left.packed, text=left.text))


def _at(secretariat: str, at: int) -> tuple[Any, ...]:
    return TEXTS.c.secretariat == secretariat, TEXTS.c.place == at
