"""Somebody is taken out of a batch before their months are billed: these are let go, the person waits again and is
told; and comes back for as long as those months are free."""

from dataclasses import dataclass
from datetime import date

from db.connection import held, writing
from db.models import Batch, BatchRow, CoverageMonth, Funder, Worker
from kiosk.domain.words import N_
from kiosk.services import (
    access,
    audit,
    batch_letters,
    batch_openings,
    batches,
    message_truth,
    payment_reversals,
    releases,
)
from kiosk.services import revocation_notices as notices
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_places import READY
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.months_taken import MonthsTaken
from kiosk.services.post_openings import places_left_for
from kiosk.services.revoked_rows import WITHDRAWN, is_gone, is_priced, is_revoked, live_months, revoked_months

PRICED = N_(
    "Bulan orang ini sudah ditagih, maka ia tidak dapat dicabut. Batalkan dulu tagihannya, atau ganti orangnya "
    "sesudah dibayar."
)
NOT_READY = N_("Baris ini tidak sedang siap dalam batch, maka tidak ada yang dicabut.")
NOT_REVOKED = N_("Baris ini tidak dicabut, maka tidak ada yang dikembalikan.")
CLOSED = N_("Batch ini tidak menerima orang lagi, maka orang yang dicabut tidak dapat dikembalikan.")
FULL = N_("Tempat dalam batch ini sudah habis. Tambah dulu jumlah tempatnya, lalu kembalikan orangnya.")
TAKEN = N_("Bulan orang ini sudah diambil penanggung lain, maka ia tidak dapat dikembalikan ke batch ini.")


@dataclass(frozen=True)
class RevocableRow:
    """`months` are those that would be let go, or were. `obstacle`: the sentence that says why it cannot be done."""

    batch: Batch
    row: BatchRow
    months: list[CoverageMonth]
    revoked: bool
    obstacle: str
    may_change: bool


def file_of(*, no: str, row_id: int, by: Actor) -> RevocableRow:
    """Raises NotThere, NotAllowed."""
    batch = batches.batch_seen_by(by, no)
    row = _row(batch, row_id)
    revoked = is_revoked(row)
    months = revoked_months(batch, row) if revoked else live_months(batch, row)
    return RevocableRow(
        batch=batch,
        row=row,
        months=months,
        revoked=revoked,
        obstacle=_obstacle_to_return(batch, by) if revoked else _obstacle(batch, row),
        may_change=batch_openings.may_change(batch, by),
    )


def may_revoke(batch: Batch, row_id: int, by: Actor) -> bool:
    """Whether a row's page offers the press: nobody has been asked to pay for this person yet."""
    if batch.state != "open" or not batch_openings.may_change(batch, by):
        return False
    return not is_priced(batch, _row(batch, row_id))


def revoke(*, no: str, row_id: int, reason: str, by: Actor) -> None:
    """In one transaction. Done already: nothing more. Raises NotThere, NotAllowed, Refused once a bill stands."""
    with writing():
        batch, row = _held(no, row_id, by)
        if is_revoked(row):
            return
        if obstacle := _obstacle(batch, row):
            raise Refused(obstacle)
        worker = Worker.get_by_id(row.worker_id)
        payment_reversals.hold_payments_of([worker.id])
        with changing([worker.id]) as changes:
            months = live_months(batch, row)
            releases.release(months, why=releases.REVOKED, by=by, changes=changes)
        BatchRow.update(state=WITHDRAWN, withdrawn_why=reason).where(BatchRow.id == row.id).execute()
        _note("batch.baris_dicabut", batch, worker, by, alasan=reason)
        if months:
            notices.revoked(worker.id, min(month.month for month in months))
        _tell_company(batch, by)


def take_back(*, no: str, row_id: int, by: Actor) -> None:
    """The same months once more, where all of them are free. Done already: nothing more. Raises NotThere, NotAllowed,
    Refused."""
    with writing():
        batch, row = _held(no, row_id, by)
        if row.state == READY:
            return
        if not is_revoked(row):
            raise Refused(NOT_REVOKED)
        if obstacle := _obstacle_to_return(batch, by):
            raise Refused(obstacle)
        worker = Worker.get_by_id(row.worker_id)
        _commit_again(batch, row, worker)
        BatchRow.update(state=READY, withdrawn_why="").where(BatchRow.id == row.id).execute()
        message_truth.set_aside_for(worker.id)
        _note("batch.baris_dikembalikan", batch, worker, by)
        _tell_company(batch, by)


def _tell_company(batch: Batch, by: Actor) -> None:
    if by.role != "mitra":
        batch_letters.revoked(batch)


def _commit_again(batch: Batch, row: BatchRow, worker: Worker) -> None:
    funder = Funder.get_by_id(batch.company.funder_id)
    runs: dict[int, list[date]] = {}
    for month in revoked_months(batch, row):
        runs.setdefault(month.commitment_id, []).append(month.month)
    try:
        with changing([worker.id]) as changes:
            for months in runs.values():
                commit_months(funder=funder, workers=[worker], months=months, batch=batch, changes=changes)
    except MonthsTaken as taken:
        raise Refused(TAKEN) from taken


def _held(no: str, row_id: int, by: Actor) -> tuple[Batch, BatchRow]:
    """The batch until the transaction ends: whoever makes its bill comes before or after."""
    seen = batches.batch_seen_by(by, no)
    access.require(batch_openings.may_change(seen, by))
    batch = held(Batch.select().where(Batch.id == seen.id)).get()
    return batch, _row(batch, row_id)


def _row(batch: Batch, row_id: int) -> BatchRow:
    """Always with its batch: another one's is not there."""
    row = BatchRow.get_or_none(BatchRow.id == row_id, BatchRow.batch == batch.id)
    if row is None or is_gone(row):
        raise NotThere
    return row


def _obstacle(batch: Batch, row: BatchRow) -> str:
    if row.state != READY or row.worker_id is None:
        return NOT_READY
    return PRICED if is_priced(batch, row) else ""


def _obstacle_to_return(batch: Batch, by: Actor) -> str:
    if not batches.takes_sheets(batch):
        return CLOSED
    return FULL if places_left_for(by, batch) == 0 else ""


def _note(action: str, batch: Batch, worker: Worker, by: Actor, **detail) -> None:
    audit.record(action, by=by, kind="batch", subject=batch.no, pekerja=worker.reg_no, **detail)
