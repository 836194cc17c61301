"""A sheet unpacked inside the fence (sheet_fence): weighed, read, handed over as plain values in chunks of rows."""

import marshal
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import islice

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kiosk.files import sheet_findings, sheet_guard
from kiosk.files.sheet_cells import LONGEST
from kiosk.files.sheet_csv import read_csv, stops_short
from kiosk.files.sheet_fence import TOO_MUCH, Limits
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_hidden import HiddenRows

_ROWS_AT_ONCE = 500
_LARGE_CHUNK = 1_000_000  # bytes; its cells are cut to what anybody could mean
MOST_ROWS = 199_999
_LONGEST_NAME = 80
_OVERFLOW = "capacity overflow"  # the reader's word for a grid that no memory holds

Rows = Iterable[list[object]]


def unpack(content: bytes, answer: BytesIO) -> None:
    """Each chunk of rows, then what was refused or where the chunks stand by sheet, then where that stands."""
    at, index, refused = 0, [], None
    try:
        for name, rows, hidden, short in _sheets(content):
            filled, chunks = 0, []
            for packed, count in _chunks(rows):
                answer.write(packed)
                filled += count
                chunks.append((at, at + len(packed)))
                at += len(packed)
            index.append((name[:_LONGEST_NAME], filled, chunks, hidden, short))
    except UnreadableSheet as unreadable:
        found = unreadable.finding
        refused = (found.code, found.message, dict(found.params))
    answer.write(marshal.dumps((refused, index)) + at.to_bytes(8))


def _sheets(content: bytes) -> Iterator[tuple[str, Rows, list[int], bool]]:
    """Name, rows, hidden rows of each sheet, and whether its last line has no end; visible ones first. Raises
    UnreadableSheet."""
    hidden = HiddenRows(content)
    if refused := sheet_guard.refuse(content, hidden.look_at):
        raise UnreadableSheet(refused)
    if not sheet_guard.is_workbook(content):
        yield "CSV", read_csv(content), [], stops_short(content)
        return
    by_sheet = hidden.by_sheet()
    for name, rows in _calamine_sheets(content):
        yield name, rows, by_sheet.get(name, []), False


def _calamine_sheets(content: bytes) -> Iterator[tuple[str, Rows]]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for found in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible):
        sheet = workbook.get_sheet_by_name(found.name)
        if sheet.end and sheet.end[0] >= MOST_ROWS:
            raise UnreadableSheet(sheet_findings.too_wide(f"A{sheet.end[0] + 1}"))
        yield found.name, sheet.iter_rows()


def _chunks(rows: Rows) -> Iterator[tuple[bytes, int]]:
    """Some hundred rows and how many of them hold something; of the others nothing is handed over but their place."""
    rows = iter(rows)
    while chunk := [row if _is_filled(row) else [] for row in islice(rows, _ROWS_AT_ONCE)]:
        yield _packed(chunk), sum(map(bool, chunk))


def _is_filled(row: list[object]) -> bool:
    return any(row) or any(cell not in ("", None) for cell in row)


def _packed(chunk: list[list[object]]) -> bytes:
    try:
        packed = marshal.dumps(chunk)
    except ValueError:  # days and times
        packed = marshal.dumps([[_plain(cell) for cell in row] for row in chunk])
    if len(packed) <= _LARGE_CHUNK:
        return packed
    return marshal.dumps([[_cut(_plain(cell)) for cell in row] for row in chunk])


def _plain(cell: object) -> object:
    if isinstance(cell, date):
        return (cell.year, cell.month, cell.day)
    return cell if isinstance(cell, str | int | float | bool) or cell is None else str(cell)


def _cut(cell: object) -> object:
    return cell[:LONGEST] if isinstance(cell, str) else cell


def _inside_fence(limits: Limits) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.work, limits.work + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer, limits.answer))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        unpack(sys.stdin.buffer.read(), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except (MemoryError, OSError):
        return TOO_MUCH
    except BaseException as error:  # the reader's own faults are no Exceptions
        return TOO_MUCH if _OVERFLOW in str(error) else 1
    return 0


if __name__ == "__main__":
    # Nothing is left to tidy up, and what could not be written must not be tried again.
    os._exit(_inside_fence(Limits(*map(int, sys.argv[1:]))))
