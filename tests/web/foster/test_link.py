"""The one-time link: of the letter, and of the department."""

import pytest

from db.models import AuditEvent, Donor, SignUp, StaffMember, User
from kiosk.services import sign_up_links
from tests.services.sign_up_desk import EMAIL, NIK, NIP, PHONE
from tests.services.test_sign_up_handing import MORE, handed, on_roster
from tests.web.desk import key, send
from tests.web.foster.desk import PASSWORD, both_steps, chosen, link_in, post
from tests.web.house_rules import check_page

HANDING = "/opd/DISKOMINFO/tautan"


@pytest.fixture
def address(stranger, folder) -> str:
    both_steps(stranger)
    return link_in(folder)


def everything() -> list:
    return [list(table.select().dicts()) for table in (SignUp, User, Donor, AuditEvent)]


def test_opening_changes_nothing(app, visit, address):
    """As often as scanners of mail open it."""
    before = everything()
    for _time in range(3):
        visit(app.test_client(), address)
        assert app.test_client().head(address).status_code == 200
    assert everything() == before


def test_another_device_goes_on_and_the_link_is_used(app, stranger, visit, address):
    phone = app.test_client()
    assert chosen(phone, address).status_code == 303
    assert phone.get("/asn/saya/data").status_code == 200
    assert "sudah dipakai, diganti, atau lewat waktunya" in visit(stranger, address, status=404).text
    again = send(phone, address, {"password": PASSWORD, "password_again": PASSWORD})
    assert again.status_code == 303, "pressed twice by the same person"
    assert User.select().where(User.email == EMAIL).count() == 1


@pytest.mark.parametrize("password", ["pendek", "password-2026", EMAIL, ""])
def test_a_weak_password_is_sent_back_and_the_link_still_works(app, address, password):
    client = app.test_client()
    answer = chosen(client, address, password)
    assert answer.status_code == 422
    check_page(answer)
    assert User.select().where(User.email == EMAIL).count() == 0
    assert chosen(client, address).status_code == 303


def test_whoever_was_signed_in_there_is_signed_out(client_for, address):
    client = client_for("petugas")
    assert chosen(client, address).status_code == 303
    assert client.get("/pekerja").status_code == 403, "a donor now"


def test_link_of_an_address_with_an_account_says_so_only_there(stranger, folder, people, visit, app):
    both_steps(stranger, email=people["petugas"].email)
    address = f"/asn/tautan/{sign_up_links.token_of(SignUp.get())}"
    assert "sudah punya akun" in visit(app.test_client(), address).text
    assert Donor.select().count() == 0


@pytest.mark.parametrize("token", ["0" * 40, "x", "%00", "a" * 300])
def test_unknown_link_is_a_page_of_ours(stranger, token):
    answer = stranger.get(f"/asn/tautan/{token}")
    assert answer.status_code == 404
    check_page(answer)


def test_secretary_hands_a_link_and_it_becomes_an_account(client_for, people, visit, app):
    staff = on_roster("Siti Rahayu", NIP)
    User.update(opd=staff.opd).where(User.id == people["opd"].id).execute()
    client = client_for("opd")
    assert "Beri tautan pendaftaran" in visit(client, "/opd/DISKOMINFO").text
    found = send(client, HANDING, {"cari": "siti"})
    check_page(found)
    assert "Siti Rahayu" in found.text and NIP not in found.text
    answer = send(client, HANDING, {"client_key": key(), "staff": staff.id})
    page = check_page(answer)
    link = next(line for line in answer.text.split() if "/asn/tautan/" in line).partition("</textarea")[0]
    link = "/asn/tautan/" + link.partition("/asn/tautan/")[2]
    assert 'class="qr"' in answer.text and page
    phone = app.test_client()
    shown = visit(phone, link).text
    assert "Siti Rahayu" in shown and NIP not in shown
    wrong = post(phone, link, MORE | {"nik": "1", "password": PASSWORD, "password_again": PASSWORD})
    assert wrong.status_code == 422
    check_page(wrong)
    assert post(phone, link, MORE | {"password": PASSWORD, "password_again": PASSWORD}).status_code == 303
    donor = Donor.get()
    assert (donor.name, donor.nip, donor.jabatan) == ("Siti Rahayu", NIP, "Statistisi")
    assert phone.get("/asn/saya/data").status_code == 200


def test_the_first_page_loaded_again_after_a_second_link_leads_to_the_search(client_for, people):
    staff = on_roster("Siti Rahayu", NIP)
    User.update(opd=staff.opd).where(User.id == people["opd"].id).execute()
    client, wish = client_for("opd"), {"client_key": key(), "staff": staff.id}
    assert send(client, HANDING, wish).status_code == 200
    assert send(client, HANDING, wish | {"client_key": key()}).status_code == 200
    again = send(client, HANDING, wish)
    check_page(again)
    assert again.status_code == 409 and "tautan yang lebih baru" in again.text
    assert "/asn/tautan/" not in again.text and 'name="cari"' in again.text
    SignUp.delete().execute()
    assert send(client, HANDING, wish).status_code == 409


def test_owner_colleague_and_stranger_of_the_department(client_for, people):
    staff = on_roster("Siti Rahayu", NIP)
    User.update(opd=staff.opd).where(User.id == people["opd"].id).execute()
    wish = {"client_key": key(), "staff": staff.id}
    for name, may in (("opd2", 403), ("petugas", 403), ("donatur", 403), ("auditor", 403), ("mitra", 403)):
        assert send(client_for(name), HANDING, wish).status_code == may, name
        assert send(client_for(name), HANDING, {"cari": "siti"}).status_code == may, name
    assert SignUp.select().count() == 0
    for name in ("opd", "admin"):
        assert send(client_for(name), HANDING, wish | {"client_key": key()}).status_code == 200
    assert client_for("auditor").get(HANDING).status_code == 200
    assert send(client_for("opd"), HANDING, {"staff": "x"}).status_code == 422
    assert (
        send(client_for("opd"), HANDING, wish | {"client_key": key(), "staff": "999999"}).status_code == 404
    )


def test_search_costs_the_same_however_many_are_found(client_for, people, count_queries):
    on_roster("Siti Rahayu", NIP)
    client = client_for("admin")
    send(client, HANDING, {"cari": "siti"})
    one = count_queries(lambda: send(client, HANDING, {"cari": "siti"}))
    opd = StaffMember.get().opd
    for number in range(10, 40):
        on_roster(f"Siti {chr(55 + number)}", f"1978071520060120{number}", opd)
    assert count_queries(lambda: send(client, HANDING, {"cari": "siti"})) == one


def test_no_number_of_the_person_stands_in_the_trail(stranger, app, address):
    chosen(app.test_client(), address)
    assert AuditEvent.select().where(AuditEvent.action == "donatur.mendaftar").count() == 1
    trail = str(list(AuditEvent.select().dicts()))
    assert not [one for one in (NIP, NIK, PHONE, EMAIL) if one in trail]


def test_a_nip_that_is_not_of_the_nik_is_looked_at_before_a_handed_link_goes_on(app, people):
    token = handed(on_roster("Budi Santoso", "198001022005011011")).token
    phone, said = app.test_client(), MORE | {"password": PASSWORD, "password_again": PASSWORD}
    first = post(phone, f"/asn/tautan/{token}", said)
    check_page(first)
    assert first.status_code == 422 and "Tanggal lahir menurut NIP" in first.text
    assert "Jenis kelamin menurut NIP" in first.text and "own_numbers" in first.text
    assert Donor.select().count() == 0
    assert post(phone, f"/asn/tautan/{token}", said | {"own_numbers": "y"}).status_code == 303
    assert Donor.select().count() == 1


def test_a_nip_of_the_nik_asks_nothing_more(app, people):
    token = handed(on_roster("Siti Rahayu", NIP)).token
    said = MORE | {"password": PASSWORD, "password_again": PASSWORD}
    assert "own_numbers" not in app.test_client().get(f"/asn/tautan/{token}").text
    assert post(app.test_client(), f"/asn/tautan/{token}", said).status_code == 303


def test_who_has_an_account_is_said_instead_of_a_link(client_for, app, people):
    staff = on_roster("Siti Rahayu", NIP)
    said = MORE | {"password": PASSWORD, "password_again": PASSWORD}
    assert post(app.test_client(), f"/asn/tautan/{handed(staff).token}", said).status_code == 303
    found = send(client_for("admin"), HANDING, {"cari": "siti"})
    check_page(found)
    assert "sudah terdaftar sejak" in found.text and "Buat tautan" not in found.text
    again = send(client_for("admin"), HANDING, {"client_key": key(), "staff": staff.id})
    check_page(again)
    assert again.status_code == 409 and "sudah terdaftar" in again.text
