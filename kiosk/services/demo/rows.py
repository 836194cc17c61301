"""Rows into a table, many at a time."""

ROWS_AT_ONCE = 400


def insert(table, rows: list[dict]) -> None:
    """All rows name the same columns."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        table.insert_many(rows[start : start + ROWS_AT_ONCE]).execute()
