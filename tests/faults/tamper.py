"""Tampering with the log by whoever owns the database: all of it is found, and named rightly.

Each change is made in a transaction of its own, exported with the tiles that were signed, verified
with one earlier checkpoint at hand, and taken back.
"""

import json
import random
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

from sqlalchemy import delete, insert, select, text, update

from events.base import place
from projections.texts import TEXTS
from service import sample
from service.book import DEFAULT, Book
from service.ids import Mint
from service.ledger.database import connect, open_writer
from service.ledger.disclosing import values_of
from service.ledger.tables import ENTRIES
from service.tlog.tree import leaf_hash
from service.tlog.verifying import asked
from tests import logs
from tests.faults.row import Row
from tests.faults.tamper_kinds import KINDS
from tests.homes import makers

SIZE = 60
"""Entries that are kept, since every change is exported and verified whole."""

_GUARDED = ("log_entries", "log_heads", "private_texts")
_PLACES = place(1, 0)


class Value(NamedTuple):
    """A private value as it is kept."""

    place: int
    form: int
    salt: bytes
    text: str

    @property
    def position(self):
        return self.place // _PLACES


class Log:
    """The log of a database, in a transaction in which nothing is guarded any more."""

    def __init__(self, connection, size, earlier):
        self._connection, self.size, self.earlier = connection, size, earlier
        self.signed_with, self.said = None, False

    def _where(self, position):
        return (ENTRIES.c.secretariat == DEFAULT, ENTRIES.c.position == position)

    def leaves(self):
        ordered = select(ENTRIES.c.leaf).where(ENTRIES.c.secretariat == DEFAULT)
        found = self._connection.execute(ordered.order_by(ENTRIES.c.position))
        return [bytes(each) for each in found.scalars()]

    def leaf(self, position):
        return bytes(
            self._connection.execute(
                select(ENTRIES.c.leaf).where(*self._where(position))
            ).scalar_one()
        )

    def content(self, position):
        return json.loads(self.leaf(position))

    def put(self, position, leaf):
        changed = update(ENTRIES).where(*self._where(position))
        self._connection.execute(changed.values(leaf=leaf, hash=leaf_hash(leaf)))

    def rewrite(self, position, /, **given):
        self.put(position, logs.canonical(self.content(position) | given))

    def delete(self, position):
        self._connection.execute(delete(ENTRIES).where(*self._where(position)))

    def cut(self, kept):
        self._connection.execute(
            delete(ENTRIES).where(ENTRIES.c.secretariat == DEFAULT, ENTRIES.c.position > kept)
        )
        self.size = kept

    def move(self, first, by):
        """Let the entries from `first` on stand elsewhere."""
        moved = update(ENTRIES).where(ENTRIES.c.secretariat == DEFAULT)
        self._connection.execute(
            moved.where(ENTRIES.c.position >= first).values(position=-ENTRIES.c.position)
        )
        self._connection.execute(
            moved.where(ENTRIES.c.position < 0).values(position=by - ENTRIES.c.position)
        )

    def insert(self, position, leaf):
        content = json.loads(leaf)
        self._connection.execute(
            insert(ENTRIES).values(
                secretariat=DEFAULT,
                position=position,
                stream=content["stream"],
                revision=content["revision"],
                recorded_at=0,
                leaf=leaf,
                hash=leaf_hash(leaf),
            )
        )

    def values(self):
        columns = (TEXTS.c.place, TEXTS.c.form, TEXTS.c.salt, TEXTS.c.text)
        kept = select(*columns).where(
            TEXTS.c.secretariat == DEFAULT, TEXTS.c.place < place(self.size + 1, 0)
        )
        return sorted(Value(*row) for row in self._connection.execute(kept))

    def say(self, value, said, salt):
        self.said = True
        there = (TEXTS.c.secretariat == DEFAULT, TEXTS.c.place == value.place)
        self._connection.execute(update(TEXTS).where(*there).values(text=said, salt=salt))

    def forget(self, value):
        self.said = True
        there = (TEXTS.c.secretariat == DEFAULT, TEXTS.c.place == value.place)
        self._connection.execute(delete(TEXTS).where(*there))

    def sign_again(self, key):
        self.signed_with = key

    def disclosures(self, contents):
        """Return the values of entries, by position, as an export has them."""
        return values_of(self._connection, DEFAULT, contents)


class Field:
    """A filled database, its export in a folder, and an earlier export in another."""

    def __init__(self, home, folder):
        book = Book(home.settings(), Mint())
        sample.load(book, DEFAULT)
        book.close()
        self._engine = open_writer(home.owner_url, busy_seconds=30)
        self._folder, self._before, self._key = (
            folder / "log",
            folder / "earlier",
            folder / "key.pub",
        )
        self._key.write_text(str(logs.KEY.public))
        self._unlike = self._unsaid = True
        with connect(self._engine, DEFAULT) as connection:
            _disarm(connection)
            Log(connection, 0, 0).cut(SIZE)
            connection.commit()
        with self._open(0, 0) as log:
            self._leaves = log.leaves()
            self._origin = json.loads(self._leaves[0])["log"]
            logs.write(self._before, self._leaves[: self.earlier], origin=self._origin)
            self._export(log)
        assert self._verified().status == 0, list(self._verified().lines())

    @property
    def size(self):
        return len(self._leaves)

    @property
    def earlier(self):
        return self.size * 2 // 3

    def close(self):
        self._engine.dispose()

    def tamper(self, kind, chance):
        """Tamper with the log, and return what is not found of what is to be, and the report."""
        with self._open(self.size, self.earlier) as log:
            expected = kind(log, chance)
            self._export(log)
        report = self._verified()
        found = {(each.reason.value, each.position) for each in report.findings}
        return expected - found, report

    def _verified(self):
        return asked.log(self._folder, [self._key], self._before)

    def _export(self, log):
        """Export what is in the database; the tiles stay, unless all was signed again."""
        leaves = log.leaves()
        if log.signed_with:
            logs.write(self._folder, leaves, origin=self._origin, key=log.signed_with)
        else:
            if self._unlike:
                logs.sign(self._folder, self._leaves, origin=self._origin)
                logs.write_tiles(self._folder, self._leaves)
            logs.write_entries(self._folder, leaves[: self.size], self.size)
        self._unlike = bool(log.signed_with)
        if log.said or self._unsaid:
            self._export_values(log)
        self._unsaid = log.said

    def _export_values(self, log):
        for first in range(0, self.size, 256):
            values = log.disclosures(
                [json.loads(leaf) for leaf in self._leaves[first : first + 256]]
            )
            told = [{"position": at} | each for at, some in values.items() for each in some]
            logs.write_values(self._folder, first // 256, told)

    @contextmanager
    def _open(self, size, earlier):
        """Open a transaction, and take all of it back."""
        with connect(self._engine, DEFAULT) as connection:
            yield Log(connection, size, earlier)
            connection.rollback()


def _disarm(connection):
    """Turn off what the database itself refuses."""
    if connection.dialect.name == "postgresql":
        for table in _GUARDED:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        return
    named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in connection.execute(text(named)).all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def campaign(field, number, seed=1):
    """Tamper so many times, each kind as often; yield kind, what was not found, the report."""
    chance = random.Random(seed)
    for at in range(number):
        kind = KINDS[at % len(KINDS)]
        yield kind.__name__, *field.tamper(kind, chance)


@contextmanager
def field(kind):
    """Open a field on a kind of database."""
    with ExitStack() as ending:
        folder = Path(ending.enter_context(TemporaryDirectory()))
        made = Field(makers(kind, ending).new(folder / "home"), folder)
        ending.callback(made.close)
        yield made


def rows(number):
    """Tamper so many times with the log on each kind of database."""
    for kind in ("sqlite", "postgresql"):
        began = monotonic()
        with field(kind) as there:
            missed, done, verdicts = Counter(), Counter(), Counter()
            for name, lacking, report in campaign(there, number):
                done[name] += 1
                missed[name] += bool(lacking)
                verdicts[f"{name}: {report.findings[0].reason if report.findings else '-'}"] += 1
            size = there.size
        yield Row(
            f"tampering with the log, {kind}",
            f"{number:,} changes of {len(done)} kinds to {size} entries, "
            f"{missed.total()} not found or not named rightly",
            "each is found, and named rightly",
            not missed.total(),
            {
                "kind": kind,
                "done": dict(done),
                "missed": dict(missed),
                "first_findings": dict(verdicts),
                "seconds": monotonic() - began,
            },
        )
