"""An officer or a company enrols one person: /pekerja/baru."""

from datetime import date

import pytest

from db.models import AuditEvent, BatchRow, Consent, CoverageMonth, OnceKey, Post, Worker
from kiosk.services import safe
from tests.web import desk
from tests.web.accounts.desk import field, token
from tests.web.desk import enrol, person, send
from tests.web.house_rules import check_page


def test_officer_enrols_and_lands_on_the_person_s_page(client_for, visit):
    client = client_for("petugas")
    visit(client, "/pekerja/baru")
    answer = enrol(client)
    assert answer.status_code == 303
    worker = Worker.get()
    assert answer.location.partition("?")[0] == f"/pekerja/{worker.reg_no}"
    page = visit(client, answer.location).text
    assert "Tersimpan" in page
    assert worker.reg_no in page
    assert desk.NAME in page


def test_everything_that_was_filled_in_is_kept(client_for, people):
    enrol(
        client_for("petugas"),
        birth_place="Demak",
        mother_name="Sumiyati",
        income="1.500.000",
        kpj=desk.KPJ,
        dtsen_decile="2",
    )
    worker, johar = Worker.get(), Post.get(Post.code == "johar")
    kept = {
        "name": desk.NAME, "birth_on": date(2003, 5, 17), "sex": "L", "kelurahan_id": desk.KAUMAN, "rt": "003",
        "rw": "007", "address": "Jl. Kakap No. 12", "occupation_id": "nelayan", "workplace": "Pasar Johar blok B",
        "still_working": True, "birth_place": "Demak", "income": 1_500_000, "dtsen_decile": 2,
        "enrolled_by_id": people["petugas"].id, "enrolled_post_id": johar.id,
    }  # fmt: skip
    assert {name: getattr(worker, name) for name in kept} == kept
    sealed = {
        safe.NIK: (worker.nik_sealed, desk.NIK), safe.PHONE: (worker.phone_sealed, "6281234567890"),
        safe.KPJ: (worker.kpj_sealed, desk.KPJ), safe.MOTHER: (worker.mother_name_sealed, "Sumiyati"),
    }  # fmt: skip
    for purpose, (column, value) in sealed.items():
        assert safe.open_text(column, purpose) == value
        assert value.encode() not in bytes(column)


def test_consent_and_audit_are_written_with_the_person(client_for, people):
    enrol(client_for("petugas"))
    worker = Worker.get()
    consent = Consent.get(Consent.worker == worker)
    assert (consent.basis, consent.how, consent.taken_by_id) == ("consent", "thumb", people["petugas"].id)
    line = AuditEvent.get(AuditEvent.action == "pekerja.didaftarkan")
    assert (line.subject, line.user_id) == (worker.reg_no, people["petugas"].id)


def test_every_public_name_stands_in_the_form(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    for name in (*person(), "batch", "birth_place", "mother_name", "income", "kpj", "dtsen_decile"):
        if name != "batch":  # only where a batch is open
            assert f'name="{name}"' in page, name
    for value in ('value="L"', 'value="P"', 'value="self"', 'value="thumb"', 'value="witness"'):
        assert value in page
    assert f'<option value="{desk.KAUMAN}"' in page
    assert '<option value="nelayan"' in page


@pytest.mark.parametrize(
    ("role", "offered"), [("petugas", True), ("admin", True), ("mitra", False), ("auditor", False)]
)
def test_decile_is_asked_of_officer_and_admin_only(client_for, role, offered):
    assert ('name="dtsen_decile"' in client_for(role).get("/pekerja/baru").text) is offered


@pytest.mark.parametrize(
    ("nik", "birth_on", "sex"),
    [
        ("3374011705030001", date(2003, 5, 17), "L"),
        ("3374015708900002", date(1990, 8, 17), "P"),
        ("3374 0157 0890 0002", date(1990, 8, 17), "P"),
        ("3315010101660009", date(1966, 1, 1), "L"),
    ],
)
def test_birth_date_and_sex_come_from_the_nik_when_left_empty(client_for, visit, nik, birth_on, sex):
    client = client_for("petugas")
    reg_no = desk.enrolled(client, nik=nik, birth_on="", sex="")
    worker = Worker.get(Worker.reg_no == reg_no)
    assert (worker.birth_on, worker.sex) == (birth_on, sex)
    page = visit(client, f"/pekerja/{reg_no}").text
    assert ("Laki-laki" if sex == "L" else "Perempuan") in page


def test_typed_birth_date_wins_and_is_pointed_out_when_the_nik_differs(client_for, visit):
    client = client_for("petugas")
    answer = enrol(client, birth_on="18/05/2003")
    assert Worker.get().birth_on == date(2003, 5, 18)
    assert (
        "Tanggal lahir yang diisi 18-05-2003, menurut NIK 17-05-2003" in visit(client, answer.location).text
    )


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


def test_bad_phone_only_warns(client_for, visit):
    client = client_for("petugas")
    answer = enrol(client, phone="12")
    assert answer.status_code == 303
    assert Worker.get().phone_sealed is None
    assert "notice-soon" in visit(client, answer.location).text


def test_person_from_outside_the_city_is_enrolled(client_for):
    enrol(client_for("petugas"), kelurahan="luar", home_regency="Kabupaten Demak")
    worker = Worker.get()
    assert (worker.kelurahan_id, worker.home_regency) == (None, "Kabupaten Demak")


@pytest.mark.parametrize(
    ("name", "told"),
    [("petugas", True), ("rekan", True), ("petugas2", False), ("mitra2", False), ("admin", True)],
)
def test_known_nik_is_told_in_the_measure_of_who_asks(client_for, name, told):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = enrol(client_for(name), name="Orang Lain")
    assert answer.status_code == 422
    check_page(answer)
    assert "NIK ini sudah terdaftar" in answer.text
    assert ("Slamet W." in answer.text) is told
    assert (f'href="/pekerja/{reg_no}"' in answer.text) is told
    assert (reg_no in answer.text) is told
    assert desk.NAME not in answer.text
    assert Worker.select().count() == 1


def test_same_form_twice_answers_as_the_first_time(client_for):
    client, fields = client_for("petugas"), person()
    first, second = (send(client, "/pekerja/baru", fields) for _time in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert Worker.select().count() == Consent.select().count() == 1


def test_same_key_with_other_content_is_409(client_for):
    client, fields = client_for("petugas"), person()
    send(client, "/pekerja/baru", fields)
    answer = send(client, "/pekerja/baru", {**fields, "name": "Orang Lain"})
    assert answer.status_code == 409
    check_page(answer)
    assert Worker.get().name == desk.NAME


def test_key_of_another_person_is_409_and_tells_nothing(client_for):
    fields = person()
    send(client_for("petugas"), "/pekerja/baru", fields)
    answer = send(client_for("petugas2"), "/pekerja/baru", fields)
    assert answer.status_code == 409
    assert Worker.get().reg_no not in answer.text
    assert desk.NAME not in answer.text


def test_form_with_a_stale_token_is_given_back_filled_and_goes_through_at_once(client_for):
    client, fields = client_for("petugas"), person()
    answer = client.post("/pekerja/baru", data={"csrf_token": "lama", **fields})
    assert answer.status_code == 422
    check_page(answer)
    for name in ("client_key", "nik", "name", "phone", "address"):
        assert f'value="{fields[name]}"' in answer.text, name
    assert Worker.select().count() == 0
    again = {"csrf_token": field(answer.text, "csrf_token"), **fields}
    assert client.post("/pekerja/baru", data=again).status_code == 303


def test_htmx_is_told_where_to_go(client_for):
    client = client_for("petugas")
    answer = send(client, "/pekerja/baru", person(), headers=desk.BY_HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith(f"/pekerja/{Worker.get().reg_no}")


def test_htmx_gets_a_fault_as_a_notice_beside_the_form(client_for):
    client, fields = client_for("petugas"), person()
    send(client, "/pekerja/baru", fields)
    answer = send(client, "/pekerja/baru", {**fields, "name": "Orang Lain"}, headers=desk.BY_HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#notice"
    assert "<html" not in answer.text
    assert "sudah pernah dikirim" in answer.text


def test_what_a_company_enrols_goes_into_a_batch_of_its_own(client_for, people):
    reg_no = desk.enrolled(client_for("mitra"))
    worker = Worker.get(Worker.reg_no == reg_no)
    row = BatchRow.get(BatchRow.worker == worker)
    assert row.batch.single
    assert row.batch.company_id == people["mitra"].company_id
    assert CoverageMonth.select().where(CoverageMonth.worker == worker).count() == 1


def test_batch_open_at_the_post_pays_for_the_person(client_for, people):
    client = client_for("petugas")
    no = desk.opened(client, company=str(people["mitra"].company_id), months="3")
    assert f'<option value="{no}"' in client.get("/pekerja/baru").text
    reg_no = desk.enrolled(client, batch=no)
    worker = Worker.get(Worker.reg_no == reg_no)
    assert CoverageMonth.select().where(CoverageMonth.worker == worker).count() == 3
    assert client_for("mitra").get(f"/pekerja/{reg_no}").status_code == 200


def test_batch_open_at_another_post_is_refused(client_for, people):
    no = desk.opened(client_for("petugas"), company=str(people["mitra"].company_id))
    client = client_for("petugas2")
    assert f'value="{no}"' not in client.get("/pekerja/baru").text
    assert enrol(client, batch=no).status_code == 422
    assert Worker.select().count() == 0


def test_auditor_reads_the_form_and_has_no_button(client_for, visit):
    client = client_for("auditor")
    assert "Simpan pendaftaran" not in visit(client, "/pekerja/baru").text
    assert enrol(client).status_code == 403


def test_form_of_a_lapsed_sign_in_is_kept(stranger, people):
    answer = stranger.post("/pekerja/baru", data={"csrf_token": token(stranger, "/masuk"), **person()})
    assert answer.status_code == 422
    check_page(answer)
    assert "Isian Anda masih ada" in answer.text
    assert field(answer.text, "kept_form")
    assert desk.NIK not in answer.text
    assert Worker.select().count() == 0
