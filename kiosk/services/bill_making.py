"""A bill is made: its months priced by today's tariff, its lines frozen, its people held until it has to be paid."""

from collections import Counter
from contextlib import nullcontext
from datetime import date, datetime

from db.models import Batch, Bill, BillLine, CoverageMonth, Funder
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import audit, month_rows, places
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.holds import asked_until
from kiosk.services.month_rows import UnbilledMonths
from kiosk.services.numbers import fresh_number
from kiosk.services.portions import in_chunks
from kiosk.services.rates import Rates, rates_now

LINES_AT_ONCE = 500

NOTHING_TO_BILL = N_(
    "Tidak ada bulan yang dapat ditagih: belum ada pekerja siap, atau semuanya sudah ditagih."
)
MEANWHILE = N_(
    "Ada pekerja yang baru saja masuk ke batch ini, maka tagihannya belum dibuat. Tekan sekali lagi."
)


class NotDecided(Refused):
    """Whether this kind of money gets the cut has to be decided first, with a letter."""

    def __init__(self):
        super().__init__(
            N_(
                "Belum diputuskan apakah keringanan iuran PP 50/2025 berlaku bagi penanggung ini, maka tagihan belum "
                "dapat dibuat. Disnaker memutuskannya dengan surat BPJS Ketenagakerjaan."
            )
        )


def make_bill(
    funder: Funder, batch: Batch | None, planned, by: Actor, *, changes: Changes | None = None
) -> str:
    """Ask for every month that is `planned` (a condition of month_rows), in the caller's transaction, which may have
    `changes` of these people open already; answers with the bill's number. Raises NotDecided, TariffMissing, Refused
    where there is nothing to ask for."""
    rates = rates_now()
    if rates.gets_cut(funder.kind) is None:
        raise NotDecided
    people = month_rows.people(planned)
    with nullcontext(changes) if changes else changing(people) as open_changes:
        months = _priced(month_rows.unbilled(planned), planned, rates, open_changes)
        if not months:
            raise Refused(NOTHING_TO_BILL)
        until = asked_until(funder.kind, (row.month for row in months))
        bill = _bill(funder, batch, months, min(until, default=None, key=_soonest), by)
        billed = sum(_ask(planned, bill, *one, open_changes) for one in until.items())
        if billed != sum(row.count for row in months) or not _people_of(bill) <= people:
            raise Refused(MEANWHILE)
    audit.record(
        "tagihan.dibuat", by=by, kind="tagihan", subject=bill.no,
        penanggung=funder.name, jumlah=bill.amount, bulan=billed, orang=len(people),
    )  # fmt: skip
    return bill.no


def _soonest(until: datetime | None) -> datetime:
    return until or datetime.max


def _ask(planned, bill: Bill, until: datetime | None, months: list[date], changes: Changes) -> int:
    """How many months the bill asks for that hold their people so long."""
    theirs = planned & CoverageMonth.month.in_(months)
    return changes.bill(month_rows.ids(theirs), bill_id=bill.id, on=bill.issued_on, hold_until=until)


def _people_of(bill: Bill) -> set[int]:
    """Somebody may have come in after the people were held."""
    return month_rows.people(CoverageMonth.bill == bill)


def _priced(found: list[UnbilledMonths], planned, rates: Rates, changes: Changes) -> list[UnbilledMonths]:
    """By the tariff and the decision of today: what was planned at another price changes now, for the last time."""
    works, priced = places.occupations_by_code(), []
    for row in found:
        sector = works[row.occupation].sector
        rate = rates.amount(month=row.month, sector=sector, funder_kind=row.funder_kind, plan=row.plan)
        priced.append(row._replace(amount=rate))
    for row, now in zip(found, priced, strict=True):
        if row.amount != now.amount:
            changes.price(month_rows.ids(month_rows.priced_alike(planned, row)), amount=now.amount)
    return priced


def _bill(
    funder: Funder, batch: Batch | None, months: list[UnbilledMonths], until: datetime | None, by: Actor
) -> Bill:
    """`until`: when the first of its months are let go, the day it has to be paid by."""
    bill = Bill.create(
        no=fresh_number(f"T{today():%y}"),
        funder=funder,
        wadah_type=funder.wadah_type,
        batch=batch,
        amount=sum(row.amount * row.count for row in months),
        issued_on=today(),
        hold_until=until,
        created_by=by.user_id,
    )
    people: Counter = Counter()
    for row in months:
        people[row.month, row.amount] += row.count
    lines = [
        {"bill": bill.id, "month": month, "rate": rate, "people": count}
        for (month, rate), count in sorted(people.items())
    ]
    for chunk in in_chunks(lines, LINES_AT_ONCE):
        BillLine.insert_many(chunk).execute()
    return bill
