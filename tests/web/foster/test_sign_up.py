"""The first two steps, and the letter with its link."""

import re

import pytest

from db.models import Donor, Message, SignUp, User
from kiosk.services import message_sending, safe, sign_up_drafts, sign_up_links
from kiosk.web.foster import mail_routes
from tests.services.sign_up_desk import EMAIL, NIK, NIP, PHONE
from tests.web.accounts.desk import field, sign_in
from tests.web.desk import form_token, key, send
from tests.web.foster.desk import (
    CONTACT,
    MAIL,
    ONESELF,
    SEVEN,
    START,
    WORK,
    both_steps,
    chosen,
    link_in,
    post,
)
from tests.web.house_rules import check_page

FIRST = f"{START}?langkah=1"


def step_of(answer) -> str:
    return re.search(r'class="steps-words">(.*?)</p>', answer.text)[1]


def test_two_steps_a_letter_and_a_password_make_a_donor(stranger, visit, folder):
    assert "Langkah 1 dari 5" in step_of(visit(stranger, START))
    assert post(stranger, START, ONESELF).location == CONTACT
    assert "Langkah 2 dari 5" in step_of(visit(stranger, CONTACT))
    assert post(stranger, CONTACT, WORK).location == MAIL
    assert EMAIL in visit(stranger, MAIL).text
    address = link_in(folder)
    assert "Ratna Kusumawati" in visit(stranger, address).text
    answer = chosen(stranger, address)
    assert answer.status_code == 303 and answer.location in ("/", "/asn/daftar/pekerja")
    user = User.get(User.email == EMAIL)
    assert user.role == "donatur" and Donor.get(Donor.user == user).nip == NIP
    assert stranger.get("/akun").status_code == 200, "signed in"
    assert stranger.get(START).location in ("/", "/asn/saya")


def test_a_script_takes_both_steps_with_the_seven_names(stranger, folder):
    answer = post(stranger, START, SEVEN)
    assert (answer.status_code, answer.location) == (303, MAIL)
    kept = sign_up_drafts.typed(SignUp.get())
    assert kept == SEVEN | {"status_asn": "pns", "unit": "", "phone": PHONE}
    assert Message.select().count() == 1


def test_the_same_sent_twice_is_one_letter_and_other_content_409(stranger, app, folder):
    client_key = key()
    for client in (stranger, stranger, app.test_client()):
        assert post(client, START, SEVEN, client_key=client_key).location == MAIL
    assert SignUp.select().count() == Message.select().count() == 1
    answer = post(app.test_client(), START, SEVEN | {"name": "Orang Lain"}, client_key=client_key)
    assert answer.status_code == 409 and "Ratna" not in answer.text and NIP not in answer.text
    check_page(answer)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Nama belum diisi"),
        ({"nip": "1978"}, "NIP"),
        ({"nip": "197807152005212011"}, "pilih PPPK bila memang PPPK"),
        ({"nik": "337401550778000"}, "NIK"),
        ({"nik": "3374015507120003"}, "18 sampai 65 tahun"),
        ({"status_asn": "honorer"}, "Pilih PNS, PPPK"),
    ],
)
def test_a_fault_of_the_first_step_is_shown_there_also_for_all_at_once(stranger, fields, said):
    for wish in (ONESELF | fields, SEVEN | fields):
        answer = post(stranger, START, wish)
        assert answer.status_code == 422 and said in answer.text and "Langkah 1 dari 5" in step_of(answer)
        check_page(answer)
    assert field(answer.text, "email") == EMAIL, "what else was typed is not lost"
    assert SignUp.select().count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"jabatan": ""}, "Isi jabatan Anda"),
        ({"jabatan": "Analis 081234567890"}, "Jangan tulis NIK atau nomor HP"),
        ({"opd": "TIDAK-ADA"}, "Pilih OPD tempat Anda bekerja"),
        ({"opd": ""}, "Pilih OPD tempat Anda bekerja"),
        ({"phone": ""}, "Isi nomor HP Anda"),
        ({"phone": "024-3547000"}, "telepon rumah atau kantor"),
        ({"email": "bukan surel"}, "Alamat surel ini tidak lengkap"),
        ({"email": ""}, "Isi alamat surel Anda"),
    ],
)
def test_a_fault_of_the_second_step_is_shown_there_also_for_all_at_once(stranger, fields, said):
    answer = post(stranger, START, SEVEN | fields)
    assert answer.status_code == 422 and said in answer.text and "Langkah 2 dari 5" in step_of(answer)
    check_page(answer)
    answer = post(stranger, CONTACT, WORK | fields)
    assert answer.status_code == 422 and said in answer.text
    check_page(answer)
    assert Message.select().count() == 0


def test_numbers_that_disagree_are_a_notice_and_no_hindrance(stranger, visit, folder):
    post(stranger, START, ONESELF | {"nik": "3374011607780003"})
    page = visit(stranger, CONTACT).text
    assert "Tanggal lahir menurut NIP 15 Juli 1978, menurut NIK 16 Juli 1978" in page
    assert post(stranger, CONTACT, WORK).location == MAIL


def test_what_was_typed_is_there_on_the_next_visit_but_no_number_in_full(stranger, app, visit, folder):
    both_steps(stranger)
    kept = stranger.get_cookie("payung_daftar", path="/asn")
    assert kept.http_only and kept.max_age == 7 * 24 * 3600
    stranger.delete_cookie("payung")  # the browser was closed
    first, second = visit(stranger, FIRST).text, visit(stranger, CONTACT).text
    assert "Ratna Kusumawati" in first and "Bidang Statistik" in second
    assert not [number for number in (NIP, NIK, PHONE, "0812-3456-7890") if number in first + second]
    assert "3374••••••••0003" in first
    other = app.test_client()
    assert "Ratna" not in other.get(START).text and other.get(CONTACT).location == START
    other.set_cookie("payung_daftar", kept.value[:-3] + "xyz", path="/asn")
    assert "Ratna" not in other.get(START).text


def test_an_empty_number_stays_what_it_was_and_is_not_shown_where_something_else_is_wrong(stranger, folder):
    both_steps(stranger)
    answer = post(stranger, START, ONESELF | {"nip": "", "nik": "", "name": ""})
    assert answer.status_code == 422 and NIK not in answer.text and NIP not in answer.text
    assert post(stranger, START, ONESELF | {"nip": "", "nik": "", "name": "Ratna K"}).status_code == 303
    assert sign_up_drafts.typed(SignUp.get())["nik"] == NIK
    answer = post(stranger, CONTACT, WORK | {"phone": "", "jabatan": ""})
    assert answer.status_code == 422 and PHONE not in answer.text
    assert post(stranger, CONTACT, WORK | {"phone": ""}).location == MAIL


def test_begin_anew_throws_it_away(stranger, visit, folder):
    both_steps(stranger)
    assert post(stranger, "/asn/daftar/pembuangan").location == START
    assert SignUp.select().count() == 0 and "Ratna" not in visit(stranger, START).text
    assert stranger.get_cookie("payung_daftar", path="/asn") is None


def test_a_press_without_its_token_throws_nothing_away(stranger, folder):
    both_steps(stranger)
    stranger.post("/asn/daftar/pembuangan", data={})
    assert SignUp.select().count() == 1


def test_once_more_waits_and_a_wrong_address_is_mended(stranger, visit, folder):
    both_steps(stranger, email="salah@asn.test")
    answer = post(stranger, MAIL)
    assert answer.status_code == 422 and "Tunggu dua menit" in answer.text
    check_page(answer)
    assert post(stranger, CONTACT, WORK).location == MAIL
    assert Message.select().count() == 2 and EMAIL in visit(stranger, MAIL).text
    assert link_in(folder)
    assert [row.state for row in Message.select().order_by(Message.id)] == ["stale", "sent"]


def test_a_network_that_asks_for_too_many_links_is_told_to_wait_and_loses_nothing(
    stranger, folder, monkeypatch
):
    monkeypatch.setattr(mail_routes, "SIGN_UP_LETTERS", "1 per hour")
    both_steps(stranger)
    for answer in (post(stranger, MAIL), post(stranger, CONTACT, WORK | {"unit": "Lain"})):
        assert answer.status_code == 429 and "terlalu banyak tautan diminta" in answer.text
        check_page(answer)
    assert sign_up_drafts.typed(SignUp.get())["unit"] == "Lain" and Message.select().count() == 1


def test_the_admin_sees_that_a_letter_left_and_not_its_link(stranger, client_for, visit, folder):
    both_steps(stranger)
    token = sign_up_links.token_of(SignUp.get())
    for _sent in range(2):
        for name in ("admin", "auditor"):
            page = visit(client_for(name), "/pesan").text
            assert "pendaftaran orang tua asuh" in page and token not in page
        link_in(folder)


def test_a_stale_token_gives_the_form_back(stranger):
    answer = stranger.post(START, data=SEVEN | {"client_key": key()})
    assert answer.status_code == 422 and "terlalu lama terbuka" in answer.text and "Ratna" in answer.text
    check_page(answer)


def test_pages_of_later_steps_lead_to_the_first_that_is_missing(stranger, folder):
    assert stranger.get(CONTACT).location == START
    assert stranger.get(MAIL).location == CONTACT
    post(stranger, START, ONESELF)
    assert stranger.get(MAIL).location == CONTACT


def test_without_a_mail_server_the_page_sends_to_the_department(stranger, visit, people):
    message_sending.configure(smtp_url="", folder=None, host="payung.test")
    both_steps(stranger)
    page = visit(stranger, MAIL).text
    assert "Minta tautan pendaftaran kepada sekretaris OPD Anda" in page and "/asn/tautan/" not in page


def test_only_a_demo_shows_the_link_itself(stranger, visit, folder, app, monkeypatch):
    both_steps(stranger)
    assert "/asn/tautan/" not in visit(stranger, MAIL).text
    monkeypatch.setitem(app.config, "ENVIRONMENT", "demo")
    page = visit(stranger, MAIL).text
    assert "Hanya dalam contoh ini" in page and "/asn/tautan/" in page


def test_an_invited_donor_has_an_address_already_and_needs_no_link(client_for, people, visit, folder):
    client = client_for("donatur")
    assert 'href="/asn/daftar"' in visit(client, "/").text
    page = visit(client, START).text
    assert people["donatur"].name in page
    assert send(client, START, ONESELF | {"client_key": key()}).location == CONTACT
    page = visit(client, CONTACT)
    assert people["donatur"].email in page.text
    work = {name: value for name, value in WORK.items() if name != "email"}
    answer = send(client, CONTACT, work | {"client_key": key()})
    assert answer.status_code == 303 and answer.location in ("/", "/asn/daftar/pekerja")
    donor = Donor.get(Donor.user == people["donatur"])
    assert safe.open_text(donor.nik_sealed, safe.NIK) == NIK and Message.select().count() == 0
    assert 'href="/asn/daftar"' not in visit(client, "/").text
    assert form_token(client)


def test_nobody_goes_on_with_what_another_person_typed_at_the_same_computer(app, people, visit, folder):
    client = app.test_client()
    assert post(client, START, ONESELF).location == CONTACT
    assert sign_in(client, people["donatur"].email).status_code == 302
    page = visit(client, START).text
    assert "Tersimpan" not in page and people["donatur"].name in page
    assert client.get(CONTACT).location == START
    empty = ONESELF | {"nip": "", "nik": "", "client_key": key()}
    assert send(client, START, empty).status_code == 422
    assert send(client, START, ONESELF | {"name": "Donatur", "client_key": key()}).location == CONTACT
    assert SignUp.select().count() == 2
    assert client.post("/keluar", data={"csrf_token": form_token(client)}).status_code == 302
    assert "Donatur" not in visit(client, START).text


def test_too_many_steps_from_one_network_are_slowed_down(stranger):
    answers = {post(stranger, START, {}).status_code for _time in range(31)}
    assert answers == {422, 429}
