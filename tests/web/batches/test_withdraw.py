"""A batch is taken back: /batch/<no>/batal says what follows, and does it."""

import pytest

from db.models import Batch, CoverageMonth
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.words import month_name
from kiosk.services import batch_withdrawals, queue
from tests.services.at_once import acting
from tests.services.billing import batch_of, pay
from tests.services.billing import billed as made_bill
from tests.web.batches.test_open_batch import SITI, SUGENG
from tests.web.desk import BY_HTMX, billed, opened, paid, send, small_sheet
from tests.web.house_rules import check_page


def withdraw(client, no: str, why: str = ""):
    return send(client, f"/batch/{no}/batal", {"why": why})


def test_empty_batch_is_withdrawn_and_leaves_the_list(client_for, visit):
    client = client_for("mitra")
    no = opened(client)
    visit(client, f"/batch/{no}/batal")
    answer = withdraw(client, no)
    assert (answer.status_code, answer.location) == (303, f"/batch/{no}")
    page = visit(client, f"/batch/{no}")
    assert f"Batch {no} dibatalkan." in page.text and "Batch ini sudah dibatalkan." in page.text
    assert no not in visit(client, "/batch").text


def test_batch_with_people_says_what_follows_and_asks_why(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SITI, SUGENG))
    assert '<data id="withdrawal-people" value="2"' in visit(client, f"/batch/{no}/batal").text
    answer = withdraw(client, no)
    assert answer.status_code == 422 and "Tulis mengapa batch ini dibatalkan" in answer.text
    check_page(answer)
    assert Batch.get().state == "open"
    assert withdraw(client, no, "Anggaran ditunda").status_code == 303
    page = visit(client, f"/batch/{no}?keadaan=released")
    assert "Alasan: Anggaran ditunda" in page.text and "Batch ini dibatalkan." in page.text
    assert not CoverageMonth.select().where(CoverageMonth.released_at.is_null()).exists()


def test_payment_that_waits_keeps_it(client_for, visit):
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SITI))
    payment = paid(client, billed(client, no))
    assert payment in visit(client, f"/batch/{no}/batal").text
    answer = withdraw(client, no, "Anggaran ditunda")
    assert answer.status_code == 422 and payment in answer.text
    assert Batch.get().state == "open"


def test_batch_whose_people_hold_paid_months_stays_to_be_found(client_for, people, visit):
    batch = batch_of(people, 2, 2)
    bill = made_bill(batch, acting(people["mitra"]))
    pay(bill, bill.amount // 2, acting(people["admin"]))
    client = client_for("mitra")
    page = visit(client, f"/batch/{batch.no}/batal").text
    assert '<data id="withdrawal-months" value="2"' in page and '<data id="withdrawal-some" value="2"' in page
    assert f"2 orang mulai {month_name(add_months(first_of_month(today()), 1))}" in page
    assert "withdrawal-people" not in page and "withdrawal-kept" not in page
    withdraw(client, batch.no, "Anggaran ditunda")
    assert f"{batch.no}, dibatalkan" in visit(client, "/batch").text
    assert "Lihat tagihan" in visit(client, f"/batch/{batch.no}").text


def test_large_batch_shows_how_far_it_is_until_the_end(client_for, visit, monkeypatch):
    monkeypatch.setattr(batch_withdrawals, "DONE_AT_ONCE", 1)
    monkeypatch.setattr(batch_withdrawals, "PEOPLE_AT_ONCE", 1)
    client = client_for("mitra")
    no = opened(client, sheet=small_sheet(SITI, SUGENG))
    withdraw(client, no, "Anggaran ditunda")
    assert "Orang-orangnya sedang dilepas" in visit(client, f"/batch/{no}").text
    piece = client.get(f"/batch/{no}/batal/kemajuan", headers=BY_HTMX)
    assert piece.status_code == 200 and "<html" not in piece.text and "<progress" in piece.text
    queue.run_waiting_tasks()
    done = client.get(f"/batch/{no}/batal/kemajuan", headers=BY_HTMX)
    assert done.headers["HX-Redirect"] == f"/batch/{no}"
    assert "sedang dilepas" not in visit(client, f"/batch/{no}").text


@pytest.mark.parametrize("name", ["mitra2", "petugas", "auditor"])
def test_stranger_is_refused(client_for, name):
    no = opened(client_for("mitra"))
    assert withdraw(client_for(name), no).status_code == 403
    assert Batch.get().state == "open"


def test_colleague_may(client_for):
    no = opened(client_for("mitra"))
    assert withdraw(client_for("mitra_rekan"), no).status_code == 303
