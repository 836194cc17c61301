"""A bill after BPJS has rejected somebody: page and paper say what was let go and why, by what it was paid, what is
over, and BPJS's receipt. Its lines stay."""

import pytest

from db.connection import writing
from db.models import Bill, BillLine, CoverageMonth, Payment, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import long_date, rupiah
from kiosk.services import payment_reversals, releases
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import changing
from tests.ledger_rows import live_months
from tests.services.at_once import acting
from tests.services.billing import live, pay
from tests.services.bpjs_desk import asked, says, take_in
from tests.services.paid_batches import billed_batch
from tests.web import desk
from tests.web.papers import text_of


@pytest.fixture
def bill(people) -> Bill:
    return billed_batch(people)


@pytest.fixture
def by(people):
    return acting(people["admin"])


def reject(worker: Worker, by) -> None:
    asked([worker], by=by)
    take_in([says(worker, accepted=False, reason="NIK tidak padan")], by=by)


def let_go(months: list[CoverageMonth], why: str) -> None:
    people = {row.worker_id for row in months}
    with writing():
        payment_reversals.hold_payments_of(people)
        with changing(people) as changes:
            releases.release(months, why=why, by=SYSTEM, changes=changes)


def both(client, bill: Bill, visit) -> dict[str, str]:
    page = visit(client, f"/tagihan/{bill.no}").text.partition("<main")[2]
    return {"page": page, "paper": text_of(client.get(f"/tagihan/{bill.no}.pdf"))}


def test_what_was_let_go_paid_and_is_over_stands_on_page_and_paper(client_for, by, bill, visit):
    lines = list(BillLine.select().order_by(BillLine.id).dicts())
    pay(bill, bill.amount, by, reference="TRF BNI 4471")
    gone = Worker.get_by_id(live(bill)[0].worker_id)
    reject(gone, by)
    half = rupiah(bill.amount // 2)
    desk.send(
        client_for("admin"),
        f"/tagihan/{bill.no}/bukti-bpjs",
        {"client_key": desk.key(), "receipt_no": "EPS/26-0042", "received_on": f"{today():%d/%m/%Y}"},
    )
    for name in ("mitra", "admin", "auditor"):
        for place, text in both(client_for(name), bill, visit).items():
            for words in (
                rupiah(bill.amount), "ditolak BPJS", "1 orang", "2 bulan pekerja", half, "TRF BNI 4471",
                long_date(today()), "Kredit yang masih tersisa", "EPS/26-0042",
            ):  # fmt: skip
                assert words in text, (name, place, words)
    assert list(BillLine.select().order_by(BillLine.id).dicts()) == lines
    assert Payment.get().credited == bill.amount // 2


def test_nothing_more_is_asked_of_a_bill_whose_people_were_rejected_before_it_was_paid(
    client_for, by, bill, visit
):
    for worker_id in {row.worker_id for row in live(bill)}:
        reject(Worker.get_by_id(worker_id), by)
    for place, text in both(client_for("mitra"), bill, visit).items():
        assert "ditolak BPJS" in text and "2 orang" in text and "4 bulan pekerja" in text, place
        assert "Kredit yang masih" not in text and "Bayar paling lambat" not in text, place


def test_a_new_bill_says_nothing_of_what_has_not_happened(client_for, bill, visit):
    for text in both(client_for("mitra"), bill, visit).values():
        assert "Sejak tagihan dibuat" not in text and "Pembayaran yang diterima" not in text


@pytest.mark.parametrize("why", ["withdrawn", "merged"])
def test_a_company_reads_no_more_of_a_reason_than_it_may(client_for, by, bill, visit, why):
    pay(bill, bill.amount, by)
    let_go(live(bill)[:1], why)
    words = {"withdrawn": "persetujuan ditarik", "merged": "sudah ditanggung dengan nomor lain"}[why]
    for place, text in both(client_for("mitra"), bill, visit).items():
        assert "alasan lain" in text and words not in text, place
    assert words in both(client_for("admin"), bill, visit)["page"]


def test_reasons_a_company_may_not_know_stand_in_one_line(client_for, by, bill, visit):
    pay(bill, bill.amount, by)
    first, second, *_rest = live(bill)
    let_go([first], "withdrawn")
    let_go([second], "merged")
    page = (
        both(client_for("mitra"), bill, visit)["page"].partition('id="bill-account"')[2].partition("</ul>")[0]
    )
    assert page.count("alasan lain") == 1 and "2 bulan pekerja" in page
    assert len(live_months(CoverageMonth.bill == bill)) == 2


def test_the_page_asks_no_more_of_the_database_for_more_people_let_go(client_for, by, bill, count_queries):
    pay(bill, bill.amount, by)
    client = client_for("mitra")
    let_go(live(bill)[:1], "replaced")
    few = count_queries(lambda: client.get(f"/tagihan/{bill.no}"))
    let_go(live(bill)[:2], "died")
    assert count_queries(lambda: client.get(f"/tagihan/{bill.no}")) <= few
