"""The form of a correction: filled with what is there, secrets masked, a reason asked, nothing written over unseen."""

import re

import pytest

from db.models import AuditEvent, Correction, Worker
from kiosk.services import worker_flags
from kiosk.web.corrections.change_words import places_words
from tests.web import desk
from tests.web.desk import send
from tests.web.house_rules import check_page

OTHER_NIK = "3374011705030007"
SEEN = re.compile(r'name="seen"[^>]*value="([^"]+)"')


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), kpj=desk.KPJ, mother_name="Sumarni Dewi", income="1500000")


def seen(client, reg_no: str) -> str:
    return SEEN.search(client.get(f"/pekerja/{reg_no}/koreksi").text)[1]


def correct(client, reg_no: str, **fields):
    """What changes, with a reason; the rest stays as the form came."""
    filled = {"client_key": desk.key(), "reason": "mistyped", **fields}
    filled.setdefault("seen", seen(client, reg_no))
    return send(client, f"/pekerja/{reg_no}/koreksi", filled)


def test_form_comes_filled_and_its_secrets_masked(client_for, visit, reg_no):
    text = visit(client_for("petugas"), f"/pekerja/{reg_no}/koreksi").text
    for words in (
        'value="Slamet Widodo"', 'value="17/05/2003"', 'value="003"', 'value="Jl. Kakap No. 12"', 'value="1.500.000"',
        f'value="{desk.KAUMAN}" selected', 'value="nelayan" selected',
        "3374••••••••0001", "0812•••••890", "S. D.", "26••••••456",
    ):  # fmt: skip
        assert words in text, words
    for secret in (desk.NIK, desk.PHONE, "6281234567890", desk.KPJ, "Sumarni"):
        assert secret not in text, secret


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin"])
def test_correction_is_saved_with_its_reason(client_for, reg_no, name, people):
    answer = correct(client_for(name), reg_no, name="Slamet Raharjo")
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    assert Worker.get().name == "Slamet Raharjo"
    assert (Correction.get().by_id, Correction.get().reason) == (people[name].id, "mistyped")


def test_company_corrects_its_own_worker_and_nobody_else_s(client_for, reg_no):
    client = client_for("mitra")
    own = desk.enrolled(client, nik=OTHER_NIK, name="Siti Aminah", sex="L", phone="")
    assert correct(client, own, address="Jl. Bandeng 3").status_code == 303
    answer = send(client, f"/pekerja/{reg_no}/koreksi", {"client_key": desk.key(), "name": "Orang Lain"})
    assert answer.status_code == 403
    assert send(client_for("mitra2"), f"/pekerja/{own}/koreksi", {"name": "Orang Lain"}).status_code == 403
    assert "Desil DTSEN" not in client.get(f"/pekerja/{own}/koreksi").text


@pytest.mark.parametrize("name", ["petugas2", "mitra", "auditor", "opd", "donatur"])
def test_stranger_changes_nothing(client_for, reg_no, name):
    fields = {"client_key": desk.key(), "reason": "mistyped", "name": "Orang Lain", "seen": "x"}
    assert send(client_for(name), f"/pekerja/{reg_no}/koreksi", fields).status_code == 403
    assert Worker.get().name == desk.NAME


def test_auditor_reads_the_form_and_has_no_button(client_for, visit, reg_no):
    page = visit(client_for("auditor"), f"/pekerja/{reg_no}/koreksi")
    assert "Simpan koreksi" not in page.text
    assert "Koreksi data</a>" not in client_for("auditor").get(f"/pekerja/{reg_no}").text


def test_empty_secrets_stay_as_they_are(client_for, reg_no):
    before = Worker.get()
    correct(client_for("petugas"), reg_no, rt="9", nik="", phone="", mother_name="", kpj="")
    after = Worker.get()
    assert (after.nik_sealed, after.phone_sealed) == (before.nik_sealed, before.phone_sealed)
    assert (after.mother_name_sealed, after.kpj_sealed) == (before.mother_name_sealed, before.kpj_sealed)
    assert after.rt == "009"


def test_ticked_secrets_are_taken_away(client_for, reg_no):
    correct(client_for("petugas"), reg_no, phone_gone="y", mother_name_gone="y", kpj_gone="y")
    after = Worker.get()
    assert (after.phone_sealed, after.mother_name_sealed, after.kpj_sealed) == (None, None, None)


def test_new_phone_and_its_removal_together_are_asked_about(client_for, reg_no):
    answer = correct(client_for("petugas"), reg_no, phone="081299998888", phone_gone="y")
    assert answer.status_code == 422
    assert "jangan keduanya" in answer.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": ""}, "Pilih alasan koreksi ini."),
        ({"reason": "other"}, "Tulis alasannya dengan singkat."),
        (
            {"reason": "other", "reason_text": "NIK-nya 3374 0117 0503 0001"},
            "Alasan memuat angka yang panjang.",
        ),
        ({"reason": "other", "reason_text": "x" * 201}, "Alasan paling banyak 200 huruf."),
        ({"name": ""}, "Isi nama lengkap seperti tertulis pada KTP."),
        ({"nik": "3374"}, "16 angka"),
        ({"rt": "tiga"}, "RT berupa angka"),
        ({"birth_on": "31/02/2003"}, "tidak ada"),
        ({"birth_on": "01/01/1940"}, "hanya di bawah 65 tahun"),
        ({"kelurahan": "luar"}, "Isi kabupaten atau kota tempat tinggalnya."),
        ({}, "Belum ada yang diubah."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client_for, reg_no, fields, sentence):
    answer = correct(client_for("petugas"), reg_no, **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert Correction.select().count() == 0


def test_reason_in_own_words_is_kept(client_for, visit, reg_no):
    client = client_for("petugas")
    correct(client, reg_no, rt="9", reason="other", reason_text="Salah dengar waktu mendaftar")
    assert "Alasan: Salah dengar waktu mendaftar" in visit(client, f"/pekerja/{reg_no}").text


def test_bad_phone_number_is_not_kept_and_said(client_for, visit, reg_no):
    client = client_for("petugas")
    assert correct(client, reg_no, rt="9", phone="0812").status_code == 303
    assert "Nomor HP pada data orang ini tidak berubah." in visit(client, f"/pekerja/{reg_no}").text


def test_both_are_shown_when_somebody_was_faster(client_for, reg_no, people):
    client = client_for("petugas")
    opened, key = seen(client, reg_no), desk.key()
    correct(client_for("rekan"), reg_no, name="Slamet Raharjo", workplace="TPI Tambak Lorok")
    answer = correct(client, reg_no, seen=opened, client_key=key, name="Slamet Wibowo", rt="9")
    assert answer.status_code == 409
    check_page(answer)
    assert f"Data ini baru saja diubah oleh {people['rekan'].name}; periksa lagi." in answer.text
    assert "Sekarang tersimpan: Slamet Raharjo." in answer.text
    assert "Isian Anda: Slamet Wibowo." in answer.text
    assert 'value="TPI Tambak Lorok"' in answer.text and 'value="Slamet Wibowo"' in answer.text
    assert Worker.get().name == "Slamet Raharjo"
    again = SEEN.search(answer.text)[1]
    fields = {"name": "Slamet Wibowo", "rt": "9", "workplace": "TPI Tambak Lorok"}
    assert correct(client, reg_no, seen=again, client_key=key, **fields).status_code == 303
    assert (Worker.get().name, Worker.get().workplace) == ("Slamet Wibowo", "TPI Tambak Lorok")


def test_same_form_sent_twice_is_one_correction(client_for, reg_no):
    client, opened, key = client_for("petugas"), "", desk.key()
    opened = seen(client, reg_no)
    for _ in range(2):
        assert correct(client, reg_no, seen=opened, client_key=key, name="Slamet Raharjo").status_code == 303
    assert Correction.select().count() == 1


def test_known_nik_shows_both_to_who_may_see_both(client_for, reg_no):
    client = client_for("petugas")
    other = desk.enrolled(client, nik=OTHER_NIK, name="Orang Lain", phone="")
    answer = correct(client, reg_no, nik=OTHER_NIK)
    assert answer.status_code == 422
    check_page(answer)
    for words in ("NIK ini sudah tercatat", other, "Orang Lain", "minta admin menggabungkan"):
        assert words in answer.text, words
    assert "gabung?dengan=" not in answer.text
    answer = correct(client_for("admin"), reg_no, nik=OTHER_NIK)
    assert f'href="/pekerja/{reg_no}/gabung?dengan={other}"' in answer.text


def test_known_nik_of_a_stranger_tells_nothing_of_them(client_for, reg_no):
    other = desk.enrolled(client_for("mitra"), nik=OTHER_NIK, name="Orang Lain", kelurahan="33.74.01.1001")
    answer = correct(client_for("petugas"), reg_no, nik=OTHER_NIK)
    assert answer.status_code == 422
    assert "NIK ini tercatat lewat pos atau perusahaan lain" in answer.text
    assert other not in answer.text and "Orang Lain" not in answer.text


def test_history_tells_before_and_after_in_words(client_for, visit, reg_no, people):
    client = client_for("petugas")
    fields = {
        "name": "Slamet Raharjo", "birth_on": "18/05/2003", "sex": "P", "kelurahan": "33.74.01.1001",
        "occupation": "tukang-becak", "income": "2 juta", "nik": OTHER_NIK, "phone": "081299998888",
        "kpj": "26000999888", "mother_name": "Sri Rejeki", "address": "", "ktp_reason": "ktp",
    }  # fmt: skip
    correct(client, reg_no, **fields)
    lines = {
        "Nama: Slamet Widodo → Slamet Raharjo", "Tanggal lahir: 17 Mei 2003 → 18 Mei 2003",
        "Jenis kelamin: Laki-laki → Perempuan", "Kelurahan: Kauman, Semarang Tengah → Miroto, Semarang Tengah",
        "Pekerjaan: Nelayan → Tukang becak", "Penghasilan sebulan: Rp1.500.000 → Rp2.000.000",
        "NIK: 3374••••••••0001 → 3374••••••••0007", "Nomor HP: 0812•••••890 → 0812•••••888",
        "KPJ: 26••••••456 → 26••••••888", "Nama ibu kandung: S. D. → S. R.",
        "Alamat: Jl. Kakap No. 12 → kosong", "Mengapa berbeda dengan NIK: kosong → Begitu tertulis pada KTP",
    }  # fmt: skip
    for name in ("petugas", "rekan", "admin", "auditor"):
        text = visit(client_for(name), f"/pekerja/{reg_no}").text
        told = set(re.findall(r"<li>([^<]+ → [^<]+)</li>", text))
        assert told == lines, name
        assert "Alasan: Salah ketik" in text and people["petugas"].name in text
        assert not any(secret in text for secret in (OTHER_NIK, "081299998888", "26000999888", "Sri Rejeki"))


def test_company_reads_the_history_of_its_own_worker_masked(client_for, visit):
    client = client_for("mitra")
    reg_no = desk.enrolled(client)
    correct(client_for("admin"), reg_no, nik=OTHER_NIK)
    assert "NIK: 3374••••••••0001 → 3374••••••••0007" in visit(client, f"/pekerja/{reg_no}").text


def test_queries_of_a_page_do_not_grow_with_its_history(client_for, reg_no, count_queries):
    client = client_for("petugas")
    correct(client, reg_no, rt="1")
    few = count_queries(lambda: client.get(f"/pekerja/{reg_no}"))
    for number in range(2, 6):
        correct(client, reg_no, rt=str(number))
    assert count_queries(lambda: client.get(f"/pekerja/{reg_no}")) == few


def test_card_printed_before_says_so_once_the_name_changed(client_for, visit, reg_no):
    client = client_for("petugas")
    desk.printed(client, worker=reg_no)
    words = "Kartu yang sudah dicetak memuat data lama."
    assert words not in visit(client, f"/pekerja/{reg_no}").text
    correct(client, reg_no, name="Slamet Raharjo")
    assert words in visit(client, f"/pekerja/{reg_no}").text


def test_difference_from_the_nik_is_saved_flagged_and_asked_about(client_for, visit, reg_no):
    client = client_for("petugas")
    assert correct(client, reg_no, birth_on="18/05/2003").status_code == 303
    assert [flag.kind for flag in worker_flags.open_flags(Worker.get().id)] == [worker_flags.KTP_DIFFERS]
    text = visit(client, f"/pekerja/{reg_no}/koreksi").text
    assert "tidak sama dengan yang terbaca dari NIK" in text
    assert correct(client, reg_no, ktp_reason="dibetulkan").status_code == 303
    assert worker_flags.open_flags(Worker.get().id) == []


def test_person_under_age_by_the_corrected_birth_date_waits_for_approval(client_for, reg_no):
    assert correct(client_for("petugas"), reg_no, birth_on="17/05/2010").status_code == 303
    assert Worker.get().approval == "asked"
    assert AuditEvent.select().where(AuditEvent.action == "persetujuan.diminta").exists()


def test_under_age_is_refused_to_a_company_and_for_who_is_funded(client_for):
    client = client_for("mitra")
    reg_no = desk.enrolled(client)
    for name in ("mitra", "admin"):
        answer = correct(client_for(name), reg_no, birth_on="17/05/2010")
        assert answer.status_code == 422, name
        assert "di bawah 18 tahun" in answer.text


def test_age_does_not_stand_in_the_way_of_another_correction(client_for, reg_no):
    Worker.update(birth_on="1940-05-17").execute()
    assert correct(client_for("petugas"), reg_no, rt="9").status_code == 303


def test_stale_token_gives_the_form_back_filled(client_for, reg_no):
    client = client_for("petugas")
    fields = {
        "client_key": desk.key(),
        "name": "Slamet Raharjo",
        "csrf_token": "lama",
        "seen": seen(client, reg_no),
    }
    answer = client.post(f"/pekerja/{reg_no}/koreksi", data=fields)
    assert answer.status_code == 422
    assert 'value="Slamet Raharjo"' in answer.text


HIDDEN_NIK = "3374021705040001"  # masked it looks like desk.NIK


def test_digits_of_a_changed_nik_are_named_where_the_masks_look_alike(client_for, visit, reg_no):
    client = client_for("petugas")
    assert "terakhir dikoreksi" not in client.get(f"/pekerja/{reg_no}/koreksi").text
    assert correct(client, reg_no, nik=HIDDEN_NIK, birth_on="17/05/2004").status_code == 303
    words = "NIK: 3374••••••••0001 → 3374••••••••0001, angka ke-6 dan ke-12"
    assert words in visit(client, f"/pekerja/{reg_no}").text
    text = visit(client, f"/pekerja/{reg_no}/koreksi").text
    assert "terakhir dikoreksi: angka ke-6 dan ke-12" in text
    assert HIDDEN_NIK not in text and desk.NIK not in text


def test_nik_changed_meanwhile_says_which_digits(client_for, reg_no):
    client = client_for("petugas")
    opened = seen(client, reg_no)
    correct(client_for("rekan"), reg_no, nik=HIDDEN_NIK, birth_on="17/05/2004")
    answer = correct(client, reg_no, seen=opened, rt="9")
    assert answer.status_code == 409
    assert "3374••••••••0001 (berubah: angka ke-6 dan ke-12)" in answer.text


def test_digits_of_a_nik_that_was_only_typed_are_compared_with_nothing(client_for, reg_no):
    answer = correct(client_for("petugas"), reg_no, nik=HIDDEN_NIK, name="")
    assert answer.status_code == 422
    assert "angka ke-" not in answer.text


def test_other_secrets_whose_masks_look_alike_are_said_to_differ(client_for, visit, reg_no):
    client = client_for("petugas")
    correct(client, reg_no, phone="081234999890")
    words = "Nomor HP: 0812•••••890 → 0812•••••890, yang berubah adalah bagian yang disamarkan"
    assert words in visit(client, f"/pekerja/{reg_no}").text


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((6,), "ke-6"),
        ((11, 12), "ke-11 dan ke-12"),
        ((5, 6, 7), "ke-5 sampai ke-7"),
        ((1, 5, 6, 7, 12), "ke-1, ke-5 sampai ke-7 dan ke-12"),
    ],
)
def test_places_are_said_in_words(app, places, words):
    with app.test_request_context():
        assert places_words(places) == words


def test_age_that_disnaker_is_asked_about_is_the_admin_s_to_correct(client_for, reg_no):
    """Else a birth date "KTP menyusul" would make an adult of somebody who waits for approval."""
    Worker.update(approval="asked", birth_on="2009-11-17").where(Worker.reg_no == reg_no).execute()
    fields = {"birth_on": "17/11/2000", "ktp_reason": "menyusul"}
    answer = correct(client_for("petugas"), reg_no, **fields)
    assert answer.status_code == 422 and "hanya dapat dibetulkan admin" in answer.text
    assert Worker.get(Worker.reg_no == reg_no).birth_on.isoformat() == "2009-11-17"
    assert correct(client_for("petugas"), reg_no, workplace="Pasar Bulu").status_code == 303
    assert correct(client_for("admin"), reg_no, **fields).status_code == 303
