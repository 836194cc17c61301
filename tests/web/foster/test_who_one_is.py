"""The first step: a name as the bank has it, and nothing chosen for anybody."""

import re

import pytest

from db.models import SignUp
from kiosk.services import sign_up_drafts
from tests.web.foster.desk import CONTACT, ONESELF, SEVEN, START, post
from tests.web.house_rules import check_page


def test_nothing_is_chosen_before_somebody_chooses(stranger, visit, people):
    assert not re.search(r"<input[^>]*checked[^>]*>", visit(stranger, START).text)
    answer = post(stranger, START, {name: value for name, value in ONESELF.items() if name != "status_asn"})
    assert answer.status_code == 422 and "Pilih PNS, PPPK" in answer.text
    check_page(answer)


def test_who_sends_all_at_once_may_leave_the_status_out(stranger, folder):
    assert post(stranger, START, SEVEN).status_code == 303
    assert sign_up_drafts.typed(SignUp.get())["status_asn"] == "pns"


@pytest.mark.parametrize("name", ["", "Dr.", "Drs. H.", "S.Kom., M.M.", "12345", "Ratna 😀", "R" * 101])
def test_a_name_that_no_bank_book_has_is_sent_back_with_one_rule(stranger, people, name):
    answer = post(stranger, START, ONESELF | {"name": name})
    assert answer.status_code == 422
    check_page(answer)
    said = re.search(r'id="name-error".*?</p', answer.text, re.S)[0]
    assert "seperti di buku rekening" in said and "KTP" not in said


@pytest.mark.parametrize("name", ["Dr. Ratna Kusumawati", "Sukarno", "Ma'ruf", "Hj. Siti"])
def test_a_name_with_a_title_is_a_name(stranger, people, name):
    assert post(stranger, START, ONESELF | {"name": name}).location == CONTACT


def test_a_form_sent_empty_names_every_field_at_once(stranger):
    answer = post(
        stranger, START, dict.fromkeys(ONESELF, "") | {"client_key": ONESELF.get("client_key", "k" * 32)}
    )
    assert answer.status_code == 422
    for words in ("Nama belum diisi", "Pilih PNS, PPPK", "NIP belum diisi", "NIK belum diisi"):
        assert words in answer.text
