"""What stands under the NIK a moment after it was typed: POST /pekerja/baru/nik."""

import pytest

from db.models import AuditEvent, Worker
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.desk import BY_HTMX, send


def asked(client, nik: str, **more):
    return send(client, "/pekerja/baru/nik", {"nik": nik, **more}, headers=BY_HTMX)


def test_birth_date_and_sex_are_read_from_a_sound_nik(client_for):
    answer = asked(client_for("petugas"), desk.NIK)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'data-birth-on="17/05/2003" data-sex="L"' in answer.text
    assert "Lahir 17 Mei 2003, laki-laki" in answer.text
    assert desk.NIK not in answer.text


@pytest.mark.parametrize(
    ("nik", "sentence"),
    [
        ("33740117050300", "NIK harus 16 angka"),
        ("3374019905030001", "Angka ke-7 dan ke-8 NIK adalah 99"),
        ("3374013002030001", "tidak ada di kalender"),
        ("3374011705030000", "Empat angka terakhir NIK adalah 0000"),
        ("3374011705200001", "anak atau salah ketik"),
        ("3374011711090001", "di bawah 18 tahun"),
    ],
)
def test_what_blocks_is_said_at_once(client_for, nik, sentence):
    answer = asked(client_for("petugas"), nik).text
    assert sentence in answer
    assert "nik-block" in answer


def test_serial_of_zeros_brings_the_tick_that_overrides_it(client_for):
    client = client_for("petugas")
    assert 'name="serial_zero"' in asked(client, "3374011705030000").text
    overridden = asked(client, "3374011705030000", serial_zero="y").text
    assert "nik-block" not in overridden and "checked" in overridden


def test_what_only_warns_does_not_forbid(client_for):
    client = client_for("petugas")
    answer = asked(client, "9974011705030001").text
    assert "Kode wilayah 99.74 pada NIK tidak dikenal" in answer and "nik-warn" in answer
    assert "nik-block" not in answer
    differs = asked(client, desk.NIK, birth_on="18/05/2003").text
    assert 'data-differs="y"' in differs and "menurut NIK 17 Mei 2003" in differs
    other = asked(client, "3315011705030001").text
    assert "nik-info" in other and "Itu bukan tanda tempat tinggal sekarang" in other


def test_known_person_is_told_with_state_and_the_way_on(client_for):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = asked(client_for("rekan"), desk.NIK).text
    assert "Sudah terdaftar: Slamet W." in answer
    assert "Belum ada yang menanggung" in answer
    assert f'href="/pekerja/{reg_no}"' in answer


def test_known_person_names_who_pays(client_for, people):
    client = client_for("petugas")
    no = desk.opened(client, company=str(people["mitra"].company_id))
    desk.enrolled(client, batch=no)
    assert "Ditanggung PT Sinar Pesisir" in asked(client, desk.NIK).text


def test_officer_elsewhere_gets_a_service_card_and_the_look_is_written_down(client_for, people):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = asked(client_for("petugas2"), desk.NIK).text
    assert "S. W." in answer and "Layani di pos ini" in answer
    assert reg_no not in answer and "Slamet" not in answer
    line = AuditEvent.select().order_by(AuditEvent.id.desc()).first()
    assert (line.action, line.user_id, line.subject) == ("pekerja.dicari", people["petugas2"].id, "")


def test_company_elsewhere_hears_only_that_the_nik_is_known(client_for):
    reg_no = desk.enrolled(client_for("petugas"))
    answer = asked(client_for("mitra2"), desk.NIK).text
    assert "sudah terdaftar lewat pos atau perusahaan lain" in answer
    for secret in (reg_no, "Slamet", "S. W.", "Kauman"):
        assert secret not in answer


def test_page_without_javascript_says_the_same_at_saving(client_for):
    answer = desk.enrol(client_for("petugas"), nik="9974011705030001", name="").text
    assert "Kode wilayah 99.74 pada NIK tidak dikenal" in answer
    assert "Isi nama lengkap" in answer


def test_who_tries_numbers_out_is_slowed_down(client_for):
    client = client_for("mitra")
    token = desk.form_token(client)
    statuses = {
        client.post("/pekerja/baru/nik", data={"csrf_token": token, "nik": "1"}, headers=BY_HTMX).status_code
        for _time in range(70)
    }
    assert statuses == {200, 429}


@pytest.mark.parametrize(
    ("reason", "flagged"), [("", True), ("menyusul", True), ("ktp", False), ("dibetulkan", False)]
)
def test_difference_is_kept_with_its_reason_or_becomes_work(client_for, reason, flagged):
    answer = desk.enrol(client_for("petugas"), birth_on="18/05/2003", ktp_reason=reason)
    assert answer.status_code == 303
    worker = Worker.get()
    assert (worker.ktp_reason or "") == reason
    told = "menurut NIK 17 Mei 2003" in client_for("petugas").get(answer.location).text
    assert told is flagged
    assert [flag.kind for flag in worker.flags] == (["ktp_differs"] if flagged else [])


def test_reason_is_nothing_where_nothing_differs(client_for):
    desk.enrol(client_for("petugas"), ktp_reason="ktp")
    worker = Worker.get()
    assert worker.ktp_reason is None and not worker.flags.count()


def test_frozen_person_is_said_to_be_frozen_and_not_to_be_waiting(client_for):
    desk.enrolled(client_for("petugas"))
    Worker.update(frozen_at=utc_now()).execute()
    answer = asked(client_for("petugas"), desk.NIK).text
    assert "Data dibekukan" in answer and "sedang dibekukan" in answer
    assert "Menunggu penanggung" not in answer and "daftar menunggu" not in answer
