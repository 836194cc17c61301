"""The ledger, thin: tariffs as dated rows, months a funder holds for a worker, protection on a day. What they cost
together stands in prices."""

from collections import defaultdict
from datetime import date

from peewee import JOIN

from db.models import Batch, Commitment, CoverageMonth, Funder, Tariff
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.protection import CoveredMonth, protection_on
from kiosk.domain.tariff import TariffRow, monthly_tariff
from kiosk.services import settings
from kiosk.services.portions import in_chunks

PUBLIC_MONEY = ("apbd", "dbhcht")
ROWS_AT_ONCE = 300


def tariff_rows() -> list[TariffRow]:
    return [
        TariffRow(row.sector, row.public_money, row.valid_from, row.valid_to, row.amount, row.basis)
        for row in Tariff.select()
    ]


def first_open_month(*, on: date | None = None) -> date:
    """The first month one may still register for: this one up to the cut-off day, else the next (setting)."""
    day = on or today()
    this_month = first_of_month(day)
    return this_month if day.day <= settings.whole("cut_off_day", on=day) else add_months(this_month, 1)


def first_payment_on(first_month: date | None = None) -> date:
    """The day on which an age is judged: the first month's first day, or today once that lies behind us. Without a
    month it is the first open one's."""
    return max(today(), first_month or first_open_month())


def gets_cut(funder_kind: str) -> bool:
    """Whether the cut of PP 50/2025 applies: never to public money, else as the city has decided."""
    return funder_kind not in PUBLIC_MONEY and settings.setting("asn_csr_gets_cut") == "yes"


def monthly_amount(rows, *, month: date, sector: str, funder_kind: str) -> int:
    """The tariff a planned month is counted at, frozen with it."""
    return monthly_tariff(rows, month=month, sector=sector, public_money=not gets_cut(funder_kind)).amount


def taken_months(worker_ids: list[int], months: list[date]) -> dict[int, list[CoverageMonth]]:
    """Live months these workers already have among `months`, by worker, with their commitment and its batch."""
    taken: dict[int, list[CoverageMonth]] = defaultdict(list)
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        live = (
            CoverageMonth.select(CoverageMonth, Commitment, Batch)
            .join(Commitment)
            .left_outer_join(Batch)
            .where(
                CoverageMonth.worker.in_(chunk),
                CoverageMonth.month.in_(months),
                CoverageMonth.released_at.is_null(),
            )
            .order_by(CoverageMonth.month)
        )
        for row in live:
            taken[row.worker_id].append(row)
    return taken


def commit_months(
    *, funder: Funder, workers: list, months: list[date], sector_of: dict[str, str], batch=None
) -> None:
    """Plan `months` for `workers` (rows with id, kelurahan_id, occupation_id) in the caller's transaction.

    Raises IntegrityError when a month is taken: the partial unique index is the judge."""
    rates = tariff_rows()
    planned = []
    for worker in workers:
        commitment = Commitment.create(
            funder=funder, worker=worker.id, batch=batch, first_month=months[0], last_month=months[-1]
        )
        sector = sector_of[worker.occupation_id]
        planned += [
            {
                "worker": worker.id,
                "month": month,
                "commitment": commitment.id,
                "funder": funder.id,
                "funder_kind": funder.kind,
                "kelurahan": worker.kelurahan_id,
                "occupation": worker.occupation_id,
                "amount": monthly_amount(rates, month=month, sector=sector, funder_kind=funder.kind),
            }
            for month in months
        ]
    for chunk in in_chunks(planned, ROWS_AT_ONCE):
        CoverageMonth.insert_many(chunk).execute()


def live_months(worker_id: int) -> list[CoverageMonth]:
    """A worker's live months with their funder, oldest first."""
    return list(
        CoverageMonth.select(CoverageMonth, Funder)
        .join(Funder, JOIN.INNER)
        .where(CoverageMonth.worker == worker_id, CoverageMonth.released_at.is_null())
        .order_by(CoverageMonth.month)
    )


def is_unpaid(row: CoverageMonth) -> bool:
    """Nobody has paid this month: it may still be let go."""
    return row.paid_on is None and row.effective_on is None


def protection(months: list[CoverageMonth], *, on: date | None = None):
    """The state of one worker on a day, from the months live_months gives."""
    day = on or today()
    covered = [CoveredMonth(row.month, row.effective_on, row.paid_on) for row in months]
    return protection_on(day, covered, lapse_months=settings.whole("lapse_months", on=day))


def protections(worker_ids: list[int], *, on: date | None = None) -> dict[int, object]:
    """The state of many workers with one query per 300 of them."""
    months: dict[int, list[CoverageMonth]] = defaultdict(list)
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        rows = CoverageMonth.select().where(
            CoverageMonth.worker.in_(chunk), CoverageMonth.released_at.is_null()
        )
        for row in rows.order_by(CoverageMonth.month):
            months[row.worker_id].append(row)
    return {worker_id: protection(months[worker_id], on=on) for worker_id in worker_ids}


def workers_protected_today():
    """The query of worker ids with an effective month today."""
    day = today()
    return CoverageMonth.select(CoverageMonth.worker).where(
        CoverageMonth.month == first_of_month(day),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on <= day,
    )


def protected_today(workers) -> int:
    """How many of the workers in query `workers` have an effective month today."""
    ids = workers.select(workers.model.id)
    return workers_protected_today().where(CoverageMonth.worker.in_(ids)).count()
