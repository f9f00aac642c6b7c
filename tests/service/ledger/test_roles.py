"""PostgreSQL itself refuses what the application must not do, and most of what its owner must not.

The service works under the role of the application; whoever has its password can do no more than
these tests show: append false new events.
"""

import hashlib

import psycopg
import pytest
from sqlalchemy import make_url

from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.when import When
from projections import PROJECTIONS
from service.tlog.tree import CompactRange, leaf_hash

pytestmark = pytest.mark.only("postgresql")
DAY = When("2013-03-11")
HARBOUR = OrganisationId("harbour")
LEAF = b"{}"
AT_ITS_END = "an entry of the log goes to its end"
AT_ITS_TIME = "an entry of the log bears the time at which it is made"


class Session:
    """Somebody with a password, who goes past the program; one transaction for each statement."""

    def __init__(self, url, secretariat="default"):
        place = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.connection = psycopg.connect(place, autocommit=True)
        self.enter(secretariat)

    def enter(self, secretariat):
        self("SELECT set_config('minutebook.secretariat', %s, false)", secretariat)

    def __call__(self, statement, *values):
        found = self.connection.execute(statement, values or None)
        return found.fetchall() if found.description else []

    def refused(self, why, statement, *values):
        with pytest.raises(psycopg.Error) as told:
            self(statement, *values)
        assert why in str(told.value)


@pytest.fixture
def filled(ledger):
    """Return a ledger of three entries, and two in another office."""
    ledger.do(RegisterOrganisation(occurred_on=DAY, organisation=HARBOUR, name="Harbour Board"))
    ledger.now += 1_000
    ledger.do(RenameOrganisation(occurred_on=DAY, organisation=HARBOUR, name="Haven"))
    ledger.do(RenameOrganisation(occurred_on=DAY, organisation=HARBOUR, name="Port"))
    other = OrganisationId("elsewhere")
    ledger.do(
        RegisterOrganisation(occurred_on=DAY, organisation=other, name="Secret Society"),
        RenameOrganisation(occurred_on=DAY, organisation=other, name="Open Society"),
        office="other",
        key="k",
    )
    return ledger


@pytest.fixture
def application(filled):
    session = Session(filled.home.url)
    yield session
    session.connection.close()


@pytest.fixture
def owner(filled):
    session = Session(filled.home.owner_url)
    yield session
    session.connection.close()


@pytest.fixture(autouse=True)
def untouched(request, filled):
    """See that nothing that was refused has changed anything after all."""
    before = filled.home.past("SELECT * FROM log_entries ORDER BY secretariat, position")
    heads = filled.home.past("SELECT * FROM log_heads ORDER BY secretariat")
    yield
    if request.node.get_closest_marker("appends") is None:
        after = filled.home.past("SELECT * FROM log_entries ORDER BY secretariat, position")
        assert after == before
        assert filled.home.past("SELECT * FROM log_heads ORDER BY secretariat") == heads


def append(session, ledger, office="default", **changed):
    """Call the function as the service does, but for what is `changed`."""
    head = ledger.head(office)
    asked = {
        "first": head.size + 1,
        "moment": ledger.now,
        "streams": ["organisation-new"],
        "revisions": [1],
        "leaves": [LEAF],
    } | changed
    tree = CompactRange(head.size, head.peaks)
    for leaf in asked["leaves"]:
        tree.append(leaf_hash(leaf))
    asked["range"] = changed.get("range", tree.packed())
    return session(
        "SELECT append(%s, %s, %s, %s::varchar[], %s::bigint[], %s::bytea[], %s)",
        office,
        *(asked[name] for name in ("first", "moment", "streams", "revisions", "leaves", "range")),
    )


def not_appended(why, session, ledger, **changed):
    with pytest.raises(psycopg.Error) as told:
        append(session, ledger, **changed)
    assert why in str(told.value)


@pytest.mark.parametrize("table", ["log_entries", "log_heads"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET secretariat = secretariat",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "INSERT INTO {} SELECT * FROM {}",
        "SELECT * FROM {} FOR UPDATE",
        "SELECT * FROM {} FOR SHARE",
        "DO 'BEGIN LOCK TABLE {} IN EXCLUSIVE MODE; END'",
        "COPY {} FROM STDIN",
        "MERGE INTO {} USING (SELECT 1) AS one (n) ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_the_application_cannot_write_to_the_log_but_by_its_functions(
    application, table, statement
):
    application.refused(f"permission denied for table {table}", statement.replace("{}", table))


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE log_entries DISABLE TRIGGER log_entries_stay",
        "ALTER TABLE log_entries DISABLE TRIGGER ALL",
        "ALTER TABLE log_entries DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE log_entries NO FORCE ROW LEVEL SECURITY",
        "DROP TRIGGER log_entries_stay ON log_entries",
        "DROP POLICY entered ON log_entries",
        "DROP TABLE log_entries CASCADE",
        "ALTER FUNCTION append SECURITY INVOKER",
        "DROP FUNCTION log_time(timestamptz) CASCADE",
        "CREATE OR REPLACE FUNCTION lock_head(of varchar) RETURNS int LANGUAGE sql RETURN 1",
    ],
)
def test_the_application_cannot_take_a_guard_away(application, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET ROLE minutebook_test_owner",
        "SET SESSION AUTHORIZATION minutebook_test_owner",
        "CREATE TABLE public.mine (n int)",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
    ],
)
def test_the_application_cannot_make_itself_somebody_else(application, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application(statement)


def test_the_application_cannot_give_itself_a_right(application):
    application("GRANT UPDATE ON log_entries TO CURRENT_USER")  # the server only warns

    application.refused("permission denied", "UPDATE log_entries SET position = position")


@pytest.mark.parametrize("name", ["log_time", "log_entries_stay", "log_entries_follow"])
def test_the_application_may_call_no_other_function(filled, name):
    told = filled.home.past(
        "SELECT has_function_privilege('minutebook_test', oid, 'EXECUTE') FROM pg_proc"
        " WHERE proname = ?",
        name,
    )
    assert told == [(False,)]


def test_the_functions_cannot_be_led_to_other_tables(application, filled):
    application("CREATE TEMPORARY TABLE log_heads (secretariat varchar, size bigint)")
    application("SET search_path = pg_temp, public")

    (head,) = application("SELECT * FROM public.lock_head('default')")

    assert head[1] == filled.head().size == 3


@pytest.mark.appends
def test_what_continues_the_log_is_taken_and_its_hash_made_there(application, filled):
    append(application, filled)

    ((position, hashed),) = application(
        "SELECT position, hash FROM log_entries WHERE stream = 'organisation-new'"
    )
    assert position == filled.head().size == 4
    assert hashed == hashlib.sha256(b"\0" + LEAF).digest()


@pytest.mark.parametrize("first", [0, 1, 3, 5, 99, None])
def test_no_position_can_be_left_out_or_taken_twice(application, filled, first):
    not_appended(AT_ITS_END, application, filled, first=first)


@pytest.mark.parametrize("revision", [1, 3, 5, 0, -1])
def test_no_revision_of_a_stream_can_be_left_out_or_come_twice(application, filled, revision):
    not_appended(
        "duplicate key" if revision in {1, 3} else "an entry of the log is the next of its stream",
        application,
        filled,
        streams=["organisation-harbour"],
        revisions=[revision],
    )


@pytest.mark.parametrize("seconds", [-1, -3600, 1, 3600])
def test_no_entry_can_be_dated_back_or_ahead(application, filled, seconds):
    filled.now += 10_000_000
    moment = filled.now + seconds * 1_000_000

    not_appended(AT_ITS_TIME, application, filled, moment=moment)


def test_no_entry_can_be_dated_before_the_newest(application, filled):
    newest = filled.head().newest

    not_appended(AT_ITS_TIME, application, filled, moment=newest - 1)
    not_appended(AT_ITS_TIME, application, filled, moment=None)


@pytest.mark.parametrize("leaf", [b"", b"x" * 32_769])
def test_no_entry_is_empty_or_longer_than_a_leaf(application, filled, leaf):
    not_appended("1 to 32768 bytes", application, filled, leaves=[leaf])


@pytest.mark.parametrize(
    "changed",
    [
        {"leaves": [], "streams": [], "revisions": []},
        {"streams": ["organisation-new", "organisation-newer"]},
        {"revisions": []},
        {"range": b""},
        {"range": b"x" * 64},
        {"range": None},
    ],
)
def test_what_does_not_fit_together_is_refused(application, filled, changed):
    not_appended(AT_ITS_END, application, filled, **changed)


def test_a_closed_log_takes_no_more(application, filled):
    filled.home.past("UPDATE log_heads SET closed_at = 1 WHERE secretariat = 'default'")
    try:
        not_appended("this log is closed", application, filled)
    finally:
        filled.home.past("UPDATE log_heads SET closed_at = NULL WHERE secretariat = 'default'")


TABLES = ["log_heads", "log_entries", "private_texts", "kept_answers"]
BESIDE = ["webhook_progress", "webhook_dead_letters"]


@pytest.mark.parametrize("table", [*TABLES, *BESIDE, *(each.table.name for each in PROJECTIONS)])
@pytest.mark.parametrize("role", ["application", "owner"])
def test_a_forgotten_filter_shows_nothing_of_another_secretariat(application, owner, table, role):
    session = {"application": application, "owner": owner}[role]
    everything = f"SELECT DISTINCT secretariat FROM {table}"

    assert session(everything) in ([], [("default",)])
    assert session(f"{everything} WHERE secretariat = 'other'") == []

    session.enter("nowhere")
    assert session(everything) == []


def test_every_row_of_another_secretariat_is_there_to_be_hidden(filled):
    tables = [*TABLES, "organisations", "organisation_names"]

    for table in tables:
        found = filled.home.past(f"SELECT count(*) FROM {table} WHERE secretariat = 'other'")
        assert found[0][0], table


def test_who_entered_no_secretariat_sees_none(filled):
    for url in (filled.home.url, filled.home.owner_url):
        session = Session(url, "")
        assert session("SELECT * FROM log_entries") == []
        session("RESET minutebook.secretariat")
        assert session("SELECT * FROM log_heads") == []
        session.connection.close()


def test_who_looks_at_all_of_them_sees_the_heads_and_nothing_else(application):
    application.enter("*")

    found = application("SELECT secretariat FROM log_heads ORDER BY secretariat")
    assert found == [("default",), ("other",)]
    for table in TABLES[1:]:
        assert application(f"SELECT * FROM {table}") == []


def test_the_functions_take_nothing_for_a_secretariat_that_was_not_entered(application, filled):
    assert application("SELECT * FROM lock_head('other')") == []
    not_appended("was not entered", application, filled, office="other")
    application.enter("*")
    not_appended("was not entered", application, filled, office="default")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO private_texts VALUES ('other', 99999, 0, '', 'forged')",
        "INSERT INTO kept_answers VALUES ('other', 'a', 'k2', '', '', 0)",
        "INSERT INTO organisations (secretariat, organisation, since) VALUES ('other', 'x', 9)",
    ],
)
def test_nothing_can_be_written_into_another_secretariat(application, statement):
    application.refused("row-level security policy", statement)


def test_answers_of_another_secretariat_cannot_be_forgotten(application, filled):
    application("DELETE FROM kept_answers")

    assert filled.home.past("SELECT key FROM kept_answers") == [("k",)]


def test_the_application_ends_versions_and_changes_nothing_else_of_a_read_model(application):
    application.refused("permission denied", "DELETE FROM organisations")
    application.refused("permission denied", "UPDATE organisations SET classification = 'wrong'")
    application.refused("permission denied", "UPDATE private_texts SET text = 'wrong'")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entries SET leaf = '' WHERE position = 3",
        "UPDATE log_entries SET position = position",
        "DELETE FROM log_entries WHERE position = 3",
        "DELETE FROM log_entries",
        "TRUNCATE log_entries",
        """
        INSERT INTO log_entries SELECT * FROM log_entries WHERE position = 3
        ON CONFLICT (secretariat, position) DO UPDATE SET leaf = ''
        """,
    ],
)
def test_the_owner_cannot_change_or_remove_an_entry_while_the_guards_are_there(owner, statement):
    owner.refused("an entry of the log is never changed or removed", statement)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("'default', 5, 's', 1, recorded_at, leaf, hash", AT_ITS_END),
        ("'default', 0, 's', 1, recorded_at, leaf, hash", AT_ITS_END),
        ("'default', 4, 's', 2, recorded_at, leaf, hash", "the next of its stream"),
        ("'default', 4, 's', 1, recorded_at - 1, leaf, hash", "is not before that of the one"),
        ("'default', 4, 's', 1, recorded_at, leaf, ''", "1 to 32768 bytes and their hash"),
        ("'default', 3, 's', 1, recorded_at, leaf, hash", "duplicate key"),
    ],
)
def test_what_the_owner_brings_in_must_follow_too(owner, change, why):
    owner.refused(
        why, f"INSERT INTO log_entries SELECT {change} FROM log_entries WHERE position = 3"
    )


def test_a_superuser_that_plays_a_replica_does_not_turn_the_guards_off(filled):
    with pytest.raises(psycopg.Error, match="never changed or removed"):
        filled.home.past(
            "SET session_replication_role = replica; DELETE FROM log_entries WHERE position = 3"
        )
