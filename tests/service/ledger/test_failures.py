"""What is known and told when a transaction on SQLite fails: at BEGIN, inside, and at COMMIT."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import Plan
from events.when import When
from service.errors import OutcomeUnknown, StorageFull, Unavailable
from service.ledger import transaction

pytestmark = pytest.mark.only("sqlite")
DAY = When("2013-03-11")
ROOT = Path(__file__).parents[3]


def register(organisation="harbour", name="Harbour Board"):
    return RegisterOrganisation(
        occurred_on=DAY, organisation=OrganisationId(organisation), name=name
    )


def rename(name, organisation="harbour"):
    return RenameOrganisation(occurred_on=DAY, organisation=OrganisationId(organisation), name=name)


def error(code, words="disk I/O error"):
    made = sqlite3.OperationalError(words)
    made.sqlite_errorcode = code
    return made


@pytest.fixture
def faults(ledger):
    """Return a list of what is to happen in place of the next commits, one after the other."""
    waiting = []

    class Connection(sqlite3.Connection):
        def commit(self):
            if waiting:
                waiting.pop(0)(self, super().commit)
            else:
                super().commit()

    @event.listens_for(ledger.engine, "do_connect")
    def connect(dialect, record, arguments, keywords):
        keywords["factory"] = Connection

    return waiting


def lost_before(connection, commit):
    connection.close()
    raise sqlite3.ProgrammingError("Cannot operate on a closed database.")


def lost_after(connection, commit):
    commit()
    lost_before(connection, commit)


def failing(code):
    """Return a commit that does nothing at all: the transaction stays open."""

    def commit(connection, _):
        raise error(code)

    return commit


def sound(ledger, size):
    assert [each.position for each in ledger.log()] == list(range(1, size + 1))
    assert ledger.head().size == size
    assert ledger.differences() == []


# COMMIT


def test_a_connection_lost_before_the_commit_recorded_nothing_and_says_so(ledger, faults):
    faults.append(lost_before)

    with pytest.raises(Unavailable):
        ledger.do(register(), key="k")

    sound(ledger, 0)
    assert not ledger.do(register(), key="k").replayed
    sound(ledger, 1)


def test_a_connection_lost_after_the_commit_is_found_out_and_answered(ledger, faults):
    ledger.do(register())
    faults.append(lost_after)

    outcome = ledger.do(rename("Haven"), key="k")

    assert outcome.last == 2
    assert ledger.do(rename("Haven"), key="k") == replace(outcome, replayed=True)
    assert ledger.do(rename("Port")).revisions == {"organisation-harbour": 3}
    sound(ledger, 3)


def test_what_stands_is_found_even_when_somebody_else_went_on(ledger, faults, open_ledger):
    def lost(connection, commit):
        commit()
        with open_ledger(ledger.home) as other:
            other.do(register("other"), rename("Haven", "other"))
        lost_before(connection, commit)

    faults.append(lost)

    assert ledger.do(register()).last == 1
    sound(ledger, 3)


def test_the_entries_of_somebody_else_are_not_taken_for_ours(ledger, faults, open_ledger):
    def lost(connection, commit):
        connection.rollback()
        with open_ledger(ledger.home) as other:
            other.do(register())
        lost_before(connection, commit)

    faults.append(lost)

    with pytest.raises(Unavailable):
        ledger.do(register())
    sound(ledger, 1)


def test_a_transaction_that_a_failed_commit_left_open_is_not_taken_for_durable(ledger, faults):
    faults.append(failing(sqlite3.SQLITE_ERROR))

    with pytest.raises(Unavailable):
        ledger.do(register())

    sound(ledger, 0)
    assert ledger.do(register()).last == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_BUSY, Unavailable),
        (sqlite3.SQLITE_FULL, StorageFull),
        (sqlite3.SQLITE_IOERR_WRITE, StorageFull),
    ],
)
def test_a_commit_that_was_refused_recorded_nothing_and_the_next_goes_through(
    ledger, faults, code, told
):
    ledger.do(register())
    faults.append(failing(code))

    with pytest.raises(told):
        ledger.do(rename("Haven"))

    sound(ledger, 1)
    assert ledger.do(rename("Port")).revisions == {"organisation-harbour": 2}
    sound(ledger, 2)


def test_where_the_head_cannot_be_read_the_outcome_is_unknown(ledger, faults):
    unreachable = [True]

    @event.listens_for(ledger.engine, "do_connect", insert=True)
    def connect(*_):
        if faults == [] and unreachable:
            raise error(sqlite3.SQLITE_CANTOPEN, "unable to open database file")

    faults += [lost_after]
    with pytest.raises(OutcomeUnknown):
        ledger.do(register(), key="k")
    with pytest.raises(Unavailable):
        ledger.do(register(), key="k")

    unreachable.clear()
    assert ledger.do(register(), key="k").replayed
    sound(ledger, 1)


def test_where_somebody_else_keeps_the_lock_too_long_the_outcome_is_unknown(
    ledger, faults, monkeypatch
):
    monkeypatch.setattr(transaction, "_SETTLE_SECONDS", 0.05)
    other = sqlite3.connect(ledger.home.path, isolation_level=None)

    def lost(connection, commit):
        commit()
        other.execute("BEGIN IMMEDIATE")
        lost_before(connection, commit)

    faults.append(lost)
    with pytest.raises(OutcomeUnknown):
        ledger.do(register(), key="k")

    other.close()
    assert ledger.do(register(), key="k").replayed


def test_an_answer_that_could_not_be_kept_was_not_given(ledger, faults):
    ledger.do(register())
    faults.append(lost_before)

    with pytest.raises(Unavailable):
        ledger.do(rename("Harbour Board"), key="k")

    assert ledger.column("SELECT count(*) FROM kept_answers") == [0]


def test_an_answer_that_was_kept_after_all_is_given(ledger, faults):
    ledger.do(register())
    faults.append(lost_after)

    assert ledger.do(rename("Harbour Board"), key="k").first is None
    assert ledger.do(rename("Harbour Board"), key="k").replayed


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR])
def test_after_a_failed_sync_nothing_is_written_until_the_service_is_started_anew(
    ledger, faults, open_ledger, code
):
    ledger.do(register())
    faults.append(failing(code))

    with pytest.raises(OutcomeUnknown):
        ledger.do(rename("Haven"), key="k")
    for _ in range(2):
        with pytest.raises(Unavailable, match="the disk failed while writing; start the service"):
            ledger.do(rename("Port"))

    assert "the disk failed" in ledger.transactions.fault
    assert len(ledger.log()) == 1
    with open_ledger(ledger.home) as again:
        assert again.transactions.fault is None
        assert again.do(rename("Haven"), key="k").last == 2
        sound(again, 2)


# Inside


def fail_at_the_head(monkeypatch, code):
    def append(*_):
        raise OperationalError("UPDATE", None, error(code))

    monkeypatch.setattr("service.ledger.rows.append", append)


def test_a_failed_sync_inside_a_transaction_stops_the_writing_too(ledger, monkeypatch):
    fail_at_the_head(monkeypatch, sqlite3.SQLITE_IOERR_FSYNC)

    for _ in range(2):
        with pytest.raises(Unavailable, match="the disk failed while writing"):
            ledger.do(register())
    assert ledger.transactions.fault
    sound(ledger, 0)


@pytest.mark.parametrize(
    ("code", "told"), [(sqlite3.SQLITE_FULL, StorageFull), (sqlite3.SQLITE_BUSY, Unavailable)]
)
def test_a_transaction_that_finds_no_room_or_no_lock_is_undone(ledger, monkeypatch, code, told):
    fail_at_the_head(monkeypatch, code)
    with pytest.raises(told):
        ledger.do(register())
    monkeypatch.undo()

    assert ledger.do(register()).last == 1
    sound(ledger, 1)


def test_a_fault_of_ours_is_told_as_it_is_and_undone(ledger):
    ledger.do(register())

    with pytest.raises(IntegrityError, match="this revision of the stream is in the log already"):
        ledger.do(register(), fresh={"organisation-harbour"})

    assert ledger.do(rename("Haven")).last == 2
    sound(ledger, 2)


def test_a_connection_lost_inside_a_transaction_recorded_nothing_and_says_so(ledger):
    def lose(_):
        ledger.driver().close()
        return Plan(())

    with pytest.raises(Unavailable):
        ledger.batch(ledger.ask(register()), ledger.ask(plan=lose))

    sound(ledger, 0)
    assert ledger.do(register()).last == 1


def test_a_connection_that_cannot_even_roll_back_is_given_up(ledger):
    stuck = []

    class Connection(sqlite3.Connection):
        def rollback(self):
            if stuck:
                raise error(stuck.pop())
            super().rollback()

    @event.listens_for(ledger.engine, "do_connect")
    def connect(dialect, record, arguments, keywords):
        keywords["factory"] = Connection

    def fault(_):
        stuck.append(sqlite3.SQLITE_IOERR)
        raise RuntimeError("a fault of ours")

    with pytest.raises(RuntimeError, match="a fault of ours"):
        ledger.batch(ledger.ask(register()), ledger.ask(plan=fault))

    assert stuck == []
    assert ledger.do(register()).last == 1
    sound(ledger, 1)


def test_a_connection_lost_between_two_transactions_is_opened_again(ledger):
    ledger.do(register())
    ledger.driver().close()

    with pytest.raises(Unavailable):
        ledger.do(rename("Haven"))

    assert ledger.do(rename("Haven")).last == 2
    sound(ledger, 2)


# The disk


def test_when_the_disk_is_full_reading_goes_on_and_so_does_writing_once_there_is_room(ledger):
    ledger.do(register())
    driver = ledger.driver()
    (pages,) = driver.execute("PRAGMA page_count").fetchone()
    driver.execute(f"PRAGMA max_page_count = {pages + 4}")
    long = "a long name " * 2_000

    for _ in range(3):
        with pytest.raises(StorageFull):
            ledger.do(*(rename(f"{long}{number}") for number in range(5)))
        assert len(ledger.log()) == 1

    driver.execute("PRAGMA max_page_count = 1000000")
    assert ledger.do(*(rename(f"{long}{number}") for number in range(5))).last == 6
    assert ledger.driver() is driver
    sound(ledger, 6)


LIMITED = """
import resource, signal, sqlite3, sys
from service.errors import StorageFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from service.ids import Mint
from service.ledger.append import Tools
from service.ledger.ask import Ask
from service.ledger.database import open_writer
from service.ledger.transaction import Transactions
from service.register import DatabaseRegister
from service import clock
from events.base import Provenance
from events.plans import only
from events.organisation.commands import RegisterOrganisation

engine = open_writer("sqlite:///" + sys.argv[1])
tools = Tools(clock.now, Mint(), DatabaseRegister, 5_000_000)
transactions = Transactions(engine, tools, 100)
mint = Mint()

def put(name):
    command = RegisterOrganisation(occurred_on="2013", organisation=mint(), name=name)
    transactions.wait_for_lock("default", 1)
    (answer,) = transactions.carry_out([Ask("default", Provenance("clerk"), only(command))])
    transactions.commit()
    return answer

soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
acknowledged = refused = 0
while refused < 3:
    try:
        put("a name " * 1_000)
        acknowledged += 1
    except StorageFull:
        refused += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
put("there is room again")
print(acknowledged, transactions.fault)
"""


def test_a_limit_on_the_size_of_files_is_a_full_disk(ledger):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(ledger.home.path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    acknowledged, fault = done.stdout.split()

    assert int(acknowledged) > 3
    assert fault == "None"
    sound(ledger, int(acknowledged) + 1)


# The lock

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@pytest.fixture
def holder(ledger):
    """Return another process that holds the lock until it is written to."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ledger.home.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_write_waits_for_another_process(ledger, holder):
    assert not ledger.transactions.lock("default")
    release = threading.Timer(0.2, lambda: holder.communicate("\n"))
    release.start()

    ledger.transactions.wait_for_lock("default", 10)
    ledger.transactions.undo()

    release.join()
    assert ledger.do(register()).last == 1


def test_a_write_waits_only_so_long(ledger, holder):
    with pytest.raises(Unavailable, match="another process is writing to the record"):
        ledger.transactions.wait_for_lock("default", 0.05)

    holder.communicate("\n")
    assert ledger.do(register()).last == 1


def test_reading_does_not_wait_for_another_process(ledger, holder):
    assert ledger.log() == []


def test_an_older_copy_put_in_place_of_the_database_is_decided_on(ledger, tmp_path):
    ledger.do(register())
    copy = sqlite3.connect(tmp_path / "copy.db")
    live = sqlite3.connect(ledger.home.path)
    live.backup(copy)
    ledger.do(rename("Haven"))
    ledger.do(rename("Port"))
    copy.backup(live)
    copy.close()
    live.close()

    assert ledger.do(rename("Port")).revisions == {"organisation-harbour": 2}
    sound(ledger, 2)
