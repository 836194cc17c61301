"""The months left over of people whom somebody else funds for the others are taken into the batch."""

from collections import defaultdict
from datetime import date

from db.connection import held
from db.models import Batch, BatchRow, Funder, Worker
from kiosk.domain.words import N_
from kiosk.services import access, audit, batch_places, ledger, standing
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_free_months import FUNDED, OF_THE_DAY, READY, free_of, open_months, standing_here
from kiosk.services.batch_free_sums import takeable, without_any
from kiosk.services.batch_sheets import CLOSED
from kiosk.services.batches import batch_seen_by
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.once import once

MOST = 500
MAY_TAKE = ("petugas", "mitra", "admin")
NONE_LEFT = N_("Tidak ada lagi bulan kosong yang dapat diambil: sudah ada penanggung lain sementara itu.")


def take_free_months(*, no: str, row_id: int | None = None, client_key: str, by: Actor) -> tuple[int, int]:
    """Of one row, or of the first 500 funded rows of the batch, once per key; answers with how many people came in and
    how many months of theirs.

    Raises NotThere, NotAllowed, Refused when nothing is left to take, TariffMissing, KeyInUse."""
    access.require(by.role in MAY_TAKE)
    batch = batch_seen_by(by, no)
    answer, _first = once(
        key=client_key,
        purpose="batch.free_months",
        content={"batch": no, "row": row_id or 0},
        by=by,
        make=lambda: _take(batch.id, row_id, by),
    )
    people, months = answer.split()
    return int(people), int(months)


def _take(batch_id: int, row_id: int | None, by: Actor) -> str:
    batch = held(Batch.select().where(Batch.id == batch_id)).get()
    if batch.state != "open":
        raise Refused(CLOSED)
    rows = _rows(batch, row_id)
    with changing(rows) as changes:
        taken = _commit(batch, list(rows), changes)
    if not taken:
        raise Refused(NONE_LEFT)
    _make_ready(batch, {worker_id: rows[worker_id] for worker_id in taken})
    months = sum(taken.values())
    audit.record(
        "batch.bulan_kosong_diambil", by=by, kind="batch", subject=batch.no, orang=len(taken), bulan=months
    )
    return f"{len(taken)} {months}"


def _rows(batch: Batch, row_id: int | None) -> dict[int, BatchRow]:
    """The funded row of each of these people, by the worker's id."""
    query = BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == FUNDED)
    if row_id:
        row = query.where(BatchRow.id == row_id).first()
        if row is None:
            raise NotThere
        return {row.worker_id: row}
    found: dict[int, BatchRow] = {}
    full = without_any(batch, open_months(batch))
    with_some = query.where(BatchRow.worker.in_(takeable(batch)), BatchRow.worker.not_in(full))
    for row in with_some.order_by(BatchRow.id).limit(MOST):
        found.setdefault(row.worker_id, row)
    return found


def _commit(batch: Batch, ids: list[int], changes: Changes) -> dict[int, int]:
    """How many months each of these people, who are held, was given; those with none are left out."""
    taken = ledger.taken_months(ids, open_months(batch))
    people = _free_people(batch, ids)
    free = {worker.id: free_of(batch, taken.get(worker.id, [])) for worker in people}
    groups: dict[tuple[date, ...], list[Worker]] = defaultdict(list)
    for worker in people:
        for run in _runs(free[worker.id]):
            groups[run].append(worker)
    funder = Funder.get_by_id(batch.company.funder_id)
    for months, workers in sorted(groups.items()):
        commit_months(funder=funder, workers=workers, months=list(months), batch=batch, changes=changes)
    return {worker_id: len(months) for worker_id, months in free.items() if months}


def _free_people(batch: Batch, ids: list[int]) -> list[Worker]:
    workers = list(Worker.select().where(Worker.id.in_(ids)).order_by(Worker.id))
    standing.hold(workers)
    here = standing_here(batch, ids)
    return [worker for worker in workers if worker.id not in here and not standing.why_not_free(worker)]


def _runs(months: tuple[date, ...]) -> list[tuple[date, ...]]:
    """Months in a row together: a commitment has a first and a last one and nothing in between missing."""
    runs: list[list[date]] = []
    for month in months:
        follows = runs and _number(month) == _number(runs[-1][-1]) + 1
        runs[-1].append(month) if follows else runs.append([month])
    return [tuple(run) for run in runs]


def _number(month: date) -> int:
    return month.year * 12 + month.month


def _make_ready(batch: Batch, rows: dict[int, BatchRow]) -> None:
    batch_places.set_released_aside(batch, list(rows))
    for row in rows.values():
        kept = [finding for finding in row.findings if finding["code"] not in OF_THE_DAY]
        BatchRow.update(state=READY, findings=kept).where(BatchRow.id == row.id).execute()
