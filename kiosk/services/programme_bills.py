"""The monthly bills of a programme: which months wait for one, what one would ask for, those that were made.

A bill of the city's money is of one funder and month (bills.bill_funder): all of it that no bill asks for yet, under
whatever programme it was promised, without whom BPJS cannot be asked for (bill_held_back)."""

from dataclasses import dataclass, field
from datetime import date

from peewee import SQL, fn

from db.models import Bill, BillLine, CoverageMonth, Programme
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import N_, month_name, rupiah
from kiosk.services import access, bill_held_back, bills, month_rows, places, programme_months
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.bill_months import BillSums, sums_of
from kiosk.services.programme_lookup import programme_seen_by
from kiosk.services.programme_months import ProgrammeMonth
from kiosk.services.rates import rates_now

MONTHS_AHEAD = 1  # a bill is made for the month that comes, not for all the year at once
SUM_CHANGED = N_(
    "Sementara itu isi tagihan ini berubah: jumlahnya kini %(amount)s. Periksa lagi, lalu buat tagihannya."
)
MADE_ALREADY = N_("Tagihan %(month)s sudah dibuat: %(no)s. Tidak ada lagi yang ditagih untuk bulan itu.")
# The words of the partial index coveragemonth_city_unbilled: a parameter in their place would not find it.
CITY_MONEY = SQL("('apbd', 'dbhcht')")


@dataclass(frozen=True)
class MonthToBill:
    """`own` of its people are the programme's; the others were promised this money outside it. `due`: its bill is made
    by now (the month has begun, or is the next). `can_be_billed`: BPJS can be asked for one of them at least."""

    month: date
    people: int
    own: int
    amount: int
    due: bool
    can_be_billed: bool


@dataclass(frozen=True)
class DueMonths:
    """What of one fund and year waits for a bill now: months whose bill can be made, those for which BPJS can not be
    asked for anybody yet (`stuck`), and how many `people` these hold up. Months in order."""

    months: list[date] = field(default_factory=list)
    stuck: list[date] = field(default_factory=list)
    people: int = 0


@dataclass(frozen=True)
class MadeBill:
    bill: Bill
    months: list[date]
    sums: BillSums


@dataclass(frozen=True)
class Proposal:
    """What a bill of this month would ask for, by the tariff of today: (rate, people) and their sum. `due` as in
    MonthToBill; `held_back` people are left out of it, as BPJS cannot be asked for them."""

    month: date
    lines: list[tuple[int, int]]
    people: int
    amount: int
    due: bool
    held_back: int


def to_bill(programme: Programme, months: list[ProgrammeMonth]) -> list[MonthToBill]:
    """The months of its year that no bill asks for yet, at the prices they were promised at; `months` are its own."""
    own = {one.month: one.sums[programme_months.UNBILLED].people for one in months}
    first, last = date(programme.year, 1, 1), date(programme.year, 12, 1)
    rows = _unbilled(programme.funder_id, first, last)
    rows, until = list(rows), last_due()
    able = bill_held_back.with_somebody_able([(programme.funder_id, month) for month, *_sums in rows])
    return [
        MonthToBill(
            month, people, own[month], int(amount), month <= until, (programme.funder_id, month) in able
        )
        for month, people, amount in rows
    ]


def due(programme: Programme) -> DueMonths:
    """What waits for a bill of this programme's money and year now."""
    return due_months([programme]).get((programme.funder_id, programme.year), DueMonths())


def due_months(programmes: list[Programme]) -> dict[tuple[int, int], DueMonths]:
    """The same by fund and year of these: one query, which an index answers; one that stops at the first of each month
    who can be billed; and one more for each fund and year that is stuck."""
    funders = {row.funder_id for row in programmes}
    first = min((row.year for row in programmes), default=today().year)
    months = _waiting(CoverageMonth.funder.in_(funders), date(first, 1, 1), last_due())
    pairs = sorted(months.select(CoverageMonth.funder, CoverageMonth.month).distinct().tuples())
    asked_for = {(row.funder_id, row.year) for row in programmes}
    pairs = [(funder_id, month) for funder_id, month in pairs if (funder_id, month.year) in asked_for]
    able = bill_held_back.with_somebody_able(pairs)
    by_year: dict[tuple[int, int], tuple[list[date], list[date]]] = {}
    for funder_id, month in pairs:
        kinds = by_year.setdefault((funder_id, month.year), ([], []))
        kinds[(funder_id, month) not in able].append(month)
    return {
        key: DueMonths(due_now, stuck, _people(key[0], stuck)) for key, (due_now, stuck) in by_year.items()
    }


def _people(funder_id: int, stuck: list[date]) -> int:
    if not stuck:
        return 0
    waiting = _waiting(CoverageMonth.funder == funder_id, stuck[0], stuck[-1])
    waiting = waiting.where(CoverageMonth.month.in_(stuck))
    return waiting.select(fn.COUNT(CoverageMonth.worker.distinct())).scalar()


def last_due() -> date:
    """The last month whose bill is made by now."""
    return add_months(first_of_month(today()), MONTHS_AHEAD)


def made_bills(programme: Programme) -> list[MadeBill]:
    """Of its funder, with a line in its year and not taken back; the newest first."""
    in_year = BillLine.month.between(date(programme.year, 1, 1), date(programme.year, 12, 1))
    lines = BillLine.select(BillLine.bill, BillLine.month).join(Bill)
    lines = lines.where(Bill.funder == programme.funder_id, Bill.cancelled_at.is_null(), in_year)
    months: dict[int, set[date]] = {}
    for bill_id, month in lines.tuples():
        months.setdefault(bill_id, set()).add(month)
    sums = sums_of(months)
    found = Bill.select().where(Bill.id.in_(list(months))).order_by(Bill.issued_on.desc(), Bill.id.desc())
    return [MadeBill(bill, sorted(months[bill.id]), sums.get(bill.id, BillSums())) for bill in found]


def bills_of_month(programme: Programme, month: date) -> list[Bill]:
    """Of its funder, that ask for this month and were not taken back; the newest first."""
    lines = BillLine.select(BillLine.bill).where(BillLine.month == month)
    own = (Bill.funder == programme.funder_id) & Bill.cancelled_at.is_null() & Bill.id.in_(lines)
    return list(Bill.select().where(own).order_by(Bill.id.desc()))


def proposal(*, no: str, month: date, by: Actor) -> tuple[Programme, Proposal]:
    """Raises NotThere for a month of another year, NotAllowed, TariffMissing."""
    programme = programme_seen_by(by, no)
    if month.year != programme.year:
        raise NotThere
    rates, works, lines = rates_now(), places.occupations_by_code(), {}
    held_back = bill_held_back.ids_of(programme.funder_id, month)
    planned = bill_held_back.months_to_bill(programme.funder_id, month, without=held_back)
    for row in month_rows.unbilled(planned):
        sector = works[row.occupation].sector
        rate = rates.amount(month=month, sector=sector, funder_kind=row.funder_kind, plan=row.plan)
        lines[rate] = lines.get(rate, 0) + row.count
    amount = sum(rate * people for rate, people in lines.items())
    return programme, Proposal(
        month,
        sorted(lines.items()),
        sum(lines.values()),
        amount,
        due=month <= last_due(),
        held_back=len(held_back),
    )


def bill_month(*, no: str, month: date, client_key: str, by: Actor, amount: int | None = None) -> str:
    """Answers with the bill's number; `amount`: the sum of the proposal that was read. Raises NotThere, NotAllowed,
    KeyInUse, Refused where nothing is left, or where it is another sum by now."""
    access.require(by.role == "admin")
    programme, now = proposal(no=no, month=month, by=by)
    if now.people and amount not in (None, now.amount):
        raise Refused(SUM_CHANGED, amount=rupiah(now.amount))
    try:
        return bills.bill_funder(funder_id=programme.funder_id, month=month, client_key=client_key, by=by)
    except Refused as nothing:
        made = bills_of_month(programme, month)
        if now.people or now.held_back or not made:
            raise
        raise Refused(MADE_ALREADY, month=month_name(month), no=made[0].no) from nothing


def _unbilled(funder_id: int, first: date, last: date):
    columns = (CoverageMonth.month, fn.COUNT(CoverageMonth.id), fn.SUM(CoverageMonth.amount))
    months = _waiting(CoverageMonth.funder == funder_id, first, last).select(*columns)
    return months.group_by(CoverageMonth.month).order_by(CoverageMonth.month).tuples()


def _waiting(whose, first: date, last: date):
    """Months of the city's money without a bill: what the index holds."""
    live = CoverageMonth.released_at.is_null() & programme_months.is_in(programme_months.UNBILLED)
    city = live & CoverageMonth.funder_kind.in_(CITY_MONEY)
    return CoverageMonth.select().where(whose, CoverageMonth.month.between(first, last), city)
