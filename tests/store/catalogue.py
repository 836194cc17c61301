"""What a database says about itself: tables, columns, indexes, keys, checks, triggers, as comparable lines.

`playhouse.schema_diff` sees neither types nor the condition of a partial index, so both databases are asked."""

import re

from peewee import Database, SqliteDatabase

_CHECK = re.compile(r"CHECK\s*(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))", re.I)

# Columns are compared by name, not by place: a later migration can only add a column at the end.
_POSTGRES = {
    "column": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
          AND NOT a.attisdropped""",
    "index": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraint": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "trigger": """
        SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE NOT tgisinternal""",
    "function": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace""",
    "relation": """
        SELECT relname, relkind::text FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'""",
}


def catalogue(db: Database) -> set[str]:
    """One line for each thing that lies in the database, the record of migrations left out."""
    lines = _sqlite(db) if isinstance(db, SqliteDatabase) else _postgres(db)
    return {line for line in lines if "schema_migration" not in line}


def _postgres(db: Database):
    for kind, query in _POSTGRES.items():
        yield from (_line(kind, row) for row in db.execute_sql(query).fetchall())


def _sqlite(db: Database):
    things = db.execute_sql(
        "SELECT type, tbl_name, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for kind, table, name, sql in things:
        if kind == "table":
            yield from _sqlite_table(db, name, sql)
        else:
            yield _line(kind, (table, name, sql))


def _sqlite_table(db: Database, name: str, sql: str):
    yield _line("table", (name,))
    for _place, *column in db.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall():
        yield _line("column", (name, *column))
    for _id, _place, *key in db.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall():
        yield _line("key", (name, *key))
    yield from (_line("check", (name, found)) for found in _CHECK.findall(sql))


def _line(kind: str, row) -> str:
    return " ".join(" ".join(str(part) for part in (kind, *row)).split())
