"""Rows in portions: one page of a list, chunks of what is too long for one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice


def one_page(query, *, page: int, size: int) -> tuple[list, bool]:
    """The rows of page `page`, counted from 1, and whether more follow."""
    rows = list(query.offset((page - 1) * size).limit(size + 1))
    return rows[:size], len(rows) > size


def in_chunks(items: Iterable, size: int) -> Iterator[list]:
    """Lists of `size` items, the last one with what is left; none at all for nothing."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
