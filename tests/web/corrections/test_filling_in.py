"""Filling in what was empty asks for no reason; changing what stood there does."""

import pytest

from db.models import AuditEvent, Correction, Worker
from tests.web import desk
from tests.web.corrections.test_correct import seen
from tests.web.desk import send
from tests.web.house_rules import check_page


@pytest.fixture
def reg_no(client_for) -> str:
    return desk.enrolled(client_for("petugas"), address="")


def fill(client, reg_no: str, **fields):
    """Without a reason."""
    filled = {"client_key": desk.key(), "seen": seen(client, reg_no), **fields}
    return send(client, f"/pekerja/{reg_no}/koreksi", filled)


def actions() -> list[str]:
    rows = AuditEvent.select().where(AuditEvent.action.startswith("pekerja.di")).order_by(AuditEvent.id)
    return [row.action for row in rows if row.action != "pekerja.didaftarkan"]


@pytest.mark.parametrize("name", ["petugas", "rekan", "admin"])
def test_a_missing_mother_s_name_is_filled_in_without_a_reason(client_for, visit, reg_no, name):
    client = client_for(name)
    assert "Tidak perlu alasan" in visit(client, f"/pekerja/{reg_no}/koreksi").text
    answer = fill(client, reg_no, mother_name="Sumarni Dewi", address="Jl. Kakap 12")
    assert (answer.status_code, answer.location) == (303, f"/pekerja/{reg_no}")
    assert actions() == ["pekerja.dilengkapi"] and Correction.get().reason == ""
    page = visit(client, f"/pekerja/{reg_no}").text
    assert "Data pekerja dilengkapi" in page and "Nama ibu kandung: kosong → S. D." in page
    assert "Data pekerja dikoreksi" not in page and "Alasan:" not in page.partition('id="history"')[2]


@pytest.mark.parametrize(
    "fields",
    [
        {"workplace": "TPI Tambak Lorok"},
        {"workplace": "TPI Tambak Lorok", "mother_name": "Sumarni"},
        {"phone": "081299998888"},
        {"phone_gone": "y"},
        {"kelurahan": "luar", "home_regency": "Kabupaten Demak"},
        {},
    ],
)
def test_what_stood_there_is_not_changed_without_a_reason(client_for, reg_no, fields):
    answer = fill(client_for("petugas"), reg_no, **fields)
    assert answer.status_code == 422
    check_page(answer)
    assert "Pilih alasan koreksi ini." in answer.text
    assert Correction.select().count() == 0 and Worker.get().workplace == "Pasar Johar blok B"


def test_a_kelurahan_for_who_lived_elsewhere_is_a_change(client_for, reg_no):
    Worker.update(kelurahan=None, home_regency="").execute()
    answer = fill(client_for("petugas"), reg_no, kelurahan=desk.KAUMAN)
    assert answer.status_code == 422 and "Pilih alasan koreksi ini." in answer.text


def test_a_reason_that_is_given_anyway_is_kept(client_for, visit, reg_no):
    client = client_for("petugas")
    assert fill(client, reg_no, mother_name="Sumarni", reason="wished").status_code == 303
    assert Correction.get().reason == "wished" and actions() == ["pekerja.dilengkapi"]


def test_what_changes_and_fills_at_once_is_a_correction(client_for, reg_no):
    fill(client_for("petugas"), reg_no, mother_name="Sumarni", workplace="TPI", reason="mistyped")
    assert actions() == ["pekerja.dikoreksi"]


def test_a_stranger_fills_in_nothing(client_for, reg_no):
    for name in ("petugas2", "mitra", "auditor"):
        fields = {"client_key": desk.key(), "seen": "x", "mother_name": "Orang Lain"}
        assert send(client_for(name), f"/pekerja/{reg_no}/koreksi", fields).status_code == 403
    assert Worker.get().mother_name_sealed is None
