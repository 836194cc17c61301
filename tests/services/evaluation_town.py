"""A small town with people at every step between the desk and cover, each brought there by the services."""

from types import SimpleNamespace

from db.models import Batch, BatchRow, CoverageMonth, Donor, Pledge, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import confirmations, cover_ends, evaluation_counting, freezing, merges
from kiosk.services.acting import Actor
from tests import ledger_rows
from tests.services import asn_desk
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed, live, pay
from tests.services.crowd import crowd, worker
from tests.services.report_city import middle_of

THIS = first_of_month(today())
LONG_AGO = add_months(THIS, -4)


def enrolled(by: Actor, count: int = 1, **other) -> list[Worker]:
    return [worker(number) for number in crowd(by, count, numbered=Worker.select().count() + 1, **other)]


def company_batch(people, company: str, count: int = 3, *, first=THIS, months: int = 2) -> Batch:
    """Its people enrolled at the post of `petugas`, their months planned."""
    numbered = Worker.select().count() + 1
    return batch_of(people, count, months, first, company, numbered=numbered)


def made_effective(batch: Batch, people) -> None:
    """Billed, paid, handed to BPJS and confirmed, all of it."""
    admin = acting(people["admin"])
    bill = billed(batch, acting(people["mitra" if batch.company.code == "sinar" else "mitra2"]))
    pay(bill, bill.amount, admin, reference=f"TRF {bill.no}")
    ledger_rows.submit(live(bill))
    confirmations.accept(month_ids=[row.id for row in live(bill)], effective_on=today(), by=admin)


def people_of(batch: Batch) -> list[Worker]:
    rows = BatchRow.select(BatchRow.worker).where(BatchRow.batch == batch).order_by(BatchRow.number)
    return [Worker.get_by_id(worker_id) for (worker_id,) in rows.tuples()]


def fostered(people, count: int = 1) -> tuple[Donor, list[CoverageMonth]]:
    """A civil servant of the secretary's department whose people have the coming month planned."""
    donor = asn_desk.donor(opd_code=people["opd"].opd.code)
    asn_desk.verified(donor, people=count)
    theirs = Pledge.select(Pledge.commitment).where(Pledge.donor == donor)
    return donor, ledger_rows.live_months(CoverageMonth.commitment.in_(theirs))


def count_all() -> None:
    evaluation_counting.count(lambda done, total: None)


def lived_in(people) -> SimpleNamespace:
    """Not counted yet. Of seventeen five are not asked of: one is protected, one has stopped, one died, one is
    frozen, and one was merged into another of them."""
    petugas, other, admin = (acting(people[name]) for name in ("petugas", "petugas2", "admin"))
    with middle_of(LONG_AGO):
        old = company_batch(people, "sinar", 4, first=LONG_AGO)
        made_effective(old, people)
        donor, months = fostered(people, 2)
        ledger_rows.pay_and_confirm(months)
    city = ledger_rows.somebody("apbd")
    promised, paid_again, lapsed, stopped = people_of(old)
    ledger_rows.planned_months(promised, [THIS], funder=city)
    ledger_rows.paid_months(paid_again, [THIS], funder=city)
    ledger_rows.planned_months(stopped, [THIS, add_months(THIS, 1)], funder=city)
    cover_ends.end_cover(reg_no=stopped.reg_no, why="stopped", last_day=today(), client_key=key(), by=petugas)
    new = company_batch(people, "bahari")
    never, let_go, by_company = enrolled(other, 2), enrolled(petugas)[0], enrolled(acting(people["mitra"]))[0]
    ledger_rows.let_go(ledger_rows.planned_months(let_go, [THIS]))
    protected, died, frozen, wrong = enrolled(petugas, 4)
    ledger_rows.paid_months(protected, [THIS], effective=1)
    cover_ends.end_cover(reg_no=died.reg_no, why="died", last_day=today(), client_key=key(), by=petugas)
    freezing.freeze(reg_no=frozen.reg_no, asker="self", reason="Minta sendiri.", client_key=key(), by=petugas)
    merges.merge(
        wrong=wrong.reg_no, right=protected.reg_no, reason="Salah ketik.", client_key=key(), by=admin
    )
    return SimpleNamespace(
        promised=promised, paid_again=paid_again, lapsed=lapsed, stopped=stopped, new=people_of(new), never=never,
        let_go=let_go, by_company=by_company, protected=protected, died=died, frozen=frozen, wrong=wrong,
        fostered=[row.worker for row in months], donor=donor, sinar=old.company, bahari=new.company, apbd=city,
    )  # fmt: skip
