"""Holds a log against what callers were told, against itself, and against its read models.

The answers account for every position once: what is missing was lost, what is left was doubled.
"""

from contextlib import closing, contextmanager

from sqlalchemy import select

from events.organisation.commands import RegisterOrganisation
from events.plans import only
from service import rebuilding
from service.book import DEFAULT, Book
from service.ids import Mint
from service.ledger import read
from service.ledger.ask import Ask
from service.ledger.database import open_reader, transaction
from service.ledger.tables import ENTRIES
from service.settings import Settings
from service.tlog.tree import CompactRange, leaf_hash
from tests.faults.asks import CALLER, DAY, SHARED

PAGE = 5_000


def prepare(url):
    """Register what all callers share; return the size of the log with it."""
    with closing(Book(Settings(database_url=url), Mint())) as book:
        command = RegisterOrganisation(occurred_on=DAY, organisation=SHARED, name="Shared")
        return book.submit_now(Ask(DEFAULT, CALLER, only(command))).position


class Log:
    """A log as far as it was read: the stream of each entry, and the tree over the leaves."""

    def __init__(self):
        self.streams, self._tree, self._gaps = [], CompactRange(), 0

    def read_on(self, connection):
        """Read what was appended since."""
        query = select(ENTRIES.c.position, ENTRIES.c.stream, ENTRIES.c.leaf)
        query = query.where(ENTRIES.c.secretariat == DEFAULT).order_by(ENTRIES.c.position)
        while page := connection.execute(
            query.where(ENTRIES.c.position > len(self.streams)).limit(PAGE)
        ).all():
            for position, stream, leaf in page:
                self.streams.append(stream)
                self._tree.append(leaf_hash(leaf))
                self._gaps += position != len(self.streams)

    def faults(self, connection):
        """Count what is wrong with the log by itself, by kind."""
        self.read_on(connection)
        head = read.head(connection, DEFAULT)
        root = CompactRange(head.size, head.peaks).root()
        return {
            "gaps": self._gaps + (head.size != len(self.streams)),
            "root": int(root != self._tree.root()),
            "read models": len(rebuilding.check(connection, DEFAULT)),
        }


class Audit:
    """Holds a log against an account; `start` is its size before any of that was recorded."""

    def __init__(self, account, start):
        self._account, self._start, self._log = account, start, Log()

    def lost(self, connection):
        """Count the answered requests that are not where their callers were told."""
        self._log.read_on(connection)
        return sum(not self._holds(told) for told in self._account.answered.values())

    def faults(self, connection):
        """Count what is wrong by its kind, once every request is resolved; empty if nothing is."""
        lost, told = self.lost(connection), self._account.answered.values()
        covered = [at for each in told for at in range(each.first, each.last + 1)]
        written = set(range(self._start + 1, len(self._log.streams) + 1))
        return only_faults(
            {
                "lost": lost,
                "contradicted": self._account.contradicted,
                "unresolved": len(self._account.unresolved),
                "told twice": len(covered) - len(set(covered)),
                "doubled": len(written - set(covered)),
                **self._log.faults(connection),
            }
        )

    def _holds(self, told):
        streams = self._log.streams
        return told.last <= len(streams) and streams[told.first - 1] == told.stream


def only_faults(counted):
    """Return the counts that are not zero."""
    return {kind: count for kind, count in counted.items() if count}


@contextmanager
def reading(url):
    """Open one state of the record, and let go of the database afterwards."""
    engine = open_reader(url)
    try:
        with transaction(engine, DEFAULT) as connection:
            yield connection
    finally:
        engine.dispose()
