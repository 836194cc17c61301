"""A place in a paid batch goes to somebody else for the months to come: months, money and rows in one transaction."""

from datetime import date, timedelta

import pytest

from db.connection import writing
from db.models import (
    AuditEvent,
    Batch,
    BatchRow,
    Bill,
    Company,
    CoverageMonth,
    Credit,
    Funder,
    Message,
    Payment,
    Tariff,
    Worker,
)
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.domain.registration import new_registration_number
from kiosk.services import batch_replacements, bills, tariffs
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.batch_replacement_plans import plan_of
from kiosk.services.batch_replacements import HasChanged
from kiosk.services.batch_successors import NAMED, WAITING, ReplaceWish, WrongPerson
from kiosk.services.commitments import commit_months
from kiosk.services.months_taken import MonthsTaken
from kiosk.services.tariffs import NewTariff
from tests.ledger_rows import confirm, planned_months
from tests.services.at_once import acting, key, nik
from tests.services.billing import batch_of, billed, money_adds_up, pay
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up
from tests.services.picking import live
from tests.web.desk import KAUMAN

THIS = first_of_month(today())
NEXT = add_months(THIS, 1)


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def batch(people, mitra, admin):
    """Two people for four months from this one, all paid; BPJS has confirmed the first month."""
    batch = batch_of(people, 2, 4)
    bill = billed(batch, mitra)
    pay(bill, bill.amount, admin)
    confirm([row for row in CoverageMonth.select() if row.month == THIS])
    return batch


@pytest.fixture
def waiting_two(people, petugas, batch) -> list[Worker]:
    found = [worker(number) for number in crowd(petugas, 2, numbered=20)]
    for days, one in zip((40, 30), found, strict=True):
        Worker.update(enrolled_on=today() - timedelta(days=days)).where(Worker.id == one.id).execute()
    return found


def first_row(batch) -> BatchRow:
    return (
        BatchRow.select()
        .where(BatchRow.batch == batch, BatchRow.state == "ready")
        .order_by(BatchRow.id)
        .first()
    )


def wish(**other) -> ReplaceWish:
    return ReplaceWish(
        **{"reason": "stopped", "first_month": NEXT, "how": WAITING, "kelurahan": KAUMAN, **other}
    )


def replace(batch, by, what: ReplaceWish | None = None, *, row: BatchRow | None = None, **how):
    what, row = what or wish(), row or first_row(batch)
    seen = how.pop("seen", None) or plan_of(no=batch.no, row_id=row.id, wish=what, by=by).mark
    how = {"note": "", "client_key": key(), **how}
    return batch_replacements.replace(no=batch.no, row_id=row.id, wish=what, seen=seen, by=by, **how)


def months(one: Worker) -> list[tuple[date, bool]]:
    return [(row.month, row.paid_on is not None) for row in live(one)]


def test_the_longest_waiting_takes_the_months_to_come_and_they_are_paid(batch, mitra, waiting_two):
    row = first_row(batch)
    before = Payment.get()
    done = replace(batch, mitra)
    assert done.missing == 0
    assert months(row.worker) == [(THIS, True)]
    assert months(waiting_two[0]) == [(month, True) for month in months_from(NEXT, 3)]
    assert months(waiting_two[1]) == []
    assert (Payment.get().allocated, Payment.get().credited) == (before.allocated, 0)
    assert BatchRow.get_by_id(row.id).state == "released"
    new = BatchRow.get(BatchRow.replaces == row.id)
    assert (new.worker_id, new.state, new.picked) == (waiting_two[0].id, "ready", True)
    assert adds_up()
    money_adds_up()


def test_what_was_let_go_says_why_and_nothing_of_it_is_effective_for_the_new_one(batch, mitra, waiting_two):
    replace(batch, mitra)
    gone = CoverageMonth.select().where(CoverageMonth.released_at.is_null(False))
    assert {row.released_why for row in gone} == {"replaced"}
    assert all(row.effective_on is None for row in live(waiting_two[0]))


def test_both_are_told_and_so_is_the_company(batch, mitra, waiting_two):
    row = first_row(batch)
    replace(batch, mitra)
    told = Message.get(Message.worker == row.worker_id)
    assert (told.kind, told.state) == ("ending", "by_hand")
    letter = Message.get(Message.batch == batch)
    assert batch.no in letter.subject and row.worker.name not in letter.text
    line = AuditEvent.get(AuditEvent.action == "batch.pekerja_diganti")
    assert (line.detail["keluar"], line.detail["masuk"]) == (row.worker.reg_no, waiting_two[0].reg_no)


def test_the_same_form_again_changes_nothing_more(batch, mitra, waiting_two):
    row, what, same = first_row(batch), wish(), key()
    seen = plan_of(no=batch.no, row_id=row.id, wish=what, by=mitra).mark
    first = replace(batch, mitra, what, row=row, seen=seen, client_key=same)
    assert replace(batch, mitra, what, row=row, seen=seen, client_key=same) == first
    assert Bill.select().count() == 2


def test_a_higher_tariff_leaves_something_to_pay(batch, mitra, admin, waiting_two):
    for old in list(Tariff.select().where(Tariff.withdrawn_at.is_null(), Tariff.programmes == "JKK+JKM")):
        dearer = NewTariff(
            old.programmes, old.sector, old.public_money, old.valid_from, old.valid_to, old.amount + 1_000, "Baru"
        )  # fmt: skip
        tariffs.replace(
            tariff_id=old.id, keep_rest=True, why="baru", client_key=key(), by=admin, wish=dearer
        )  # fmt: skip
    row = first_row(batch)
    plan = plan_of(no=batch.no, row_id=row.id, wish=wish(), by=mitra)
    done = replace(batch, mitra)
    assert plan.missing == 3_000
    assert done.amount == plan.price.amount and done.missing > 0
    paid = [row for row in live(waiting_two[0]) if row.paid_on]
    assert done.used == sum(row.amount for row in paid) and len(paid) == 2
    assert bills.open_bill_of(batch).no == done.bill_no
    assert adds_up()


def test_what_is_over_stays_credit(batch, mitra, admin, waiting_two):
    """Who comes is paid for from a later month on than who left had money for."""
    row = first_row(batch)
    replace(batch, mitra, wish(first_month=add_months(NEXT, 1)))
    assert months(row.worker) == [(THIS, True), (NEXT, True)]
    assert sum(credit.amount for credit in Credit.select()) == 0
    assert adds_up()


def test_somebody_of_the_company_comes_by_number(people, batch, mitra, petugas):
    own = _own_of_company(people, petugas)
    replace(batch, mitra, wish(how=NAMED, number=own.reg_no.lower(), kelurahan=""))
    assert months(own)[-3:] == [(month, True) for month in months_from(NEXT, 3)]
    assert not BatchRow.get(
        BatchRow.worker == own, BatchRow.state == "ready", BatchRow.replaces.is_null(False)
    ).picked


def _own_of_company(people, petugas) -> Worker:
    """Of another batch of the same company, whose month is this one alone."""
    own = worker(crowd(petugas, 1, numbered=50)[0])
    company = Company.get(Company.code == "sinar")
    with writing():
        batch = Batch.create(
            no="B26-LAIN", company=company, name="Lain", first_month=THIS, months=1, created_by_id=1
        )  # fmt: skip
        BatchRow.create(batch=batch, number=1, worker=own, state="ready")
        commit_months(funder=Funder.get_by_id(company.funder_id), workers=[own], months=[THIS], batch=batch)
    return own


def test_a_number_of_nobody_and_of_somebody_else_s_are_answered_alike(batch, mitra, waiting_two):
    for number in (waiting_two[0].reg_no, nik(20), nik(999), new_registration_number()):
        with pytest.raises(Refused, match="tidak dikenal di antara orang perusahaan"):
            replace(batch, mitra, wish(how=NAMED, number=number), seen="x")


def test_what_is_no_number_is_said(batch, mitra):
    with pytest.raises(Refused, match="Tulis nomor registrasi"):
        replace(batch, mitra, wish(how=NAMED, number="Slamet"), seen="x")


def test_the_admin_names_anybody_whose_months_are_free(batch, admin, waiting_two):
    planned_months(waiting_two[1], [add_months(NEXT, 1)])
    with pytest.raises(MonthsTaken):
        replace(batch, admin, wish(how=NAMED, number=waiting_two[1].reg_no), seen="x")
    replace(batch, admin, wish(how=NAMED, number=waiting_two[0].reg_no))
    assert len(months(waiting_two[0])) == 3


def test_who_stands_in_another_batch_of_the_company_is_told_with_that_batch(
    people, batch, mitra, waiting_two
):
    other = Batch.create(
        no="B26-lain",
        company=batch.company,
        name="Lain",
        first_month=NEXT,
        months=1,
        created_by_id=people["mitra"].id,
    )
    taken = waiting_two[0]
    with writing():
        BatchRow.create(batch=other, number=1, worker=taken, state="ready")
        commit_months(
            funder=Funder.get_by_id(batch.company.funder_id), workers=[taken], months=[NEXT], batch=other
        )
    with pytest.raises(WrongPerson) as refused:
        plan_of(no=batch.no, row_id=first_row(batch).id, wish=wish(how=NAMED, number=taken.reg_no), by=mitra)
    assert "B26-lain" in refused.value.message % refused.value.params


def test_a_replacement_is_undone_by_another_one(batch, mitra, waiting_two):
    row = first_row(batch)
    left = row.worker
    replace(batch, mitra)
    new = BatchRow.get(BatchRow.replaces == row.id)
    replace(batch, mitra, wish(how=NAMED, number=left.reg_no, reason="other"), row=new)
    assert months(left) == [(month, True) for month in months_from(THIS, 4)]
    assert months(waiting_two[0]) == []
    states = sorted(one.state for one in BatchRow.select().where(BatchRow.worker == left))
    assert states == ["ready", "repeated"]
    assert Payment.get().credited == 0
    assert adds_up()
    money_adds_up()


def test_what_was_shown_and_is_so_no_longer_is_shown_again(batch, mitra, waiting_two):
    row = first_row(batch)
    seen = plan_of(no=batch.no, row_id=row.id, wish=wish(), by=mitra).mark
    planned_months(waiting_two[0], [NEXT])
    with pytest.raises(HasChanged):
        replace(batch, mitra, row=row, seen=seen)
    assert BatchRow.get_by_id(row.id).state == "ready" and Bill.select().count() == 1


def test_this_month_stays_with_who_has_it(batch, mitra, waiting_two):
    with pytest.raises(Refused, match="Pilih mulai bulan"):
        replace(batch, mitra, wish(first_month=THIS), seen="x")


def test_months_that_are_not_paid_are_not_replaced(people, mitra, petugas):
    batch = batch_of(people, 2, 3)
    crowd(petugas, 1, numbered=20)
    with pytest.raises(Refused, match="belum semuanya dibayar"):
        replace(batch, mitra, seen="x")
    billed(batch, mitra)
    with pytest.raises(Refused, match="belum semuanya dibayar"):
        replace(batch, mitra, seen="x")


def test_a_death_is_recorded_where_deaths_are(batch, mitra):
    with pytest.raises(Refused, match="hari wafatnya"):
        replace(batch, mitra, wish(reason="died"), seen="x")


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_strangers_replace_nobody(people, batch, waiting_two, name):
    with pytest.raises(NotAllowed):
        replace(batch, acting(people[name]), seen="x")


def test_a_row_of_another_batch_is_not_there(people, batch, admin):
    other = batch_of(people, 1, 1, company="bahari", numbered=70)
    with pytest.raises(NotThere):
        replace(batch, admin, row=first_row(other), seen="x")


def test_money_of_several_payments_is_joined_to_pay_the_same_months(people, mitra, admin, petugas):
    batch = batch_of(people, 2, 3)
    bill = billed(batch, mitra)
    for number, part in enumerate((bill.amount // 2, bill.amount - bill.amount // 2), 1):
        pay(bill, part, admin, reference=f"TRF {number}")
    crowd(petugas, 1, numbered=20)
    assert replace(batch, mitra).missing == 0
    assert adds_up()
    money_adds_up()
