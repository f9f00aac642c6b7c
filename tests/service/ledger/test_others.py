"""Somebody else who writes to the same record, and a database that goes away meanwhile."""

import threading
from contextlib import ExitStack
from dataclasses import replace
from time import sleep

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from events.base import Provenance
from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import Plan, only
from events.when import When
from service.book import Book
from service.errors import Closed, OutcomeUnknown, StorageFull, Unavailable
from service.ids import Mint
from service.ledger import failures, transaction
from service.ledger.ask import Ask
from service.secretariats import close
from tests.homes import Cluster
from tests.postgres import QUICK, Server

DAY = When("2013-03-11")
BACKENDS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'minutebook'
"""


def register(organisation="harbour", name="Harbour Board"):
    return RegisterOrganisation(
        occurred_on=DAY, organisation=OrganisationId(organisation), name=name
    )


def rename(name, organisation="harbour"):
    return RenameOrganisation(occurred_on=DAY, organisation=OrganisationId(organisation), name=name)


def sound(ledger, size):
    assert [each.position for each in ledger.log()] == list(range(1, size + 1))
    assert ledger.head().size == size
    assert ledger.differences() == []


def test_what_another_process_appended_is_decided_on(ledger, open_ledger):
    ledger.do(register())
    with open_ledger(ledger.home) as other:
        for turn in range(3):
            assert other.do(rename(f"Haven {turn}")).revisions == {
                "organisation-harbour": 2 * turn + 2
            }
            assert ledger.do(rename(f"Haven {turn}")).first is None
            assert ledger.do(rename(f"Port {turn}")).revisions == {
                "organisation-harbour": 2 * turn + 3
            }
    sound(ledger, 7)


def test_what_was_not_there_before_another_process_recorded_it_is_there(ledger, open_ledger):
    with pytest.raises(Exception, match="no such organisation"):
        ledger.do(rename("Haven"))
    with open_ledger(ledger.home) as other:
        other.do(register())

    assert ledger.do(rename("Haven")).revisions == {"organisation-harbour": 2}
    sound(ledger, 2)


def test_a_log_that_was_closed_takes_no_more_until_it_is_opened_again(ledger):
    ledger.do(register())
    ledger.transactions.close()
    with ledger.owning() as connection:
        close(connection, "default", ledger.now)

    with pytest.raises(Closed):
        ledger.do(rename("Haven"))
    assert ledger.do(register(), office="other").last == 1

    ledger.transactions.close()
    with ledger.owning() as connection:
        close(connection, "default", None)
    assert ledger.do(rename("Haven")).last == 2


@pytest.mark.only("postgresql")
def test_a_log_is_written_while_another_one_is_locked(ledger):
    with ledger.holding("other"):
        assert ledger.do(register()).last == 1
        with pytest.raises(Unavailable, match="another process is writing to the record"):
            ledger.do(register(), office="other")

    sound(ledger, 1)


@pytest.mark.only("postgresql")
def test_a_writer_that_is_silent_for_too_long_is_cut_off(ledger):
    with ledger.owning() as connection:
        waits = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar()

    assert waits == "1min"


# A database that goes away: PostgreSQL


def end_connections(ledger):
    assert ledger.home.past(BACKENDS)


@pytest.fixture
def at_commit(ledger):
    """Return a list of what is to happen in place of the next commits, one after the other."""
    waiting = []
    dialect = ledger.engine.dialect
    commit = dialect.do_commit

    def do_commit(connection):
        if waiting:
            waiting.pop(0)(connection, lambda: commit(connection))
        else:
            commit(connection)

    dialect.do_commit = do_commit
    return waiting


@pytest.mark.only("postgresql")
def test_a_connection_lost_between_two_transactions_is_not_noticed(ledger):
    ledger.do(register())
    end_connections(ledger)

    assert ledger.do(rename("Haven")).last == 2
    sound(ledger, 2)


@pytest.mark.only("postgresql")
def test_a_connection_lost_inside_a_transaction_recorded_nothing_and_says_so(ledger):
    def lose(_):
        end_connections(ledger)
        return Plan(())

    with pytest.raises(Unavailable):
        ledger.batch(ledger.ask(register()), ledger.ask(plan=lose))

    sound(ledger, 0)
    assert ledger.do(register()).last == 1


@pytest.mark.only("postgresql")
def test_a_connection_lost_before_the_commit_recorded_nothing_and_says_so(ledger, at_commit):
    def lost(_, commit):
        end_connections(ledger)
        commit()

    at_commit.append(lost)

    with pytest.raises(Unavailable):
        ledger.do(register(), key="k")

    sound(ledger, 0)
    assert not ledger.do(register(), key="k").replayed
    sound(ledger, 1)


@pytest.mark.only("postgresql")
def test_a_fault_of_ours_is_told_as_it_is_and_undone(ledger):
    ledger.do(register())

    with pytest.raises(IntegrityError, match="duplicate key value violates"):
        ledger.do(register(), fresh={"organisation-harbour"})

    assert ledger.do(rename("Haven")).last == 2
    sound(ledger, 2)


def lost_after(connection, commit):
    commit()
    connection.driver_connection.close()
    raise psycopg.OperationalError("server closed the connection unexpectedly")


@pytest.mark.only("postgresql")
def test_a_connection_lost_after_the_commit_is_found_out_and_answered(ledger, at_commit):
    ledger.do(register())
    at_commit.append(lost_after)

    outcome = ledger.do(rename("Haven"), key="k")

    assert outcome.last == 2
    assert ledger.do(rename("Haven"), key="k") == replace(outcome, replayed=True)
    assert ledger.do(rename("Port")).revisions == {"organisation-harbour": 3}
    sound(ledger, 3)


@pytest.mark.only("postgresql")
def test_what_stands_is_found_even_when_somebody_else_went_on(ledger, at_commit, open_ledger):
    def lost(connection, commit):
        commit()
        with open_ledger(ledger.home) as other:
            other.do(register("other"), rename("Haven", "other"))
        lost_after(connection, lambda: None)

    at_commit.append(lost)

    assert ledger.do(register()).last == 1
    sound(ledger, 3)


@pytest.mark.only("postgresql")
def test_the_entries_of_somebody_else_are_not_taken_for_ours(ledger, at_commit, open_ledger):
    def lost(connection, _):
        connection.rollback()
        with open_ledger(ledger.home) as other:
            other.do(register())
        lost_after(connection, lambda: None)

    at_commit.append(lost)

    with pytest.raises(Unavailable):
        ledger.do(register())
    sound(ledger, 1)


@pytest.mark.only("postgresql")
def test_where_the_lock_is_held_while_we_look_the_outcome_is_unknown(
    ledger, at_commit, monkeypatch
):
    monkeypatch.setattr(transaction, "_SETTLE_SECONDS", 0.05)
    with ledger.holding("other"):  # another log's lock is in nobody's way

        def lost(connection, commit):
            commit()
            holder.enter_context(ledger.holding())
            lost_after(connection, lambda: None)

        with ExitStack() as holder:
            at_commit.append(lost)
            with pytest.raises(OutcomeUnknown):
                ledger.do(register(), key="k")

    assert ledger.do(register(), key="k").replayed


def cut_short(server, times):
    """Cut short as many commits that wait for a standby."""
    while times:
        for (process,) in server.ask(
            "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        ):
            server.ask("SELECT pg_cancel_backend(%s)", process)
            times -= 1
        sleep(0.02)


def test_a_commit_that_no_standby_confirmed_is_not_acknowledged():
    """The server commits all the same, and warns; so does the commit that makes sure of it."""
    with Server(QUICK) as server:
        home = Cluster(server.url()).new(None)
        book = Book(home.settings(), Mint())
        server.ask("ALTER SYSTEM SET synchronous_standby_names = 'nowhere'")
        server.ask("SELECT pg_reload_conf()")
        impatient = threading.Thread(target=cut_short, args=(server, 2))
        impatient.start()

        with pytest.raises(OutcomeUnknown):
            book.submit_now(Ask("default", Provenance("clerk"), only(register())))

        impatient.join()
        book.close()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("53100", StorageFull),
        ("53300", Unavailable),
        ("55P03", Unavailable),
        ("40P01", Unavailable),
        ("25006", Unavailable),
        ("57P01", Unavailable),
        ("57P03", Unavailable),
        ("25P03", Unavailable),
        ("08006", Unavailable),
        ("28P01", Unavailable),
        ("42501", type(None)),
        ("23505", type(None)),
        ("XX000", type(None)),
    ],
)
def test_what_the_server_says_is_told_in_words_of_ours(state, told):
    error = OperationalError("", None, psycopg.errors.lookup(state)())

    assert isinstance(failures.meaning(error), told)
    assert failures.forbidden(error) == (state == "42501")
    assert failures.busy(error) == (state in {"55P03", "40P01"})
