"""Sheets as rows of plain values, whatever the file is: workbooks by a fenced process, CSV by itself."""

import marshal
import mmap
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kiosk.files.sheet_csv import read_csv

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 30
_MOST_HANDED_OVER = 1 << 28
_FENCE_SECONDS = 60
_ROWS_AT_ONCE = 500


class UnreadableSheet(Exception):
    """Not a workbook, damaged, locked by a password, or too much for the fence."""


class Grid(NamedTuple):
    """A sheet's name and its rows, from row 1, read anew at each call; cells are str, int, float, bool, date
    or None."""

    name: str
    rows: Callable[[], Iterable[list[object]]]


def open_grids(content: bytes) -> Iterator[Grid]:
    """Every sheet, visible ones first; raises UnreadableSheet. The content has passed sheet_guard."""
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return _fenced_grids(content)
    rows = read_csv(content)
    if rows is None:
        raise UnreadableSheet
    return iter([Grid("CSV", lambda: rows)])


def _calamine_grids(content: bytes) -> Iterator[Grid]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
            yield Grid(sheet.name, workbook.get_sheet_by_name(sheet.name).iter_rows)
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableSheet from error
    except BaseException as error:
        # A panic of the Rust reader is no Exception: it would pass every handler above us.
        if type(error).__name__ == "PanicException":
            raise UnreadableSheet from error
        raise


def _fenced_grids(content: bytes) -> Iterator[Grid]:
    # A workbook can name a grid of any size in a few bytes, and the reader then takes its process down. So it is
    # read in a process of its own, with little memory, that hands over plain values in chunks of rows.
    view = _handed_over(content)
    index_at = int.from_bytes(view[-8:])
    for name, chunks in marshal.loads(view[index_at:-8]):
        yield Grid(name, lambda chunks=chunks: _rows(view, chunks))


def _handed_over(content: bytes) -> mmap.mmap:
    """What the fenced process wrote, in memory only: no file carries the names and NIKs."""
    handed_over = os.memfd_create("sheet")
    try:
        subprocess.run(
            [sys.executable, "-m", "kiosk.files.sheet_grid"],
            input=content,
            stdout=handed_over,
            stderr=subprocess.DEVNULL,
            timeout=_FENCE_SECONDS,
            cwd=_ROOT,
            check=True,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
        return mmap.mmap(handed_over, 0, access=mmap.ACCESS_READ)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        raise UnreadableSheet from error
    finally:
        os.close(handed_over)


def _rows(view: mmap.mmap, chunks: list[tuple[int, int]]) -> Iterator[list[object]]:
    for start, end in chunks:
        for row in marshal.loads(view[start:end]):
            yield [_unpack(cell) for cell in row]


def _inside_fence() -> None:
    """Each chunk of rows, then where they stand by sheet, then where that stands."""
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_HANDED_OVER, _MOST_HANDED_OVER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    at, index = 0, []
    for grid in _calamine_grids(sys.stdin.buffer.read()):
        chunks = []
        for packed in _packed(grid):
            sys.stdout.buffer.write(packed)
            chunks.append((at, at + len(packed)))
            at += len(packed)
        index.append((grid.name, chunks))
    sys.stdout.buffer.write(marshal.dumps(index) + at.to_bytes(8))


def _packed(grid: Grid) -> Iterator[bytes]:
    rows = iter(grid.rows())
    while chunk := [[_pack(cell) for cell in row] for row in islice(rows, _ROWS_AT_ONCE)]:
        yield marshal.dumps(chunk)


def _pack(cell: object) -> object:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day)
    return cell if isinstance(cell, str | int | float | bool) or cell is None else str(cell)


def _unpack(cell: object) -> object:
    return date(*cell) if isinstance(cell, tuple) else cell


if __name__ == "__main__":
    _inside_fence()
