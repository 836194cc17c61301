"""A text looked for inside a column, letter by letter: no sign in it is a wildcard."""

from peewee import fn

from db.connection import on_sqlite


def holds(column, text: str):
    """The condition that `column` holds `text` somewhere; false where the column is null."""
    place = fn.INSTR(column, text) if on_sqlite() else fn.STRPOS(column, text)
    return place > 0
