"""The one door to the database: SQLite by default, PostgreSQL by URL; nobody else knows which."""

import logging
from contextlib import contextmanager, nullcontext
from urllib.parse import unquote, urlparse
from weakref import WeakKeyDictionary

from peewee import (
    Database,
    DatabaseProxy,
    OperationalError,
    PostgresqlDatabase,
    SqliteDatabase,
    __exception_wrapper__,
)
from playhouse.db_url import connect as connect_by_url
from playhouse.db_url import register_database

from db.turns import turn_at

database = DatabaseProxy()

# At DEBUG peewee writes down every statement with its values: names, and the tokens of cards.
logging.getLogger("peewee").setLevel(logging.INFO)

# FULL, not NORMAL: with NORMAL a power cut can take the last acknowledged enrolments with it.
SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": "full",
    "busy_timeout": 15_000,
    "cache_size": -32_000,
    "temp_store": "memory",
    # Pages. The worker moves the log every minute, the reading of a sheet its own: nobody's commit at a desk has to.
    "wal_autocheckpoint": 16_000,
}
# Our queries are short: PostgreSQL would take ten times as long to compile one as to run it.
WITHOUT_COMPILING = "-c jit=off"
CONNECT_SECONDS = 5  # for a server that takes the call and says nothing: frozen, or behind a dead network


_addresses: WeakKeyDictionary[Database, str] = WeakKeyDictionary()


def configure(url: str):
    """Point the whole process at `url` (sqlite:///path or postgresql://…) and return the real database.

    The connection itself opens with the first query and is kept: one per worker, because closing the last
    connection of a WAL database runs a checkpoint."""
    real = _sqlite(url) if is_sqlite(url) else _postgres(url)
    _addresses[real] = url
    database.initialize(real)
    return real


def address() -> str:
    """The URL of this process's database, for a process of our own beside it. It may hold a password."""
    return _addresses[database.obj]


def is_sqlite(url: str) -> bool:
    return urlparse(url).scheme == "sqlite"


def _sqlite(url: str) -> SqliteDatabase:
    return SqliteDatabase(sqlite_path(url), pragmas=SQLITE_PRAGMAS, timeout=15)


def _postgres(url: str) -> PostgresqlDatabase:
    real = connect_by_url(url, prefer_psycopg3=True, unquote_password=True)
    real.connect_params.setdefault("connect_timeout", CONNECT_SECONDS)
    real.connect_params.setdefault("options", WITHOUT_COMPILING)
    return real


def sqlite_path(url: str) -> str:
    """The file of a sqlite:/// URL; four slashes make an absolute path."""
    parsed = urlparse(url)
    return unquote(parsed.path[1:]) or ":memory:"


@contextmanager
def writing():
    """One write transaction. SQLite takes its lock at once (a deferred one that reads before it writes is
    'locked' as soon as somebody else wrote); PostgreSQL reads committed rows and relies on the indexes."""
    arguments = ("IMMEDIATE",) if on_sqlite() else ()
    with _turn(), database.atomic(*arguments) as transaction:
        yield transaction


def _turn():
    """Only the outermost transaction on a SQLite file waits for its turn."""
    path = database.obj.database
    queues = on_sqlite() and path != ":memory:" and not database.in_transaction()
    return turn_at(path) if queues else nullcontext()


def held(query):
    """The rows of `query`, held until the write transaction ends: whoever wants to count and then add to what
    belongs to them waits. SQLite holds the whole file already."""
    return query if on_sqlite() else query.for_update("FOR NO KEY UPDATE")


def in_turn(number: int) -> None:
    """From here to the end of the write transaction only one at a time, among those who give this number."""
    if not on_sqlite():
        database.execute_sql("SELECT pg_advisory_xact_lock(%s)", [number])


def on_sqlite() -> bool:
    return isinstance(database.obj, SqliteDatabase)


def ensure_connected() -> None:
    """Open the worker's connection before the request or job needs it."""
    database.connect(reuse_if_open=True)


def reachable() -> bool:
    """True when a query gets an answer; for /sehat."""
    try:
        _knock()
        ensure_connected()
        database.execute_sql("SELECT 1")
    except OperationalError:
        return False
    return True


def _knock() -> None:
    """On a kept connection a frozen server is waited for without end; a new one gives up after CONNECT_SECONDS."""
    if not on_sqlite():
        with __exception_wrapper__:
            database.obj._connect().close()


class LastingPostgres(PostgresqlDatabase):
    """Opens its connection anew when a restarted server has dropped it.

    Inside a transaction it does not: what was written before is lost, and the caller must hear of it. Outside
    we only read (every write is in `writing()`), so asking a second time changes nothing."""

    def execute_sql(self, sql, params=None):
        return self._asked_again(super().execute_sql, sql, params)

    def begin(self):
        return self._asked_again(super().begin)

    def _asked_again(self, ask, *arguments):
        try:
            return ask(*arguments)
        except OperationalError:
            if self.in_transaction() or self.is_closed() or not self.connection().closed:
                raise
            self.close()
            return ask(*arguments)


register_database(LastingPostgres, "postgres", "postgresql")
