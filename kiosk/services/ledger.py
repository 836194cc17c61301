"""The ledger, thin: tariffs as dated rows, months a funder holds for a worker, protection on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from db.models import Commitment, CoverageMonth, Funder, Tariff
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.protection import CoveredMonth, protection_on
from kiosk.domain.tariff import TariffRow, monthly_tariff
from kiosk.services import settings
from kiosk.services.portions import in_chunks

PUBLIC_MONEY = ("apbd", "dbhcht")
ROWS_AT_ONCE = 300


@dataclass(frozen=True)
class Price:
    """Rupiah for a plan: at the reduced tariff if it may apply, at the full one, and whether that is decided."""

    amount: int
    full_amount: int
    decided: bool


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


def price(*, sectors: list[str], months: list[date], funder_kind: str) -> Price:
    """What these people cost over these months. Until it is decided whether ASN and CSR money gets the cut of
    PP 50/2025, `amount` is the full tariff and `decided` is False."""
    rows = tariff_rows()
    public = funder_kind in PUBLIC_MONEY
    decided = public or settings.setting("asn_csr_gets_cut") != "undecided"
    counted = {sector: sectors.count(sector) for sector in set(sectors)}
    full = _sum(rows, counted, months, public_money=True)
    amount = _sum(rows, counted, months, public_money=not _gets_cut(funder_kind))
    return Price(amount, full, decided)


def _gets_cut(funder_kind: str) -> bool:
    """Whether the cut of PP 50/2025 applies: never to public money, else as the city has decided."""
    return funder_kind not in PUBLIC_MONEY and settings.setting("asn_csr_gets_cut") == "yes"


def _sum(rows, counted: dict[str, int], months: list[date], *, public_money: bool) -> int:
    return sum(
        count * monthly_tariff(rows, month=month, sector=sector, public_money=public_money).amount
        for sector, count in counted.items()
        for month in months
    )


def monthly_amount(rows, *, month: date, sector: str, funder_kind: str) -> int:
    """The tariff a planned month is counted at, frozen with it."""
    return monthly_tariff(rows, month=month, sector=sector, public_money=not _gets_cut(funder_kind)).amount


def taken_months(worker_ids: list[int], months: list[date]) -> dict[int, list[CoverageMonth]]:
    """Live months these workers already have among `months`, by worker."""
    taken: dict[int, list[CoverageMonth]] = defaultdict(list)
    for chunk in in_chunks(worker_ids, ROWS_AT_ONCE):
        live = (
            CoverageMonth.select()
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
