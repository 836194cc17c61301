"""People of a sheet whom somebody funds for some months already: who does, by kind of money, and the months left over,
which the batch may take with their price said before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import Batch, BatchRow, Commitment, CoverageMonth, Funder, Worker
from kiosk.domain.clock import months_from
from kiosk.domain.findings import Finding, warn
from kiosk.domain.holding_words import holding_words
from kiosk.domain.words import N_
from kiosk.services import ledger, places, standing
from kiosk.services.batch_fates import as_data
from kiosk.services.rates import rates_now

FUNDED, READY = "funded", "ready"
OF_THE_DAY = ("already_funded", "months_left_over")  # findings that a row keeps from the day it was read
FREE_AGAIN = N_("Bulannya kini kosong lagi: tidak ada yang menanggungnya.")
STANDS_HERE = N_("Orang ini sudah siap dalam batch ini lewat baris lain.")
ONLY = N_("Dalam batch ini hanya untuk %(own_months)s.")


@dataclass(frozen=True)
class FreeMonths:
    """`held` says who funds which months, `months` are left over, `amount` is their price in rupiah; `why_not` is why
    they cannot be taken all the same, empty where they can."""

    held: tuple[dict, ...]
    months: tuple[date, ...]
    amount: int
    why_not: str = ""

    @property
    def may_be_taken(self) -> bool:
        return bool(self.months) and not self.why_not


def offers_for(batch: Batch, workers: list[Worker]) -> dict[int, FreeMonths]:
    """By the worker's id; four queries. Raises TariffMissing."""
    if not workers:
        return {}
    ids = [worker.id for worker in workers]
    taken = ledger.taken_months(ids, months_from(batch.first_month, batch.months))
    here, price = standing_here(batch, ids), Pricing(batch)
    return {
        worker.id: _offer(batch, worker, taken.get(worker.id, []), worker.id in here, price)
        for worker in workers
    }


def _offer(
    batch: Batch, worker: Worker, held: list[CoverageMonth], stands_here: bool, price: "Pricing"
) -> FreeMonths:
    months = free_of(batch, held)
    why_not = STANDS_HERE if stands_here else standing.FOR_COMPANIES.get(standing.why_not_free(worker), "")
    return FreeMonths(_held(batch, held), months, price.of(worker.occupation_id, months), why_not)


def open_months(batch: Batch) -> list[date]:
    """The months of the batch for which one may still register."""
    first = ledger.first_open_month()
    return [month for month in months_from(batch.first_month, batch.months) if month >= first]


def free_of(batch: Batch, held: list[CoverageMonth]) -> tuple[date, ...]:
    """Of the open months those nobody holds; `held` are the live months of one worker."""
    taken = {row.month for row in held}
    return tuple(month for month in open_months(batch) if month not in taken)


def standing_here(batch: Batch, worker_ids: Iterable[int]) -> set[int]:
    """Who of these has a place in the batch by another row."""
    rows = BatchRow.select(BatchRow.worker).where(
        BatchRow.batch == batch, BatchRow.state == READY, BatchRow.worker.in_(list(worker_ids))
    )
    return {worker_id for (worker_id,) in rows.tuples()}


def _held(batch: Batch, rows: list[CoverageMonth]) -> tuple[dict, ...]:
    """By who holds them, what is paid and what is only planned; a batch of the same company by its number."""
    holders: dict[tuple[str, str, bool], list[date]] = defaultdict(list)
    for row in rows:
        theirs = row.commitment.batch
        own = theirs is not None and theirs.company_id == batch.company_id
        who = (theirs.no, "") if own else ("", row.funder_kind)
        holders[*who, row.paid_on is not None].append(row.month)
    if not holders:
        return (as_data(warn("free_again", FREE_AGAIN)),)
    return tuple(as_data(_by_whom(*who, months)) for who, months in holders.items())


def _by_whom(no: str, kind: str, is_paid: bool, months: list[date]) -> Finding:
    sentence = holding_words(kind, is_paid=is_paid, in_own_batch=bool(no))
    named = {"no": no} if no else {}
    return warn("already_funded", sentence, held_months=months, **named)


class Pricing:
    """What months of this batch cost today, by occupation; read once."""

    def __init__(self, batch: Batch):
        self._rates, self._works = rates_now(), places.occupations_by_code()
        self._kind = Funder.get_by_id(batch.company.funder_id).kind

    def of(self, occupation: str, months: Iterable[date]) -> int:
        return sum(self.month(occupation, month) for month in months)

    def month(self, occupation: str, month: date) -> int:
        sector = self._works[occupation].sector
        return self._rates.amount(month=month, sector=sector, funder_kind=self._kind)


def only_some(batch: Batch, worker_ids: list[int]) -> dict[int, dict]:
    """Of people who stand in the batch those who never had all of its months, with a finding as it is kept with a row;
    one query."""
    months: dict[int, set[date]] = defaultdict(set)
    rows = CoverageMonth.select(CoverageMonth.worker, CoverageMonth.month).join(Commitment)
    for worker_id, month in rows.where(
        Commitment.batch == batch, CoverageMonth.worker.in_(worker_ids)
    ).tuples():
        months[worker_id].add(month)
    return {
        worker_id: as_data(warn("only_some", ONLY, own_months=sorted(theirs)))
        for worker_id, theirs in months.items()
        if len(theirs) < batch.months
    }
