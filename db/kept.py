"""Statements whose SQL Peewee writes once.

Writing it takes Peewee some 0.15 ms, running it some 0.01: for what every request or every enrolment needs, that was
a third of the whole. Only the text is kept, never an answer."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import NoneType

from peewee import EXCLUDED, JSONField, Node, Value, __exception_wrapper__, fn

from db.connection import database

ANY = "any unique column"


class Slot:
    """Where a value comes at each run."""

    def __init__(self, name: str):
        self.name = name

    @classmethod
    def value(cls, name: str) -> Value:
        return Value(cls(name), converter=False)


class KeptQuery:
    """`write(slot)` builds the Peewee query, with `slot("name")` where a value comes.

    Values are handed to the driver as they are, rows come back as tuples. Raises KeyError for a missing value."""

    def __init__(self, write: Callable[[Callable[[str], Value]], object]):
        self._write = write
        self._written: tuple | None = None

    def rows(self, **values) -> list[tuple]:
        return self._run(values).fetchall()

    def change(self, **values) -> int:
        """Run an UPDATE; answers with the number of rows changed."""
        return self._run(values).rowcount

    def change_all(self, many: Sequence[Mapping]) -> int:
        """The same for each of these values, handed to the driver together; answers with the rows changed by all."""
        if not many:
            return 0
        sql, parameters, slots = self._statement()
        with __exception_wrapper__:
            cursor = database.cursor()
            cursor.executemany(sql, [_filled(parameters, slots, values) for values in many])
        return cursor.rowcount

    def _run(self, values: dict):
        sql, parameters, slots = self._statement()
        return database.execute_sql(sql, _filled(parameters, slots, values))

    def _statement(self) -> tuple[str, list, list]:
        if self._written is None or self._written[0] is not database.obj:
            sql, parameters = self._write(Slot.value).sql()
            slots = [(place, given.name) for place, given in enumerate(parameters) if isinstance(given, Slot)]
            self._written = (database.obj, sql, parameters, slots)
        return self._written[1:]


def _filled(parameters: Sequence, slots: list, values: Mapping) -> list:
    filled = list(parameters)
    for place, name in slots:
        filled[place] = values[name]
    return filled


class KeptIn:
    """A KeptQuery for `column IN (…)` of any number of values: `write(slot, many)` builds it, with `many` where the
    list stands. Asked in portions; the last one repeats its last value."""

    PORTION = 25

    def __init__(
        self, write: Callable[[Callable[[str], Value], list[Value]], object], *, portion: int = PORTION
    ):
        names = [f"among_{number}" for number in range(portion)]
        self._names, self._portion = names, portion
        self._query = KeptQuery(lambda slot: write(slot, [slot(name) for name in names]))

    def rows(self, among: Iterable, **values) -> Iterator[tuple]:
        for filled in self._filled(among):
            yield from self._query.rows(**filled, **values)

    def change(self, among: Iterable, **values) -> int:
        return sum(self._query.change(**filled, **values) for filled in self._filled(among))

    def _filled(self, among: Iterable) -> Iterator[dict]:
        among = list(among)
        for start in range(0, len(among), self._portion):
            portion = among[start : start + self._portion]
            portion += portion[-1:] * (self._portion - len(portion))
            yield dict(zip(self._names, portion, strict=True))


class KeptInsert:
    """INSERT of one row of `table`; `unless` names the unique column that makes a second one do nothing, or is ANY of
    them. With `adding` (the unique columns, those that are added up) a second one is added to the first.

    `add(**columns)` gives the new row's id, or with `unless` None where the row is already there. Columns left out
    get the model's default; the same columns have to come each time."""

    def __init__(self, table, *, unless: str | None = None, adding: tuple | None = None):
        self.table = table
        self.unless = unless
        self.adding = adding
        self._written: dict = {}

    def add(self, **columns) -> int | None:
        row = {**self._defaults(), **columns}
        sql, converters = self._statement(tuple(row))
        found = database.execute_sql(sql, _parameters(row, converters)).fetchone()
        return found[0] if found else None

    def add_all(self, rows: Sequence[Mapping]) -> None:
        """Rows of the same columns, handed to the driver together; nobody learns their ids."""
        if not rows:
            return
        defaults = self._defaults()  # of one moment for all
        whole = [{**defaults, **row} for row in rows]
        sql, converters = self._statement(tuple(whole[0]))
        with __exception_wrapper__:
            database.cursor().executemany(sql, [_parameters(row, converters) for row in whole])

    def _defaults(self) -> dict:
        defaults = self.table._meta.defaults
        return {field.name: given() if callable(given) else given for field, given in defaults.items()}

    def _statement(self, names: tuple[str, ...]) -> tuple[str, dict]:
        key = (database.obj, names)
        if key not in self._written:
            self._written[key] = self._write(names)
        return self._written[key]

    def _write(self, names: tuple[str, ...]) -> tuple[str, dict]:
        fields = self.table._meta.combined
        as_text = {name for name in names if _needs_json_call(fields[name])}
        row = {name: fn.json(Slot.value(name)) if name in as_text else Slot.value(name) for name in names}
        query = self.table.insert(**row).returning(self.table._meta.primary_key)
        if self.unless:
            target = {} if self.unless == ANY else {"conflict_target": [fields[self.unless]]}
            query = query.on_conflict(action="nothing", **target)
        if self.adding:
            keys, sums = ([fields[name] for name in names] for names in self.adding)
            added = {column: column + getattr(EXCLUDED, column.column_name) for column in sums}
            query = query.on_conflict(conflict_target=keys, update=added)
        sql, parameters = query.sql()
        order = [slot.name for slot in parameters]
        converters = {name: json.dumps if name in as_text else fields[name].db_value for name in order}
        return sql, converters


_AS_THEY_ARE = frozenset({str, int, bytes, NoneType})  # what both drivers take; True is no int here


def _parameters(row: dict, converters: dict) -> list:
    return [
        row[name] if type(row[name]) in _AS_THEY_ARE and convert is not json.dumps else convert(row[name])
        for name, convert in converters.items()
    ]


def _needs_json_call(field) -> bool:
    """SQLite takes JSON as text through a function, PostgreSQL as a value of its own."""
    return isinstance(field, JSONField) and isinstance(field.db_value({}), Node)
