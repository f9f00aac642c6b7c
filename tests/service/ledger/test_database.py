"""What an acknowledged write and an erased text rest on: the settings of every connection."""

from time import monotonic, sleep

import pytest
from sqlalchemy.exc import DBAPIError

from service.ledger import failures, read
from service.ledger.assurance import durability
from service.ledger.database import Unserveable, is_sqlite, open_reader, open_writer, transaction
from tests.postgres import QUICK, Server


@pytest.mark.parametrize("opened", [open_writer, open_reader])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_every_connection_keeps_what_it_is_given_and_loses_what_is_erased(
    tmp_path, opened, pragma, value
):
    engine = opened(f"sqlite:///{tmp_path / 'log.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_who_writes_holds_the_lock_and_who_reads_does_not(ledger):
    with ledger.holding(), ledger.reading() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM log_entries").scalar() == 0
        other = open_writer(ledger.home.url, busy_seconds=0.01)
        with pytest.raises(DBAPIError) as told, transaction(other, "default") as connection:
            read.locked(connection, "default")
        assert failures.busy(told.value)
        other.dispose()


def test_who_reads_sees_one_state_throughout(ledger):
    count = "SELECT count(*) FROM kept_answers"
    with ledger.reading() as reader:
        assert reader.exec_driver_sql(count).scalar() == 0
        with transaction(ledger.engine, "default") as writer:
            writer.exec_driver_sql(
                "INSERT INTO kept_answers VALUES ('default', 'a', 'k', '', '', 0)"
            )
        assert reader.exec_driver_sql(count).scalar() == 0
    assert ledger.column(count) == [1]


def test_who_reads_writes_nothing(ledger):
    if_it_were = "INSERT INTO kept_answers VALUES ('default', 'a', 'k', '', '', 0)"
    with pytest.raises(DBAPIError), transaction(ledger.reader, "default") as reader:
        reader.exec_driver_sql(if_it_were)

    assert ledger.column("SELECT count(*) FROM kept_answers") == [0]


@pytest.mark.parametrize(
    "url", ["postgresql+asyncpg://host/name", "mysql://host/name", "oracle://"]
)
@pytest.mark.parametrize("opened", [open_writer, open_reader])
def test_a_database_that_is_not_served_is_refused_by_name(url, opened):
    assert not is_sqlite(url)
    with pytest.raises(Unserveable, match="is not served; use sqlite:///FILE or postgresql"):
        opened(url)


# Durability


def test_a_file_is_synced_to_this_disk(tmp_path):
    engine = open_reader(f"sqlite:///{tmp_path / 'log.db'}")
    with transaction(engine, "default") as connection:
        assert durability(connection) == (True, "synced to this disk")
    engine.dispose()


def follow(server, **standby):
    """Return what a service says while a standby follows the server, and before."""
    engine = open_writer(server.url(), busy_seconds=1)

    def told():
        with transaction(engine, "default") as connection:
            return durability(connection)

    alone = told()
    with server.standby(**standby):
        give_up = monotonic() + 30
        while monotonic() < give_up and not server.ask("SELECT pid FROM pg_stat_replication"):
            sleep(0.02)
        followed = told()
    engine.dispose()
    return alone, followed


def test_a_server_is_synced_and_a_standby_that_lags_behind_is_told_of():
    with Server() as server:
        alone, followed = follow(server)

    assert alone == (True, "synced to the disk of the server; no standby")
    assert not followed.sound
    assert "replication is asynchronous" in followed.words


def test_a_standby_that_commits_wait_for_is_told_of():
    with Server({"synchronous_standby_names": "standby"}) as server:
        _, followed = follow(server, cluster_name="standby", synchronous_standby_names="")

    assert followed == (True, "synced, on a standby too: standby")


def test_a_server_that_does_not_sync_is_told_of():
    with Server(QUICK) as server:
        engine = open_reader(server.url())
        with transaction(engine, "default") as connection:
            found = durability(connection)
        engine.dispose()

    assert not found.sound
    assert "fsync is off" in found.words


@pytest.mark.only("postgresql")
@pytest.mark.parametrize(("asked", "kept"), [("off", "on"), ("local", "on"), ("remote_apply",) * 2])
def test_a_writer_waits_for_its_commits_whatever_the_role_is_set_to(ledger, asked, kept):
    ledger.transactions.close()
    ledger.home.past(f"ALTER ROLE minutebook_test SET synchronous_commit = {asked}")
    engine = open_writer(ledger.home.url, busy_seconds=1)
    try:
        with transaction(engine, "default") as connection:
            found = connection.exec_driver_sql("SHOW synchronous_commit").scalar()
    finally:
        ledger.home.past("ALTER ROLE minutebook_test RESET synchronous_commit")
        engine.dispose()

    assert found == kept
