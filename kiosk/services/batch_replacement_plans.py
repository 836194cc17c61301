"""Before somebody's place in a paid batch goes to another person: who leaves, who comes, which months, what money."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from db.models import Batch, BatchRow, Commitment, CoverageMonth, Funder, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import N_, initials
from kiosk.services import access, batch_places, places, strangers
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_prices import BatchPrice, price_for
from kiosk.services.batch_successors import DIED, NAMED, ReplaceWish, require_free, who_comes
from kiosk.services.batches import batch_seen_by

NOT_IN_BATCH = N_("Baris ini tidak sedang menempati tempat dalam batch, maka tidak ada yang diganti.")
NOT_PAID = N_(
    "Bulan-bulan orang ini belum semuanya dibayar. Bayar dulu tagihannya; selama belum ditagih, orangnya dapat dicabut "
    "dari batch."
)
NOTHING_TO_COME = N_(
    "Orang ini tidak punya bulan yang dibayar sesudah bulan ini, maka tidak ada yang diganti."
)
NOT_A_MONTH = N_("Pilih mulai bulan mana, dari daftar bulannya.")
DIED_ELSEWHERE = N_(
    "Kematian dicatat petugas atau Disnaker di halaman orangnya, dengan hari wafatnya. Sesudah itu iurannya menjadi "
    "kredit perusahaan."
)


@dataclass(frozen=True)
class Leaving:
    """Who stands at this row: the name as the reader may know it, and the months that can go to somebody else."""

    batch: Batch
    row: BatchRow
    worker: Worker
    name: str
    months: list[date]


@dataclass(frozen=True)
class Plan:
    """What would happen. `came_back` rupiah are free again, `price` is what the same months cost for who comes; `name`
    is that person's as the reader may know it. `mark` stands for exactly this."""

    leaving: Leaving
    months: list[date]
    programmes: str
    came_back: int
    coming: Worker
    name: str
    area: str
    price: BatchPrice
    mark: str

    @property
    def missing(self) -> int:
        return max(self.price.amount - self.came_back, 0)

    @property
    def over(self) -> int:
        return max(self.came_back - self.price.amount, 0)


def leaving_of(*, no: str, row_id: int, by: Actor) -> Leaving:
    """For the page that asks. Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    return leaving_at(batch, row_in(batch, row_id), by)


def row_in(batch: Batch, row_id: int) -> BatchRow:
    """Raises NotThere for a row of another batch."""
    row = BatchRow.get_or_none(BatchRow.id == row_id, BatchRow.batch == batch)
    if row is None or row.worker_id is None:
        raise NotThere
    return row


def leaving_at(batch: Batch, row: BatchRow, by: Actor) -> Leaving:
    worker = row.worker
    hidden = worker.id in strangers.strangers_in(by, batch.id, [worker.id])
    stands = row.state == batch_places.READY and batch.state == "open"
    months = [month.month for month in months_to_come(batch, worker.id) if month.paid_on] if stands else []
    return Leaving(batch, row, worker, initials(worker.name) if hidden else worker.name, months)


def months_to_come(batch: Batch, worker_id: int, since: date | None = None) -> list[CoverageMonth]:
    """Live months of this person in this batch from `since` on, never before the next month; oldest first."""
    since = max(since or date.min, add_months(first_of_month(today()), 1))
    live = CoverageMonth.select(CoverageMonth, Commitment).join(Commitment)
    return list(
        live.where(
            Commitment.batch == batch,
            CoverageMonth.worker == worker_id,
            CoverageMonth.month >= since,
            CoverageMonth.released_at.is_null(),
        ).order_by(CoverageMonth.month)
    )


def can_be_replaced(batch: Batch, row_id: int) -> bool:
    """Whether the row's page shows the way: some of its months are paid and still to come."""
    row = BatchRow.get_or_none(
        BatchRow.id == row_id, BatchRow.batch == batch, BatchRow.state == batch_places.READY
    )
    return bool(row and any(month.paid_on for month in months_to_come(batch, row.worker_id)))


def plan_of(*, no: str, row_id: int, wish: ReplaceWish, by: Actor) -> Plan:
    """What the page shows before it counts. Raises NotThere, NotAllowed, Refused, WrongPerson, MonthsTaken."""
    batch = batch_seen_by(by, no)
    return plan_at(batch, row_in(batch, row_id), wish, by)


def plan_at(batch: Batch, row: BatchRow, wish: ReplaceWish, by: Actor) -> Plan:
    """The same where the caller has the batch, and may hold it."""
    if wish.reason == DIED:
        raise Refused(DIED_ELSEWHERE)
    rows = _months_that_go(batch, row, wish)
    leaving, coming = leaving_at(batch, row, by), who_comes(batch, row, wish, by)
    months = [month.month for month in rows]
    require_free(coming, months, batch)
    kind = Funder.get_by_id(batch.company.funder_id).kind
    programmes = rows[0].commitment.plan
    price = price_for(kind, {coming.occupation_id: 1}, months, plan=programmes)
    return Plan(
        leaving=leaving,
        months=months,
        programmes=programmes,
        came_back=sum(month.amount for month in rows),
        coming=coming,
        name=coming.name if wish.how == NAMED or by.role in access.SEES_ALL else initials(coming.name),
        area=places.area_name(coming.kelurahan_id, coming.home_regency),
        price=price,
        mark=_mark(rows, coming, wish, price.amount),
    )


def _months_that_go(batch: Batch, row: BatchRow, wish: ReplaceWish) -> list[CoverageMonth]:
    if row.state != batch_places.READY or batch.state != "open":
        raise Refused(NOT_IN_BATCH)
    rows = months_to_come(batch, row.worker_id)
    if not rows:
        raise Refused(NOTHING_TO_COME)
    if wish.first_month not in {month.month for month in rows}:
        raise Refused(NOT_A_MONTH)
    going = [month for month in rows if month.month >= wish.first_month]
    if any(month.paid_on is None for month in going):
        raise Refused(NOT_PAID)
    return going


def _mark(rows: list[CoverageMonth], coming: Worker, wish: ReplaceWish, price: int) -> str:
    """Another one as soon as something else would happen."""
    months = [(row.id, row.amount, row.payment_id) for row in rows]
    return sha256(repr((months, coming.id, wish.reason, price)).encode()).hexdigest()
