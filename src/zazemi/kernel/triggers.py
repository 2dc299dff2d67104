"""Append-only tables: the database itself refuses to change or empty the audit chain.

SQLite: BEFORE UPDATE and BEFORE DELETE raise ABORT. PostgreSQL: also BEFORE TRUNCATE.
``remove`` and ``install`` surround the flush of a test database; nothing else removes them.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("kernel_auditentry", "kernel_audititem")
SQLITE_EVENTS = ("UPDATE", "DELETE")
POSTGRESQL_EVENTS = ("UPDATE", "DELETE", "TRUNCATE")
FUNCTION = """
CREATE OR REPLACE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Create the triggers that are missing; without the tables nothing happens."""
    connection = connections[using]
    wanted = missing(using)
    if not wanted:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in wanted:
            cursor.execute(_create(connection.vendor, name))


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Drop the triggers: before a test database is flushed, and when the first migration is undone."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, table, _event in _names(connection.vendor):
            if table not in tables:
                continue
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that should guard the present tables and do not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        present = _present(connection)
    return [
        name for name, table, _event in _names(connection.vendor) if table in tables and name not in present
    ]


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {str(row[0]) for row in cursor.fetchall()}


def _names(vendor: str) -> list[tuple[str, str, str]]:
    events = POSTGRESQL_EVENTS if vendor == "postgresql" else SQLITE_EVENTS
    return [(f"{table}_no_{event.lower()}", table, event) for table in TABLES for event in events]


def _create(vendor: str, name: str) -> str:
    table, event = next((table, event) for known, table, event in _names(vendor) if known == name)
    if vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION kernel_append_only()"
        )
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
