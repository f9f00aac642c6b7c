"""Minute books for the tests of read models, on each kind of database.

A book is a transaction that is rolled back in the end, so that its database serves for the next.
Those that are open side by side are kept in databases of their own.
"""

from contextlib import ExitStack, contextmanager

import pytest

from service.ledger.database import connect, open_writer
from tests.projections.test_book import OFFICE, Book


@pytest.fixture(scope="session")
def open_book(kind, new_home):
    """Return what opens a minute book in which nothing is noted."""
    idle = []

    def new_engine():
        home = contexts.enter_context(new_home(kind))
        engine = open_writer(home.owner_url)
        contexts.callback(engine.dispose)
        return engine

    @contextmanager
    def opened():
        engine = idle.pop() if idle else new_engine()
        try:
            with connect(engine, OFFICE) as connection:
                yield Book(connection)
                connection.rollback()
        finally:
            idle.append(engine)

    with ExitStack() as contexts:
        yield opened


@pytest.fixture
def book(open_book):
    with open_book() as opened:
        yield opened
