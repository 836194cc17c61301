"""The admin keeps the tariffs and decides about the cut; the auditor reads."""

import pytest
import time_machine

from db.models import CutDecision, Tariff
from tests.ledger_rows import undecided
from tests.web.desk import key, send
from tests.web.house_rules import check_page

NEW = {
    "programmes": "JKK+JKM", "sector": "other", "money": "private", "valid_from": "01/2027", "valid_to": "",
    "amount": "Rp8.400", "basis": "PP 9/2027: potongan diperpanjang.",
}  # fmt: skip
LETTER = {"gets_cut": "no", "letter_no": "B/12/XI/2026", "letter_on": "20/11/2026", "note": "tunggu ralat"}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


def add(client, **other):
    return send(client, "/admin/iuran/baru", {"client_key": key(), **NEW, **other})


def replace(client, row: Tariff, **other):
    fields = {
        "valid_from": "2028-01",
        "valid_to": "",
        "amount": "20.000",
        "basis": "PP 9/2027",
        "why": "naik",
    }
    return send(client, f"/admin/iuran/{row.id}/pengganti", {"client_key": key(), **fields, **other})


def withdraw(client, row: Tariff, why: str = "salah ketik"):
    return send(client, f"/admin/iuran/{row.id}/pencabutan", {"client_key": key(), "why": why})


def decide(client, kind: str = "csr", **other):
    return send(client, f"/admin/iuran/keputusan/{kind}", {"client_key": key(), **LETTER, **other})


def base() -> Tariff:
    empty = (Tariff.sector.is_null(), Tariff.public_money.is_null(), Tariff.withdrawn_at.is_null())
    return Tariff.get(Tariff.programmes == "JKK+JKM", *empty)


def cut() -> Tariff:
    return Tariff.get(Tariff.sector == "other", Tariff.withdrawn_at.is_null())


def test_added_tariff_stands_among_those_to_come_with_who_added_it(client_for, visit, people):
    answer = add(client_for("admin"))
    assert (answer.status_code, answer.location) == (303, "/admin/iuran")
    text = visit(client_for("auditor"), "/admin/iuran").text
    coming = text.partition("Akan berlaku")[2]
    for said in ("mulai Januari 2027", "Rp8.400", "PP 9/2027: potongan diperpanjang.", people["admin"].name):
        assert said in coming, said


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"valid_from": "kapan"}, "Tulis bulan dan tahunnya, misalnya 01/2027."),
        ({"valid_from": "13/2027"}, "Tulis bulan dan tahunnya, misalnya 01/2027."),
        ({"valid_from": ""}, "Isi bulan pertama tarif ini berlaku"),
        ({"valid_from": "2027-05", "valid_to": "2027-01"}, "lebih awal daripada bulan pertama"),
        ({"valid_from": "12/2026"}, "bertemu dengan tarif Rp8.400"),
        ({"amount": "murah"}, "Isi iuran satu bulan dengan angka"),
        ({"amount": ""}, "Isi iuran satu bulan dengan angka"),
        ({"amount": "0"}, "antara Rp1 dan Rp10.000.000"),
        ({"basis": ""}, "Tulis dasar hukumnya"),
        ({"sector": "laut"}, "Pilih sektornya."),
        ({"money": "emas"}, "Pilih untuk uang siapa"),
        ({"programmes": "JP"}, "Pilih programnya"),
        ({"client_key": "x"}, "Muat ulang halaman ini"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_beside_it(client_for, fields, words):
    answer = add(client_for("admin"), **fields)
    assert answer.status_code == 422 and words in answer.text
    check_page(answer)
    assert not Tariff.select().where(Tariff.added_by.is_null(False)).exists()


def test_same_form_twice_adds_one_and_another_content_is_409(client_for):
    admin, once = client_for("admin"), key()
    assert [add(admin, client_key=once).status_code for _ in range(2)] == [303, 303]
    assert Tariff.select().where(Tariff.added_by.is_null(False)).count() == 1
    assert add(admin, client_key=once, amount="9.000").status_code == 409


def test_replaced_tariff_stays_in_the_history_with_its_reason(client_for, visit, people):
    old = base()
    assert replace(client_for("admin"), old, keep_rest="y").status_code == 303
    text = visit(client_for("auditor"), "/admin/iuran").text
    assert "mulai Januari 2028" in text.partition("Akan berlaku")[2]
    history = text.partition("Dicabut atau diganti (1)")[2]
    assert "naik" in history and people["admin"].name in history
    assert "Januari 2020 – Desember 2027" in text.partition("Berlaku sekarang")[2]
    page = visit(client_for("admin"), f"/admin/iuran/{old.id}/pengganti").text
    assert (
        "Tarif ini sudah dicabut" in page
        and "<button" not in page.partition("Yang diganti")[2].partition("</main>")[0]
    )


def test_replacement_that_would_leave_a_gap_is_refused_beside_its_months(client_for):
    answer = replace(client_for("admin"), base(), valid_from="2020-01", valid_to="12/2027")
    assert (
        answer.status_code == 422 and "mulai Januari 2028 ada pekerja yang tidak punya tarif" in answer.text
    )
    assert replace(client_for("admin"), base(), why="").status_code == 422


def test_withdrawn_tariff_needs_a_reason_and_is_read_in_the_history(client_for, visit):
    row, admin = cut(), client_for("admin")
    assert "Tulis mengapa tarif ini dicabut." in withdraw(admin, row, "").text
    assert withdraw(admin, row).status_code == 303
    assert "salah ketik" in visit(admin, "/admin/iuran").text.partition("Dicabut atau diganti (1)")[2]
    again = withdraw(admin, row)
    assert again.status_code == 422 and "sudah dicabut" in again.text


def test_tariff_that_is_not_there_is_404(client_for):
    for page in ("pengganti", "pencabutan"):
        assert client_for("admin").get(f"/admin/iuran/99999/{page}").status_code == 404
        assert (
            send(client_for("admin"), f"/admin/iuran/99999/{page}", {"client_key": key()}).status_code == 404
        )
    assert client_for("admin").get("/admin/iuran/keputusan/apbd").status_code == 404


def test_decision_is_read_with_its_letter_and_the_one_before_it_stays(client_for, visit, people):
    undecided()
    admin = client_for("admin")
    assert visit(admin, "/admin/iuran").text.count("Belum diputuskan") == 2
    assert decide(admin).status_code == 303
    assert decide(admin, gets_cut="yes", letter_no="B/13/XI/2026", note="").status_code == 303
    text = visit(client_for("auditor"), "/admin/iuran").text
    assert text.count("Belum diputuskan") == 1  # civil servants'
    assert "Surat B/13/XI/2026, 20 November 2026." in text and people["admin"].name in text
    assert "tunggu ralat" in text.partition("Keputusan sebelumnya")[2]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"gets_cut": "barangkali"}, "Pilih mendapat potongan atau tidak."),
        ({"letter_no": ""}, "Isi nomor surat"),
        ({"letter_on": ""}, "Isi tanggal surat"),
        ({"letter_on": "31/02/2026"}, "tidak ada di kalender"),
        ({"letter_on": "22/11/2026"}, "Tanggal surat belum terjadi"),
        ({"note": "081234567890"}, "nomor HP"),
    ],
)
def test_decision_without_a_sound_letter_is_refused(client_for, fields, words):
    before = CutDecision.select().count()
    answer = decide(client_for("admin"), **fields)
    assert answer.status_code == 422 and words in answer.text
    check_page(answer)
    assert CutDecision.select().count() == before


def test_decision_changes_what_a_company_is_told(client_for, visit):
    assert decide(client_for("admin")).status_code == 303
    page = visit(client_for("mitra"), "/iuran?penanggung=csr&mulai=2026-12&bulan=1").text
    assert '<data id="price" value="16800"' in page


def test_auditor_reads_all_of_it_and_is_offered_nothing(client_for, visit):
    auditor = client_for("auditor")
    page = visit(auditor, "/admin/iuran")
    assert not [href for href in page.page.addresses if "pengganti" in href or "keputusan" in href]
    for address in ("baru", f"{base().id}/pengganti", f"{base().id}/pencabutan", "keputusan/asn"):
        main = visit(auditor, f"/admin/iuran/{address}").text.partition("<main")[2].partition("</main>")[0]
        assert 'type="submit"' not in main and "inspektorat" in main
    assert add(auditor).status_code == decide(auditor).status_code == 403


def test_queries_do_not_grow_with_the_rows(client_for, count_queries):
    admin = client_for("admin")
    few = count_queries(lambda: admin.get("/admin/iuran"))
    replace(admin, base(), keep_rest="y")
    decide(admin)
    assert count_queries(lambda: admin.get("/admin/iuran")) <= few
