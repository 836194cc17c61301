"""Sheets as rows of plain values, whatever the file is: XLSX in this process, XLS and ODS in a fenced one,
CSV by itself."""

import marshal
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kiosk.files.sheet_csv import read_csv
from kiosk.files.sheet_guard import is_xlsx

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 30
_FENCE_SECONDS = 60


class UnreadableSheet(Exception):
    """Not a workbook, damaged, locked by a password, or too much for the fence."""


class Grid(NamedTuple):
    """A sheet's name and its rows, from row 1, read anew at each call; cells are str, int, float, bool, date
    or None."""

    name: str
    rows: Callable[[], Iterable[list[object]]]


def open_grids(content: bytes) -> Iterator[Grid]:
    """Every sheet, visible ones first; raises UnreadableSheet. The content has passed sheet_guard."""
    if is_xlsx(content):
        return _calamine_grids(content)
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
    # XLS and ODS can name a grid of any size in a few bytes, and the reader then takes its process down.
    # So they are read in a process of their own, with little memory, that hands over plain values.
    command = [sys.executable, "-m", "kiosk.files.sheet_grid"]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=_FENCE_SECONDS,
            cwd=_ROOT,
            check=True,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
        sheets = marshal.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, EOFError, TypeError) as error:
        raise UnreadableSheet from error
    for name, rows in sheets:
        yield Grid(name, lambda rows=rows: ([_unpack(cell) for cell in row] for row in rows))


def _inside_fence() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    grids = _calamine_grids(sys.stdin.buffer.read())
    sheets = [(grid.name, [[_pack(cell) for cell in row] for row in grid.rows()]) for grid in grids]
    sys.stdout.buffer.write(marshal.dumps(sheets))


def _pack(cell: object) -> object:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day)
    return cell if isinstance(cell, str | int | float | bool) or cell is None else str(cell)


def _unpack(cell: object) -> object:
    return date(*cell) if isinstance(cell, tuple) else cell


if __name__ == "__main__":
    _inside_fence()
