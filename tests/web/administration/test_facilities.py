"""The list of PLKK on screen: added, corrected, taken out with a reason, and old lines say so."""

from db.models import Facility
from tests.web.desk import key, send

PATH = "/admin/plkk"
FIELDS = {
    "name": "Klinik Sumber Waras", "address": "Jl. Layur 5", "city": "Kota Semarang", "kecamatan": "33.74.02",
    "phone": "0243547000", "source": "surat BPJS B/12/XI/2026", "as_of": "20/11/2026",
}  # fmt: skip
AGUNG = f"{PATH}/rsi-sultan-agung"


def press(client, path, **fields):
    return send(client, path, {"client_key": key(), **fields})


def test_old_lines_say_that_bpjs_has_to_be_asked(client_for, people, visit):
    page = visit(client_for("admin"), PATH).text
    assert "8 baris sumbernya lebih dari 12 bulan. Pastikan ke BPJS." in page
    assert "Tembalang, Kota Semarang" in page and "Kabupaten Demak" in page
    assert 'href="/admin/plkk"' in visit(client_for("auditor"), "/").text


def test_one_is_added_once_and_its_phone_is_written_as_it_is_dialled(client_for, people, visit):
    admin = client_for("admin")
    fields = FIELDS | {"client_key": key()}
    for _ in range(2):
        assert press(admin, f"{PATH}/baru", **fields).location == PATH
    page = visit(admin, PATH).text
    assert page.count("Klinik Sumber Waras</") == 1 and "(024) 3547000" in page and "Semarang Utara" in page


def test_correction_comes_filled_and_keeps_its_source(client_for, people, visit):
    admin = client_for("admin")
    page = visit(admin, f"{AGUNG}/koreksi").text
    assert 'value="RSI Sultan Agung"' in page and "Antara Jateng 2018" in page
    assert 'value="Antara' not in page  # the source is of what is written now
    answer = press(admin, f"{AGUNG}/koreksi", **FIELDS | {"name": "RSI Sultan Agung"})
    assert answer.location == PATH
    assert Facility.get(Facility.code == "rsi-sultan-agung").source == FIELDS["source"]


def test_one_is_taken_out_with_a_reason(client_for, people, visit):
    admin = client_for("admin")
    visit(admin, f"{AGUNG}/hapus")
    answer = press(admin, f"{AGUNG}/hapus")
    assert answer.status_code == 422 and "Tulis mengapa" in answer.text
    fields = {"why": "Kerja samanya berakhir.", "client_key": key()}
    for _ in range(2):
        assert press(admin, f"{AGUNG}/hapus", **fields).location == PATH
    assert "Kerja samanya berakhir." in visit(admin, PATH).text
    assert admin.get(f"{AGUNG}/hapus").status_code == admin.get(f"{AGUNG}/koreksi").status_code == 404


def test_what_is_wrong_is_said_beside_the_field(client_for, people):
    admin = client_for("admin")
    answer = press(admin, f"{PATH}/baru", **FIELDS | {"name": "RSI SULTAN AGUNG"})
    assert answer.status_code == 422 and "sudah ada dalam daftar" in answer.text
    answer = press(admin, f"{PATH}/baru", **FIELDS | {"as_of": "20/11/2027", "kecamatan": ""})
    assert answer.status_code == 422 and "belum tiba" in answer.text
    wrong = {"name": "3374012345678901", "phone": "abc", "kecamatan": "33.99", "as_of": "kapan", "source": ""}
    answer = press(admin, f"{PATH}/baru", **FIELDS | wrong)
    for words in ("Jangan tulis NIK", "tidak dapat dihubungi", "kecamatannya dari daftar", "Tulis sumbernya"):
        assert words in answer.text
    assert press(admin, f"{PATH}/tidak-ada/koreksi", **FIELDS).status_code == 404


def test_auditor_looks_and_others_do_not(client_for, people, visit):
    auditor = client_for("auditor")
    for address in (PATH, f"{PATH}/baru", f"{AGUNG}/koreksi", f"{AGUNG}/hapus"):
        assert "/admin/plkk/baru" not in visit(auditor, PATH).text
        visit(auditor, address)
        if address != PATH:
            assert press(auditor, address, **FIELDS, why="x").status_code == 403
        for role in ("petugas", "mitra", "opd", "donatur"):
            assert client_for(role).get(address).status_code == 403
