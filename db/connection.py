"""The one door to the database: SQLite by default, PostgreSQL by URL; nobody else knows which."""

from contextlib import contextmanager
from urllib.parse import unquote, urlparse

from peewee import DatabaseProxy, OperationalError, PostgresqlDatabase, SqliteDatabase
from playhouse.db_url import connect as connect_by_url

database = DatabaseProxy()

# FULL, not NORMAL: with NORMAL a power cut can take the last acknowledged enrolments with it.
SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",
    "busy_timeout": 15_000,
    "cache_size": -32_000,
    "temp_store": "memory",
}


def configure(url: str):
    """Point the whole process at `url` (sqlite:///path or postgresql://…) and return the real database.

    The connection itself opens with the first query and is kept: one per worker, because closing the last
    connection of a WAL database runs a checkpoint."""
    real = (
        _sqlite(url) if is_sqlite(url) else connect_by_url(url, prefer_psycopg3=True, unquote_password=True)
    )
    database.initialize(real)
    return real


def is_sqlite(url: str) -> bool:
    return urlparse(url).scheme == "sqlite"


def _sqlite(url: str) -> SqliteDatabase:
    return SqliteDatabase(sqlite_path(url), pragmas=SQLITE_PRAGMAS, timeout=15)


def sqlite_path(url: str) -> str:
    """The file of a sqlite:/// URL; four slashes make an absolute path."""
    parsed = urlparse(url)
    return unquote(parsed.path[1:]) or ":memory:"


@contextmanager
def writing():
    """One write transaction. SQLite takes its lock at once (a deferred one that reads before it writes is
    'locked' as soon as somebody else wrote); PostgreSQL reads committed rows and relies on the indexes."""
    arguments = ("IMMEDIATE",) if on_sqlite() else ()
    with database.atomic(*arguments) as transaction:
        yield transaction


def on_sqlite() -> bool:
    return isinstance(database.obj, SqliteDatabase)


def ensure_connected() -> None:
    """Open the worker's connection, and open it anew if a restarted PostgreSQL has dropped it."""
    if database.is_closed():
        database.connect(reuse_if_open=True)
    elif isinstance(database.obj, PostgresqlDatabase) and database.transaction_depth() == 0:
        _reconnect_if_dropped()


def _reconnect_if_dropped() -> None:
    try:
        database.execute_sql("SELECT 1")
    except Exception:
        database.close()
        database.connect()


def reachable() -> bool:
    """True when a query gets an answer; for /sehat."""
    try:
        ensure_connected()
        database.execute_sql("SELECT 1")
    except OperationalError:
        return False
    return True
