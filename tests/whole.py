"""How large the long tests are: `make test-whole` takes them whole, every other run a part that shows the same."""

import os

from tests.postgres import SERVER_VARIABLE

WHOLE = os.environ.get("PAYUNG_TEST_WHOLE") == "1"
ON_POSTGRES = bool(os.environ.get(SERVER_VARIABLE))


def so_many(part: int, *, whole: int) -> int:
    return whole if WHOLE else part


def some(cases: list, first: int) -> list:
    """The first of them stand for all."""
    return cases if WHOLE else cases[:first]


def whole_on_sqlite(whole, *, on_postgres):
    """What SQLite has seen whole PostgreSQL is shown a part of."""
    return on_postgres if ON_POSTGRES and not WHOLE else whole
