"""Who may do what on PostgreSQL: the owner of the tables, and the role the service works under.

The owner upgrades, begins and moves secretariats, and rebuilds. The application reads everything of
the secretariat it entered, and writes to the log by two functions alone. `minutebook db roles`
prints what a superuser runs once; every upgrade gives the application what it needs on the tables
as they are then.
"""

from collections.abc import Iterator
from typing import Final

from psycopg import sql
from sqlalchemy import Connection, Table

from projections import PROJECTIONS
from projections.marks import MARKS
from projections.texts import TEXTS
from service.dead_letters import DEAD_LETTERS
from service.denials import DENIED
from service.ledger.tables import ANSWERS, ENTRIES, FILES, HEADS
from service.progress import PROGRESS
from service.schema import UNCLEARED

OWNER: Final = "minutebook_owner"
APPLICATION: Final = "minutebook"
DATABASE: Final = "minutebook"

_READ: Final = "SELECT"
_RIGHTS: Final[dict[Table, str]] = {
    HEADS: _READ,
    ENTRIES: _READ,
    TEXTS: "SELECT, INSERT",
    MARKS: "SELECT, INSERT",
    FILES: "SELECT, INSERT",
    ANSWERS: "SELECT, INSERT, DELETE",
    DENIED: "SELECT, INSERT, DELETE",
    PROGRESS: "SELECT, INSERT, UPDATE",
    DEAD_LETTERS: "SELECT, INSERT, UPDATE, DELETE",
    **{each.table: "SELECT, INSERT, UPDATE (until)" for each in PROJECTIONS},
}
"""What the application may do with each table; `test_schema.py` compares it with the tables."""


_FUNCTIONS: Final = (
    "lock_head",
    "append",
    "passages_with",
    "erase_value",
    "erase_words",
    "forget_file",
)
"""What the application may call: it appends, searches and erases by these alone."""


def statements(
    database: str = DATABASE, owner: str = OWNER, application: str = APPLICATION
) -> Iterator[str]:
    """Yield the statements a superuser runs once, to make both roles and the database."""
    place, owns, works = map(sql.Identifier, (database, owner, application))
    for statement in (
        sql.SQL("CREATE ROLE {} LOGIN").format(owns),
        sql.SQL("CREATE ROLE {} LOGIN").format(works),
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            place, owns
        ),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(place),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(place, works),
        sql.SQL("ALTER DATABASE {} SET minutebook.application = {}").format(
            place, sql.Literal(application)
        ),
    ):
        yield statement.as_string()


def application(connection: Connection) -> str | None:
    """Return the role that `statements` set aside for the service, or None where none was."""
    if connection.dialect.name != "postgresql":
        return None
    asked = "SELECT nullif(current_setting('minutebook.application', true), '')"
    found: str | None = connection.exec_driver_sql(asked).scalar()
    return found


def grant(connection: Connection) -> None:
    """Give the application, where there is one, exactly what it needs; the owner does."""
    name = application(connection)
    if name is None:
        return
    role = sql.Identifier(name).as_string()
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar()
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        f"GRANT SELECT ON alembic_version TO {role}",
        *(f"GRANT {rights} ON {table.name} TO {role}" for table, rights in _RIGHTS.items()),
        f"GRANT EXECUTE ON FUNCTION {', '.join(_FUNCTIONS)} TO {role}",
        f"GRANT USAGE ON SCHEMA {UNCLEARED} TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {UNCLEARED} TO {role}",
    ):
        connection.exec_driver_sql(statement)
