"""Where a minute book is kept during a test: a folder of its own, or a database of its own.

Both are copied from one that was made before, because to migrate one takes longer than a test.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psycopg
from sqlalchemy import make_url

from service import roles
from service.book import Book, upgrade
from service.door.identity import LOCAL
from service.door.local import LocalIssuer
from service.ids import Mint
from service.ledger.database import open_writer
from service.settings import Settings
from tests.postgres import QUICK, Server

KINDS = ("sqlite", "postgresql")
OWNER, APPLICATION = "minutebook_test_owner", "minutebook_test"
PASSWORD = "minutes"
UNLIMITED = {"requests_per_minute": 0, "failures_per_minute": 0}
UNHURRIED = {f"MINUTEBOOK_{name.upper()}": str(each) for name, each in UNLIMITED.items()}
"""Tests and benches ask more often than anybody may."""
GIVEN = "MINUTEBOOK_TEST_POSTGRES_URL"


class Home:
    """Where a minute book is kept; `folder` is that of the data of whoever serves it."""

    folder = None

    def token(self, subject=LOCAL, **more):
        """Return a token of this machine; of the operator, unless somebody else is named."""
        return LocalIssuer(self.folder).token("minutebook", subject, **more)


class File(Home):
    """A minute book in a SQLite file, opened by its name."""

    kind = "sqlite"

    def __init__(self, path):
        self.path = Path(path)
        self.url = self.owner_url = f"sqlite:///{path}"

    def past(self, statement, *values):
        """Return the rows of a statement of somebody who goes past the program."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(statement, values).fetchall()


class Folder(File):
    """A minute book in the folder of its data."""

    def __init__(self, folder):
        super().__init__(Path(folder) / "minutebook.db")
        self.folder = Path(folder)

    @property
    def variables(self):
        """The settings of whoever serves or asks, as variables."""
        return UNHURRIED | {"MINUTEBOOK_DATA": str(self.folder)}

    owner_variables = variables
    """Those of the operator, who upgrades and rebuilds."""

    def settings(self, **more):
        return Settings(data=self.folder, **UNLIMITED | more)

    owner_settings = settings

    def copy(self, folder):
        """Return another minute book that is as this one is now."""
        return Folder(shutil.copytree(self.folder, Path(folder) / "copy"))

    def remove(self):
        pass


class Database(Home):
    """A minute book in a PostgreSQL database, served under the role of the application."""

    kind = "postgresql"

    def __init__(self, cluster, name):
        self._cluster, self.name = cluster, name
        self.folder = cluster.folder / name
        self.url = cluster.url(name, APPLICATION)
        self.owner_url = cluster.url(name, OWNER)

    @property
    def variables(self):
        return UNHURRIED | {
            "MINUTEBOOK_DATABASE_URL": self.url,
            "MINUTEBOOK_DATA": str(self.folder),
        }

    @property
    def owner_variables(self):
        return self.variables | {"MINUTEBOOK_DATABASE_URL": self.owner_url}

    def settings(self, **more):
        return Settings(database_url=self.url, data=self.folder, **UNLIMITED | more)

    def owner_settings(self, **more):
        return Settings(database_url=self.owner_url, data=self.folder, **UNLIMITED | more)

    def past(self, statement, *values):
        return self._cluster.ask(statement.replace("?", "%s"), *values, database=self.name)

    def copy(self, _):
        return self._cluster.database(self.name)

    def remove(self):
        self._cluster.ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


class Folders:
    """Makes minute books in folders."""

    def __init__(self, folder):
        self._blank = Folder(folder / "blank")
        Book(self._blank.settings(), Mint()).close()

    def new(self, folder):
        """Return a minute book in which nothing is recorded."""
        return self._blank.copy(folder)


class Cluster:
    """Makes minute books on one server: our own, or that of MINUTEBOOK_TEST_POSTGRES_URL."""

    def __init__(self, superuser):
        self._superuser = superuser
        self.folder = Path(gettempdir()) / f"minutebook-test-{os.getpid()}-{id(self)}"
        self._names = (f"minutebook_test_{os.getpid()}_{number}" for number in count())
        self._make_roles()
        blank = self.empty()
        self._blank = blank.name
        engine = open_writer(blank.owner_url, busy_seconds=10)
        upgrade(engine, Mint())
        engine.dispose()

    def _make_roles(self):
        """Make the roles, which all databases of a server share; other tests may have done so."""
        for statement in roles.statements(roles.DATABASE, OWNER, APPLICATION):
            if statement.startswith("CREATE ROLE"):
                with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
                    self.ask(f"{statement} PASSWORD '{PASSWORD}'")

    def new(self, _):
        return self.database(self._blank)

    def empty(self):
        """Return a database as a superuser sets it aside: it has its roles, and no schema yet."""
        name = next(self._names)
        for statement in roles.statements(name, OWNER, APPLICATION):
            if not statement.startswith("CREATE ROLE"):
                self.ask(statement)
        return Database(self, name)

    def database(self, template):
        """Return a copy of a database."""
        name = next(self._names)
        self.ask(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER} STRATEGY file_copy")
        return Database(self, name)

    def url(self, name, role):
        url = make_url(self._superuser).set(database=name, username=role, password=PASSWORD)
        return url.render_as_string(hide_password=False)

    def ask(self, statement, *values, database=None):
        url = make_url(self._superuser).set(drivername="postgresql")
        url = url.set(database=database) if database else url
        place = url.render_as_string(hide_password=False)
        with psycopg.connect(place, autocommit=True) as connection:
            found = connection.execute(statement, values or None)
            return found.fetchall() if found.description else []

    def close(self):
        prefix = f"minutebook_test_{os.getpid()}_%"
        for (name,) in self.ask("SELECT datname FROM pg_database WHERE datname LIKE %s", prefix):
            self.ask(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


def makers(kind, ending):
    """Return what makes minute books of a kind, until `ending` is closed."""
    if kind == "sqlite":
        return Folders(Path(ending.enter_context(TemporaryDirectory())))
    superuser = os.environ.get(GIVEN) or ending.enter_context(Server(QUICK)).url()
    cluster = Cluster(superuser)
    ending.callback(cluster.close)
    return cluster
