"""What came back with an older copy of a database, though it had been erased."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from events.base import place
from events.plans import Value
from projections.texts import TEXTS, WHOLE
from service.erasing.finding import Going, value_of
from service.erasing.holding import Texts
from service.ledger.parted import digest_of, pieces
from service.moving import base64url

_AT_ONCE: Final = 5_000


def returned(connection: Connection, secretariat: str, digests: frozenset[str]) -> Iterator[Value]:
    """Yield the values with these digests that are there, by a pass over all texts."""
    texts, after = Texts(connection, secretariat), place(1, 0) - 1
    while True:
        page = (
            select(TEXTS.c.place)
            .where(TEXTS.c.secretariat == secretariat, TEXTS.c.place > after)
            .order_by(TEXTS.c.place)
            .limit(_AT_ONCE)
        )
        places = list(connection.execute(page).scalars())
        if not places:
            return
        after = places[-1]
        for held in texts.at(places):
            if held.digest in digests:
                yield value_of(Going(held, None))
            elif held.form != WHOLE:
                parts = pieces(held.form, held.salt, held.text)
                words = [
                    at
                    for at, each in enumerate(parts)
                    if each.word is not None and base64url(digest_of(each)) in digests
                ]
                if words:
                    yield value_of(Going(held, tuple(words)))
