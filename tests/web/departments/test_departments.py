"""Departments: an OPD's secretary sees the own subtree, admin and auditor all, the others nothing."""

import pytest

from db.connection import writing
from db.models import Opd, StaffMember, User

NIP = "198501012010011001"


@pytest.fixture
def tree(people):
    """The secretary's department, one below it with a member of staff, and a neighbour."""
    with writing():
        Opd.delete().where(Opd.code == "UJI-UPTD").execute()
        below = Opd.create(code="UJI-UPTD", name="UPTD Uji", kind="uptd", parent=people["opd"].opd)
        StaffMember.create(opd=below, nip=NIP, name="Sumarni", jabatan="Bendahara", status_asn="pns")
        StaffMember.create(
            opd=below, nip="198501012010011002", name="Pensiunan", status_asn="pns", active=False
        )
    yield below
    with writing():
        StaffMember.delete().where(StaffMember.opd == below).execute()
        User.update(opd=None).where(User.opd == below).execute()
        below.delete_instance()


def test_secretary_sees_the_own_subtree_only(client_for, people, tree):
    page = client_for("opd").get("/opd").text
    assert people["opd"].opd.name in page
    assert "UPTD Uji" in page
    assert people["opd2"].opd.name not in page


def test_secretary_opens_what_lies_below(client_for, people, tree):
    client = client_for("opd")
    page = client.get("/opd/UJI-UPTD").text
    assert "Sumarni" in page
    assert "Pensiunan" not in page
    assert '<data id="staff-total" value="1"' in page
    assert client.get(f"/opd/{people['opd'].opd.code}").status_code == 200


def test_neighbour_is_closed_to_a_secretary(client_for, people, tree):
    assert client_for("opd2").get("/opd/UJI-UPTD").status_code == 403
    assert client_for("opd").get(f"/opd/{people['opd2'].opd.code}").status_code == 403


def test_secretary_of_the_part_does_not_see_the_whole(client_for, people, tree):
    people["opd2"].opd = tree
    people["opd2"].save()
    client = client_for("opd2")
    assert client.get("/opd/UJI-UPTD").status_code == 200
    assert client.get(f"/opd/{people['opd'].opd.code}").status_code == 403


@pytest.mark.parametrize("name", ["admin", "auditor"])
def test_city_and_auditor_see_every_department(client_for, people, tree, name):
    client = client_for(name)
    page = client.get("/opd").text
    assert people["opd2"].opd.name in page
    assert "UPTD Uji" in client.get(f"/opd?di={people['opd'].opd.code}").text
    assert client.get("/opd/UJI-UPTD").status_code == 200


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur"])
def test_nobody_else_gets_in(client_for, tree, name):
    client = client_for(name)
    assert client.get("/opd").status_code == 403
    assert client.get("/opd/UJI-UPTD").status_code == 403


def test_nip_shows_its_last_four_digits_only(client_for, tree):
    page = client_for("opd").get("/opd/UJI-UPTD").text
    assert NIP not in page
    assert "•" * 14 + "1001" in page


def test_empty_roster_says_what_to_do(client_for, people):
    page = client_for("admin").get(f"/opd/{people['opd2'].opd.code}").text
    assert "Daftar pegawai masih kosong" in page
    assert "/opd/pegawai/contoh.xlsx" in page


def test_unknown_department_is_404(client_for):
    assert client_for("admin").get("/opd/TIDAK-ADA").status_code == 404
