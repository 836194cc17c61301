"""The city's programmes on their pages: opened, read, changed, closed; the auditor looks on."""

import re
from datetime import date

import pytest

from db.models import Programme, Worker
from kiosk.domain.clock import first_of_month, today
from tests.services.at_once import nik
from tests.web import desk
from tests.web.house_rules import check_page
from tests.web.programmes.promising import promised

THIS = first_of_month(today())


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def value(page: str, name: str) -> int:
    return int(re.search(rf'<data id="{name}" value="(\d+)"', page)[1])


def test_first_page_says_what_to_do_first(admin, client_for, visit):
    text = visit(admin, "/program").text
    assert "Belum ada program" in text and 'href="/program/baru"' in text
    assert 'href="/program/baru"' not in visit(client_for("auditor"), "/program").text


def test_programme_is_opened_and_read(admin, visit):
    no = desk.programme(admin)
    page = visit(admin, f"/program/{no}").text
    for words in (
        "Pijar Semar",
        "sisa 100",
        "sisa Rp201.600.000",
        "20 Juni 2025",
        "warga kota ini saja",
        "Nelayan",
    ):
        assert words in page, words
    index = visit(admin, "/program").text
    assert f'href="/program/{no}"' in index and f'href="/berakhir?program={no}"' in index
    assert value(index, f"places-{no}") == 0


def test_form_proposes_the_citys_own_list_of_occupations(admin, visit):
    page = visit(admin, "/program/baru").text
    ticked = set(re.findall(r'value="([a-z-]+)"[^>]* checked|checked[^>]* value="([a-z-]+)"', page))
    assert any("tukang-becak" in one for one in ticked) and not any("kurir" in one for one in ticked)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"funder": ""}, "Pilih sumber dananya dari daftar."), ({"funder": "999999"}, "Pilih sumber dananya"),
        ({"year": "9998"}, "Pilih tahun anggarannya"), ({"name": " "}, "Isi nama programnya."),
        ({"quota": "banyak"}, "Isi kuota dengan angka"), ({"quota": "0"}, "Kuota paling sedikit 1"),
        ({"quota": "9" * 30}, "paling banyak 2.000.000 orang"), ({"budget": ""}, "Isi anggaran dengan angka"),
        ({"budget": "0"}, "Anggaran paling sedikit Rp1"), ({"budget": "1"}, "satu orang satu bulan Rp16.800"),
        ({"quota": "10.000.000.000"}, "paling banyak 2.000.000 orang"), ({"name": "X" * 300}, "paling banyak 120"),
        ({"regulation": "Perwal" * 100}, "paling banyak 200 huruf"),
        ({"budget": "9" * 30}, "paling banyak Rp999 miliar"), ({"budget": "-5"}, "tidak dapat dibaca"),
        ({"regulation": ""}, "Tulis dasar hukumnya"), ({"regulation_on": ""}, "Isi tanggal dasar hukumnya."),
        ({"regulation_on": "20/06/2090"}, "tidak boleh di masa depan"), ({"occupations": []}, "satu pekerjaan"),
        ({"occupations": ["raja"]}, "satu pekerjaan"), ({"first_month": "13/2027"}, "Tulis bulan dan tahunnya"),
        ({"first_month": "01/1999"}, "Bulan pertama harus di dalam tahun anggaran"),
        ({"note": "NIK 3374011705030001"}, "Jangan tulis NIK"), ({"note": "a" * 401}, "paling banyak 400 huruf"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(admin, wrong, sentence):
    answer = desk.send(admin, "/program/baru", desk.programme_fields(**wrong))
    assert answer.status_code == 422 and sentence in answer.text
    assert not Programme.select().exists()
    check_page(answer)


def test_second_one_for_the_same_money_and_year_is_refused_with_the_first(admin):
    no = desk.programme(admin)
    answer = desk.send(admin, "/program/baru", desk.programme_fields())
    assert answer.status_code == 422 and no in answer.text and "masih terbuka" in answer.text


def test_figures_open_the_people_behind_them(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=3)
    page = visit(admin, f"/program/{no}").text
    assert (value(page, "programme-places"), value(page, "programme-promised")) == (3, 3 * 16_800)
    address = f"/program/{no}/orang?bulan={THIS:%Y-%m}&amp;keadaan=dijanjikan"
    assert address in page
    people = visit(admin, address.replace("&amp;", "&"))
    assert value(people.text, "programme-people") == 3 and people.text.count("/pekerja/SMG-") == 3
    check_page(people)
    check_page(visit(admin, f"/program/{no}"))


def test_list_of_people_is_narrowed_and_says_where_nobody_is(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=2)
    here = f"/program/{no}/orang"
    assert value(visit(admin, f"{here}?pekerjaan=nelayan").text, "programme-people") == 2
    empty = visit(admin, f"{here}?keadaan=dibayar&pekerjaan=nelayan").text
    assert "Tidak ada orang seperti ini" in empty and "Hapus semua saringan" in empty
    assert "saringan di alamat ini tidak dipakai" in visit(admin, f"{here}?bulan=1999-01&keadaan=raja").text
    assert admin.get(f"{here}?bulan=&keadaan=").location == here


def test_people_leave_as_a_sheet_by_a_press_of_who_sees_them(admin, client_for):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    address = f"/program/{no}/orang.xlsx"
    answer = desk.send(admin, address)
    assert answer.status_code == 200 and answer.data[:2] == b"PK"
    assert f"program-{no.lower()}-orang.xlsx" in answer.headers["Content-Disposition"]
    assert admin.get(f"{address}?keadaan=dibayar").location == f"/program/{no}/orang?keadaan=dibayar"
    taken = desk.send(client_for("auditor"), address)
    assert taken.status_code == 200 and taken.data[:2] == b"PK"
    assert desk.send(client_for("opd"), address).status_code == 403


def test_terms_are_changed_with_a_reason(admin, visit):
    no = desk.programme(admin)
    page = visit(admin, f"/program/{no}/ubah").text
    assert 'value="201.600.000"' in page and 'value="20/06/2025"' in page
    seen = desk.programme_seen(admin, no)
    fields = desk.programme_fields(quota="7.500", budget="1.512.000.000", why="APBD Perubahan", seen=seen)
    assert desk.send(admin, f"/program/{no}/ubah", fields).location == f"/program/{no}"
    assert (Programme.get().quota, Programme.get().budget) == (7_500, 1_512_000_000)
    answer = desk.send(admin, f"/program/{no}/ubah", {**fields, "why": ""})
    assert answer.status_code == 422 and "Tulis mengapa program ini diubah." in answer.text


def test_quota_below_what_is_promised_is_refused_at_its_field(admin):
    no = desk.programme(admin)
    promised(no, THIS, people=2)
    fields = desk.programme_fields(quota="1", why="Uji", seen=desk.programme_seen(admin, no))
    answer = desk.send(admin, f"/program/{no}/ubah", fields)
    assert answer.status_code == 422 and "tidak dapat kurang dari 2" in answer.text
    assert re.search(r'id="quota-error"', answer.text)


def test_programme_is_closed_with_a_reason_and_opened_again(admin, visit):
    no = desk.programme(admin)
    assert desk.send(admin, f"/program/{no}/penutupan", {"client_key": desk.key()}).status_code == 422
    sent = {"client_key": desk.key(), "why": "Anggaran dialihkan"}
    assert desk.send(admin, f"/program/{no}/penutupan", sent).location == f"/program/{no}"
    page = visit(admin, f"/program/{no}").text
    assert "Anggaran dialihkan" in page and "sudah ditutup" in page
    check_page(visit(admin, f"/program/{no}/ubah"))
    again = visit(admin, f"/program/{no}/penutupan")
    assert "Buka lagi" in again.text
    check_page(again)
    assert desk.send(admin, f"/program/{no}/pembukaan", {"client_key": desk.key()}).status_code == 303
    assert Programme.get().closed_at is None
    assert admin.get(f"/program/{no}/pembukaan").location == f"/program/{no}/penutupan"


def test_opening_again_beside_another_is_refused_with_words(admin):
    no = desk.programme(admin)
    desk.send(admin, f"/program/{no}/penutupan", {"client_key": desk.key(), "why": "Diganti"})
    other = desk.programme(admin)
    answer = desk.send(admin, f"/program/{no}/pembukaan", {"client_key": desk.key()})
    assert answer.status_code == 422 and other in answer.text


@pytest.mark.parametrize("no", ["P27-TIDAKADA", "-1", "0", "%00", "999999999999999999999"])
def test_number_nobody_has_is_no_page(admin, no):
    for page in ("", "/orang", "/ubah", "/penutupan", "/tagihan"):
        assert admin.get(f"/program/{no}{page}").status_code in (400, 404)


def test_admin_auditor_and_officer_each_see_what_they_should(client_for, admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    person, auditor, officer = (
        Worker.get(Worker.nik_hash.is_null(False)),
        client_for("auditor"),
        client_for("petugas"),
    )
    for page in ("", f"/{no}", f"/{no}/orang", f"/{no}/ubah", f"/{no}/penutupan", f"/{no}/tagihan", "/baru"):
        text = visit(auditor, f"/program{page}").text
        assert "Simpan perubahan" not in text and "Tutup program</button>" not in text
        assert nik(1) not in text
        assert officer.get(f"/program{page}").status_code == 403
    assert person.name in visit(auditor, f"/program/{no}/orang").text
    for page in (f"/{no}/ubah", f"/{no}/penutupan", f"/{no}/pembukaan", "/baru"):
        assert (
            desk.send(auditor, f"/program{page}", {"client_key": desk.key(), "why": "x"}).status_code == 403
        )


def test_month_is_looked_at_and_billed(admin, visit):
    no = desk.programme(admin)
    promised(no, THIS, people=2)
    bills = visit(admin, f"/program/{no}/tagihan")
    address = f"/program/{no}/tagihan/{THIS:%Y-%m}"
    assert address in bills.text
    check_page(bills)
    proposal = visit(admin, address)
    assert value(proposal.text, "proposal-amount") == 2 * 16_800
    check_page(proposal)
    same = desk.key()
    made = {desk.send(admin, address, {"client_key": same}).location for _twice in range(2)}
    assert len(made) == 1 and made.pop().startswith("/tagihan/T")
    after = visit(admin, f"/program/{no}/tagihan").text
    assert "Tidak ada yang menunggu tagihan" in after and "Belum dibayar" in after
    answer = desk.send(admin, address, {"client_key": desk.key()})
    assert answer.status_code == 422 and "sudah dibuat: T" in answer.text


@pytest.mark.parametrize("month", ["2026", "01-2027", "2026-13", "1999-01", "kapan", "9999-12"])
def test_month_that_is_none_of_the_year_is_no_page(admin, month):
    no = desk.programme(admin)
    assert admin.get(f"/program/{no}/tagihan/{month}").status_code == 404


def test_sum_of_the_year_is_seen_in_the_strip(admin, visit):
    no = desk.programme(admin)
    promised(no, date(THIS.year, 12, 1), people=1)
    assert "1 orang dijanjikan, 0 ditagih, 0 dibayar, 0 berlaku" in visit(admin, f"/program/{no}").text


def test_pages_ask_no_more_of_the_database_for_more_people_and_more_programmes(admin, count_queries):
    no = desk.programme(admin)
    promised(no, THIS, people=1)
    pages = ("/program", f"/program/{no}", f"/program/{no}/orang", f"/program/{no}/tagihan")
    few = {page: count_queries(lambda page=page: admin.get(page)) for page in pages}
    promised(no, THIS, people=20, numbered=100)
    desk.programme(admin, year=str(THIS.year + 1))
    desk.programme(admin, year=str(THIS.year - 1))
    assert {page: count_queries(lambda page=page: admin.get(page)) for page in pages} == few
