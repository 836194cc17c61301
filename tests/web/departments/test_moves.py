"""Those whom another department's roster names, answered for on the own page: /opd/<code>/pindah/<number>."""

import pytest

from db.models import StaffMember
from tests.services import rosters
from tests.services.at_once import acting
from tests.services.rosters import apply, line, members, nip, read, sheet
from tests.web.desk import send

CODE, OTHER = "INSPEKTORAT", "BAPPEDA"


@pytest.fixture
def asked(people) -> str:
    """Where the neighbour answers for somebody whom the secretary's roster names."""
    rosters.on_roster(people["opd2"].opd, 1)
    by = acting(people["opd"])
    apply(read(sheet([line(1), line(5)]), code=CODE, by=by), code=CODE, by=by)
    return f"/opd/{OTHER}/pindah/{StaffMember.get(StaffMember.nip == nip(1)).id}"


def test_old_department_sees_who_is_wanted_and_lets_them_go(client_for, asked, visit):
    neighbour = client_for("opd2")
    page = visit(neighbour, f"/opd/{OTHER}").text
    assert "Diminta pindah oleh OPD lain" in page and "Inspektorat" in page and f'action="{asked}"' in page
    assert neighbour.get(asked).location == f"/opd/{OTHER}"
    assert send(neighbour, asked, {"ke": CODE, "jawaban": "setuju"}).location == f"/opd/{OTHER}"
    assert members()[nip(1)] == CODE
    gone = visit(neighbour, f"/opd/{OTHER}").text
    assert "Pegawai b pindah" in gone and "Diminta pindah" not in gone


def test_old_department_keeps_its_own(client_for, asked, visit):
    neighbour = client_for("opd2")
    assert send(neighbour, asked, {"ke": CODE, "jawaban": "raja"}).status_code == 303
    assert "belum terbaca" in visit(neighbour, f"/opd/{OTHER}").text
    send(neighbour, asked, {"ke": CODE, "jawaban": "tetap"})
    assert "tetap tercatat di sini" in visit(neighbour, f"/opd/{OTHER}").text
    assert members()[nip(1)] == OTHER
    send(neighbour, asked, {"ke": CODE, "jawaban": "setuju"})
    assert "sudah dijawab" in visit(neighbour, f"/opd/{OTHER}").text


def test_who_asks_is_told_no_department_and_no_data_of_the_person(client_for, asked, visit):
    secretary = client_for("opd")
    page = visit(secretary, f"/opd/{CODE}/pegawai").text
    assert "Diminta pindah" not in page + visit(secretary, f"/opd/{CODE}").text
    no = page.split(f"/opd/{CODE}/pegawai/")[1].split('"')[0]
    text = visit(secretary, f"/opd/{CODE}/pegawai/{no}?hasil=waiting").text
    assert "menunggu OPD lama" in text and "Perencanaan" not in text


def test_three_people(client_for, asked, stranger, visit):
    fields = {"ke": CODE, "jawaban": "setuju"}
    for name in ("opd", "donatur", "petugas", "mitra"):
        assert send(client_for(name), asked, fields).status_code == 403
    # Under the own department's address the neighbour's person is not there.
    assert send(client_for("opd"), asked.replace(OTHER, CODE), fields).status_code == 404
    auditor = client_for("auditor")
    assert send(auditor, asked, fields).status_code == 403
    page = visit(auditor, f"/opd/{OTHER}").text
    assert "menunggu jawaban" in page and f'action="{asked}"' not in page
    assert stranger.get(asked).location.startswith("/masuk")
    assert members()[nip(1)] == OTHER
    admin = client_for("admin")
    assert f'action="{asked}"' in visit(admin, "/opd/pegawai").text
    assert send(admin, asked, fields).status_code == 303 and members()[nip(1)] == CODE
