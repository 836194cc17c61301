"""What is over of debits, and the note that it went back."""

import pytest

from db.models import DebitRefund, Mandate, Payment, Pledge, Worker
from kiosk.domain.clock import today
from kiosk.services import cover_ends, mandate_accounts
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.web.debits.pages import awake, press

PATH = "/debit/kelebihan"


@pytest.fixture
def run(people):
    mandate = debit_desk.due(people=2, donor=asn_desk.donor(name="Sinta Dewi"))
    run = debit_desk.sent()
    dead = Worker.get_by_id(Pledge.select().where(Pledge.mandate == mandate).first().worker_id)
    cover_ends.end_cover(
        reg_no=dead.reg_no, why="died", last_day=today(), client_key=key(), by=debit_desk.admin()
    )
    debit_desk.upload(run, debit_desk.answer(run))
    return run


def fields(**other) -> dict:
    return {"reference": "trf 77", "paid_on": "1/12/2026", "client_key": key(), **other}


def test_over_is_listed_with_the_reason_and_noted_once(admin, run, visit, day_comes):
    day_comes(run)
    payment = Payment.get()
    page = visit(admin, PATH)
    assert "Sinta Dewi" in page.text and "orangnya meninggal dunia" in page.text and "Rp16.800" in page.text
    assert f'href="{PATH}/{payment.no}"' in page.text
    assert "Seluruh kelebihan, Rp16.800" in visit(admin, f"{PATH}/{payment.no}").text
    same = fields()
    for _ in range(2):
        assert press(admin, f"{PATH}/{payment.no}", **same).location == PATH
    assert [(row.amount, row.reference) for row in DebitRefund.select()] == [(16_800, "TRF 77")]
    assert "Tidak ada kelebihan yang menunggu" in visit(admin, PATH).text
    assert "tidak ada uang lebih" in visit(admin, f"{PATH}/{payment.no}").text
    page = visit(admin, f"/pembayaran/{payment.no}")
    assert "Dikembalikan kepada donatur 1 Desember 2026, referensi TRF 77" in page.text


def test_what_is_missing_or_cannot_be_is_said_and_the_form_stays(admin, run, visit, day_comes):
    day_comes(run)
    address = f"{PATH}/{Payment.get().no}"
    answer = press(admin, address)
    assert answer.status_code == 422
    assert (
        "Isi nomor referensi pengembaliannya." in answer.text
        and "Isi tanggal uang dikirim kembali." in answer.text
    )
    answer = press(admin, address, **fields(paid_on="2/12/2026"))
    assert answer.status_code == 422 and "belum tiba" in answer.text and "TRF 77" in answer.text
    assert not DebitRefund.select().exists()


def test_donors_own_account_is_no_reference(admin, run, day_comes):
    day_comes(run)
    mandate = Mandate.get()
    Mandate.update(**mandate_accounts.columns_of("2022045678")).where(Mandate.id == mandate.id).execute()
    answer = press(admin, f"{PATH}/{Payment.get().no}", **fields(reference="REK 2022-045-678"))
    assert answer.status_code == 422 and "Itu nomor rekening donaturnya" in answer.text
    assert not DebitRefund.select().exists()


def test_auditor_looks_and_others_do_not(client_for, run, visit):
    no = Payment.get().no
    auditor = client_for("auditor")
    for address in (PATH, f"{PATH}/{no}"):
        visit(auditor, address)
        for role in ("petugas", "mitra", "opd", "donatur"):
            assert client_for(role).get(address).status_code == 403
    assert press(awake(auditor), f"{PATH}/{no}", **fields()).status_code == 403
    assert client_for("admin").get(f"{PATH}/P26-NIHIL").status_code == 404
