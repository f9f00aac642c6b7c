"""The relations of a reader who is not cleared, as the databases themselves keep them apart."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from events.action.commands import AssignAction, SetActionHandling
from events.action.terms import Assignee, ByClass
from events.body.commands import EstablishBody
from events.ids import ActionId, BodyId
from events.when import When
from service.ledger import read
from service.ledger.database import is_cleared, open_reader, transaction
from tests.service.conftest import OFFICES

DAY, BOARD = When("2013-03-11"), BodyId("board")
TABLES = [table.name for table in SQLModel.metadata.sorted_tables]


def establish():
    return EstablishBody(occurred_on=DAY, body=BOARD, name="Board")


def assign(action, words):
    owner = Assignee(ByClass(), "joint", "Officials")
    return AssignAction(
        occurred_on=DAY, action=ActionId(action), body=BOARD, text=words, owners=(owner,)
    )


def hide(action):
    return SetActionHandling(occurred_on=DAY, action=ActionId(action), handling="confidential")


@pytest.fixture
def uncleared(ledger):
    """Return a ledger of two offices, each with an open and a confidential action, and a reader."""
    for office in OFFICES:
        ledger.do(
            establish(),
            assign("open", f"Open in {office}"),
            assign("secret", f"Secret of {office}"),
            hide("secret"),
            office=office,
            key="k",
        )
    ledger.uncleared = open_reader(ledger.home.url, cleared=False)
    yield ledger
    ledger.uncleared.dispose()


def rows(ledger, table, office):
    with transaction(ledger.uncleared, office) as connection:
        return connection.execute(text(f"SELECT * FROM {table}")).mappings().all()


def test_an_engine_knows_whether_its_reader_is_cleared(uncleared):
    with transaction(uncleared.uncleared, "default") as connection:
        assert not is_cleared(connection)
    with transaction(uncleared.reader, "default") as connection:
        assert is_cleared(connection)


def test_what_is_confidential_is_in_no_relation_under_any_name(uncleared):
    assert [row["action"] for row in rows(uncleared, "actions", "default")][:1] == ["open"]
    for table in TABLES:
        for row in rows(uncleared, table, "default"):
            assert row.get("stream") != "action-secret", table
            assert row.get("action") != "secret" or table == "confidential_actions", table


def test_the_log_passes_over_what_is_confidential(uncleared):
    with transaction(uncleared.uncleared, "default") as connection:
        found = read.after(connection, "default", 0, 99)
        assert [each.position for each in found] == [1, 2]
        assert read.revision_of(connection, "default", "action-secret") == 0
        assert read.stream_of(connection, "default", "action-secret") == []


def test_answers_kept_for_retries_are_nothing_to_read(uncleared):
    assert rows(uncleared, "kept_answers", "default") == []


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("office", OFFICES)
def test_row_level_security_keeps_the_offices_apart_in_these_relations_too(uncleared, office):
    seen = set()
    for table in TABLES:
        found = rows(uncleared, table, office)
        assert {row["secretariat"] for row in found} <= {office}, table
        seen |= {table for _ in found}
    assert seen >= {"log_heads", "log_entries", "private_texts", "actions", "bodies"}


@pytest.mark.only("postgresql")
def test_an_uncleared_reader_finds_these_relations_and_no_others(uncleared):
    with transaction(uncleared.uncleared, "default") as connection:
        assert connection.exec_driver_sql("SHOW search_path").scalar() == "uncleared"
        with pytest.raises(DBAPIError, match="alembic_version"):
            connection.exec_driver_sql("SELECT * FROM alembic_version")


def test_every_table_has_a_relation_with_the_same_columns(uncleared):
    with transaction(uncleared.uncleared, "default") as connection:
        for table in SQLModel.metadata.sorted_tables:
            shown = connection.exec_driver_sql(f"SELECT * FROM {table.name} LIMIT 0").keys()
            assert list(shown) == [column.name for column in table.columns]


@pytest.mark.only("sqlite")
def test_an_uncleared_reader_of_a_file_writes_nothing_either(uncleared):
    with transaction(uncleared.uncleared, "default") as connection:
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM main.kept_answers")
        assert inspect(connection).get_temp_view_names() != []
