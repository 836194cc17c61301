"""The process in which everything about a sheet that somebody sent is parsed, whatever kind it is: little memory,
little time, a small answer. A few bytes can name a grid of any size, or take hours to look through.

How much it may take depends on who waits: a page (the default), a page about a kept sheet, the worker."""

import hashlib
import marshal
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kiosk.domain.findings import block
from kiosk.files import sheet_findings
from kiosk.files.sheet_findings import UnreadableSheet

_ROOT = Path(__file__).resolve().parents[2]
TOO_MUCH = 3  # the exit code of a process that ran out of memory, or of room for its answer
_STOPPED = {-number for number in (signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGXFSZ)} | {
    TOO_MUCH
}


class Limits(NamedTuple):
    """Seconds of work, seconds by the clock, bytes of memory, bytes of the answer."""

    work: int
    patience: int
    memory: int
    answer: int


FOR_A_PAGE = Limits(2, 5, 1 << 29, 1 << 26)  # a sheet of 500 rows takes a tenth of a second
FOR_A_KEPT_SHEET = Limits(6, 12, 1 << 30, 1 << 28)  # 100,000 rows take two, the largest that unpacks four
FOR_THE_WORKER = Limits(20, 90, 1 << 30, 1 << 28)
CLOCK_RUNS = 1  # seconds by the clock for one of patience; the tests, whose machine may stall, wait longer

_limits: ContextVar[Limits] = ContextVar("limits of the fence", default=FOR_A_PAGE)
_opened: ContextVar[dict | None] = ContextVar("what was opened", default=None)


class SheetHandedOver(NamedTuple):
    """`chunks` are (start, end) of some hundred rows each in `stream`, `filled` counts the rows that hold something,
    `hidden` are row numbers; `stops_short`: the last line of a text has no end."""

    stream: BinaryIO
    name: str
    filled: int
    chunks: list[tuple[int, int]]
    hidden: list[int]
    stops_short: bool = False

    def __reduce__(self):
        """For a process of our own that is handed the memory as well, by its number."""
        return _in_the_memory, (self.stream.fileno(), *self[1:])

    def rows(self) -> Iterator[list[object]]:
        """Each row as it was handed over."""
        for start, end in self.chunks:
            yield from self._chunk(start, end)

    def last_row(self) -> list[object]:
        """As it was handed over; empty where there is none."""
        rows = self._chunk(*self.chunks[-1]) if self.chunks else []
        return rows[-1] if rows else []

    def _chunk(self, start: int, end: int) -> list[list[object]]:
        return marshal.loads(os.pread(self.stream.fileno(), end - start, start))


def _in_the_memory(number: int, *sheet) -> SheetHandedOver:
    return SheetHandedOver(os.fdopen(number, "rb", buffering=0), *sheet)


@contextmanager
def each_sheet_opened_once(limits: Limits = FOR_A_PAGE) -> Iterator[None]:
    """Inside, no sheet is opened a second time: what was handed over is kept until the outermost one ends."""
    before = _opened.get()
    keeping, limiting = _opened.set({} if before is None else before), _limits.set(limits)
    try:
        yield
    finally:
        _limits.reset(limiting)
        _opened.reset(keeping)


def sheets_in(content: bytes) -> list[SheetHandedOver]:
    """Every sheet of the file. Raises UnreadableSheet."""
    opened = _opened.get()
    if opened is None:
        return _sheets_of(_in_fence(content, _limits.get()))
    key = hashlib.sha256(content).digest()
    if key not in opened:
        opened[key] = _outcome(content)
    if isinstance(opened[key], UnreadableSheet):
        raise UnreadableSheet(opened[key].finding)
    return opened[key]


def _outcome(content: bytes) -> list[SheetHandedOver] | UnreadableSheet:
    try:
        return _sheets_of(_in_fence(content, _limits.get()))
    except UnreadableSheet as unreadable:
        return unreadable


def _in_fence(content: bytes, limits: Limits) -> BinaryIO:
    """What the process wrote, in memory only: no file carries the names and NIKs."""
    handed_over = os.fdopen(os.memfd_create("sheet"), "r+b", buffering=0)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.files.sheet_unpacking", *map(str, limits)],
            input=content,
            stdout=handed_over,
            stderr=subprocess.DEVNULL,
            timeout=limits.patience * CLOCK_RUNS,
            cwd=_ROOT,
            check=False,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
    except subprocess.TimeoutExpired as error:
        handed_over.close()
        raise UnreadableSheet(sheet_findings.too_heavy()) from error
    if done.returncode:
        handed_over.close()
        raise UnreadableSheet(sheet_findings.too_heavy() if done.returncode in _STOPPED else None)
    return handed_over


def _sheets_of(handed_over: BinaryIO) -> list[SheetHandedOver]:
    handed_over.seek(-8, os.SEEK_END)
    handed_over.seek(int.from_bytes(handed_over.read(8)))
    refused, sheets = marshal.loads(handed_over.read()[:-8])
    if refused:
        code, message, params = refused
        raise UnreadableSheet(block(code, message, **params))
    return [SheetHandedOver(handed_over, *sheet) for sheet in sheets]
