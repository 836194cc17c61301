"""Sheets as rows of plain values, whatever the file is: workbooks by a fenced process, CSV by itself."""

import marshal
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kiosk.domain.findings import Finding
from kiosk.files import sheet_findings
from kiosk.files.sheet_csv import CsvRows, read_csv

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 30
_MOST_HANDED_OVER = 1 << 28
_FENCE_SECONDS = 60
_ROWS_AT_ONCE = 500
_LONGEST_NAME = 80
OLE = b"\xd0\xcf\x11\xe0"  # how XLS begins, and the wrapping of an XLSX with a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnreadableSheet(Exception):
    """Not a workbook, damaged, locked by a password, or too much for the fence; `finding` says it."""

    def __init__(self, finding: Finding | None = None):
        super().__init__()
        self.finding = finding or sheet_findings.not_a_workbook()


class Grid(NamedTuple):
    """A sheet's name and its rows, from row 1, read anew at each call; cells are str, int, float, bool, date
    or None. `filled` counts the rows that hold something."""

    name: str
    rows: Callable[[], Iterable[list[object]]]
    filled: int


def open_grids(content: bytes) -> Iterator[Grid]:
    """Every sheet, visible ones first; raises UnreadableSheet. The content has passed sheet_guard."""
    if content[:4] == OLE and ENCRYPTED in content:
        raise UnreadableSheet(sheet_findings.locked())
    if content[:2] == b"PK" or content[:4] == OLE:
        return _fenced_grids(content)
    read = read_csv(content)
    if not isinstance(read, CsvRows):
        raise UnreadableSheet(read)
    return iter([Grid("CSV", read.rows, read.filled)])


def _calamine_grids(content: bytes) -> Iterator[tuple[str, Iterator[list[object]]]]:
    """Name and rows of each sheet, inside the fence."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
        yield sheet.name, iter(workbook.get_sheet_by_name(sheet.name).iter_rows())


def _fenced_grids(content: bytes) -> Iterator[Grid]:
    # A workbook can name a grid of any size in a few bytes, and the reader then takes its process down. So it is
    # read in a process of its own, with little memory, that hands over plain values in chunks of rows.
    handed_over = _handed_over(content)
    handed_over.seek(-8, os.SEEK_END)
    index_at = int.from_bytes(handed_over.read(8))
    handed_over.seek(index_at)
    for name, filled, chunks in marshal.loads(handed_over.read()[:-8]):
        yield Grid(name[:_LONGEST_NAME], lambda chunks=chunks: _rows(handed_over, chunks), filled)


def _handed_over(content: bytes) -> BinaryIO:
    """What the fenced process wrote, in memory only: no file carries the names and NIKs."""
    handed_over = os.fdopen(os.memfd_create("sheet"), "r+b", buffering=0)
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
    except (subprocess.SubprocessError, OSError) as error:
        handed_over.close()
        raise UnreadableSheet from error
    return handed_over


def _rows(handed_over: BinaryIO, chunks: list[tuple[int, int]]) -> Iterator[list[object]]:
    for start, end in chunks:
        for row in marshal.loads(os.pread(handed_over.fileno(), end - start, start)):
            yield [_unpack(cell) for cell in row]


def _inside_fence() -> None:
    """Each chunk of rows, then where they stand by sheet, then where that stands."""
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_HANDED_OVER, _MOST_HANDED_OVER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    at, index = 0, []
    for name, rows in _calamine_grids(sys.stdin.buffer.read()):
        filled, chunks = 0, []
        while chunk := [[_pack(cell) for cell in row] for row in islice(rows, _ROWS_AT_ONCE)]:
            packed = marshal.dumps(chunk)
            sys.stdout.buffer.write(packed)
            filled += sum(1 for row in chunk if any(cell not in ("", None) for cell in row))
            chunks.append((at, at + len(packed)))
            at += len(packed)
        index.append((name, filled, chunks))
    sys.stdout.buffer.write(marshal.dumps(index) + at.to_bytes(8))


def _pack(cell: object) -> object:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day)
    return cell if isinstance(cell, str | int | float | bool) or cell is None else str(cell)


def _unpack(cell: object) -> object:
    return date(*cell) if isinstance(cell, tuple) else cell


if __name__ == "__main__":
    _inside_fence()
