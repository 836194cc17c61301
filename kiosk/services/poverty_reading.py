"""A list of the extreme poor read to its end in one pass, some rows at a time, each with what becomes of it. Nothing of
a cell's text is kept in clear, in findings neither: those are codes and row numbers."""

from collections.abc import Iterable, Iterator

from db.connection import held, writing
from db.kept import ANY, KeptInsert
from db.long_work import many_in_a_row
from db.models import PovertyList, PovertyRow
from kiosk.domain.clock import today, utc_now
from kiosk.domain.findings import Finding, blocks, info
from kiosk.domain.poverty_rows import MATCHED, PovertyLine, check_row
from kiosk.domain.words import N_, without_long_numbers
from kiosk.files.sheets import SheetReading, SheetRow, read_sheet
from kiosk.services import audit, poverty_marking, poverty_matching, poverty_newcomers, settings
from kiosk.services.acting import SYSTEM
from kiosk.services.batch_fates import as_data
from kiosk.services.poverty_list_files import (
    COLUMNS,
    READ,
    REFUSED,
    STORED,
    content_of,
    may_be_explained,
    told_of,
    vocabulary_of,
)
from kiosk.services.row_portions import Progress, after_portion, portions

ROWS_NAMED = 8
PASSED_OVER = N_(
    "%(count)s baris terisi dilewati karena tidak memuat NIK, misalnya judul, jumlah, atau tanda tangan: baris "
    "%(rows)s."
)
_rows = KeptInsert(PovertyRow, unless=ANY)


def read_list(*, list_id: int, progress: Progress) -> None:
    """Read a stored list into rows. Going on after a stop is safe: rows already written are not written twice, whoever
    else is at it; one that is withdrawn meanwhile is left."""
    poverty_list = PovertyList.get_by_id(list_id)
    if poverty_list.state != STORED:
        return
    content, told = content_of(poverty_list), told_of(poverty_list)
    vocabulary = vocabulary_of(poverty_list.decile)
    reading = read_sheet(content, poverty_list.file_name, told, vocabulary)
    if blocks(reading.findings):
        asks = reading.asks_for_columns and may_be_explained(content, told, vocabulary)
        _settle(poverty_list, reading, COLUMNS if asks else REFUSED)
    elif _write_all(poverty_list, reading, progress):
        _settle(poverty_list, reading, READ)
        poverty_newcomers.sweep(poverty_list.id)


def _write_all(poverty_list: PovertyList, reading: SheetReading, progress: Progress) -> bool:
    """Whether it was read to its end."""
    count = 0
    progress(0, reading.filled)
    with many_in_a_row() as work:
        for lines in portions(_checked(poverty_list, reading), work):
            if not _write(poverty_list, lines):
                return False
            before, count = count, count + len(lines)
            after_portion(before, count, reading.filled, work, progress)
    progress(count, count)
    return True


def _checked(poverty_list: PovertyList, reading: SheetReading) -> Iterator[PovertyLine]:
    ages, day = (settings.whole("minimum_age"), settings.whole("age_limit")), today()
    return (
        check_row(
            row.number, _texts(row), today=day, decile=poverty_list.decile, ages=ages,
            numeric_nik=row.cells["nik"].numeric,
        )
        for row in reading.rows
    )  # fmt: skip


def _texts(row: SheetRow) -> dict[str, str]:
    return {field: cell.text for field, cell in row.cells.items()}


def _write(poverty_list: PovertyList, lines: list[PovertyLine]) -> bool:
    with writing():
        current = held(PovertyList.select().where(PovertyList.id == poverty_list.id)).get()
        if current.state != STORED:
            return False
        write_rows(current, _not_written(current, lines))
    return True


def write_rows(poverty_list: PovertyList, lines: list[PovertyLine]) -> None:
    """With what becomes of each, and the marks of whom they name, in the caller's transaction."""
    values = poverty_matching.values_of(poverty_list, lines)
    deciles = {row["worker"]: row["decile"] for row in values if row["state"] == MATCHED}
    before = poverty_marking.note(poverty_list, deciles) if deciles else {}
    _rows.add_all([row | {"before_decile": before.get(row["worker"])} for row in values])


def _not_written(poverty_list: PovertyList, lines: list[PovertyLine]) -> list[PovertyLine]:
    rows = PovertyRow.select(PovertyRow.number).where(
        PovertyRow.poverty_list == poverty_list,
        PovertyRow.number.between(lines[0].number, lines[-1].number),
    )
    written = {number for (number,) in rows.tuples()}
    return [line for line in lines if line.number not in written]


def _settle(poverty_list: PovertyList, reading: SheetReading, state: str) -> None:
    """What came of the file as a whole, and which of its headings were understood; others may be somebody's name."""
    layout = [[without_long_numbers(heading), field] for heading, field in reading.layout if field]
    said = (*reading.findings, *_passed_over(reading.rows.passed_over))
    rows = PovertyRow.select().where(PovertyRow.poverty_list == poverty_list).count()
    with writing():
        changed = (
            PovertyList.update(
                state=state,
                findings=[as_data(finding) for finding in said],
                columns={"told": told_of(poverty_list), "layout": layout},
                sheet_name=without_long_numbers(reading.sheet_name)[:80],
                heading_row=reading.heading_row,
                rows=rows,
                read_at=utc_now() if state == READ else None,
            )
            .where(PovertyList.id == poverty_list.id, PovertyList.state == STORED)
            .execute()
        )
        if changed and state == READ:
            audit.record(
                "miskin.daftar_dibaca", by=SYSTEM, kind="daftar_miskin", subject=poverty_list.no, baris=rows
            )


def _passed_over(numbers: Iterable[int]) -> Iterator[Finding]:
    if numbers := list(numbers):
        named = ", ".join(map(str, numbers[:ROWS_NAMED])) + (", …" if len(numbers) > ROWS_NAMED else "")
        yield info("rows_passed_over", PASSED_OVER, count=len(numbers), rows=named)
