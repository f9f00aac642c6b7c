"""What an acknowledged write and an erased text rest on: the settings of every connection."""

import pytest

from service.ledger.database import is_sqlite, open_reader, open_writer


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


def test_who_writes_holds_the_lock_from_the_start_and_who_reads_does_not(ledger):
    with ledger.engine.begin(), ledger.reader.begin() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM log_entries").scalar() == 0
        other = open_writer(f"sqlite:///{ledger.path}")
        with pytest.raises(Exception, match="database is locked"), other.begin():
            pass
        other.dispose()


def test_who_reads_sees_one_state_throughout(ledger):
    count = "SELECT count(*) FROM kept_answers"
    with ledger.reading() as reader:
        assert reader.exec_driver_sql(count).scalar() == 0
        with ledger.engine.begin() as writer:
            writer.exec_driver_sql("INSERT INTO kept_answers VALUES ('o', 'a', 'k', x'', '', 0)")
        assert reader.exec_driver_sql(count).scalar() == 0
    assert ledger.column(count) == [1]


@pytest.mark.parametrize("url", ["postgresql+psycopg://host/name", "mysql://host/name"])
def test_a_database_that_is_not_served_is_refused_by_name(url):
    assert not is_sqlite(url)
    with pytest.raises(ValueError, match="is not served yet; use sqlite:///FILE"):
        open_writer(url)
