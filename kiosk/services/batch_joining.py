"""Somebody who is registered already and has no funder comes into a batch that is open here: the person stands at the
desk, so nobody is drawn from a list."""

from db.connection import held
from db.models import Batch, BatchRow, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.words import N_
from kiosk.services import access, audit, batch_singles, ledger, one_worker, standing
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_lists import OfferedBatch, open_batch_named, open_batches_at
from kiosk.services.batch_places import READY
from kiosk.services.new_members import may_be_member
from kiosk.services.once import once

MAY_JOIN = ("petugas", "mitra")

NOT_HERE = N_("Batch ini tidak terbuka di sini. Pilih satu dari daftar.")
TOO_OLD = N_("Umur orang ini sudah mencapai batas untuk peserta baru, maka ia tidak dapat masuk batch ini.")
WAS_REVOKED = N_(
    "Orang ini pernah dicabut dari batch ini. Ia dapat dikembalikan dari barisnya di halaman batch, bukan dari sini."
)


def offered_for(worker: Worker, by: Actor) -> tuple[OfferedBatch, ...]:
    """Of the batches open here those of whose months nobody has taken any for this person; none for who may not be
    funded. Two queries."""
    if by.role not in MAY_JOIN or standing.why_not_free(worker):
        return ()
    offered = open_batches_at(by)
    taken = {row.month for row in ledger.live_months(worker.id)} if offered else set()
    return tuple(one for one in offered if taken.isdisjoint(months_from(one.first_month, one.months)))


def entered(worker: Worker, by: Actor) -> OfferedBatch | None:
    """The batch open here in which this person stands, the latest of several."""
    row = (
        BatchRow.select(BatchRow, Batch)
        .join(Batch)
        .where(BatchRow.worker == worker.id, BatchRow.state == READY, ~Batch.single)
        .order_by(BatchRow.id.desc())
        .first()
    )
    return open_batch_named(row.batch.no, by) if row else None


def join(*, reg_no: str, batch_no: str, client_key: str, by: Actor) -> None:
    """For all months of the batch, once per key. Raises NotThere, NotAllowed, MovedTo, KeyInUse, MonthsTaken, Refused
    where the batch is not open here or full, or the person may not be funded."""
    access.require(by.role in MAY_JOIN)
    worker = one_worker.current_seen_by(by, one_worker.numbered(reg_no))
    once(
        key=client_key,
        purpose="batch.join",
        content={"worker": reg_no, "batch": batch_no},
        by=by,
        make=lambda: _join(worker.id, batch_no, by),
    )


def _join(worker_id: int, batch_no: str, by: Actor) -> str:
    if open_batch_named(batch_no, by) is None:
        raise Refused(NOT_HERE)
    batch = batch_singles.open_batch(batch_no, by)
    worker = held(Worker.select().where(Worker.id == worker_id)).get()
    _require_fit(worker, batch)
    # An officer brings somebody whom the company has not named: it knows them by initials until it has paid.
    batch_singles.give_place(batch, worker, picked=by.role == "petugas")
    audit.record("batch.pekerja_dimasukkan", by=by, kind="pekerja", subject=worker.reg_no, batch=batch.no)
    return batch.no


def _require_fit(worker: Worker, batch: Batch) -> None:
    young = Worker.select().where(Worker.id == worker.id, may_be_member(batch.first_month))
    if not young.exists():
        raise Refused(TOO_OLD)
    revoked = (BatchRow.state == "withdrawn") & (BatchRow.withdrawn_why != "")
    if BatchRow.select().where(BatchRow.batch == batch, BatchRow.worker == worker, revoked).exists():
        raise Refused(WAS_REVOKED)
