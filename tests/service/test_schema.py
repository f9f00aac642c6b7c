"""The schema comes from the migrations alone, and they give exactly what the code declares.

The owner of the database upgrades it, and gives the application the rights it needs and no others.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import ProgrammingError
from sqlmodel import SQLModel

import migrations
from service import roles, schema
from service.book import upgrade
from service.ids import Mint
from service.ledger.database import EVERY, open_writer, transaction
from tests.homes import APPLICATION, Folder

TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables}
ENTERED = "current_setting('minutebook.secretariat'::text, true)"
ROUNDS = 5
WORDS = "passage"
"""How what searching adds by itself is called: words of passages, which no table declares."""

EVERYTHING = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'",
    "postgresql": """
        SELECT 'relation', relname, xmin::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '%%alembic%%'
        UNION ALL SELECT 'function', proname, xmin::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger', tgname, xmin::text FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'policy', polname, xmin::text FROM pg_policy
        ORDER BY 1, 2, 3
    """,
}
"""What there is by kind and name, and its text or the transaction that last changed it."""

DECLARED = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master "
    f"WHERE name NOT LIKE '%alembic%' AND tbl_name NOT LIKE '{WORDS}%' AND type <> 'trigger'",
    "postgresql": f"""
        SELECT 'index', indexname, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename NOT LIKE '%%alembic%%'
            AND tablename NOT LIKE '{WORDS}%%'
        UNION ALL
        SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
            AND conrelid <> coalesce(to_regclass('alembic_version'), 0)
            AND conrelid::regclass::text NOT LIKE '{WORDS}%%'
        UNION ALL
        SELECT 'column', table_name || '.' || column_name, concat_ws(' ', data_type,
            is_nullable, character_maximum_length, column_default, is_identity)
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '%%alembic%%'
            AND table_name NOT LIKE '{WORDS}%%'
    """,
}
"""What tables, keys and indexes consist of."""


@pytest.fixture
def new_empty(kind, makers_of, tmp_path_factory):
    """Return what makes an empty database, and opens it as its owner."""

    def made():
        folder = tmp_path_factory.mktemp("empty")
        home = Folder(folder) if kind == "sqlite" else makers_of(kind).empty()
        ending.callback(home.remove)
        engine = open_writer(home.owner_url, busy_seconds=10)
        ending.callback(engine.dispose)
        return engine

    with ExitStack() as ending:
        yield made


@pytest.fixture
def empty(new_empty):
    return new_empty()


@pytest.fixture(scope="module")
def scripts():
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(configuration)


def asked(engine, statement):
    """Return the rows of a statement of the owner, who entered no secretariat."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def everything(engine):
    return asked(engine, EVERYTHING[engine.dialect.name])


def declared(engine):
    """Return every table, index and key with its parts, as one text each, in no order."""
    return {
        (kind, name): sorted(re.split(r",\s*(?![^()]*\))", re.sub(r"\s+", " ", sql or "")))
        for kind, name, sql in asked(engine, DECLARED[engine.dialect.name])
    }


def is_declared(name, kind, _):
    return kind != "table" or not name.startswith(WORDS)


def test_an_empty_database_is_brought_up_to_date(empty):
    with empty.connect() as connection:
        assert schema.revision(connection) is None

    assert schema.upgrade(empty) is True

    with empty.connect() as connection:
        assert schema.revision(connection) == schema.head()


def test_a_database_that_is_up_to_date_is_left_alone(empty):
    schema.upgrade(empty)
    before = everything(empty)

    assert schema.upgrade(empty) is False

    assert everything(empty) == before


def test_a_log_that_was_begun_is_not_begun_again(empty):
    heads = "SELECT origin, secret FROM log_heads"
    assert upgrade(empty, Mint()) is True
    with transaction(empty, EVERY) as connection:
        begun = connection.exec_driver_sql(heads).all()

    assert upgrade(empty, Mint()) is False

    with transaction(empty, EVERY) as connection:
        assert connection.exec_driver_sql(heads).all() == begun
        assert len(begun) == 1


def test_of_two_who_upgrade_at_once_one_does_it_and_the_other_finds_it_done(new_empty):
    for _ in range(ROUNDS):
        engine, ready = new_empty(), Barrier(2)

        def one(_, engine=engine, ready=ready):
            ready.wait()
            return upgrade(engine, Mint())

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(one, range(2))) == [False, True]
        with transaction(engine, EVERY) as connection:
            assert schema.revision(connection) == schema.head()
            assert connection.exec_driver_sql("SELECT count(*) FROM log_heads").scalar() == 1


def test_an_upgrade_that_fails_changes_nothing(empty):
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE due_items (in_the_way INTEGER)")
    before = everything(empty)

    with pytest.raises(Exception, match=r"due_items\"? already exists"):
        schema.upgrade(empty)

    with empty.connect() as connection:
        assert schema.revision(connection) is None
    assert everything(empty) == before
    assert [name for _, name, _ in before] == ["due_items"]


@pytest.mark.only("postgresql")
def test_an_upgrade_that_fails_once_the_schema_is_made_changes_nothing(empty, makers_of):
    """Otherwise the next one would find the schema as it should be, and nothing left to do."""
    absent = f"ALTER DATABASE {empty.url.database} SET minutebook.application = 'nobody_here'"
    makers_of("postgresql").ask(absent)

    with pytest.raises(ProgrammingError, match="nobody_here"):
        upgrade(empty, Mint())

    assert everything(empty) == []


def test_the_migrations_give_what_the_code_declares(empty):
    schema.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_declared}
        )

        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_migrations_give_it_word_for_word(new_empty):
    """Autogeneration does not see the conditions of indexes, nor tables without row numbers."""
    migrated, created = new_empty(), new_empty()
    schema.upgrade(migrated)
    with created.begin() as connection:
        SQLModel.metadata.create_all(connection)

    assert declared(migrated) == declared(created)
    assert {name.partition(".")[0] for _, name in declared(created)} >= TABLES.keys()


def test_the_migrations_are_one_line_from_the_first_to_the_newest(scripts):
    line = [each.revision for each in scripts.walk_revisions()][::-1]

    assert scripts.get_bases() == line[:1]
    assert scripts.get_heads() == line[-1:] == [schema.head()]
    assert line == [f"{number:04}" for number in range(1, len(line) + 1)]
    assert not any(each.branch_labels or each.is_merge_point for each in scripts.walk_revisions())


@pytest.mark.only("sqlite")
def test_the_triggers_that_guard_the_log_are_there(empty):
    schema.upgrade(empty)
    triggers = {name for kind, name, _ in everything(empty) if kind == "trigger"}

    assert {"log_entries_stay", "log_entries_remain", "log_entries_follow"} <= triggers


@pytest.mark.only("postgresql")
def test_the_triggers_answer_whatever_a_session_sets(empty):
    schema.upgrade(empty)

    assert asked(
        empty,
        "SELECT tgname, tgrelid::regclass::text, tgenabled FROM pg_trigger "
        "WHERE NOT tgisinternal ORDER BY 1",
    ) == [
        ("log_entries_follow", "log_entries", "A"),
        ("log_entries_stay", "log_entries", "A"),
        ("passage_words_begin", "private_texts", "A"),
        ("passage_words_change", "private_texts", "A"),
        ("passage_words_end", "private_texts", "A"),
    ]


@pytest.mark.only("postgresql")
def test_every_table_shows_the_secretariat_that_was_entered_to_its_owner_too(empty):
    schema.upgrade(empty)

    forced = asked(
        empty,
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind = 'r' "
        "AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'",
    )
    assert sorted(forced) == sorted(
        [*((name, True, True) for name in TABLES), ("passage_words", False, False)]
    )  # nobody else may read that one at all
    policies = asked(
        empty,
        "SELECT tablename, policyname, permissive, cmd, roles, qual, with_check FROM pg_policies",
    )
    own = ("PERMISSIVE", "ALL", ["public"], f"((secretariat)::text = {ENTERED})", None)
    heads = ("PERMISSIVE", "SELECT", ["public"], f"({ENTERED} = '*'::text)", None)
    assert sorted(policies) == sorted(
        [*((name, "entered", *own) for name in TABLES), ("log_heads", "every", *heads)]
    )


@pytest.mark.only("postgresql")
def test_text_is_compared_by_its_code_points_whatever_the_language_of_the_database(empty):
    schema.upgrade(empty)

    columns = asked(
        empty,
        "SELECT DISTINCT table_name, data_type, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name <> 'alembic_version' "
        "AND data_type IN ('text', 'character varying', 'character')",
    )
    assert sorted(columns) == sorted(
        (name, "character varying", "C") for name in [*TABLES, "passage_words"]
    )


def rights(engine):
    """Return what the application may do with each table, as it is written in a GRANT."""
    whole = asked(
        engine,
        "SELECT table_name, privilege_type FROM information_schema.table_privileges "
        f"WHERE table_schema = 'public' AND grantee = '{APPLICATION}'",
    )
    columns = asked(
        engine,
        "SELECT table_name, privilege_type, column_name FROM information_schema.column_privileges "
        f"WHERE table_schema = 'public' AND grantee = '{APPLICATION}'",
    )
    parts = [
        (table, f"{right} ({column})")
        for table, right, column in columns
        if (table, right) not in whole
    ]
    return sorted(whole + parts)


def meant():
    """Return what the code says that the application may do."""
    listed = {table.name: names for table, names in roles._RIGHTS.items()}
    return sorted(
        (table, right)
        for table, names in (listed | {"alembic_version": "SELECT"}).items()
        for right in names.split(", ")
    )


def test_the_code_says_of_every_table_what_the_application_may_do():
    assert {table.name for table in roles._RIGHTS} == TABLES.keys()


@pytest.mark.only("postgresql")
def test_an_upgrade_gives_the_application_what_the_code_says(empty):
    upgrade(empty, Mint())

    assert rights(empty) == meant()
    (found,) = asked(
        empty,
        f"SELECT has_schema_privilege('{APPLICATION}', 'public', 'USAGE'), "
        f"has_schema_privilege('{APPLICATION}', 'public', 'CREATE')",
    )
    assert found == (True, False)


@pytest.mark.only("postgresql")
def test_the_application_may_call_what_appends_searches_and_erases_and_nothing_else(empty):
    upgrade(empty, Mint())

    functions = asked(
        empty,
        f"SELECT proname, has_function_privilege('{APPLICATION}', oid, 'EXECUTE') FROM pg_proc "
        "WHERE pronamespace = 'public'::regnamespace",
    )
    erasing = {"erase_value", "erase_words", "forget_file"}
    called = {name for name, may in functions if may}
    assert called == {"append", "lock_head", "passages_with"} | erasing


@pytest.mark.only("postgresql")
def test_an_upgrade_takes_back_what_the_application_was_given_besides(empty):
    upgrade(empty, Mint())
    with empty.begin() as connection:
        connection.exec_driver_sql(f"GRANT DELETE, UPDATE (text) ON actions TO {APPLICATION}")
        connection.exec_driver_sql(f"GRANT INSERT ON log_entries TO {APPLICATION}")
    assert len(rights(empty)) == len(meant()) + 3

    upgrade(empty, Mint())

    assert rights(empty) == meant()


@pytest.mark.only("postgresql")
def test_an_upgrade_makes_the_relations_of_uncleared_readers_and_lets_the_application_read_them(
    empty,
):
    upgrade(empty, Mint())
    views = "SELECT viewname FROM pg_views WHERE schemaname = 'uncleared' ORDER BY 1"
    assert [name for (name,) in asked(empty, views)] == sorted(TABLES)
    with empty.begin() as connection:
        connection.exec_driver_sql("DROP VIEW uncleared.kept_files")
        connection.exec_driver_sql(f"GRANT DELETE ON uncleared.actions TO {APPLICATION}")

    upgrade(empty, Mint())

    given = asked(
        empty,
        "SELECT table_name, privilege_type FROM information_schema.table_privileges "
        f"WHERE table_schema = 'uncleared' AND grantee = '{APPLICATION}' ORDER BY 1",
    )
    assert given == [(name, "SELECT") for name in sorted(TABLES)]
    invoked = (
        "SELECT DISTINCT reloptions FROM pg_class WHERE relnamespace = 'uncleared'::regnamespace"
    )
    assert asked(empty, invoked) == [(["security_invoker=true"],)]


@pytest.mark.only("postgresql")
def test_views_do_not_stand_in_the_way_of_a_migration(empty):
    upgrade(empty, Mint())
    with empty.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0018'")
        for table in ("erasures", "erased_digests"):
            connection.exec_driver_sql(f"DROP TABLE {table} CASCADE")

    views = "SELECT viewname FROM pg_views WHERE schemaname = 'uncleared'"
    assert "log_entries" not in {name for (name,) in asked(empty, views)}  # it went with a table
    assert "people" in {name for (name,) in asked(empty, views)}

    assert schema.upgrade(empty) is True

    assert asked(empty, views) == []
    upgrade(empty, Mint())
    assert len(asked(empty, views)) == len(TABLES)
