"""A log in a real database, with a clock that the test sets.

`ledger` is an open log of its own for each test, on each kind of database; `open_ledger` opens
another, on the same database or on a new one, for tests that need several.
"""

from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from events.base import Provenance
from events.plans import only
from service import rebuilding
from service.ids import Mint
from service.ledger import read, rows
from service.ledger.append import Tools
from service.ledger.ask import Ask, Key, Outcome
from service.ledger.database import begin, open_reader, open_writer, transaction
from service.ledger.transaction import Transactions
from service.register import DatabaseRegister

OFFICES = ("default", "other")
SECOND = 1_000_000
PRESENT = 1_400_000_000 * SECOND
BUSY_SECONDS = {"sqlite": 0, "postgresql": 1}

# On PostgreSQL the database keeps the clock, so that is where a test sets it.
CLOCK = """
CREATE TABLE test_clock AS SELECT 0::bigint AS moment;
GRANT SELECT ON test_clock TO PUBLIC;
CREATE OR REPLACE FUNCTION log_time(moment timestamptz) RETURNS bigint LANGUAGE plpgsql AS
'BEGIN RETURN (SELECT clock.moment FROM test_clock clock); END';
"""


class Ledger:
    """The log in a database: what a writer does with it, and what a reader sees."""

    def __init__(self, home, *, warm_limit=1_000):
        self.home = home
        self.engine = open_writer(home.url, busy_seconds=BUSY_SECONDS[home.kind])
        self.reader = open_reader(home.url)
        self.now = PRESENT
        self.tools = Tools(lambda: self.now, Mint(), DatabaseRegister, 5 * SECOND)
        self.transactions = Transactions(self.engine, self.tools, warm_limit)

    def close(self):
        self.transactions.close()
        self.engine.dispose()
        self.reader.dispose()

    @property
    def now(self):
        return self._now

    @now.setter
    def now(self, moment):
        self._now = moment
        if self.home.kind == "postgresql":
            self.home.past("UPDATE test_clock SET moment = ?", moment)

    @staticmethod
    def ask(*commands, office="default", actor="clerk", fresh=(), expected=None, key=None, **more):
        plan = more.get("plan") or only(*commands, fresh=frozenset(fresh))
        name = key and Key(key, more.get("body", b"the body"))
        return Ask(office, Provenance(actor), plan, expected or {}, name)

    def batch(self, *asks):
        """Return the answers to requests that are carried out in one transaction."""
        self.transactions.wait_for_lock(asks[0].secretariat if asks else OFFICES[0], 1)
        answers = self.transactions.carry_out(asks)
        self.transactions.commit()
        return answers

    def do(self, *commands, **more):
        """Return the outcome of one request; raise why there is none."""
        answer = self.batch(self.ask(*commands, **more))[0]
        if not isinstance(answer, Outcome):
            raise answer
        return answer

    def driver(self):
        """Return the writer's connection as the driver has it."""
        return self.transactions._connection.connection.driver_connection

    def reading(self, office="default"):
        return transaction(self.reader, office)

    @contextmanager
    def owning(self, office="default"):
        """Open a transaction of the operator, who may do more than the service."""
        engine = open_writer(self.home.owner_url, busy_seconds=1)
        try:
            with transaction(engine, office) as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def holding(self, office="default"):
        """Hold the lock as another process would; yields what lets go of it."""
        engine = open_writer(self.home.url, busy_seconds=1)
        with engine.connect() as connection:
            begin(connection, office)
            read.locked(connection, office)
            yield connection.rollback
        engine.dispose()

    def log(self, office="default"):
        with self.reading(office) as connection:
            return read.after(connection, office, 0, 1_000_000)

    def events(self, office="default"):
        return [recorded.event for recorded in self.log(office)]

    def head(self, office="default"):
        with self.reading(office) as connection:
            return read.head(connection, office)

    def differences(self, office="default"):
        """Return where the read models are not what a rebuild would make of the log."""
        with self.reading(office) as connection:
            return rebuilding.check(connection, office)

    def column(self, statement):
        with self.reading() as connection:
            return list(connection.exec_driver_sql(statement).scalars())


@pytest.fixture(scope="session")
def blank_of(new_home):
    """Return a minute book to copy, by kind: of two offices, with the clock of tests."""

    @cache
    def made(kind):
        home = contexts.enter_context(new_home(kind))
        home.past(
            "UPDATE log_heads SET origin = 'minutebook/default', secret = ?", OFFICES[0].encode()
        )
        engine = open_writer(home.owner_url, busy_seconds=1)
        with transaction(engine, OFFICES[1]) as connection:
            rows.begin_log(connection, OFFICES[1], "minutebook/other", OFFICES[1].encode())
        engine.dispose()
        if kind == "postgresql":
            home.past(CLOCK)
        return home

    with ExitStack() as contexts:
        yield made


@pytest.fixture(scope="session")
def open_ledger(kind, blank_of, new_home):
    """Return what opens the ledger of a minute book; without one, a new ledger."""

    @contextmanager
    def opened(home=None, **options):
        if home is None:
            with new_home(kind, like=blank_of(kind)) as made, opened(made, **options) as ledger:
                yield ledger
            return
        ledger = Ledger(home, **options)
        try:
            yield ledger
        finally:
            ledger.close()

    return opened


@pytest.fixture
def ledger(open_ledger):
    with open_ledger() as opened:
        yield opened
