"""An officer or a company enrols one person: /pekerja/baru."""

import re
from datetime import date

import pytest

from db.models import AuditEvent, BatchRow, Consent, CoverageMonth, Post, Worker
from kiosk.services import safe
from tests.web import desk
from tests.web.desk import enrol, person


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
    told = "Tanggal lahir yang diisi 18 Mei 2003, menurut NIK 17 Mei 2003"
    assert told in visit(client, answer.location).text


@pytest.mark.parametrize(
    ("typed", "amount"), [("3 juta", 3_000_000), ("2,5 jt", 2_500_000), ("Rp 1.500.000,00", 1_500_000)]
)
def test_income_is_kept_as_people_say_it(client_for, typed, amount):
    enrol(client_for("petugas"), income=typed)
    assert Worker.get().income == amount


def test_only_what_may_stay_empty_says_so(client_for):
    page = client_for("petugas").get("/pekerja/baru").text
    labels = re.findall(r"<(?:label[^>]*|legend)>([^<]+) <span class=\"field-optional\">", page)
    assert labels == [
        "Tanggal lahir", "Jenis kelamin", "Nomor HP", "RT", "RW", "Alamat", "Tempat bekerja", "Foto orangnya",
        "Catatan persetujuan",
    ]  # fmt: skip
    least = {"nik": desk.NIK, "name": desk.NAME, "kelurahan": desk.KAUMAN, "occupation": "nelayan"}
    ticks = {"still_working": "y", "consent": "y", "consent_how": "self", "client_key": desk.key()}
    assert desk.send(client_for("petugas"), "/pekerja/baru", least | ticks).status_code == 303


def test_person_from_outside_the_city_is_enrolled(client_for):
    enrol(client_for("petugas"), kelurahan="luar", home_regency="Kabupaten Demak")
    worker = Worker.get()
    assert (worker.kelurahan_id, worker.home_regency) == (None, "Kabupaten Demak")


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
