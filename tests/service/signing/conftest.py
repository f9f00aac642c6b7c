"""A minute book whose log is signed by the test, and changed past the service where it says so."""

from contextlib import contextmanager

import pytest

from events.base import Provenance, place
from events.ids import PersonId
from events.person.commands import RegisterPerson
from events.plans import only
from events.when import When
from service.book import DEFAULT, Book
from service.ids import Mint
from service.ledger import read
from service.ledger.ask import Ask
from service.signing import keys
from service.signing.signer import Signer
from service.tlog.checkpoints import Checkpoint
from service.tlog.tree import CompactRange, leaf_hash

DAY = When("2024-01-01")


class Office:
    """A log, its signer, and somebody who goes past both."""

    def __init__(self, home, book, settings):
        self.home, self.book, self.settings = home, book, settings
        self.signer = Signer(book, settings)
        self.folder = self.signer.folder(DEFAULT)
        self.key = settings.signing_key_file or settings.data / "signing.key"

    def record(self, number=1):
        """Record so many entries in one transaction."""
        self.book.submit_all([self._ask(self.book.mint()) for _ in range(number)])

    @staticmethod
    def _ask(who):
        name = RegisterPerson(occurred_on=DAY, person=PersonId(who), name=f"Who {who}")
        return Ask(DEFAULT, Provenance("local"), only(name))

    def sign(self):
        return self.signer.sign(DEFAULT)

    def check(self):
        return self.signer.check(DEFAULT)

    def state(self):
        """Return the file of what was signed last."""
        (found,) = self.key.with_name(f"{self.key.name}.signed").glob("[0-9a-f]*")
        return found

    def checkpoint(self):
        return Checkpoint.unproven(self.folder.checkpoint())

    def head(self):
        with self.book.reading(DEFAULT) as connection:
            return read.head(connection, DEFAULT)

    def leaves(self):
        found = self.past("SELECT leaf FROM log_entries ORDER BY position")
        return [bytes(leaf) for (leaf,) in found]

    def past(self, statement, *values):
        return self.home.past(statement, *values)

    def unguarded(self):
        """Let the database refuse nothing any more, as to a superuser."""
        if self.home.kind == "postgresql":
            self.past("ALTER TABLE log_entries DISABLE TRIGGER USER")
            return
        for name in ("stay", "remain", "follow", "numbered"):
            self.past(f"DROP TRIGGER IF EXISTS log_entries_{name}")

    def cut(self, size):
        """Put the log back to a size, as a restored backup does."""
        self.unguarded()
        tree = CompactRange()
        for leaf in self.leaves()[:size]:
            tree.append(leaf_hash(leaf))
        self.past("DELETE FROM log_entries WHERE position > ?", size)
        self.past("DELETE FROM private_texts WHERE place >= ?", place(size + 1, 0))
        self.past("DELETE FROM entry_marks WHERE position > ?", size)
        self._head(tree)
        self.reopen()

    def forge(self, position, word=b"someone"):
        """Change one entry, with its hash."""
        self.unguarded()
        leaf = self.leaves()[position - 1].replace(b'"local"', b'"' + word + b'"')
        self.past(
            "UPDATE log_entries SET leaf = ?, hash = ? WHERE position = ?",
            leaf,
            leaf_hash(leaf),
            position,
        )

    def forge_head(self):
        """Let the head be that of the entries as they are now."""
        tree = CompactRange()
        for leaf in self.leaves():
            tree.append(leaf_hash(leaf))
        self._head(tree)

    def _head(self, tree):
        self.past("UPDATE log_heads SET size = ?, peaks = ?", tree.size, tree.packed())

    def reopen(self):
        """Open the minute book again, as after a restore."""
        self.book.close()
        self.book = Book(self.home.owner_settings(), Mint())
        self.signer = Signer(self.book, self.settings)


@contextmanager
def opened(home, **more):
    """Open a minute book whose log has a name of its own, as only a copy has not."""
    home.past("UPDATE log_heads SET origin = ?", f"minutebook/{Mint()()}")
    settings = home.owner_settings(**more)
    office = Office(home, Book(settings, Mint()), settings)
    try:
        yield office
    finally:
        office.book.close()


@pytest.fixture
def office(home, tmp_path):
    key = tmp_path / "keys" / "office.key"
    keys.create(key)
    with opened(home, signing_key_file=key) as found:
        yield found
