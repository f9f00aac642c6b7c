"""A log in a real file, with a clock that the test sets.

`ledger` is an open log of its own for each test; `open_ledger` opens another, on the same file or
on a new one, for tests that need several.
"""

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from events.base import Provenance
from events.plans import only
from service import rebuilding, schema
from service.ids import Mint
from service.ledger import read, rows
from service.ledger.append import Tools
from service.ledger.ask import Ask, Key, Outcome
from service.ledger.database import open_reader, open_writer
from service.ledger.transaction import Transactions
from service.register import DatabaseRegister

OFFICES = ("default", "other")
SECOND = 1_000_000


class Ledger:
    """The log in a file: what a writer does with it, and what a reader sees."""

    def __init__(self, path, *, warm_limit=1_000):
        self.path, self.now = path, 1_400_000_000 * SECOND
        self.engine = open_writer(f"sqlite:///{path}")
        self.reader = open_reader(f"sqlite:///{path}")
        self.tools = Tools(lambda: self.now, Mint(), DatabaseRegister, 5 * SECOND)
        self.transactions = Transactions(self.engine, self.tools, warm_limit)

    def close(self):
        self.transactions.close()
        self.engine.dispose()
        self.reader.dispose()

    @staticmethod
    def ask(*commands, office="default", actor="clerk", fresh=(), expected=None, key=None, **more):
        plan = more.get("plan") or only(*commands, fresh=frozenset(fresh))
        name = key and Key(key, more.get("body", b"the body"))
        return Ask(office, Provenance(actor), plan, expected or {}, name)

    def batch(self, *asks):
        """Return the answers to requests that are carried out in one transaction."""
        self.transactions.wait_for_lock(1)
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

    @contextmanager
    def reading(self):
        with self.reader.connect() as connection, connection.begin():
            yield connection

    def log(self, office="default"):
        with self.reading() as connection:
            return read.after(connection, office, 0, 1_000_000)

    def events(self, office="default"):
        return [recorded.event for recorded in self.log(office)]

    def head(self, office="default"):
        with self.reading() as connection:
            return read.head(connection, office)

    def differences(self, office="default"):
        """Return where the read models are not what a rebuild would make of the log."""
        with self.reading() as connection:
            return rebuilding.check(connection, office)

    def column(self, statement, *values):
        with self.reading() as connection:
            return list(connection.exec_driver_sql(statement, values).scalars())


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """Return a file of the newest schema to copy: to migrate one takes longer than a test."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    engine = open_writer(f"sqlite:///{path}")
    schema.upgrade(engine)
    with engine.begin() as connection:
        for office in OFFICES:
            rows.begin_log(connection, office, f"minutebook/{office}", office.encode())
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def open_ledger(blank):
    """Return what opens the ledger of a file; without one, a new ledger."""

    @contextmanager
    def opened(path=None, **options):
        with TemporaryDirectory() as folder:
            ledger = Ledger(path or Path(shutil.copy(blank, folder)), **options)
            try:
                yield ledger
            finally:
                ledger.close()

    return opened


@pytest.fixture
def ledger(open_ledger):
    with open_ledger() as opened:
        yield opened
