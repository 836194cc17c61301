"""Whose turn it is to write to a SQLite file.

SQLite's own waiting sleeps up to 100 ms at a time and whoever comes next may overtake; the kernel wakes the one who
has waited longest, at once. The file lock only orders the queue: SQLite's lock stays the one that counts."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

_open_files: dict[tuple[str, int], int] = {}


@contextmanager
def turn_at(path: str) -> Iterator[None]:
    """Wait for one's turn among the processes that write to the database at `path`."""
    place = _place(path)
    fcntl.flock(place, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(place, fcntl.LOCK_UN)


def _place(path: str) -> int:
    """A descriptor of this process's own: one inherited by a fork would share its parent's turn."""
    key = (path, os.getpid())
    if key not in _open_files:
        _open_files[key] = os.open(f"{path}-turn", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    return _open_files[key]
