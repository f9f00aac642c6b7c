"""The name a thing goes by, put beside its identity; null where the name was erased."""

from typing import Any

from sqlalchemy import Column, ScalarSelect, Select, and_, literal_column, select
from sqlalchemy.sql import ColumnElement

from projections.base import Position, current
from projections.texts import TEXTS, WHOLE


def name_of(
    key: Column[Any], identity: ColumnElement[Any], secretariat: str, known_at: Position | None
) -> ScalarSelect[Any]:
    """Return, as a column, the name of the row whose `key` is `identity`."""
    things, texts = key.table.alias(), TEXTS.alias()
    kept = and_(texts.c.secretariat == things.c.secretariat, texts.c.place == things.c.name)
    return (
        select(texts.c.text)
        .select_from(things.join(texts, kept))
        .where(current(things, secretariat, known_at), things.c[key.name] == identity)
        .correlate_except(things, texts)
        .scalar_subquery()
    )


def places_of(secretariat: str, text: str) -> Select[Any]:
    """Return every place at which exactly `text` is kept as a name."""
    # The index of names is partial: only a literal condition lets the database use it.
    whole = TEXTS.c.form == literal_column(str(WHOLE))
    return select(TEXTS.c.place).where(
        TEXTS.c.secretariat == secretariat, TEXTS.c.text == text, whole
    )
