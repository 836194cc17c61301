"""A company comes in: /perusahaan/baru."""

import pytest

from db.models import AuditEvent, Company, CompanyContact, Funder
from kiosk.services import safe
from kiosk.services.company_contacts import PHONE
from tests.web import desk
from tests.web.house_rules import check_page

NEW = "/perusahaan/baru"


def register(client, **other):
    return desk.send(client, NEW, desk.company_fields(**other))


@pytest.mark.parametrize("name", ["petugas", "admin"])
def test_officer_and_admin_register_a_company_with_its_funder_and_contact(client_for, people, visit, name):
    code = desk.registered(client_for(name))
    company = Company.get(Company.code == code)
    assert (company.name, company.npwp, company.nib) == (
        "PT Ombak Utara",
        "0012345678999000",
        "1234567890123",
    )
    assert company.active and company.created_by_id == people[name].id
    assert (company.funder.name, company.funder.kind) == ("PT Ombak Utara", "csr")
    contact = CompanyContact.get(CompanyContact.company == company)
    assert safe.open_text(contact.phone_sealed, PHONE) == "6281322223344"
    text = visit(client_for(name), f"/perusahaan/{code}").text
    assert "Rini Astuti" in text and "0813•••••344" in text and "0813-2222-3344" not in text
    line = AuditEvent.get(AuditEvent.action == "perusahaan.didaftarkan")
    assert line.subject == code and "6281322223344" not in str(line.detail)


def test_the_same_form_again_registers_one_company(client_for):
    client, fields = client_for("petugas"), desk.company_fields()
    first, second = (desk.send(client, NEW, fields) for _ in range(2))
    assert (second.status_code, second.location) == (303, first.location)
    assert Company.select().where(Company.name == "PT Ombak Utara").count() == 1
    assert CompanyContact.select().count() == 1


def test_other_content_under_the_same_key_is_refused(client_for):
    client, fields = client_for("petugas"), desk.company_fields()
    desk.send(client, NEW, fields)
    assert desk.send(client, NEW, {**fields, "address": "Lain"}).status_code == 409


def test_one_npwp_is_one_company_whatever_it_is_called(client_for):
    desk.registered(client_for("petugas"))
    answer = register(client_for("admin"), name="CV Lain Sekali", told_apart="y", npwp="0012345678999000")
    assert answer.status_code == 422
    check_page(answer)
    assert "NPWP ini sudah dipakai PT Ombak Utara" in answer.text
    assert not Funder.select().where(Funder.name == "CV Lain Sekali").exists()


@pytest.mark.parametrize(
    "other",
    [
        {"name": "PT. SINAR PESISIR Tbk"},
        {"name": "Sinar Pesisir", "npwp": ""},
        {"name": "CV Lain Sekali", "nib": "1112223334445"},
    ],
)
def test_a_company_that_looks_alike_is_shown_first(client_for, other):
    Company.update(nib="1112223334445").where(Company.code == "sinar").execute()
    client, fields = client_for("petugas"), desk.company_fields(**other)
    answer = desk.send(client, NEW, fields)
    assert answer.status_code == 422
    check_page(answer)
    assert 'href="/perusahaan/sinar"' in answer.text and 'value="0813-2222-3344"' in answer.text
    assert Company.select().count() == 2
    answer = desk.send(client, NEW, {**fields, "told_apart": "y"})
    assert answer.status_code == 303
    assert Company.select().count() == 3


def test_two_tax_numbers_are_two_companies_though_the_names_are_the_same(client_for):
    Company.update(npwp="0099999999999000").where(Company.code == "sinar").execute()
    assert register(client_for("petugas"), name="PT Sinar Pesisir").status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Isi nama perusahaan"),
        ("name", "PT 3374010101019123", "Jangan tulis NIK"),
        ("npwp", "123", "NPWP harus"),
        ("npwp", "01234567899900O", "NPWP hanya boleh berisi angka"),
        ("nib", "12A", "NIB hanya boleh berisi angka"),
        ("nib", "1" * 30, "Paling banyak 13 karakter"),
        ("npp", "??", "NPP hanya boleh"),
        ("address", "x" * 201, "Paling banyak 200 huruf"),
        ("contact_name", "", "Isi nama orang yang dapat dihubungi"),
        ("contact_phone", "123", "Nomor telepon tidak lengkap"),
        ("contact_email", "bukan surel", "Alamat surel ini tidak lengkap"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_stays(client_for, field, value, said):
    answer = register(client_for("petugas"), **{field: value})
    assert answer.status_code == 422
    check_page(answer)
    assert said in answer.text
    assert field == "contact_position" or 'value="HRD"' in answer.text
    assert Company.select().count() == 2


DOUBTS = [
    ("npwp", "01.234.567.8-999.000", "Angka pemeriksa NPWP tidak cocok"),
    ("nib", "123456789012", "NIB biasanya 13 angka"),
    ("npp", "JJ01234", "NPP biasanya 8 karakter"),
]


@pytest.mark.parametrize(("field", "value", "said"), DOUBTS)
def test_a_number_that_looks_like_a_slip_is_asked_about_once_before_it_is_stored(
    client_for, field, value, said
):
    fields = desk.company_fields(**{"npwp": "", "nib": "", field: value, "numbers_checked": ""})
    answer = desk.send(client_for("petugas"), NEW, fields)
    assert answer.status_code == 422
    check_page(answer)
    assert said in answer.text and "Cocokkan nomor itu dengan dokumennya" in answer.text
    assert Company.select().count() == 2
    answer = desk.send(client_for("petugas"), NEW, {**fields, "numbers_checked": "y"})
    assert answer.status_code == 303 and Company.select().count() == 3


def test_numbers_that_look_right_are_not_asked_about(client_for):
    fields = desk.company_fields(npwp="01.312.166.0-091.000", numbers_checked="")
    assert "numbers_checked" not in client_for("petugas").get(NEW).text
    assert desk.send(client_for("petugas"), NEW, fields).status_code == 303


@pytest.mark.parametrize(("field", "value"), [("nib", "12"), ("npp", "x")])
def test_what_cannot_be_such_a_number_is_refused_with_or_without_the_tick(client_for, field, value):
    answer = register(client_for("petugas"), **{field: value, "numbers_checked": "y"})
    assert answer.status_code == 422 and Company.select().count() == 2


def test_who_has_the_npwp_or_the_nib_already_is_one_press_away(client_for):
    first = desk.registered(client_for("petugas"))
    answer = register(client_for("petugas"), name="CV Lain Sekali")
    assert f'href="/perusahaan/{first}"' in answer.text
    answer = register(client_for("petugas"), name="CV Lain Sekali", npwp="")
    assert f'href="/perusahaan/{first}"' in answer.text and "NIB sama persis" in answer.text
    assert "NIB atau NPP ini sudah dipakai perusahaan yang ditampilkan" in answer.text


def test_a_contact_without_phone_and_email_is_refused(client_for):
    answer = register(client_for("petugas"), contact_phone="", contact_email="")
    assert answer.status_code == 422 and "Isi nomor telepon atau alamat surelnya." in answer.text
    fields = answer.text.partition('id="part-contact"')[2]
    assert "Isi nomor telepon, alamat surel, atau keduanya." in fields
    assert fields.count("(boleh kosong)") == 1  # the position


def test_a_desk_phone_and_a_number_that_looks_like_a_slip_are_taken(client_for, visit):
    code = desk.registered(client_for("petugas"), contact_phone="024-3547000", nib="123456789012")
    text = visit(client_for("petugas"), f"/perusahaan/{code}").text
    assert "NIB biasanya 13 angka" in text


@pytest.mark.parametrize("name", ["mitra", "auditor", "opd", "donatur"])
def test_others_register_nothing(client_for, name):
    assert register(client_for(name)).status_code == 403
    assert Company.select().count() == 2
