"""The schema comes from the migrations alone, and they give exactly what the code declares."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

import migrations
from service import schema
from service.ledger.database import open_writer

EVERYTHING = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"


@pytest.fixture
def empty(tmp_path):
    engine = open_writer(f"sqlite:///{tmp_path / 'empty.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scripts():
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(configuration)


def declared(connection):
    """Return every table and index with its columns, as one text each, in no order."""
    return {
        (kind, name): sorted(re.split(r",\s*(?![^()]*\))", re.sub(r"\s+", " ", sql or "")))
        for kind, name, sql in connection.exec_driver_sql(EVERYTHING)
        if kind != "trigger"
    }


def test_an_empty_database_is_brought_up_to_date(empty):
    with empty.connect() as connection:
        assert schema.revision(connection) is None

    assert schema.upgrade(empty) is True

    with empty.connect() as connection:
        assert schema.revision(connection) == schema.head()


def test_a_database_that_is_up_to_date_is_left_alone(empty):
    schema.upgrade(empty)
    with empty.connect() as connection:
        before = connection.exec_driver_sql(EVERYTHING).all()

    assert schema.upgrade(empty) is False

    with empty.connect() as connection:
        assert connection.exec_driver_sql(EVERYTHING).all() == before


def test_an_upgrade_that_fails_changes_nothing(empty):
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE due_items (in_the_way INTEGER)"))

    with pytest.raises(Exception, match="due_items already exists"):
        schema.upgrade(empty)

    with empty.connect() as connection:
        assert schema.revision(connection) is None
        assert [name for _, name, _ in connection.exec_driver_sql(EVERYTHING)] == ["due_items"]


def test_the_migrations_give_what_the_code_declares(empty):
    schema.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_migrations_give_it_word_for_word(empty):
    """Autogeneration does not see the conditions of indexes, nor tables without row numbers."""
    schema.upgrade(empty)
    made = create_engine("sqlite://")
    SQLModel.metadata.create_all(made)

    with empty.connect() as migrated, made.connect() as created:
        assert declared(migrated) == declared(created)
    made.dispose()


def test_the_migrations_are_one_line_from_the_first_to_the_newest(scripts):
    line = [each.revision for each in scripts.walk_revisions()][::-1]

    assert scripts.get_bases() == line[:1]
    assert scripts.get_heads() == line[-1:] == [schema.head()]
    assert line == [f"{number:04}" for number in range(1, len(line) + 1)]
    assert not any(each.branch_labels or each.is_merge_point for each in scripts.walk_revisions())


def test_the_triggers_that_guard_the_log_are_there(empty):
    schema.upgrade(empty)
    with empty.connect() as connection:
        triggers = {
            name for kind, name, _ in connection.exec_driver_sql(EVERYTHING) if kind == "trigger"
        }

    assert {"log_entries_stay", "log_entries_remain", "log_entries_follow"} <= triggers
