"""The report of a month of a batch: who is protected, what happened, until when the money lasts."""

from datetime import date, datetime, timedelta

import pytest

from db.connection import writing
from db.models import Batch, BatchRow, Bill, Card, CoverageMonth, Worker
from kiosk.domain.clock import add_months, noon_of, today
from kiosk.domain.words import initials, month_name, rupiah
from kiosk.services import batch_reports, confirmations, releases
from kiosk.services.acting import NotAllowed
from tests.ledger_rows import let_go, live_months
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.web.papers import pages_of

NEXT = add_months(THIS, 1)


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


@pytest.fixture
def admin(people):
    return acting(people["admin"])


def report(batch: Batch, by, month: date = THIS, part: int = 1) -> str:
    content = batch_reports.report_pdf(no=batch.no, month=month, part=part, by=by)
    return " ".join(" ".join(pages_of(content)).split())


def one_month_paid(people, mitra, admin, count: int = 3) -> tuple[Batch, Bill]:
    """Two months asked for, the first paid for everybody and confirmed for all but one."""
    batch = batch_of(people, count, 2)
    bill = billed(batch, mitra)
    first = [row for row in live(bill) if row.month == THIS]
    pay(bill, sum(row.amount for row in first), admin)
    confirmations.accept(month_ids=[row.id for row in first[1:]], effective_on=today(), by=admin)
    return batch, bill


def test_it_counts_who_is_protected_and_who_is_not_yet(people, mitra, admin):
    batch, _bill = one_month_paid(people, mitra, admin)
    said = report(batch, mitra)
    assert "2 orang terlindungi JKK dan JKM" in said
    assert "3 orang ditanggung batch ini" in said
    assert "1 orang dibayar, belum dikonfirmasi BPJS: belum terlindungi" in said
    assert "Di antaranya 1 orang belum dapat diajukan kepada BPJS." in said  # nobody knows the mother's name
    assert said.count("terlindungi, mulai bulan ini") == 2
    assert "2 orang mulai terlindungi bulan ini" in said


def test_a_month_to_come_claims_nothing(people, mitra, admin):
    batch, bill = one_month_paid(people, mitra, admin)
    said = report(batch, mitra, NEXT)
    assert "0 orang terlindungi" in said
    assert "3 orang ditagih, belum dibayar" in said
    asked = sum(row.amount for row in live(bill) if row.month == NEXT)
    assert f"Rp0 dibayar dari {rupiah(asked)}" in said


def test_it_says_until_when_the_money_lasts_and_what_is_left(people, mitra, admin):
    batch, bill = one_month_paid(people, mitra, admin)
    said = report(batch, mitra)
    paid = sum(row.amount for row in live(bill) if row.paid_on)
    assert f"sampai {month_name(THIS)} 3 orang" in said
    assert f"dibayar {rupiah(paid)}, ditagih dan belum dibayar {rupiah(bill.amount - paid)}" in said


def test_whom_it_took_from_a_list_has_initials_for_every_reader(people, mitra, admin):
    batch = batch_of(people, 2, 1)
    stranger = BatchRow.select().order_by(BatchRow.id).first()
    BatchRow.update(picked=True).where(BatchRow.id == stranger.id).execute()
    for by in (mitra, admin, acting(people["auditor"])):
        said = report(batch, by)
        assert "Orang 00001" not in said and "Orang 00002" in said
        assert "disebut dengan inisial" in said
    assert initials("Orang 00001") in said


def test_once_a_month_is_paid_the_company_reads_the_name_as_elsewhere(people, mitra, admin):
    batch = batch_of(people, 2, 1)
    first, other = BatchRow.select().order_by(BatchRow.id)
    BatchRow.update(picked=True).where(BatchRow.batch == batch).execute()
    bill = billed(batch, mitra)
    pay(bill, live(bill)[0].amount, admin)
    paid = {row.worker_id for row in live(bill) if row.paid_on}
    known, unknown = (first, other) if first.worker_id in paid else (other, first)
    said = report(batch, mitra)
    assert f"{known.worker.name} {known.worker.reg_no}" in said
    assert unknown.worker.name not in said and unknown.worker.reg_no not in said
    assert "disebut dengan inisial" in said
    pay(bill, live(bill)[0].amount, admin, reference="TRF 2")
    assert "inisial" not in report(batch, mitra)


def test_two_people_of_one_name_are_told_apart(people, mitra):
    batch = batch_of(people, 2, 1)
    Worker.update(name="Dewi Setiawan").execute()
    said = report(batch, mitra)
    for worker in Worker.select():
        assert f"Dewi Setiawan {worker.reg_no}" in said


def test_who_was_let_go_is_told_by_reason_and_initials(people, mitra, admin):
    batch, _bill = one_month_paid(people, mitra, admin)
    one, other = Worker.select().order_by(Worker.id).limit(2)
    let_go(live_months(CoverageMonth.worker == one), why=releases.DIED)
    let_go(live_months(CoverageMonth.worker == other, CoverageMonth.month == NEXT), why=releases.WITHDRAWN)
    said = report(batch, mitra)
    assert f"1 orang wafat: {initials(one.name)}" in said and ".." not in said
    assert "1 orang bulannya dilepas: alasan lain" in said
    assert "persetujuan" not in said.partition("Yang terjadi")[2].partition("Sampai kapan")[0]
    assert one.name not in said and other.name in said


def test_who_lost_cover_is_told_in_the_month_it_was_lost(people, mitra, admin):
    batch, _bill = one_month_paid(people, mitra, admin)
    lost = Worker.select().order_by(Worker.id.desc()).first()
    let_go(live_months(CoverageMonth.worker == lost, CoverageMonth.month == NEXT))
    assert "terlindungi bulan sebelumnya, bulan ini tidak ada yang menanggung" in report(batch, mitra, NEXT)
    assert "terlindungi bulan sebelumnya" not in report(batch, mitra, THIS)


def test_who_came_for_another_is_named(people, mitra):
    batch = batch_of(people, 2, 1)
    old, new = BatchRow.select().order_by(BatchRow.id)
    BatchRow.update(replaces=old).where(BatchRow.id == new.id).execute()
    assert "1 orang masuk menggantikan orang lain dalam batch ini: Orang 00002" in report(batch, mitra)


def test_cards_in_the_hands_of_their_owners_are_counted_in_their_month(people, mitra):
    batch = batch_of(people, 3, 2)
    for number, worker in enumerate(Worker.select().order_by(Worker.id)):
        Card.create(
            serial=f"K-{number}", worker=worker, token=f"uji-{number}", created_by=people["petugas"].id,
            handed_at=noon_of(THIS) if number else None,
        )  # fmt: skip
    assert "2 orang kartunya diserahkan bulan ini" in report(batch, mitra)
    assert "kartunya diserahkan" not in report(batch, mitra, NEXT)


def test_what_happened_on_the_last_evening_belongs_to_that_month(people, mitra):
    """Semarang is seven hours ahead of the times that are kept."""
    batch = batch_of(people, 1, 2)
    let_go(live_months(CoverageMonth.month == NEXT))
    evening = datetime(NEXT.year, NEXT.month, 1) - timedelta(hours=8)  # 23.00 in Semarang
    after = datetime(NEXT.year, NEXT.month, 1) - timedelta(hours=6)  # 01.00 of the next month
    for at, month in ((evening, THIS), (after, NEXT), (noon_of(THIS), THIS)):
        with writing():
            CoverageMonth.update(released_at=at).where(CoverageMonth.released_at.is_null(False)).execute()
        told = {one: "bulannya dilepas" in report(batch, mitra, one) for one in (THIS, NEXT)}
        assert told == {one: one == month for one in (THIS, NEXT)}, at


def test_an_empty_month_says_so(people, mitra):
    batch = batch_of(people, 1, 1)
    let_go(live_months())
    BatchRow.delete().execute()
    said = report(batch, mitra)
    assert f"Tidak ada orang yang ditanggung batch ini untuk {month_name(THIS)}" in said
    assert "Siapa yang ditanggung" not in said


def test_a_quiet_month_says_that_nothing_changed(people, mitra):
    assert "Tidak ada yang berubah bulan ini" in report(batch_of(people, 1, 1), mitra)


def test_a_large_batch_comes_in_parts_and_everybody_stands_in_one(people, mitra, monkeypatch):
    batch = batch_of(people, 5, 1)
    monkeypatch.setattr(batch_reports, "PEOPLE_IN_PART", 2)
    parts = [report(batch, mitra, part=part) for part in (1, 2, 3)]
    named = [[number for number in range(1, 6) if f"Orang {number:05d}" in said] for said in parts]
    assert sorted(number for one in named for number in one) == [1, 2, 3, 4, 5]
    assert [len(one) for one in named] == [2, 2, 1]
    assert "bagian 3 dari 3" in parts[2] and "Yang terjadi" not in parts[2]


def test_a_month_of_another_time_is_refused(people, mitra):
    batch = batch_of(people, 1, 1)
    with pytest.raises(batch_reports.NotItsMonth):
        report(batch, mitra, add_months(THIS, 5))


def test_another_company_and_another_post_read_nothing(people, mitra):
    batch = batch_of(people, 1, 1)
    for name in ("mitra2", "petugas", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            report(batch, acting(people[name]))


def test_month_begun_after_its_last_day_is_paid_and_protected_nobody(people, mitra, admin):
    batch, _bill = one_month_paid(people, mitra, admin)
    CoverageMonth.update(effective_on=NEXT).where(CoverageMonth.effective_on.is_null(False)).execute()
    said = report(batch, mitra)
    assert "0 orang terlindungi JKK dan JKM" in said
    assert "2 orang dibayar, BPJS memulai sesudah bulan itu: belum terlindungi oleh bulan ini" in said
    assert "mulai terlindungi bulan ini" not in said
