"""Batch, bill and payment say how many of their people BPJS cannot be asked for; the number leads to who it is, what
each lacks and the page that mends it."""

import re

import pytest

from db.models import Batch, BatchRow, Bill, UserPost, Worker, WorkerFlag
from kiosk.domain.clock import add_months, today
from kiosk.domain.words import month_name
from kiosk.services import confirmations, safe, worker_flags
from kiosk.services.acting import SYSTEM
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"), ("3374021505800009", "Parjo"))
WHY = "NIK tidak padan"


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def mitra(client_for):
    return client_for("mitra")


@pytest.fixture
def bill(mitra) -> Bill:
    """Three people: Sugeng's mother has no name here, Tarno was refused, of Parjo nothing is missing."""
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")
    no = desk.billed(mitra, batch)
    whole = {
        "birth_place": "Semarang",
        "address": "Jl. Kakap",
        "mother_name_sealed": safe.seal("Sri", safe.MOTHER),
    }
    Worker.update(whole).execute()
    Worker.update(mother_name_sealed=None).where(Worker.name == "Sugeng").execute()
    tarno = Worker.get(Worker.name == "Tarno")
    worker_flags.raise_flag(worker_id=tarno.id, kind=worker_flags.BPJS_REJECTED, by=SYSTEM, note=WHY)
    return Bill.get(Bill.no == no)


def value(page: str, name: str) -> int:
    return int(re.search(rf'<data id="{name}" value="(\d+)"', page)[1])


def number_of(name: str) -> str:
    return Worker.get(Worker.name == name).reg_no


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor"])
def test_the_bill_says_how_many_cannot_be_asked_for_and_leads_to_who_it_is(client_for, bill, visit, name):
    page = visit(client_for(name), f"/tagihan/{bill.no}").text
    assert value(page, "bpjs-cannot") == 2
    assert "2 dari 3 orang belum dapat diajukan kepada BPJS" in page
    assert f'href="/tagihan/{bill.no}/kepesertaan?keadaan=cannot"' in page
    assert "belum diajukan kepada BPJS" in page


@pytest.mark.parametrize("name", ["mitra", "admin", "auditor"])
def test_the_batch_says_so_too(client_for, bill, visit, name):
    page = visit(client_for(name), f"/batch/{bill.batch.no}").text
    assert value(page, "bpjs-cannot") == 2
    assert f'href="/batch/{bill.batch.no}/kepesertaan?keadaan=cannot"' in page


def test_the_payment_says_so_before_and_after_it_is_confirmed(admin, mitra, bill, visit):
    payment = desk.paid(mitra, bill.no, amount=str(bill.amount))
    address = f"/tagihan/{bill.no}/kepesertaan?keadaan=cannot"
    before = visit(admin, f"/pembayaran/{payment}").text
    assert value(before, "bpjs-cannot") == 2 and f'href="{address}"' in before
    assert before.index("bpjs-cannot") < before.index("Uangnya ada, terima")
    assert desk.send(admin, f"/pembayaran/{payment}/konfirmasi").status_code == 303
    after = visit(admin, f"/pembayaran/{payment}").text
    assert value(after, "bpjs-cannot") == 2 and f'href="{address}"' in after


@pytest.mark.parametrize("name", ["mitra", "admin"])
def test_the_list_names_what_each_lacks_and_the_link_that_mends_it(client_for, bill, visit, name):
    for address in (f"/tagihan/{bill.no}/kepesertaan", f"/batch/{bill.batch.no}/kepesertaan"):
        page = visit(client_for(name), f"{address}?keadaan=cannot").text
        assert value(page, "awaiting-total") == 2 and number_of("Parjo") not in page
        assert (
            f'href="/pekerja/{number_of("Sugeng")}/koreksi#mother_name">nama ibu kandung belum diisi' in page
        )
        mends = "koreksi" if name == "mitra" else "ditolak-bpjs"
        assert f'href="/pekerja/{number_of("Tarno")}/{mends}"' in page and WHY in page
        assert "Yang mendaftarkan orangnya melengkapi datanya" in page


def test_every_state_has_its_own_list(admin, bill, visit):
    address = f"/tagihan/{bill.no}/kepesertaan"
    page = visit(admin, f"{address}?keadaan=unasked").text
    assert number_of("Parjo") in page and number_of("Sugeng") not in page
    assert "Disnaker mengajukannya kepada BPJS Ketenagakerjaan." in page
    assert value(visit(admin, address).text, "awaiting-total") == 3
    assert "Tidak ada orang seperti ini" in visit(admin, f"{address}?keadaan=money").text


def test_the_officer_at_whose_post_the_batch_is_open_learns_no_more_than_the_rows_tell(client_for, visit):
    """Somebody who lives elsewhere and was enrolled by a company is not the officer's to see."""
    petugas, mitra = client_for("petugas"), client_for("mitra")
    no = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE[:1]))
    desk.billed(mitra, no)
    Batch.update(open_at=petugas_post()).where(Batch.no == no).execute()
    page = visit(petugas, f"/batch/{no}/kepesertaan").text
    assert "1 dari 1 orang" in page
    assert number_of("Sugeng") not in page and "ibu kandung" not in page and "Sugeng" not in page


def petugas_post() -> int:
    return UserPost.select().order_by(UserPost.id).first().post_id


def test_nobody_else_opens_the_lists(client_for, bill):
    for name in ("mitra2", "petugas2", "donatur", "opd"):
        for address in (f"/tagihan/{bill.no}/kepesertaan", f"/batch/{bill.batch.no}/kepesertaan"):
            assert client_for(name).get(address).status_code == 403, (name, address)
    assert client_for("admin").get("/tagihan/T-0/kepesertaan").status_code == 404


def test_more_people_are_no_more_questions(mitra, count_queries):
    few, many = PEOPLE[:1], PEOPLE[1:]
    one = Bill.get(Bill.no == desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(*few))))
    two = Bill.get(Bill.no == desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(*many))))
    for path in (
        "/tagihan/{0.no}/kepesertaan",
        "/batch/{0.batch.no}/kepesertaan",
        "/tagihan/{0.no}",
        "/batch/{0.batch.no}",
    ):
        asked = [
            count_queries(lambda bill=bill, path=path: mitra.get(path.format(bill))) for bill in (one, two)
        ]
        assert asked[0] == asked[1], path


def test_the_rows_of_the_batch_say_what_each_waits_for(mitra, bill, visit):
    page = visit(mitra, f"/batch/{bill.batch.no}").text
    assert f'href="/pekerja/{number_of("Sugeng")}/koreksi#mother_name">nama ibu kandung belum diisi' in page
    row = BatchRow.get(BatchRow.worker == Worker.get(Worker.name == "Parjo"))
    page = visit(mitra, f"/batch/{bill.batch.no}/baris/{row.id}").text
    assert "Belum diajukan kepada BPJS" in page and "menunggu jawaban" not in page
    assert "Disnaker mengajukannya kepada BPJS Ketenagakerjaan." in page


def test_the_first_page_counts_whom_bpjs_cannot_be_asked_for(admin, bill, visit):
    page = visit(admin, "/").text
    assert (value(page, "bpjs-blocked"), value(page, "bpjs-ready")) == (2, 1)


def test_a_nik_that_is_known_is_not_said_to_wait_for_an_answer_nobody_asked_for(mitra, bill):
    answer = desk.send(mitra, "/pekerja/baru/nik", {"nik": PEOPLE[0][0]}, headers=desk.BY_HTMX)
    assert "belum terlindungi, karena BPJS belum mengonfirmasinya" in answer.text


def test_people_of_a_bill_that_counts_wholly_are_awaited_by_nobody(admin, mitra, visit):
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE))
    assert "kepesertaan" not in visit(mitra, f"/batch/{batch}").text  # nothing is billed yet
    assert "Tidak ada lagi yang ditunggu" in visit(mitra, f"/batch/{batch}/kepesertaan").text


def test_who_is_protected_today_is_said_to_wait_from_a_later_month_on(mitra, people, visit):
    by = acting(people["admin"])
    bill = billed(batch_of(people, 1, 3), by)
    pay(bill, bill.amount, by)
    confirmations.accept(month_ids=[live(bill)[0].id], effective_on=today(), by=by)
    page = visit(mitra, f"/batch/{bill.batch.no}").text
    later = month_name(add_months(THIS, 1))
    assert f"Mulai {later} menunggu bukti penerimaan BPJS untuk tagihannya" in page


@pytest.mark.parametrize("name", ["mitra", "admin"])
def test_that_bpjs_has_refused_somebody_is_said_once_with_the_page_that_mends_it(
    client_for, bill, visit, name
):
    page = visit(client_for(name), f"/tagihan/{bill.no}/kepesertaan").text
    mends = "koreksi" if name == "mitra" else "ditolak-bpjs"
    assert f'href="/pekerja/{number_of("Tarno")}/{mends}">betulkan datanya</a>' in page
    assert "ditolak BPJS" not in page.partition('id="people"')[2] and f"Kata BPJS: {WHY}" in page


def test_a_refusal_without_a_reason_says_so_wherever_it_stands(mitra, bill, visit):
    WorkerFlag.update(note="").execute()
    assert "BPJS tidak menyebutkan alasannya." in visit(mitra, f"/tagihan/{bill.no}/kepesertaan").text
    assert "Tanpa alasan dari BPJS." in visit(mitra, "/belum-lengkap?kurang=bpjs").text
