"""A row of a batch as its company reads it: what was sent, what became of it, how far the money is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from db.models import BatchRow
from kiosk.domain.names import LONGEST
from kiosk.domain.place_writing import areas_meant
from kiosk.domain.words import initials, without_long_numbers
from kiosk.services import batch_faults, batch_free_months, places, revoked_rows
from kiosk.services.batch_free_months import FreeMonths
from kiosk.services.batch_places import RELEASED
from kiosk.services.batch_row_bpjs import NOTHING_THERE, RowBpjs
from kiosk.services.batch_row_money import NOTHING_YET, RowMoney

READY, FUNDED = "ready", "funded"
SHOWN_OF_A_LONG_ONE = 60  # letters
AT_ONCE = timedelta(minutes=1)  # the same form made both


@dataclass(frozen=True)
class ShownRow:
    """A row as the batch's page shows it; `id` stands in its address, `name` as it was sent, `file_name` of its sheet
    or empty. `is_stranger`: taken on from a list of strangers, and not paid for yet. `free`: of somebody who is funded
    already, what this batch may take. `is_left_out`: wrong, and somebody said that it shall stay out. `number` is that
    of the company's own sheet, `tells_apart`: the batch has other sheets; `was_picked`: no sheet and nobody's form
    brought it; `at_post_on`: enrolled into it that day at a post. `money`: how far what the batch pays for this person
    is; `bpjs`: what that waits for there, or why BPJS refused the person."""

    id: int
    number: int
    file_name: str
    name: str
    reg_no: str
    area: str
    state: str
    findings: list[dict]
    is_stranger: bool
    free: FreeMonths | None = None
    is_left_out: bool = False
    tells_apart: bool = False
    was_picked: bool = False
    at_post_on: date | None = None
    money: RowMoney = NOTHING_YET
    bpjs: RowBpjs = NOTHING_THERE

    @property
    def shown_state(self) -> str:
        """The state, for who is ready how far the money is."""
        return (self.state == READY and self.money.state) or self.state


def shown(
    row: BatchRow,
    cells: Mapping[str, str],
    said: dict[int, dict],
    free: dict[int, FreeMonths],
    is_stranger: bool,
) -> ShownRow:
    worker = row.worker
    offer = free.get(row.worker_id) if row.state == FUNDED else None
    more = [*(offer.held if offer else ()), *([said[row.worker_id]] if row.worker_id in said else ())]
    more += [revoked_rows.said_of(row)] if revoked_rows.is_revoked(row) else []
    return ShownRow(
        id=row.id,
        number=row.number,
        file_name=row.upload.file_name if row.upload else "",
        name=_shortened(without_long_numbers(cells.get("name") or _name_of(row, is_stranger))),
        reg_no=worker.reg_no if row.state == READY and not is_stranger else "",
        area=_area_of(row, cells),
        state=row.state,
        findings=[*_still_true(row), *more],
        is_stranger=is_stranger and row.state == READY,
        free=offer,
        is_left_out=row.state == batch_faults.LEFT_OUT and row.worker_id is None,
        was_picked=row.picked,
        at_post_on=_at_post_on(row),
    )


def _at_post_on(row: BatchRow) -> date | None:
    """The day on which an officer enrolled this person into the batch."""
    if row.upload_id or row.picked or row.worker is None or row.worker.enrolled_post_id is None:
        return None
    enrolled_into_it = abs(row.created_at - row.worker.enrolled_at) < AT_ONCE
    return row.worker.enrolled_on if enrolled_into_it else None


def _shortened(name: str) -> str:
    """What is no name at all may be as long as a cell."""
    return name if len(name) <= LONGEST else f"{name[:SHOWN_OF_A_LONG_ONE]} …"


def _still_true(row: BatchRow) -> list[dict]:
    """Who funds which months was so when the sheet was read; today's ledger says it anew."""
    return [finding for finding in row.findings if finding["code"] not in batch_free_months.OF_THE_DAY]


def _area_of(row: BatchRow, cells: Mapping[str, str]) -> str:
    """As it was sent and understood, else what is on record: what somebody else noted of a person is not told for a
    NIK."""
    written = cells.get("kelurahan", "")
    if row.worker and not written:
        return places.area_name(row.worker.kelurahan_id, row.worker.home_regency)
    meant = areas_meant(written, cells.get("kecamatan", ""), places.areas_named)
    return places.area_name(meant[0].code) if len(meant) == 1 else without_long_numbers(written)


def _name_of(row: BatchRow, is_stranger: bool) -> str:
    """Whom the company did not name itself it does not see by name while it pays for nothing of theirs."""
    if row.worker is None:
        return ""
    return initials(row.worker.name) if is_stranger or row.state == RELEASED else row.worker.name
