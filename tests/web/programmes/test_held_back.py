"""The page of a month's bill names whom it leaves out, with what keeps each from BPJS; people outside the programme
have a list and are taken in by a press."""

import pytest

from db.connection import writing
from db.models import Bill, Programme, Worker
from kiosk.domain.clock import first_of_month, today
from tests import ledger_rows
from tests.web import desk
from tests.web.programmes.promising import promised

THIS = first_of_month(today())


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def lacks(worker: Worker, **values) -> None:
    with writing():
        Worker.update(values).where(Worker.id == worker.id).execute()


def test_who_is_left_out_of_the_bill_stands_on_its_page_with_the_way_to_mend_it(admin, client_for, visit):
    no = desk.programme(admin)
    first, second = promised(no, THIS, people=2)
    lacks(first, mother_name_sealed=None)
    address = f"/program/{no}/tagihan/{THIS:%Y-%m}"
    page = visit(admin, address).text
    assert 'id="proposal-amount" value="16800"' in page and 'id="people-held-back" value="1"' in page
    assert f"/pekerja/{first.reg_no}/koreksi#mother_name" in page and second.reg_no not in page
    assert 'id="people-held-back"' in visit(client_for("auditor"), address).text
    made = desk.send(admin, address, {"client_key": desk.key(), "amount": "16800"})
    assert made.status_code == 303 and Bill.get().amount == 16_800
    page = visit(admin, address).text
    assert "Belum ada lagi yang dapat ditagih" in page and "Buat tagihan" not in page
    assert f'href="/tagihan/{Bill.get().no}"' in page
    again = desk.send(admin, address, {"client_key": desk.key(), "amount": "0"})
    assert again.status_code == 422 and "belum dapat diajukan kepada BPJS" in again.text
    lacks(first, mother_name_sealed=second.mother_name_sealed)
    page = visit(admin, address).text
    assert 'id="proposal-amount" value="16800"' in page and "people-held-back" not in page


def test_a_month_of_people_who_can_not_be_billed_offers_no_bill_and_leads_to_them(admin, visit):
    no = desk.programme(admin)
    workers = promised(no, THIS, people=2)
    for worker in workers:
        lacks(worker, birth_place="")
    held_back = f'href="/program/{no}/tagihan/{THIS:%Y-%m}#held-back"'
    for address in (f"/program/{no}/tagihan", f"/program/{no}", "/"):
        page = visit(admin, address).text
        assert held_back in page and "harus dilengkapi dulu" in page, address
        assert "Buat tagihan " not in page and "Buat tagihannya" not in page, address
        assert "1 bulan belum ditagih" not in page and f"programme-bill-{no}" not in page, address
    assert f'id="programme-mend-{no}" value="2"' in visit(admin, "/program").text
    lacks(workers[0], birth_place="Semarang")
    page = visit(admin, f"/program/{no}/tagihan").text
    assert "Buat tagihan " in page and held_back not in page
    assert f'id="programme-bill-{no}" value="1"' in visit(admin, "/").text


def test_months_that_are_stuck_are_told_in_as_many_queries_for_many_people(admin, count_queries):
    no = desk.programme(admin)
    for worker in promised(no, THIS, people=1):
        lacks(worker, birth_place="")
    few = count_queries(lambda: admin.get(f"/program/{no}/tagihan"))
    home = count_queries(lambda: admin.get("/"))
    for worker in promised(no, THIS, people=4, numbered=20):
        lacks(worker, birth_place="")
    assert count_queries(lambda: admin.get(f"/program/{no}/tagihan")) == few
    assert count_queries(lambda: admin.get("/")) == home


def test_the_second_tab_is_told_which_bill_was_made(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    address = f"/program/{no}/tagihan/{THIS:%Y-%m}"
    first = desk.send(admin, address, {"client_key": desk.key(), "amount": "16800"})
    assert first.status_code == 303
    made = Bill.get().no
    second = desk.send(admin, address, {"client_key": desk.key(), "amount": "16800"})
    assert second.status_code == 422 and f"sudah dibuat: {made}" in second.text
    assert (
        f'href="/tagihan/{made}"' in second.text and f'href="/tagihan/{made}"' in visit(admin, address).text
    )


def test_a_bill_by_fund_and_month_says_how_many_it_has_left_out(admin, visit):
    no = desk.programme(admin)
    first, _second = promised(no, THIS, people=2)
    lacks(first, birth_place="")
    funder = Programme.get(Programme.no == no).funder_id
    fields = {"client_key": desk.key(), "funder": str(funder), "month": f"{THIS:%Y-%m}"}
    made = desk.send(admin, "/tagihan/baru", fields)
    assert "1 orang tidak ikut ditagih" in visit(admin, made.location).text


def test_people_left_out_cost_no_further_queries(admin, count_queries):
    no = desk.programme(admin)
    workers = promised(no, THIS, people=3)
    lacks(workers[0], birth_place="")
    address = f"/program/{no}/tagihan/{THIS:%Y-%m}"
    one = count_queries(lambda: admin.get(address))
    lacks(workers[1], birth_place="", address="")
    assert count_queries(lambda: admin.get(address)) == one


def test_people_outside_a_programme_have_a_list_and_are_taken_in(admin, client_for, visit):
    no = desk.programme(admin)
    [inside] = promised(no, THIS, people=1)
    programme = Programme.get(Programme.no == no)
    outside = _another(programme)
    page = visit(admin, f"/program/{no}").text
    assert f'href="/program/{no}/di-luar"' in page
    address = f"/program/{no}/di-luar"
    page = visit(admin, address).text
    assert 'id="outside-total" value="1"' in page and outside.reg_no in page and inside.reg_no not in page
    assert 'id="can-be-taken-in" value="1"' in page and "Ikutkan ke program ini" in page
    auditor = client_for("auditor")
    assert "Ikutkan ke program ini" not in visit(auditor, address).text
    assert desk.send(auditor, address, {"client_key": desk.key()}).status_code == 403
    assert desk.send(client_for("petugas"), address, {"client_key": desk.key()}).status_code == 403
    answer = desk.send(admin, address, {"client_key": desk.key()})
    assert answer.status_code == 303 and answer.location.endswith(f"/program/{no}")
    page = visit(admin, f"/program/{no}").text
    assert "1 orang diikutkan" in page and "di luar program mana pun" not in page
    assert "Tidak ada orang di luar program" in visit(admin, address).text


def _another(programme: Programme) -> Worker:
    """Promised months of its money and year outside it."""
    [one] = promised(programme.no, people=1, numbered=9)
    ledger_rows.planned_months(one, [THIS], funder=programme.funder)
    return one
