"""A bill is made: its months priced by today's tariff, its lines frozen, its people held until it has to be paid."""

from collections import Counter, defaultdict

from db.models import Batch, Bill, BillLine, Funder
from kiosk.domain import holds as steps
from kiosk.domain.clock import today
from kiosk.domain.words import N_
from kiosk.services import audit, month_rows, places
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import Changes, changing
from kiosk.services.holds import hold_until
from kiosk.services.month_rows import UnbilledMonth
from kiosk.services.numbers import fresh_number
from kiosk.services.portions import in_chunks
from kiosk.services.rates import Rates, rates_now

LINES_AT_ONCE = 500

NOTHING_TO_BILL = N_(
    "Tidak ada bulan yang dapat ditagih: belum ada pekerja siap, atau semuanya sudah ditagih."
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


def make_bill(funder: Funder, batch: Batch | None, planned, by: Actor) -> str:
    """Ask for every month that is `planned` (a condition of month_rows), in the caller's transaction; answers with the
    bill's number. Raises NotDecided, TariffMissing, Refused where there is nothing to ask for."""
    rates = rates_now()
    if rates.gets_cut(funder.kind) is None:
        raise NotDecided
    people = month_rows.people(planned)
    with changing(people) as changes:
        found = [row for row in month_rows.unbilled(planned) if row.worker_id in people]
        if not found:
            raise Refused(NOTHING_TO_BILL)
        months = _priced(found, rates, changes)
        bill = _bill(funder, batch, months, by)
        ids = [row.id for row in months]
        changes.bill(ids, bill_id=bill.id, on=bill.issued_on, hold_until=bill.hold_until)
    audit.record(
        "tagihan.dibuat", by=by, kind="tagihan", subject=bill.no,
        penanggung=funder.name, jumlah=bill.amount, bulan=len(months), orang=len(people),
    )  # fmt: skip
    return bill.no


def _priced(months: list[UnbilledMonth], rates: Rates, changes: Changes) -> list[UnbilledMonth]:
    """By the tariff and the decision of today: what was planned at another price changes now, for the last time."""
    works, changed, priced = places.occupations_by_code(), defaultdict(list), []
    for row in months:
        sector = works[row.occupation].sector
        rate = rates.amount(month=row.month, sector=sector, funder_kind=row.funder_kind, plan=row.plan)
        if rate != row.amount:
            changed[rate].append(row.id)
        priced.append(row if rate == row.amount else row._replace(amount=rate))
    for rate, ids in sorted(changed.items()):
        changes.price(ids, amount=rate)
    return priced


def _bill(funder: Funder, batch: Batch | None, months: list[UnbilledMonth], by: Actor) -> Bill:
    bill = Bill.create(
        no=fresh_number(f"T{today():%y}"),
        funder=funder,
        wadah_type=funder.wadah_type,
        batch=batch,
        amount=sum(row.amount for row in months),
        issued_on=today(),
        hold_until=hold_until(funder.kind, steps.BILLED),
        created_by=by.user_id,
    )
    people = Counter((row.month, row.amount) for row in months)
    lines = [
        {"bill": bill.id, "month": month, "rate": rate, "people": count}
        for (month, rate), count in sorted(people.items())
    ]
    for chunk in in_chunks(lines, LINES_AT_ONCE):
        BillLine.insert_many(chunk).execute()
    return bill
