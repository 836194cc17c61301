"""The pages of asking BPJS: per funder, who is ready and who is blocked, one submission to its end."""

import re
from datetime import timedelta

import pytest

from db.models import Bill, Submission, SubmissionLine, User, Worker
from kiosk.domain.clock import noon_of, today
from kiosk.domain.words import long_date
from tests.services.at_once import acting
from tests.services.bpjs_desk import says, take_in
from tests.web import desk

PEOPLE = (("3374020902000001", "Sugeng"), ("3374021003010002", "Tarno"))


@pytest.fixture
def admin(client_for):
    return client_for("admin")


@pytest.fixture
def bill(client_for) -> Bill:
    mitra = client_for("mitra")
    batch = desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3")
    return Bill.get(Bill.no == desk.billed(mitra, batch))


@pytest.fixture
def submission(admin, bill) -> str:
    return desk.asked_of_bpjs(admin, bill.no)


def address_of(bill: Bill) -> str:
    return f"/bpjs/baru?penanggung={bill.funder_id}&wadah={bill.wadah_type}"


def value(page: str, name: str) -> int:
    return int(re.search(rf'<data id="{name}" value="(\d+)"', page)[1])


def sends(admin, submission: str, **other):
    data = {"client_key": desk.key(), "sent_on": f"{today():%d/%m/%Y}", **other}
    return desk.send(admin, f"/bpjs/{submission}/pengiriman", data)


def test_who_is_blocked_is_listed_with_what_it_is_and_the_page_that_mends_it(admin, bill, visit):
    page = visit(admin, address_of(bill)).text
    assert value(page, "people-blocked") == 2 and "Susun pengajuan" not in page
    worker = Worker.get(Worker.name == "Sugeng")
    way = f"/pekerja/{worker.reg_no}/koreksi?terhalang={bill.funder_id}-{bill.wadah_type}"
    assert f'href="{way}#birth_place"' in page
    assert "tempat lahir belum diisi" in page and "nama ibu kandung belum diisi" in page
    index = visit(admin, "/bpjs").text
    assert f"{address_of(bill).replace('&', '&amp;')}#blocked" in index


def test_mended_from_the_list_one_comes_back_to_it_and_hears_how_many_are_left(
    admin, client_for, bill, visit
):
    worker = Worker.get(Worker.name == "Sugeng")
    way = f"/pekerja/{worker.reg_no}/koreksi?terhalang={bill.funder_id}-{bill.wadah_type}"
    form = visit(admin, way).text
    assert "Kembali ke daftar yang terhalang" in form and f'action="{way}"' in form
    fields = {
        "seen": re.search(r'name="seen"[^>]*value="([^"]*)"', form)[1],
        "client_key": desk.key(), "reason": "mistyped", "birth_place": "Semarang",
        "mother_name": "Sulastri", "address": "Jl. Kakap",
    }  # fmt: skip
    answer = desk.send(admin, way, fields)
    assert answer.status_code == 303 and answer.location == f"{address_of(bill)}#blocked"
    page = visit(admin, address_of(bill)).text
    assert "Masih 1 orang terhalang" in page, re.findall(
        "Masih[^<]*|[0-9] orang masih[^<]*|Tersimpan[^<]*", page
    )
    assert "Kembali ke daftar yang terhalang" not in client_for("mitra").get(way).text


def test_strip_of_an_accepted_person_says_what_their_later_months_wait_for(admin, bill, submission, visit):
    payment = desk.paid(admin, bill.no, amount=str(Bill.get_by_id(bill.id).amount))
    desk.send(admin, f"/pembayaran/{payment}/konfirmasi")
    sends(admin, submission)
    worker = Worker.get(Worker.name == "Sugeng")
    take_in([says(worker)], by=acting(User.get(User.role == "admin")))
    page = visit(admin, f"/bpjs/{submission}").text
    assert "menunggu bukti penerimaan BPJS untuk tagihannya" in page
    assert "belum dikonfirmasi BPJS" not in page


def test_from_ready_to_sent(admin, client_for, bill, submission, visit):
    page = visit(admin, f"/bpjs/{submission}").text
    assert "Serahkan 2 orang ini kepada BPJS" in page and value(page, "lines-asked") == 2
    assert f'href="/bpjs/{submission}/ekspor"' in page and f'href="/bpjs/{submission}/salin"' in page
    assert f'href="/tagihan/{bill.no}"' in page and "Catat kode iuran" in page
    assert sends(admin, submission).status_code == 303
    page = visit(admin, f"/bpjs/{submission}").text
    assert f'href="/bpjs/balasan?pengajuan={submission}"' in page and "2 orang menunggu jawaban BPJS" in page
    assert submission in visit(admin, "/bpjs?keadaan=waiting").text
    assert submission not in visit(admin, "/bpjs?keadaan=made").text
    assert value(visit(admin, "/").text, "bpjs-waiting") == 2
    reg_no = Worker.get(Worker.name == "Sugeng").reg_no
    said = f"Diajukan ke BPJS {long_date(today())}"
    assert (
        said in visit(admin, f"/pekerja/{reg_no}").text
        and said in visit(client_for("mitra"), f"/pekerja/{reg_no}").text
    )
    assert f"/bpjs/{submission}" not in visit(client_for("mitra"), f"/pekerja/{reg_no}").text


def test_ready_people_are_counted_on_the_first_page(admin, bill, submission, visit):
    SubmissionLine.update(state="dropped").execute()
    assert value(visit(admin, "/").text, "bpjs-ready") == 2
    page = visit(admin, address_of(bill)).text
    assert value(page, "people-ready") == 2 and "Susun pengajuan" in page


def test_a_form_sent_twice_makes_one(admin, bill, submission):
    SubmissionLine.update(state="dropped").execute()
    data = {"client_key": desk.key()}
    places = {desk.send(admin, address_of(bill), data).location for _again in range(2)}
    assert len(places) == 1 and Submission.select().count() == 2


def test_nobody_ready_is_said(admin, bill, submission):
    answer = desk.send(admin, address_of(bill), {"client_key": desk.key()})
    assert answer.status_code == 422 and "Tidak ada orang yang siap diajukan" in answer.text
    assert Submission.select().count() == 1


@pytest.mark.parametrize("day", ["", "besok", "31/12/2999", "01/01/2020"])
def test_a_day_that_cannot_be_is_refused(admin, submission, day):
    answer = sends(admin, submission, sent_on=day)
    assert answer.status_code == 422 and Submission.get().sent_on is None


def test_the_day_it_was_handed_over_can_be_set_right(admin, submission, visit):
    address, earlier = f"/bpjs/{submission}/hari-penyerahan", today() - timedelta(days=2)
    Submission.update(made_at=noon_of(earlier)).execute()
    assert address not in visit(admin, f"/bpjs/{submission}").text
    sends(admin, submission)
    assert address in visit(admin, f"/bpjs/{submission}").text
    wrong = desk.send(admin, address, {"client_key": desk.key(), "sent_on": "01/01/2020"})
    assert wrong.status_code == 422 and "baru disusun pada" in wrong.text
    right = {"client_key": desk.key(), "sent_on": f"{earlier:%d/%m/%Y}"}
    assert desk.send(admin, address, right).status_code == 303
    page = visit(admin, f"/bpjs/{submission}").text
    assert f"Diserahkan {long_date(earlier)}" in page and f'value="{earlier:%d/%m/%Y}"' in page
    SubmissionLine.update(state="accepted").where(SubmissionLine.number == 1).execute()
    assert address not in visit(admin, f"/bpjs/{submission}").text
    assert desk.send(admin, address, {**right, "sent_on": f"{today():%d/%m/%Y}"}).status_code == 422


def test_taking_one_out_asks_first(admin, submission, visit):
    address, branch = f"/bpjs/{submission}/baris/1/pencabutan", "Beri tahu juga kantor cabang BPJS"
    assert f'href="{address}"' in visit(admin, f"/bpjs/{submission}").text
    assert branch not in visit(admin, address).text
    sends(admin, submission)
    page = visit(admin, address).text
    assert SubmissionLine.get(SubmissionLine.number == 1).worker.name in page and branch in page
    assert SubmissionLine.select().where(SubmissionLine.state == "asked").count() == 2
    desk.send(admin, address)
    assert "tidak dapat dicabut" in visit(admin, address).text
    assert admin.get(f"/bpjs/{submission}/baris/9/pencabutan").status_code == 404


def test_nobody_waits_for_bpjs_before_it_is_sent(admin, bill, submission, visit):
    page, index = visit(admin, f"/bpjs/{submission}").text, visit(admin, "/bpjs").text
    assert page.count("Belum dikirim") >= 4 and "Menunggu jawaban" not in page
    assert "2 orang belum dikirim" in index
    sends(admin, submission)
    page, index = visit(admin, f"/bpjs/{submission}").text, visit(admin, "/bpjs").text
    assert "Menunggu jawaban" in page and "Belum dikirim" not in page
    assert "orang belum dikirim" not in index and f"sejak {long_date(today())}" in index


def test_once_cancelled_nothing_is_handed_over_any_more(admin, submission, visit):
    desk.send(admin, f"/bpjs/{submission}/pembatalan", {"client_key": desk.key(), "why": "Salah wadah."})
    page = visit(admin, f"/bpjs/{submission}").text
    assert "Tidak diajukan lagi" in page and "Dicabut" not in page
    page = visit(admin, f"/bpjs/{submission}/ekspor").text
    assert "berkasnya tidak dibuat lagi" in page and "Berkas memuat NIK" not in page and "0 orang" not in page


def test_a_line_is_taken_out_and_the_rest_cancelled(admin, submission, visit):
    sends(admin, submission)
    assert desk.send(admin, f"/bpjs/{submission}/baris/1/pencabutan").status_code == 303
    assert desk.send(admin, f"/bpjs/{submission}/baris/1/pencabutan").status_code == 422
    assert desk.send(admin, f"/bpjs/{submission}/baris/9/pencabutan").status_code == 404
    page = visit(admin, f"/bpjs/{submission}?keadaan=dropped").text
    assert value(page, "lines-dropped") == 1 and page.count("/pekerja/SMG-") == 1
    empty = desk.send(admin, f"/bpjs/{submission}/pembatalan", {"client_key": desk.key()})
    assert empty.status_code == 422 and "Tulis mengapa" in empty.text
    told = {"client_key": desk.key(), "why": "Salah wadah."}
    assert desk.send(admin, f"/bpjs/{submission}/pembatalan", told).status_code == 303
    assert "Salah wadah." in visit(admin, f"/bpjs/{submission}").text
    assert "sudah dibatalkan" in visit(admin, f"/bpjs/{submission}/pembatalan").text


def test_answered_it_cannot_be_cancelled_and_rejects_are_named(admin, submission, visit):
    sends(admin, submission)
    SubmissionLine.update(state="rejected", reason="NIK tidak padan").where(
        SubmissionLine.number == 1
    ).execute()
    told = {"client_key": desk.key(), "why": "x y z"}
    assert desk.send(admin, f"/bpjs/{submission}/pembatalan", told).status_code == 422
    SubmissionLine.update(state="accepted").where(SubmissionLine.number == 2).execute()
    page = visit(admin, f"/bpjs/{submission}").text
    assert "Semua sudah dijawab BPJS" in page and "NIK tidak padan" in page
    assert submission in visit(admin, "/bpjs?keadaan=answered").text


def test_unknown_numbers_are_no_page(admin):
    for address in (
        "/bpjs/D26-TIDAKA",
        "/bpjs/baru?penanggung=999999",
        "/bpjs/baru?penanggung=x",
        "/bpjs/baru?penanggung=1&wadah=sc",
    ):
        assert admin.get(address).status_code == 404, address
    assert admin.get("/bpjs/baru").status_code == 303


def test_the_auditor_looks_and_nobody_else_gets_in(client_for, stranger, bill, submission, visit):
    pages = ("/bpjs", address_of(bill), f"/bpjs/{submission}", f"/bpjs/{submission}/pembatalan")
    for address in pages:
        page = visit(client_for("auditor"), address).text
        assert "Catat sudah diserahkan" not in page and "/ekspor" not in page and "/salin" not in page
        assert "Cabut" not in page.partition('id="people"')[2]
        assert stranger.get(address).status_code == 302
        for name in ("petugas", "mitra", "mitra2", "donatur", "opd"):
            assert client_for(name).get(address).status_code == 403, f"{name} {address}"
    for name in ("auditor", "mitra", "petugas"):
        assert sends(client_for(name), submission).status_code == 403


def test_no_more_is_asked_for_more_people(admin, client_for, bill, submission, count_queries, visit):
    before = [count_queries(lambda page=page: admin.get(page)) for page in _pages(bill, submission)]
    mitra = client_for("mitra")
    names = [(f"33740211{number:02d}010003", f"Orang {number}") for number in range(10, 22)]
    more = desk.opened(mitra, sheet=desk.small_sheet(*names), months="3")
    desk.asked_of_bpjs(admin, desk.billed(mitra, more))
    SubmissionLine.update(
        submission=Submission.get(Submission.no == submission), number=SubmissionLine.number + 10
    ).where(SubmissionLine.submission != Submission.get(Submission.no == submission)).execute()
    assert [count_queries(lambda page=page: admin.get(page)) for page in _pages(bill, submission)] == before


def _pages(bill: Bill, submission: str) -> tuple[str, ...]:
    return ("/bpjs", f"/bpjs/{submission}", address_of(bill), "/")
