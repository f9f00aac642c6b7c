"""A database that the first version stored events in is upgraded and read by this one."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from projections.passages import Asked
from projections.sought import parse
from service.book import DEFAULT, Book
from service.ids import Mint
from service.ledger import read
from service.rebuilding import quiet
from service.routes.searches import page_of
from service.settings import Settings
from service.tlog.tree import CompactRange, leaf_hash

KEPT = Path(__file__).parent / "kept" / "first.sql.gz"
SIZE = 143
ROOT = "1f715af67e51f47d9e894033e34571ebc4e03607f3c76e21687b968df54bbd50"


@pytest.fixture
def book(tmp_path):
    with sqlite3.connect(tmp_path / "minutebook.db") as restored:
        restored.executescript(gzip.decompress(KEPT.read_bytes()).decode())
    restored.close()
    opened = Book(Settings(data=tmp_path), Mint())
    yield opened
    opened.close()


def test_its_log_has_the_root_it_had(book):
    with book.record() as record:
        head = read.head(record._connection, DEFAULT)
        assert head.size == SIZE
        assert CompactRange(head.size, head.peaks).root().hex() == ROOT


def test_its_leaves_are_the_bytes_that_were_hashed(book):
    with book.record() as record:
        found = record._connection.exec_driver_sql(
            "SELECT leaf, hash FROM log_entries ORDER BY position"
        )
        tree = CompactRange()
        for leaf, hashed in found:
            assert leaf_hash(leaf) == hashed
            tree.append(hashed)
    assert tree.root().hex() == ROOT


def test_every_event_of_it_is_understood(book):
    with book.record() as record:
        assert [each.position for each in record.entries(0, 1000).items] == list(range(1, SIZE + 1))


def test_its_read_models_are_what_its_log_says(book):
    assert book.check(DEFAULT, quiet) == []


def test_words_of_it_are_found(book):
    with book.record() as record:
        text = record._connection.exec_driver_sql(
            "SELECT private_texts.text FROM actions JOIN private_texts USING (secretariat) "
            "WHERE private_texts.place = actions.text"
        ).scalar()
        sought = parse(f'"{text}"')
        found = record.all(page_of(record, Asked(DEFAULT, None), sought, None, 9))
    assert text in {row["text"] for row in found}
