"""Several processes and several offices: what PostgreSQL refuses, and a log that has moved away.

On PostgreSQL the service works under a role that can append through two functions and cannot
otherwise write to the log. `lock_head` locks the end of one log; `append` holds what is added
against it: it goes to the end, its time is neither before that of the newest entry nor outside the
transaction, and its hash is taken here. Triggers, which no setting of a session turns off, see to
the rest for every role: each entry follows another, each revision of a stream too, and none is ever
changed or removed. Row level security shows and takes rows of the secretariat that was entered.

Text is compared by its code points, as on SQLite, whatever the language of the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "log_heads",
    "log_entries",
    "private_texts",
    "kept_answers",
    "action_owners",
    "actions",
    "agenda_items",
    "attendance",
    "bodies",
    "body_terms",
    "chairs",
    "decisions",
    "declarations",
    "due_items",
    "meetings",
    "memberships",
    "organisation_names",
    "organisations",
    "paragraphs",
    "people",
    "person_names",
    "series",
)

_ENTERED = "current_setting('minutebook.secretariat', true)"

_FUNCTIONS = """
CREATE FUNCTION log_time(moment timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN (extract(epoch FROM moment) * 1000000)::bigint;

CREATE FUNCTION lock_head(of varchar) RETURNS TABLE (
    origin varchar, size bigint, peaks bytea, newest bigint, secret bytea, closed_at bigint,
    now bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE head log_heads;
BEGIN
    SELECT * INTO head FROM log_heads WHERE secretariat = of FOR UPDATE;
    IF FOUND THEN
        RETURN QUERY SELECT head.origin, head.size, head.peaks, head.newest, head.secret,
            head.closed_at, log_time(clock_timestamp());
    END IF;
END $$;

CREATE FUNCTION append(
    of varchar, first bigint, moment bigint, streams varchar[], revisions bigint[],
    leaves bytea[], range bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    head log_heads;
    last bigint := first - 1 + cardinality(leaves);
BEGIN
    SELECT * INTO head FROM log_heads WHERE secretariat = of FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'this secretariat was not entered, or is not here' USING ERRCODE = '42501';
    END IF;
    IF head.closed_at IS NOT NULL THEN
        RAISE 'this log is closed' USING ERRCODE = '42501';
    END IF;
    IF first IS DISTINCT FROM head.size + 1 OR last < first
        OR cardinality(streams) <> cardinality(leaves)
        OR cardinality(revisions) <> cardinality(leaves)
        OR octet_length(range) IS DISTINCT FROM 32 * bit_count(last::bit(64)) THEN
        RAISE 'an entry of the log goes to its end' USING ERRCODE = '23514';
    END IF;
    IF moment IS NULL OR moment < head.newest
        OR (moment > head.newest AND (
            moment < log_time(transaction_timestamp()) OR moment > log_time(clock_timestamp())))
    THEN
        RAISE 'an entry of the log bears the time at which it is made' USING ERRCODE = '23514';
    END IF;
    INSERT INTO log_entries
    SELECT of, first - 1 + added.n, added.stream, added.revision, moment, added.leaf,
        sha256('\\x00'::bytea || added.leaf)
    FROM unnest(streams, revisions, leaves) WITH ORDINALITY AS added (stream, revision, leaf, n);
    UPDATE log_heads SET size = last, peaks = range, newest = moment WHERE secretariat = of;
END $$;

CREATE FUNCTION log_entries_stay() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
    RAISE 'an entry of the log is never changed or removed' USING ERRCODE = '23514';
END $$;

CREATE FUNCTION log_entries_follow() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp SET enable_seqscan = off AS $$
DECLARE
    log record; part record; earlier bigint;
BEGIN
    FOR log IN
        SELECT secretariat, min(position) AS first, max(position) AS last, count(*) AS n,
            bool_or(octet_length(leaf) NOT BETWEEN 1 AND 32768
                OR hash <> sha256('\\x00'::bytea || leaf)) AS wrong
        FROM added GROUP BY secretariat
    LOOP
        earlier := 0;
        IF log.first > 1 THEN
            SELECT recorded_at INTO earlier FROM log_entries
            WHERE secretariat = log.secretariat AND position = log.first - 1;
        END IF;
        IF log.first < 1 OR earlier IS NULL OR log.n <> log.last - log.first + 1 THEN
            RAISE 'an entry of the log goes to its end' USING ERRCODE = '23514';
        END IF;
        IF EXISTS (
            SELECT FROM (
                SELECT recorded_at, lag(recorded_at, 1, earlier) OVER (ORDER BY position) AS before
                FROM added WHERE secretariat = log.secretariat) AS timed
            WHERE recorded_at < before) THEN
            RAISE 'the time of an entry is not before that of the one before it'
            USING ERRCODE = '23514';
        END IF;
        IF log.wrong THEN
            RAISE 'an entry of the log has 1 to 32768 bytes and their hash' USING ERRCODE = '23514';
        END IF;
        FOR part IN
            SELECT stream, min(revision) AS first, max(revision) AS last, count(*) AS n
            FROM added WHERE secretariat = log.secretariat GROUP BY stream
        LOOP
            IF part.first < 1 OR part.n <> part.last - part.first + 1 OR (
                part.first > 1 AND NOT EXISTS (
                    SELECT FROM log_entries WHERE secretariat = log.secretariat
                    AND stream = part.stream AND revision = part.first - 1)) THEN
                RAISE 'an entry of the log is the next of its stream' USING ERRCODE = '23514';
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION lock_head, append, log_time, log_entries_stay, log_entries_follow
FROM PUBLIC;

CREATE TRIGGER log_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries
FOR EACH STATEMENT EXECUTE FUNCTION log_entries_stay();
CREATE TRIGGER log_entries_follow AFTER INSERT ON log_entries
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION log_entries_follow();
ALTER TABLE log_entries ENABLE ALWAYS TRIGGER log_entries_stay;
ALTER TABLE log_entries ENABLE ALWAYS TRIGGER log_entries_follow;

CREATE POLICY every ON log_heads FOR SELECT USING ({entered} = '*');
"""


def upgrade() -> None:
    op.add_column("log_heads", sa.Column("closed_at", sa.BigInteger(), nullable=True))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        _guard(connection)


def _guard(connection: sa.Connection) -> None:
    for table in _TABLES:
        for column in sa.inspect(connection).get_columns(table):
            if isinstance(column["type"], sa.String):
                op.execute(f'ALTER TABLE {table} ALTER "{column["name"]}" TYPE varchar COLLATE "C"')
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY entered ON {table} USING (secretariat = {_ENTERED})")
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    functions = _FUNCTIONS.replace("{schema}", schema).replace("{entered}", _ENTERED)
    connection.connection.cursor().execute(functions)  # several statements in one message


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
