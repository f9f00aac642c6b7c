"""SQLite itself refuses to change, remove, overwrite or misplace an entry of the log."""

import sqlite3

import pytest

from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.when import When

pytestmark = pytest.mark.only("sqlite")
DAY = When("2013-03-11")
COLUMNS = "secretariat, position, stream, revision, recorded_at, leaf, hash"


@pytest.fixture
def database(ledger):
    """Return a connection of somebody who goes past the program, to a log of three entries."""
    harbour = OrganisationId("harbour")
    ledger.do(RegisterOrganisation(occurred_on=DAY, organisation=harbour, name="Harbour Board"))
    ledger.now += 1_000
    ledger.do(RenameOrganisation(occurred_on=DAY, organisation=harbour, name="Haven"))
    ledger.do(RenameOrganisation(occurred_on=DAY, organisation=harbour, name="Port"))
    connection = sqlite3.connect(ledger.home.path, isolation_level=None)
    yield connection
    connection.close()


def entries(database):
    return database.execute("SELECT * FROM log_entries ORDER BY position").fetchall()


def refused(database, statement, *values, because):
    before = entries(database)
    with pytest.raises(sqlite3.IntegrityError, match=because):
        database.execute(statement, values)
    assert entries(database) == before


@pytest.mark.parametrize(
    "change",
    [
        "leaf = x'00'",
        "hash = x'00'",
        "position = 9",
        "position = position",
        "secretariat = 'other'",
        "stream = 'organisation-other'",
        "revision = 9",
        "recorded_at = 0",
    ],
)
def test_an_entry_cannot_be_changed(database, change):
    refused(
        database,
        f"UPDATE log_entries SET {change} WHERE position = 3",
        because="an entry of the log is never changed",
    )


@pytest.mark.parametrize("which", ["position = 3", "position = 1", "true"])
def test_an_entry_cannot_be_removed(database, which):
    refused(
        database,
        f"DELETE FROM log_entries WHERE {which}",
        because="an entry of the log is never removed",
    )


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"])
@pytest.mark.parametrize("position", [1, 3])
def test_an_entry_cannot_be_overwritten(database, how, position):
    refused(
        database,
        f"{how} INTO log_entries ({COLUMNS}) SELECT secretariat, position, stream, revision,"
        " recorded_at, x'00', x'00' FROM log_entries WHERE position = ?",
        position,
        because="an entry of the log goes to its end",
    )


def test_an_entry_cannot_be_overwritten_on_conflict(database):
    refused(
        database,
        f"INSERT INTO log_entries ({COLUMNS}) SELECT * FROM log_entries WHERE position = 3"
        " ON CONFLICT DO UPDATE SET leaf = x'00'",
        because="an entry of the log goes to its end",
    )


@pytest.mark.parametrize("position", [0, -1, 3, 5, 99])
def test_no_position_can_be_left_out_or_taken_twice(database, position):
    refused(
        database,
        f"INSERT INTO log_entries ({COLUMNS}) SELECT secretariat, ?, 'organisation-new', 1,"
        " recorded_at, leaf, hash FROM log_entries WHERE position = 3",
        position,
        because="an entry of the log goes to its end",
    )


@pytest.mark.parametrize("how", ["INSERT", "INSERT OR REPLACE"])
@pytest.mark.parametrize("revision", [1, 2, 3])
def test_no_revision_of_a_stream_can_come_twice(database, how, revision):
    refused(
        database,
        f"{how} INTO log_entries ({COLUMNS}) SELECT secretariat, 4, stream, ?, recorded_at, leaf,"
        " hash FROM log_entries WHERE position = 3",
        revision,
        because="this revision of the stream is in the log already",
    )


def test_no_entry_can_be_dated_before_the_one_before_it(database):
    refused(
        database,
        f"INSERT INTO log_entries ({COLUMNS}) SELECT secretariat, 4, stream, 4, recorded_at - 1,"
        " leaf, hash FROM log_entries WHERE position = 3",
        because="the time of an entry is not before that of the one before it",
    )


def test_what_continues_the_log_is_taken(database):
    database.execute(
        f"INSERT INTO log_entries ({COLUMNS}) SELECT secretariat, 4, stream, 4, recorded_at,"
        " leaf, hash FROM log_entries WHERE position = 3"
    )

    assert [entry[1] for entry in entries(database)] == [1, 2, 3, 4]


def test_the_logs_of_two_secretariats_are_counted_apart(database):
    database.execute(
        f"INSERT INTO log_entries ({COLUMNS}) SELECT 'other', 1, stream, 1, 0, leaf, hash"
        " FROM log_entries WHERE position = 1"
    )

    assert database.execute(
        "SELECT position FROM log_entries WHERE secretariat = 'other'"
    ).fetchall() == [(1,)]


def test_an_entry_cannot_be_overwritten_by_its_row_number(database):
    refused(
        database,
        f"INSERT OR REPLACE INTO log_entries (rowid, {COLUMNS})"
        " SELECT 1, secretariat, 4, stream, 4, recorded_at, leaf, hash"
        " FROM log_entries WHERE position = 3",
        because="an entry of the log",
    )
