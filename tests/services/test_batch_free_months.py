"""People whom somebody else funds for some months: said by kind of money, the months left over offered and taken."""

from datetime import date

import pytest

from db.connection import writing
from db.models import AuditEvent, Batch, BatchRow, CoverageMonth, Worker
from kiosk.domain.clock import add_months, months_from, utc_now
from kiosk.domain.findings import spoken
from kiosk.domain.words import month_name
from kiosk.services import (
    batch_free_sums,
    batch_free_taking,
    batch_pages,
    batch_row_lists,
    batches,
    ledger,
)
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.batch_free_sums import FreeSum
from kiosk.services.batch_row_lists import ShownRow
from kiosk.services.enrolment import enrol
from tests.ledger_rows import pay, planned_months, somebody
from tests.services.at_once import acting, all_at_once, key, nik
from tests.services.test_enrolment import entry

MONTHS = 6


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def petugas(people):
    return acting(people["petugas"])


def month(number: int) -> date:
    """Counted from 1, the first one that is open."""
    return add_months(ledger.first_open_month(), number - 1)


def known(petugas, number: int, name: str = "Sugeng") -> Worker:
    day, month, year = (int(nik(number)[at : at + 2]) for at in (6, 8, 10))
    born = date(1900 + year, month, day)
    reg_no = enrol(entry=entry(nik=nik(number), name=name, birth_on=born), client_key=key(), by=petugas)
    return Worker.get(Worker.reg_no == reg_no)


def opened(by, *numbers: int, months: int = MONTHS) -> str:
    rows = [f"{nik(number)};Sugeng;Sampangan;Nelayan" for number in numbers]
    content = "\n".join(["NIK;Nama;Kelurahan;Pekerjaan", *rows]).encode()
    wish = batches.NewBatch("Uji", ledger.first_open_month(), months, sheet=("daftar.csv", content))
    return batches.open_batch(wish=wish, client_key=key(), by=by)


def first_row(no: str, by, state: str = "funded") -> ShownRow:
    return batch_row_lists.rows_of(no=no, state=state, by=by)[0][0]


def said(row: ShownRow) -> list[str]:
    return [finding["message"] % spoken(finding["params"]) for finding in row.findings]


def take(no: str, by, row_id: int | None = None, client_key: str = "") -> tuple[int, int]:
    return batch_free_taking.take_free_months(no=no, row_id=row_id, client_key=client_key or key(), by=by)


def months_in(no: str, worker: Worker) -> list[date]:
    rows = CoverageMonth.select().where(CoverageMonth.worker == worker, CoverageMonth.released_at.is_null())
    return sorted(row.month for row in rows if row.commitment.batch and row.commitment.batch.no == no)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("apbd", "Pemerintah Kota (APBD)"),
        ("dbhcht", "Pemerintah Kota (DBHCHT)"),
        ("csr", "perusahaan lain (CSR)"),
        ("asn", "ASN orang tua asuh"),
    ],
)
def test_who_pays_is_said_by_kind_and_month_and_never_by_name(mitra, petugas, kind, words):
    planned_months(known(petugas, 1), months_from(month(1), 2), funder=somebody(kind, "PT Rahasia"))
    row = first_row(opened(mitra, 1), mitra)
    (sentence,) = said(row)
    assert words in sentence and "Rahasia" not in sentence
    assert row.free.months == tuple(months_from(month(3), 4))


def test_what_is_paid_and_what_is_only_planned_are_told_apart(mitra, petugas):
    rows = planned_months(known(petugas, 1), months_from(month(1), 2), funder=somebody("csr", "PT Rahasia"))
    pay(rows[:1])
    planned, paid = sorted(said(first_row(opened(mitra, 1), mitra)))
    assert month_name(month(1)) in paid and paid.startswith("Sudah ditanggung perusahaan (CSR)")
    assert month_name(month(2)) in planned and "belum dibayar" in planned


def test_a_batch_of_the_own_company_is_named_by_its_number(mitra):
    first = opened(mitra, 1, months=1)
    second = opened(mitra, 1)
    row = first_row(second, mitra)
    assert first in said(row)[0]


def test_the_months_left_over_are_taken_with_the_price_said_before(mitra, petugas):
    worker = known(petugas, 1)
    planned_months(worker, months_from(month(2), 2), funder=somebody("apbd"))
    no = opened(mitra, 1)
    row = first_row(no, mitra)
    free = (month(1), *months_from(month(4), 3))
    assert row.free.months == free
    assert take(no, mitra, row.id) == (1, 4)
    file = batch_pages.file_of(no=no, by=mitra)
    assert (file.counts["ready"], file.counts["funded"], file.price.amount) == (1, 0, row.free.amount)
    assert months_in(no, worker) == list(free)
    ready = first_row(no, mitra, "ready")
    assert any("Dalam batch ini hanya untuk" in sentence for sentence in said(ready))
    assert AuditEvent.get(AuditEvent.action == "batch.bulan_kosong_diambil").detail == {
        "orang": 1,
        "bulan": 4,
    }


def test_all_of_them_are_taken_by_one_press_for_the_sum_that_was_said(mitra, petugas):
    for number, held in ((1, 1), (2, 5), (3, MONTHS)):
        planned_months(known(petugas, number), months_from(month(1), held), funder=somebody("asn"))
    frozen = known(petugas, 4)
    planned_months(frozen, [month(1)], funder=somebody("asn"))
    no = opened(mitra, 1, 2, 3, 4)
    with writing():
        Worker.update(frozen_at=utc_now()).where(Worker.id == frozen.id).execute()
    batch = Batch.get(Batch.no == no)
    total = batch_free_sums.sum_of(batch)
    shown = batch_row_lists.rows_of(no=no, state="funded", by=mitra)[0]
    amounts = [row.free.amount for row in shown if row.free.may_be_taken]
    assert total == FreeSum(people=2, months=5 + 1, amount=sum(amounts))
    assert take(no, mitra) == (2, 6)
    file = batch_pages.file_of(no=no, by=mitra)
    assert (file.counts["ready"], file.counts["funded"], file.price.amount) == (2, 2, total.amount)
    assert batch_free_sums.sum_of(batch) == FreeSum(0, 0, 0)
    with pytest.raises(Refused):
        take(no, mitra)


def test_who_is_full_does_not_stand_in_the_way_of_who_is_not(mitra, petugas, monkeypatch):
    monkeypatch.setattr(batch_free_taking, "MOST", 1)
    planned_months(known(petugas, 1), months_from(month(1), MONTHS), funder=somebody("asn"))
    planned_months(known(petugas, 2), [month(1)], funder=somebody("asn"))
    no = opened(mitra, 1, 2)
    assert take(no, mitra) == (1, MONTHS - 1)


def test_one_press_sent_twice_takes_once(mitra, petugas):
    planned_months(known(petugas, 1), [month(1)], funder=somebody("asn"))
    no, once = opened(mitra, 1), key()
    assert [take(no, mitra, client_key=once) for _time in range(2)] == [(1, MONTHS - 1)] * 2
    assert BatchRow.select().where(BatchRow.state == "ready").count() == 1


def test_a_month_let_go_meanwhile_is_offered_and_one_taken_meanwhile_is_not(mitra, petugas):
    worker, asn = known(petugas, 1), somebody("asn")
    planned_months(worker, [month(1)], funder=asn)
    no = opened(mitra, 1)
    planned_months(worker, [month(2)], funder=asn)
    row = first_row(no, mitra)
    assert row.free.months == tuple(months_from(month(3), MONTHS - 2))
    assert take(no, mitra, row.id) == (1, MONTHS - 2)


def test_two_batches_that_want_the_same_months_get_them_once(people, petugas):
    staff = [acting(people[name]) for name in ("mitra", "mitra2")]
    worker = known(petugas, 1)
    planned_months(worker, [month(1)], funder=somebody("asn"))
    numbers = [opened(by, 1) for by in staff]
    answers = all_at_once(lambda no=no, by=by: take(no, by) for no, by in zip(numbers, staff, strict=True))
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "tuple"]
    assert CoverageMonth.select().where(CoverageMonth.worker == worker).count() == MONTHS


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor", "donatur"])
def test_a_stranger_takes_nothing(people, mitra, petugas, name):
    planned_months(known(petugas, 1), [month(1)], funder=somebody("asn"))
    no = opened(mitra, 1)
    with pytest.raises(NotAllowed):
        take(no, acting(people[name]))


def test_a_row_of_another_batch_or_that_is_ready_is_not_there(mitra, petugas):
    planned_months(known(petugas, 1), [month(1)], funder=somebody("asn"))
    no, other = opened(mitra, 1), opened(mitra, 2)
    row = first_row(no, mitra)
    with pytest.raises(NotThere):
        take(other, mitra, row.id)
    take(no, mitra, row.id)
    with pytest.raises(NotThere):
        take(no, mitra, row.id)


def test_nothing_is_taken_into_a_batch_that_was_withdrawn(mitra, petugas):
    planned_months(known(petugas, 1), [month(1)], funder=somebody("asn"))
    no = opened(mitra, 1)
    Batch.update(state="withdrawn").where(Batch.no == no).execute()
    with pytest.raises(Refused):
        take(no, mitra)
