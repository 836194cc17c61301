"""Letters as the pages show them: a company its own, the admin all of them, with what hangs and how to mend it."""

import pytest

from db.connection import writing
from db.models import AuditEvent, Company, Message
from kiosk.services import message_sending, messages
from tests.web.desk import send

ADDRESS = "mitra@payung.test"


@pytest.fixture
def unset():
    """No mail server and no folder, as in production before anybody has set one."""
    message_sending.configure(smtp_url="", folder=None, host="payung.test")


@pytest.fixture
def letters(people) -> list[Message]:
    """One to each of the two companies."""
    made = []
    for name in ("mitra", "mitra2"):
        company = Company.get_by_id(people[name].company_id)
        with writing():
            messages.write_letter(
                key=f"digest:funder:{company.funder_id}:2026-11-25",
                kind="digest",
                to_kind="funder",
                addresses=[people[name].email],
                subject=f"Payung: kabar {company.name}",
                text="- 3 orang segera berakhir tanggungannya",
                funder=company.funder_id,
            )
        made.append(Message.get(Message.funder == company.funder_id))
    return made


def fail(letter: Message, why: str = "550 mailbox unknown") -> None:
    Message.update(state="failed", error=why, next_try_at=None, tries=1).where(
        Message.id == letter.id
    ).execute()


def test_company_sees_its_own_letters_and_no_address(client_for, visit, letters):
    text = visit(client_for("mitra"), "/pesan").text
    assert letters[0].subject in text and "3 orang segera berakhir" in text and "Menunggu dikirim" in text
    assert letters[1].subject not in text
    assert letters[1].subject in client_for("mitra2").get("/pesan").text


def test_admin_sees_all_by_state(client_for, visit, letters):
    fail(letters[0])
    admin = client_for("admin")
    everything = visit(admin, "/pesan").text
    assert letters[0].subject in everything and letters[1].subject in everything and ADDRESS in everything
    failed = visit(admin, "/pesan?keadaan=failed").text
    assert (
        letters[0].subject in failed and letters[1].subject not in failed and "550 mailbox unknown" in failed
    )
    assert "1 surel gagal dikirim" in everything


def test_auditor_sees_all_but_addresses_and_nothing_to_press(client_for, visit, letters):
    fail(letters[0])
    text = visit(client_for("auditor"), "/pesan?keadaan=failed").text
    assert letters[0].subject in text and ADDRESS not in text and "Kirim lagi" not in text


def test_failed_letter_goes_out_again_when_admin_says_so(client_for, letters):
    fail(letters[0])
    admin = client_for("admin")
    assert send(admin, f"/pesan/{letters[0].id}/ulang").status_code == 303
    again = Message.get_by_id(letters[0].id)
    assert (again.state, again.tries, again.error) == ("queued", 0, "") and again.next_try_at
    assert AuditEvent.get(AuditEvent.action == "pesan.dikirim_lagi").subject == str(letters[0].id)
    refused = send(admin, f"/pesan/{letters[0].id}/ulang")
    assert refused.status_code == 422 and "tidak gagal" in refused.text


def test_nobody_but_admin_sends_again(client_for, letters):
    fail(letters[0])
    for name in ("petugas", "mitra", "auditor"):
        assert send(client_for(name), f"/pesan/{letters[0].id}/ulang").status_code == 403
    assert Message.get_by_id(letters[0].id).state == "failed"


def test_letter_is_nobody_s_to_say_by_hand(client_for, letters):
    assert send(client_for("admin"), f"/pesan/{letters[0].id}/disampaikan").status_code == 404


def test_page_says_what_to_set_where_letters_cannot_leave(client_for, visit, unset, letters):
    text = visit(client_for("admin"), "/pesan").text
    assert "Surel belum dapat dikirim" in text and "SMTP_URL" in text and "(2)" in text
    assert "SMTP_URL" not in client_for("mitra").get("/pesan").text


def test_page_names_the_folder_where_letters_lie(client_for, visit, unset, letters, tmp_path):
    message_sending.configure(smtp_url="", folder=tmp_path, host="payung.test")
    text = visit(client_for("admin"), "/pesan").text
    assert "Surel tidak meninggalkan komputer ini" in text and str(tmp_path) in text


def test_page_names_the_server_and_never_its_password(client_for, visit, unset, letters):
    url = "smtps://nama:rahasia-surel@mail.semarang.test:465"
    message_sending.configure(smtp_url=url, folder=None, host="payung.test")
    text = visit(client_for("admin"), "/pesan").text
    assert "mail.semarang.test:465" in text and "rahasia-surel" not in text and "2 menunggu dikirim" in text


def test_interrupted_letter_says_that_it_may_have_arrived(client_for, visit, letters):
    fail(letters[0], message_sending.INTERRUPTED)
    assert "mungkin sudah sampai" in visit(client_for("admin"), "/pesan?keadaan=failed").text


def test_state_nobody_knows_is_left_out_and_said(client_for, visit, letters):
    text = visit(client_for("admin"), "/pesan?keadaan=entah").text
    assert letters[0].subject in text and "keadaan" in text


@pytest.mark.parametrize("name", ["petugas", "mitra", "admin", "auditor"])
def test_empty_page_says_when_something_comes(client_for, visit, name):
    assert (
        "Tidak ada yang perlu disampaikan" in (text := visit(client_for(name), "/pesan").text)
        or "Belum ada" in text
    )
