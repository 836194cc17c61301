"""An enrolment that cannot stand: every fault has a sentence, the form comes back filled."""

import pytest

from db.models import OnceKey, Worker
from tests.web import desk
from tests.web.desk import enrol, person, send
from tests.web.house_rules import check_page


@pytest.mark.parametrize(
    ("nik", "sentence"),
    [
        ("", "Isi NIK 16 angka seperti tertulis pada KTP."),
        ("337401170503001", "NIK harus 16 angka, tetapi yang diisi 15 angka."),
        ("33740117050300011", "NIK harus 16 angka, tetapi yang diisi 17 angka."),
        ("337401170503OOO1", "NIK hanya boleh berisi angka"),
        ("3374013205030001", "Angka ke-7 dan ke-8 NIK adalah 32"),
        ("3374017205030001", "Angka ke-7 dan ke-8 NIK adalah 72"),
        ("3374011713030001", "Angka ke-9 dan ke-10 NIK adalah 13"),
        ("3374013002030001", "tidak ada di kalender"),
        ("3374011705150001", "anak atau salah ketik"),
        ("3374011705030000", "Empat angka terakhir NIK adalah 0000"),
    ],
)
def test_wrong_nik_is_refused_with_its_cause(client_for, nik, sentence):
    answer = enrol(client_for("petugas"), nik=nik)
    assert answer.status_code == 422
    page = check_page(answer)
    assert sentence in answer.text
    assert page.title.startswith("Perlu diperbaiki")
    assert Worker.select().count() == 0
    assert OnceKey.select().count() == 0


def test_refused_form_comes_back_filled_under_the_same_key(client_for):
    client, fields = client_for("petugas"), person(nik="337401170503001")
    text = send(client, "/pekerja/baru", fields).text
    for name in ("client_key", "nik", "name", "phone", "rt", "rw", "address", "workplace"):
        value = {"rt": "003", "rw": "007"}.get(name, fields[name])
        assert f'value="{value}"' in text, name
    assert f'value="{desk.KAUMAN}" selected' in text
    assert 'value="nelayan" selected' in text
    assert enrol(client, client_key=fields["client_key"]).status_code == 303


def test_serial_of_zeros_is_taken_when_the_officer_says_so(client_for):
    client = client_for("petugas")
    assert 'name="serial_zero"' in enrol(client, nik="3374011705030000").text
    assert enrol(client, nik="3374011705030000", serial_zero="y").status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Isi nama lengkap"),
        ({"birth_on": "31/02/2003"}, "31"),
        ({"kelurahan": ""}, "Pilih kelurahan tempat tinggalnya"),
        ({"kelurahan": "99.99.99.9999"}, "Kelurahan ini tidak ada dalam daftar."),
        ({"kelurahan": "luar", "home_regency": ""}, "Isi kabupaten atau kota tempat tinggalnya."),
        ({"rt": "tiga"}, "RT berupa angka"),
        ({"occupation": "raja"}, "Pilih pekerjaan dari daftar."),
        ({"still_working": ""}, "hanya yang masih aktif bekerja dapat didaftarkan"),
        ({"consent": ""}, "Bacakan persetujuan"),
        ({"consent_how": "sihir"}, "Pilih cara orang ini menyetujui."),
        ({"income": "banyak"}, "Isi penghasilan dengan angka saja"),
        ({"income": "-5"}, "Isi penghasilan dengan angka saja"),
        ({"kpj": "12"}, "KPJ"),
        ({"dtsen_decile": "11"}, "Desil adalah angka 1 sampai 10."),
        ({"dtsen_decile": "dua"}, "Desil adalah angka 1 sampai 10."),
        ({"batch": "B26-TIDAKADA"}, "Batch ini tidak terbuka di sini."),
        ({"nik": "3374011705100001", "birth_on": ""}, "umur"),
        ({"nik": "3374011705600001", "birth_on": ""}, "65"),
        ({"address": "a" * 201}, "Alamat paling banyak 200 huruf."),
    ],
)
def test_wrong_field_is_refused_with_a_sentence(client_for, fields, sentence):
    answer = enrol(client_for("petugas"), **fields)
    assert answer.status_code == 422
    check_page(answer)
    errors = answer.text.partition('id="error-summary"')[2].partition("</div>")[0]
    assert sentence in errors
    assert Worker.select().count() == 0


def test_form_without_a_sound_key_says_to_reload(client_for):
    answer = enrol(client_for("petugas"), client_key="x")
    assert answer.status_code == 422
    assert "Muat ulang halaman ini" in answer.text


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("123", "Nomor HP yang diisi tidak lengkap atau salah ketik, maka tidak disimpan."),
        ("abc", "Nomor HP yang diisi tidak lengkap atau salah ketik, maka tidak disimpan."),
        ("0812345678901234567", "Nomor HP yang diisi tidak lengkap atau salah ketik, maka tidak disimpan."),
        ("0241234567", "Nomor HP yang diisi adalah nomor telepon rumah atau kantor"),
    ],
)
def test_phone_that_cannot_be_used_is_left_out_and_the_next_page_says_so(client_for, visit, phone, sentence):
    client = client_for("petugas")
    answer = enrol(client, phone=phone)
    assert answer.status_code == 303
    assert Worker.get().phone_sealed is None
    notice = notice_of(visit(client, answer.location).text)
    assert sentence in notice
    assert "Orang ini tersimpan tanpa nomor HP." in notice


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ("081234567890 (istri)", "maka hanya angkanya yang disimpan."),
        ("081234567890 / 081311112222", "maka hanya yang pertama yang disimpan."),
    ],
)
def test_phone_kept_in_part_is_pointed_out_without_the_number(client_for, visit, phone, sentence):
    client = client_for("petugas")
    answer = enrol(client, phone=phone)
    assert answer.status_code == 303
    assert "0812" not in answer.location and "3456" not in answer.location
    notice = notice_of(visit(client, answer.location).text)
    assert sentence in notice and "tanpa nomor HP" not in notice


def notice_of(page: str) -> str:
    """What is said first on the page of the saved person."""
    return page.partition("<main")[2].partition('id="saved"')[0]


def test_unusable_phone_is_pointed_out_at_its_field_when_the_form_comes_back_anyway(client_for):
    answer = enrol(client_for("petugas"), phone="123", rt="tiga")
    assert answer.status_code == 422
    check_page(answer)
    at_field = answer.text.partition('id="phone-error"')[2].partition("</p>")[0]
    assert "Nomor HP yang diisi tidak lengkap atau salah ketik, maka tidak disimpan." in at_field


def test_phone_kept_in_part_is_no_fault_of_a_form_that_comes_back(client_for):
    answer = enrol(client_for("petugas"), phone="081234567890 (istri)", rt="tiga")
    assert answer.status_code == 422
    assert 'id="phone-error"' not in answer.text


@pytest.mark.parametrize("page", ["/pekerja/baru", "/batch/baru"])
def test_only_the_auditor_reads_that_the_form_is_for_others(client_for, visit, page):
    told = "Anda melihat formulir ini sebagai inspektorat"
    for name in ("auditor", "petugas", "mitra", "admin"):
        assert (told in visit(client_for(name), page).text) is (name == "auditor"), name


@pytest.mark.parametrize("name", ["name", "address", "workplace", "birth_place"])
def test_number_of_a_person_is_not_kept_in_the_clear(client_for, name):
    """What is sealed elsewhere would lie open there."""
    answer = enrol(client_for("petugas"), **{name: f"Rumah biru {desk.NIK}"})
    assert answer.status_code == 422
    assert "Jangan tulis NIK atau nomor HP di sini" in answer.text
    assert Worker.select().count() == 0
