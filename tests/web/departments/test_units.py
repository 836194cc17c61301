"""A unit is renamed, empty ones are closed: /opd/<code>/nama and /opd/<code>/unit-kosong."""

import pytest

from db.models import AuditEvent, Opd
from kiosk.services import staff_unit_closing
from kiosk.services.acting import Refused
from tests.services.at_once import acting
from tests.services.rosters import apply, line, members, nip, read, sheet
from tests.web.desk import send
from tests.web.house_rules import check_page

CODE = "INSPEKTORAT"
HERE, UNIT = f"/opd/{CODE}", "INSPEKTORAT-BIDANG-A"


@pytest.fixture
def units(people):
    """Bidang A with Seksi 1 (one civil servant) and Seksi 2 (nobody any more), Bidang B (nobody, nor below)."""
    by = acting(people["opd"])
    before = [
        line(1, unit="Bidang A / Seksi 1"),
        line(2, unit="Bidang A / Seksi 2"),
        line(3, unit="Bidang B / Seksi 1"),
    ]
    apply(read(sheet(before), code=CODE, by=by), code=CODE, by=by)
    after = [line(1, unit="Bidang A / Seksi 1"), line(2, unit="Bidang A")]
    apply(read(sheet(after), code=CODE, by=by), code=CODE, by=by)
    return by


def test_unit_is_renamed_by_its_department_and_the_change_is_written_down(client_for, units, visit):
    secretary = client_for("opd")
    assert "Ubah nama unit" in visit(secretary, f"/opd/{UNIT}").text
    visit(secretary, f"/opd/{UNIT}/nama")
    for wrong, words in (
        ("", "Tulis nama"),
        ("=1+1", "tidak dapat dipakai"),
        ("A / B", "tidak dapat"),
        ("bidang  b", "Bidang B"),
    ):
        refused = send(secretary, f"/opd/{UNIT}/nama", {"name": wrong})
        assert refused.status_code == 422 and words in refused.text
        check_page(refused)
    assert send(secretary, f"/opd/{UNIT}/nama", {"name": " Bidang  Statistik "}).location == f"/opd/{UNIT}"
    assert Opd.get(Opd.code == UNIT).name == "Bidang Statistik"
    event = AuditEvent.get(AuditEvent.action == "pegawai.unit_dinamai")
    assert (event.subject, event.detail) == (UNIT, {"dari": "Bidang A", "ke": "Bidang Statistik"})


def test_only_a_unit_is_renamed(client_for, people, visit):
    admin = client_for("admin")
    assert "mengikuti daftar resmi" in visit(admin, f"{HERE}/nama").text
    assert send(admin, f"{HERE}/nama", {"name": "Dinas Lain"}).status_code == 422
    assert people["opd"].opd.name == Opd.get(Opd.code == CODE).name


def test_empty_units_are_closed_in_one_press_and_who_left_them_is_still_listed(client_for, units, visit):
    secretary = client_for("opd")
    page = visit(secretary, HERE).text
    assert "3 unit kosong." in page
    asked = visit(secretary, f"{HERE}/unit-kosong").text
    shown = ["INSPEKTORAT-BIDANG-B", "INSPEKTORAT-BI-SEKSI-2", "INSPEKTORAT-BI-SEKSI-1-2"]
    assert all(f'value="{code}"' in asked for code in shown) and f'value="{UNIT}"' not in asked
    assert send(secretary, f"{HERE}/unit-kosong", {"unit": shown}).location == HERE
    assert "Bidang B" not in visit(secretary, HERE).text
    assert "Pegawai d" in visit(secretary, f"{HERE}?keadaan=keluar").text
    assert send(secretary, f"{HERE}/unit-kosong", {"unit": shown}).status_code == 303  # pressed twice
    assert AuditEvent.select().where(AuditEvent.action == "pegawai.unit_ditutup").count() == 3
    again = read(sheet([line(1, unit="Bidang A / Seksi 1"), line(2, unit="Bidang B")]), code=CODE, by=units)
    apply(again, code=CODE, by=units)
    assert members()[nip(2)] == "INSPEKTORAT-BIDANG-B-2"


def test_unit_that_is_no_longer_empty_refuses_the_press(client_for, units):
    with pytest.raises(Refused, match="Bidang A tidak kosong"):
        staff_unit_closing.close(code=CODE, units=["INSPEKTORAT-BIDANG-B", UNIT], by=units)
    assert Opd.get(Opd.code == "INSPEKTORAT-BIDANG-B").valid_to is None


def test_empty_unit_does_not_say_that_its_roster_is_missing(client_for, units, visit):
    page = visit(client_for("opd"), "/opd/INSPEKTORAT-BIDANG-B").text
    assert "Tidak ada pegawai di unit ini" in page and "masih kosong" not in page


def test_three_people(client_for, people, units, stranger):
    for address, fields in ((f"/opd/{UNIT}/nama", {"name": "Lain"}), (f"{HERE}/unit-kosong", {"unit": UNIT})):
        for name in ("opd2", "donatur", "petugas"):
            assert client_for(name).get(address).status_code == 403
            assert send(client_for(name), address, fields).status_code == 403
        auditor = client_for("auditor")
        assert auditor.get(address).status_code == 200
        assert send(auditor, address, fields).status_code == 403
        assert stranger.get(address).location.startswith("/masuk")
        assert client_for("admin").get(address).status_code == 200
    assert client_for("admin").get("/opd/TIDAK-ADA/nama").status_code == 404
