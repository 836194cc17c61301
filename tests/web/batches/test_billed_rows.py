"""A bill stands and the batch goes on: who came after it is in no bill, and may still be taken out."""

import pytest

from db.models import BatchRow, Bill, CoverageMonth
from tests.services.at_once import acting
from tests.services.crowd import crowd
from tests.services.ledger_proof import adds_up
from tests.web import desk
from tests.web.batches.test_open_batch import SITI, counts
from tests.web.batches.test_picks import number, pick
from tests.web.batches.test_revocations import revoke, row_of, take_back
from tests.web.batches.test_rows import mend
from tests.web.desk import KAUMAN


@pytest.fixture
def batch(client_for) -> str:
    return desk.opened(client_for("mitra"), sheet=desk.small_sheet(SITI, ("3374020902000001", "Sugeng")))


def test_who_came_back_after_the_bill_is_in_none_and_is_taken_out_again(client_for, visit, batch):
    mitra, late, billed = client_for("mitra"), row_of(batch, "Sugeng").id, row_of(batch).id
    revoke(mitra, batch, late)
    desk.billed(mitra, batch)
    assert take_back(mitra, batch, late).status_code == 303
    page = visit(mitra, f"/batch/{batch}/baris/{late}").text
    assert f"/baris/{late}/pencabutan" in page
    assert f"/baris/{billed}/pencabutan" not in visit(mitra, f"/batch/{batch}/baris/{billed}").text
    assert revoke(mitra, batch, late).status_code == 303
    assert revoke(mitra, batch, billed).status_code == 422
    assert row_of(batch).state == "ready" and BatchRow.get_by_id(late).state == "withdrawn"
    assert adds_up()


def test_good_rows_are_billed_and_paid_while_a_wrong_one_waits_and_comes_with_the_next_bill(
    client_for, visit
):
    mitra = client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(SITI, ("33740209020000", "Sugeng")))
    first = Bill.get(Bill.no == desk.billed(mitra, no))
    payment = desk.paid(mitra, first.no, amount=str(first.amount))
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    found = counts(mitra, no)
    assert (found["rows-ready"], found["rows-wrong"], found["price"]) == (1, 1, first.amount)
    row = BatchRow.get(BatchRow.state == "wrong")
    assert mend(mitra, no, row.id, nik="3374020902000001", name="Sugeng").status_code == 303
    second = Bill.get(Bill.no == desk.billed(mitra, no))
    assert second.amount == first.amount == counts(mitra, no)["price"] // 2
    assert adds_up()


def test_months_beside_an_open_bill_are_said_with_when_they_are_asked_for(client_for, visit, batch):
    mitra, late = client_for("mitra"), row_of(batch, "Sugeng").id
    revoke(mitra, batch, late)
    desk.billed(mitra, batch)
    assert "belum ditagih" not in visit(mitra, f"/batch/{batch}").text
    take_back(mitra, batch, late)
    page = visit(mitra, f"/batch/{batch}").text
    months = CoverageMonth.select().where(CoverageMonth.bill.is_null(), CoverageMonth.released_at.is_null())
    assert f"{months.count()} bulan pekerja lain" in page and "masuk tagihan berikutnya" in page
    assert "Buat tagihan</button>" not in page


def test_taking_people_from_the_list_says_only_what_holds_beside_a_bill(client_for, people, visit, batch):
    mitra, address = client_for("mitra"), f"/batch/{batch}/dari-menunggu?kelurahan={KAUMAN}&jumlah=1"
    crowd(acting(people["petugas"]), 2)
    assert "tagihan berikutnya" not in visit(mitra, address).text
    bill = desk.billed(mitra, batch)
    page = visit(mitra, address)
    assert f"Tagihan {bill} yang masih terbuka tidak berubah" in page.text
    assert "Belum ada yang ditagih" not in page.text and number(page, "picks-given") == 1
    assert pick(mitra, batch, jumlah="1").status_code == 303
    picked = BatchRow.get(BatchRow.picked)
    assert revoke(mitra, batch, picked.id).status_code == 303
    assert adds_up()
