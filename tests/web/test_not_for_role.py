"""Whom a page's roles shut out is told whom it is for; whose data they are is another matter."""

import pytest

from tests.web import desk


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur"])
def test_page_of_other_roles_says_whom_it_is_for(client_for, visit, people, name):
    text = visit(client_for(name), "/cakupan", status=403).text
    assert "Halaman ini untuk Disnaker, OPD dan auditor." in text
    assert "milik pos, perusahaan, atau OPD lain" not in text


@pytest.mark.parametrize(
    "name, address, readers",
    [
        ("opd", "/pekerja", "Disnaker, petugas kelurahan, perusahaan mitra dan auditor"),
        ("petugas", "/debit", "Disnaker dan auditor"),
        ("admin", "/asn/saya", "ASN orang tua asuh"),
    ],
)
def test_every_page_does(client_for, visit, people, name, address, readers):
    assert f"Halaman ini untuk {readers}." in visit(client_for(name), address, status=403).text


def test_who_may_look_and_not_change_is_told_so(client_for, people):
    answer = client_for("auditor").post("/admin/angka/baru")
    assert answer.status_code == 403
    assert "Anda hanya dapat melihat" in answer.text
    assert "Yang dapat mengubah ini: Disnaker." in answer.text


def test_what_another_post_holds_is_still_said_to_be_theirs(client_for, visit, people):
    reg_no = desk.enrolled(client_for("petugas"))
    text = visit(client_for("mitra"), f"/pekerja/{reg_no}", status=403).text
    assert "Data ini milik pos, perusahaan, atau OPD lain." in text and "Halaman ini untuk" not in text


def test_inside_a_page_the_form_is_spared(client_for, people):
    answer = client_for("petugas").get("/cakupan", headers={"HX-Request": "true"})
    assert answer.status_code == 403 and answer.headers["HX-Retarget"] == "#notice"
    assert "Halaman ini untuk Disnaker, OPD dan auditor." in answer.text
