"""Erasure: its read models, and the only ways in which private texts may change or go.

On PostgreSQL the service asks functions of the owner. `erase_value` lets a text go, and
`erase_words` words of it, only where an entry `privacy.erased` of the log names the digest that the
log commits to it with; what is left of a text must open its commitment still. `forget_file` lets a
file go that nothing names any more.

Texts of which words are gone (form 2) are searched like the others. On SQLite the index is put
together anew once for a whole erasure, no longer for each text of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SQLITE = (
    "DROP TRIGGER passage_words_begin",
    "DROP TRIGGER passage_words_end",
    "DROP TRIGGER passage_words_change",
    "DROP VIEW passages",
    "CREATE VIEW passages AS SELECT rowid AS id, text FROM private_texts WHERE form IN (1, 2)",
    """
    CREATE TRIGGER passage_words_begin AFTER INSERT ON private_texts WHEN NEW.form IN (1, 2)
    BEGIN INSERT INTO passage_words (rowid, text) VALUES (NEW.rowid, NEW.text); END
    """,
    """
    CREATE TRIGGER passage_words_end AFTER DELETE ON private_texts WHEN OLD.form IN (1, 2)
    BEGIN
        INSERT INTO passage_words (passage_words, rowid, text)
        VALUES ('delete', OLD.rowid, OLD.text);
    END
    """,
    """
    CREATE TRIGGER passage_words_change AFTER UPDATE ON private_texts
    WHEN OLD.form IN (1, 2) OR NEW.form IN (1, 2)
    BEGIN
        INSERT INTO passage_words (passage_words, rowid, text)
        SELECT 'delete', OLD.rowid, OLD.text WHERE OLD.form IN (1, 2);
        INSERT INTO passage_words (rowid, text) SELECT NEW.rowid, NEW.text WHERE NEW.form IN (1, 2);
    END
    """,
)

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION passage_words_begin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    INSERT INTO passage_words
    SELECT secretariat, place, words_of(text) FROM added WHERE form IN (1, 2);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION passage_words_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    DELETE FROM passage_words AS held USING gone
    WHERE held.secretariat = gone.secretariat AND held.place = gone.place;
    INSERT INTO passage_words
    SELECT secretariat, place, words_of(text) FROM added WHERE form IN (1, 2);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION as_digest(hashed bytea) RETURNS varchar LANGUAGE sql IMMUTABLE
RETURN translate(rtrim(encode(hashed, 'base64'), '='), '+/', '-_');

CREATE OR REPLACE FUNCTION committed_at(of varchar, at bigint) RETURNS varchar
LANGUAGE sql STABLE SET search_path = {schema}, pg_temp AS $$
    SELECT held.value FROM log_entries AS entry,
        json_each_text(convert_from(entry.leaf, 'UTF8')::json -> '_sd')
        WITH ORDINALITY AS held (key, value, n)
    WHERE entry.secretariat = of AND entry.position = at >> 10 AND held.n = (at & 1023) + 1
$$;

CREATE OR REPLACE FUNCTION says_erased(of varchar, told bigint, digest varchar) RETURNS boolean
LANGUAGE sql STABLE SET search_path = {schema}, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM log_entries AS entry,
            LATERAL (SELECT convert_from(entry.leaf, 'UTF8')::jsonb AS content) AS read
        WHERE entry.secretariat = of AND entry.position = told
        AND content ->> 'type' = 'privacy.erased'
        AND jsonb_exists(content -> 'data' -> 'digests', digest))
$$;

CREATE OR REPLACE FUNCTION erase_value(of varchar, at bigint, told bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF NOT says_erased(of, told, committed_at(of, at)) THEN
        RAISE 'a text goes only once the log says so' USING ERRCODE = '42501';
    END IF;
    DELETE FROM private_texts WHERE secretariat = of AND place = at;
END $$;

CREATE OR REPLACE FUNCTION erase_words(
    of varchar, at bigint, told bigint, parts varchar[], openings bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
    said varchar := ''; packed bytea := ''; whole bytea := ''; hashed bytea; opening bytea;
BEGIN
    FOR n IN 1..cardinality(openings) LOOP
        opening := openings[n];
        IF parts[n] IS NULL THEN
            hashed := opening;
            said := said || '[erased] ';
            packed := packed || '\\x00'::bytea || opening;
            IF NOT says_erased(of, told, as_digest(hashed)) THEN
                RAISE 'a word goes only once the log says so' USING ERRCODE = '42501';
            END IF;
        ELSE
            hashed := sha256(opening || convert_to(parts[n], 'UTF8'));
            said := said || parts[n];
            packed := packed || '\\x01'::bytea || opening;
        END IF;
        whole := whole || hashed;
    END LOOP;
    IF as_digest(sha256(whole)) IS DISTINCT FROM committed_at(of, at) THEN
        RAISE 'what is left of a text opens what the log commits to' USING ERRCODE = '42501';
    END IF;
    UPDATE private_texts SET form = 2, salt = packed, text = said
    WHERE secretariat = of AND place = at AND form IN (1, 2);
END $$;

CREATE OR REPLACE FUNCTION forget_file(of varchar, digest varchar) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM private_texts WHERE secretariat = of AND text = digest AND form = 0) THEN
        RAISE 'a file goes once nothing names it any more' USING ERRCODE = '42501';
    END IF;
    DELETE FROM kept_files WHERE secretariat = of AND sha256 = digest;
END $$;

REVOKE EXECUTE ON FUNCTION as_digest, committed_at, says_erased, erase_value, erase_words,
    forget_file FROM PUBLIC;
"""

_TABLES = ("erasures", "erased_digests")


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    _read_models(sa.String(collation="C") if there else sa.String())
    if not there:
        for statement in _SQLITE:
            op.get_bind().exec_driver_sql(statement)
        return
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY entered ON {table} "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )
    connection = op.get_bind()
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    statements = _POSTGRESQL.replace("{schema}", schema)
    connection.connection.cursor().execute(statements)  # several in one message


def _read_models(text: sa.String) -> None:
    op.create_table(
        "erasures",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("erasure", text, primary_key=True),
        sa.Column("person", text, nullable=True),
        sa.Column("basis", text, nullable=False),
        sa.Column("reason", sa.BigInteger(), nullable=True),
        sa.Column("requested_by", text, nullable=False),
        sa.Column("requested_on", text, nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("plan", text, nullable=True),
        sa.Column("decided_by", text, nullable=True),
        sa.Column("decided_on", text, nullable=True),
        sa.Column("refusal", sa.BigInteger(), nullable=True),
        *_versions(),
        sa.CheckConstraint("decided_by <> requested_by", name="ck_erasures_decided_by_another"),
        sqlite_with_rowid=False,
    )
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_erasures_state_erasure_now",
        "erasures",
        ["secretariat", "state", "erasure"],
        sqlite_where=now,
        postgresql_where=now,
    )
    op.create_table(
        "erased_digests",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("erasure", text, primary_key=True),
        sa.Column("digest", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        *_versions(),
        sqlite_with_rowid=False,
    )
    columns = ["secretariat", "digest", "since", "until"]
    op.create_index("ix_erased_digests_digest", "erased_digests", columns)


def _versions() -> tuple[sa.Column[int], sa.Column[int]]:
    since = sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False)
    return since, sa.Column("until", sa.BigInteger(), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
