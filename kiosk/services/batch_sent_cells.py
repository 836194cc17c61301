"""The cells of a company's sheet as they came: its columns from left to right, rows read again from the sealed file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import Upload
from kiosk.domain.words import without_long_numbers
from kiosk.files.sheet_cells import read_cell
from kiosk.files.sheet_fence import FOR_A_KEPT_SHEET, each_sheet_opened_once
from kiosk.files.sheet_findings import UnreadableSheet
from kiosk.files.sheet_grid import Grid, open_grids
from kiosk.files.sheet_headings import LABELS
from kiosk.files.sheet_layouts import BIRTH_PLACE_AND_DAY, RT_AND_RW
from kiosk.files.sheets import read_sheet
from kiosk.services import column_maps, safe
from kiosk.services.acting import Refused
from kiosk.services.batch_reading import SHEET

TOGETHER = {BIRTH_PLACE_AND_DAY: ("birth_place", "birth_on"), RT_AND_RW: ("rt", "rw")}
_BETWEEN = {BIRTH_PLACE_AND_DAY: ", ", RT_AND_RW: "/"}


@dataclass(frozen=True)
class SentSheet:
    """`columns`: heading and field from left to right, an empty field for one of no use; `added` are fields behind them
    for which the company has no column."""

    grid: Grid
    columns: tuple[tuple[str, str], ...]
    added: tuple[str, ...] = ()

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _field in self.columns] + [LABELS[field] for field in self.added]

    @property
    def fields(self) -> list[str]:
        return [field for _heading, field in self.columns] + list(self.added)

    def cells_of(self, numbers: set[int]) -> dict[int, list[str]]:
        """The cells of these rows as they came, by the row's number as the spreadsheet program shows it."""
        width, more = len(self.columns), [""] * len(self.added)
        return {
            number: [*_padded([_as_written(cell) for cell in row[:width]], width), *more]
            for number, row in enumerate(self.grid.rows(), 1)
            if number in numbers
        }

    def edited(self, sent: list[str], cells: Mapping[str, str]) -> list[str]:
        """The same with what was edited since, field → text; columns of no use stay as they came."""
        return [
            _together(field, cells) if field else text for field, text in zip(self.fields, sent, strict=True)
        ]


@each_sheet_opened_once(FOR_A_KEPT_SHEET)
def sent_sheet(upload: Upload) -> SentSheet:
    """As it was understood when it was read; one from before that was noted is read once more. Raises Refused for one
    that only the worker has time for."""
    content = safe.file_content(upload.path, SHEET)
    columns, name = upload.columns, upload.sheet_name
    if not columns:
        remembered = column_maps.remembered_for(upload.batch.company_id)
        reading = read_sheet(content, upload.file_name, remembered)
        columns, name = reading.layout, reading.sheet_name
    grid = opened_grid(content, name)
    return SentSheet(grid, tuple((heading, field) for heading, field in columns))


def opened_grid(content: bytes, name: str) -> Grid:
    """The sheet of this name in a kept file, as it was noted when it was read. Raises Refused for one that only the
    worker has time for."""
    try:
        grids = open_grids(content)
    except UnreadableSheet as unreadable:
        raise Refused(unreadable.finding.message, **unreadable.finding.params) from unreadable
    return next((grid for grid in grids if without_long_numbers(grid.name) == name), grids[0])


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _as_written(value: object) -> str:
    """A day as people here write it; the sheet's own way of showing it is not in the cell."""
    cell = read_cell(value)
    return _day(cell.day) if cell.day else cell.text


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _together(field: str, cells: Mapping[str, str]) -> str:
    parts = [cells.get(part, "") for part in TOGETHER.get(field, (field,))]
    return _BETWEEN.get(field, "").join(part for part in parts if part)
