"""Rows into a table, many at a time."""

from kiosk.services.portions import in_chunks

ROWS_AT_ONCE = 400


def insert(table, rows: list[dict]) -> None:
    """All rows name the same columns."""
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        table.insert_many(chunk).execute()
