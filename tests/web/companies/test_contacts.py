"""Whom one may call at a company: /perusahaan/<code>/kontak."""

import pytest

from db.models import AuditEvent, CompanyContact
from tests.web import desk
from tests.web.house_rules import check_page

SINAR = "/perusahaan/sinar"
SHOWN = "0813-2222-3344"


def press(client, number: int, what: str, code: str = "sinar", **more):
    return desk.send(client, f"/perusahaan/{code}/kontak/{number}/{what}", **more)


def test_a_number_is_shown_by_a_press_that_is_written_down(client_for, visit):
    number = desk.named_contact(client_for("petugas"), "sinar")
    for name in ("petugas", "petugas2", "mitra", "admin"):
        client = client_for(name)
        assert SHOWN not in visit(client, SINAR).text
        answer = press(client, number, "telepon")
        assert answer.status_code == 200 and SHOWN in answer.text
        check_page(answer)
    lines = AuditEvent.select().where(AuditEvent.action == "telepon.dibuka")
    assert [line.subject for line in lines] == ["sinar"] * 4
    assert not any("81322223344" in str(line.detail) for line in lines)


def test_htmx_gets_the_number_alone(client_for):
    number = desk.named_contact(client_for("petugas"), "sinar")
    answer = press(client_for("petugas"), number, "telepon", headers=desk.BY_HTMX)
    assert answer.text.strip() == f'<span class="phone-number">{SHOWN}</span>'


@pytest.mark.parametrize("name", ["mitra2", "auditor", "opd"])
@pytest.mark.parametrize("what", ["telepon", "penghapusan"])
def test_a_stranger_sees_and_removes_nothing(client_for, name, what):
    number = desk.named_contact(client_for("petugas"), "sinar")
    answer = press(client_for(name), number, what)
    assert answer.status_code == 403 and SHOWN not in answer.text
    assert CompanyContact.get_by_id(number).removed_at is None


@pytest.mark.parametrize("what", ["telepon", "penghapusan"])
def test_a_contact_is_looked_up_with_its_company(client_for, what):
    number = desk.named_contact(client_for("petugas"), "sinar")
    assert press(client_for("mitra2"), number, what, code="bahari").status_code == 404
    assert press(client_for("admin"), number, what, code="bahari").status_code == 404


def test_who_left_is_called_no_more_and_kept_with_the_day(client_for, visit):
    number = desk.named_contact(client_for("mitra"), "sinar")
    for _ in range(2):
        assert press(client_for("mitra_rekan"), number, "penghapusan").status_code == 303
    assert "Rini Astuti" not in visit(client_for("mitra"), SINAR).page.headings[0]
    assert "Belum ada yang dapat dihubungi" in visit(client_for("mitra"), SINAR).text
    assert CompanyContact.get_by_id(number).removed_at is not None
    assert press(client_for("mitra"), number, "telepon").status_code == 422
    assert AuditEvent.select().where(AuditEvent.action == "perusahaan.kontak_dihapus").count() == 1


def test_an_officer_takes_back_only_what_that_officer_noted(client_for):
    number = desk.named_contact(client_for("petugas"), "sinar")
    assert press(client_for("petugas2"), number, "penghapusan").status_code == 403
    assert press(client_for("petugas"), number, "penghapusan").status_code == 303


def test_a_contact_is_noted_once_per_form(client_for):
    client = client_for("mitra")
    fields = desk.company_fields()
    data = {name: fields[name] for name in ("client_key", "contact_name", "contact_phone", "contact_email")}
    for _ in range(2):
        assert desk.send(client, f"{SINAR}/kontak", data).status_code == 303
    assert CompanyContact.select().count() == 1


def test_there_are_at_most_twenty(client_for):
    client = client_for("mitra")
    for _ in range(20):
        desk.named_contact(client, "sinar")
    data = {"client_key": desk.key(), "contact_name": "Rini", "contact_phone": "081322223344"}
    answer = desk.send(client, f"{SINAR}/kontak", data)
    assert answer.status_code == 422 and "paling banyak punya 20 kontak" in answer.text


def test_it_is_said_who_reads_a_contact_and_asked_before_one_is_removed(client_for, visit):
    code = desk.registered(client_for("petugas"))
    text = visit(client_for("petugas"), f"/perusahaan/{code}").text
    assert "terbaca perusahaan ini, semua petugas pos, admin, dan auditor" in text
    asked = text.partition("/penghapusan")[0].rpartition("<details")[2]
    assert "Hapus dari kontak" in asked and "</details>" not in asked
