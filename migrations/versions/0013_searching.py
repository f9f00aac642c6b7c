"""Search: an index of the words of running passages, and what was reported of each action.

The index hangs on `private_texts` by triggers, so that what is erased there is found no more from
that statement on. On SQLite it is an FTS5 table of its own without the texts. FTS5 only marks what
is taken out of it, words and all; so it is put together anew whenever something is, and no page
keeps them. (`secure-delete` of FTS5 does that more cheaply, but is unknown to SQLite before 3.42,
which then cannot read the file either.)

On PostgreSQL the words stand in a table that no role but its owner reads. Everybody else asks the
function `passages_with`, which answers for the secretariat that was entered: under row level
security no index could serve, since `@@` may tell of rows that are not shown. Letters lose their
capitals and accents there as they do in FTS5, and what is no letter or digit separates words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SQLITE = (
    """
    CREATE VIEW passages AS SELECT rowid AS id, text FROM private_texts WHERE form = 1
    """,
    """
    CREATE VIRTUAL TABLE passage_words USING fts5(
        text, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
    """,
    """
    CREATE TRIGGER passage_words_begin AFTER INSERT ON private_texts WHEN NEW.form = 1
    BEGIN INSERT INTO passage_words (rowid, text) VALUES (NEW.rowid, NEW.text); END
    """,
    """
    CREATE TRIGGER passage_words_end AFTER DELETE ON private_texts WHEN OLD.form = 1
    BEGIN
        INSERT INTO passage_words (passage_words, rowid, text)
        VALUES ('delete', OLD.rowid, OLD.text);
        INSERT INTO passage_words (passage_words) VALUES ('optimize');
    END
    """,
    """
    CREATE TRIGGER passage_words_change AFTER UPDATE ON private_texts
    WHEN OLD.form = 1 OR NEW.form = 1
    BEGIN
        INSERT INTO passage_words (passage_words, rowid, text)
        SELECT 'delete', OLD.rowid, OLD.text WHERE OLD.form = 1;
        INSERT INTO passage_words (rowid, text) SELECT NEW.rowid, NEW.text WHERE NEW.form = 1;
        INSERT INTO passage_words (passage_words) VALUES ('optimize');
    END
    """,
    "INSERT INTO passage_words (passage_words) VALUES ('rebuild')",
)

_SEPARATORS = r"\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e"
_OTHER_SEPARATORS = (
    r"\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u02c2-\u02c5"
    r"\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3003\u3008-\u3020"
    r"\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Punctuation, symbols and spaces, so far as somebody writes them between words.

`translate` in place of the expression took 40 times as long.
"""

_POSTGRESQL = (
    """
    CREATE FUNCTION words_of(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT
    PARALLEL SAFE
    RETURN to_tsvector('pg_catalog.simple',
        CASE WHEN octet_length(said) = length(said)
        THEN regexp_replace(said, '[{separators}]+', ' ', 'g')
        ELSE regexp_replace(regexp_replace(
            lower(normalize(said, NFD){collation}), '[\\u0300-\\u036f]+', '', 'g'),
            '[{separators}{others}]+', ' ', 'g') END)
    """,
    """
    CREATE TABLE passage_words (
        secretariat varchar COLLATE "C" NOT NULL,
        place bigint NOT NULL,
        words tsvector NOT NULL,
        PRIMARY KEY (secretariat, place))
    """,
    """
    CREATE FUNCTION passage_words_begin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
    BEGIN
        INSERT INTO passage_words
        SELECT secretariat, place, words_of(text) FROM added WHERE form = 1;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION passage_words_end() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
    BEGIN
        DELETE FROM passage_words AS held USING gone
        WHERE held.secretariat = gone.secretariat AND held.place = gone.place;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION passage_words_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
    BEGIN
        DELETE FROM passage_words AS held USING gone
        WHERE held.secretariat = gone.secretariat AND held.place = gone.place;
        INSERT INTO passage_words
        SELECT secretariat, place, words_of(text) FROM added WHERE form = 1;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION passages_with(sought text) RETURNS TABLE (place bigint, rank bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
    BEGIN
        RETURN QUERY
        SELECT held.place, (ts_rank_cd(held.words, sought::tsquery, 1) * 1000000)::bigint
        FROM passage_words AS held
        WHERE held.words @@ sought::tsquery AND held.secretariat = {entered};
    END $$
    """,
    """
    CREATE TRIGGER passage_words_begin AFTER INSERT ON private_texts
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION passage_words_begin()
    """,
    """
    CREATE TRIGGER passage_words_end AFTER DELETE ON private_texts
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION passage_words_end()
    """,
    """
    CREATE TRIGGER passage_words_change AFTER UPDATE ON private_texts
    REFERENCING OLD TABLE AS gone NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION passage_words_change()
    """,
    "ALTER TABLE private_texts ENABLE ALWAYS TRIGGER passage_words_begin",
    "ALTER TABLE private_texts ENABLE ALWAYS TRIGGER passage_words_end",
    "ALTER TABLE private_texts ENABLE ALWAYS TRIGGER passage_words_change",
    """
    REVOKE EXECUTE ON FUNCTION words_of, passages_with, passage_words_begin, passage_words_end,
    passage_words_change FROM PUBLIC
    """,
    "ALTER TABLE private_texts NO FORCE ROW LEVEL SECURITY",
    """
    INSERT INTO passage_words
    SELECT secretariat, place, words_of(text) FROM private_texts WHERE form = 1
    """,
    "ALTER TABLE private_texts FORCE ROW LEVEL SECURITY",
    "CREATE INDEX ix_passage_words_words ON passage_words USING gin (words)",
)

_PLACES = {
    "agenda_items": "title",
    "paragraphs": "text",
    "decisions": "text",
    "actions": "text",
    "action_progress": "text",
}
"""Where the place of a passage is looked up, to find what it is a passage of."""


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    _progress(sa.String(collation="C") if there else sa.String(), there=there)
    for table, column in _PLACES.items():
        columns = ["secretariat", column, "since", "until"]
        op.create_index(f"ix_{table}_{column}", table, columns)
    run = op.get_bind().exec_driver_sql
    for statement in _postgresql() if there else _SQLITE:
        run(statement)


def _progress(text: sa.String, *, there: bool) -> None:
    op.create_table(
        "action_progress",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("action", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("said_on", text, nullable=False),
        sa.Column("meeting", text, nullable=True),
        sa.Column("text", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    if there:
        op.execute("ALTER TABLE action_progress ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE action_progress FORCE ROW LEVEL SECURITY")
        op.execute(
            "CREATE POLICY entered ON action_progress "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )


def _postgresql() -> list[str]:
    """Return the statements with the names and the characters of this database in them."""
    ask = op.get_bind().exec_driver_sql
    known = ask(
        "SELECT collname FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu') "
        "AND collnamespace = 'pg_catalog'::regnamespace ORDER BY collname LIMIT 1"
    ).scalar()
    fill = {
        "{schema}": ask("SELECT quote_ident(current_schema())").scalar_one(),
        "{entered}": "current_setting('minutebook.secretariat', true)",
        "{collation}": f' COLLATE "{known}"' if known else "",
        "{others}": _OTHER_SEPARATORS,
        "{separators}": _SEPARATORS,
    }
    filled = list(_POSTGRESQL)
    for name, value in fill.items():
        filled = [each.replace(name, value) for each in filled]
    return filled


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
