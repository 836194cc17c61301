"""/asn/saya/data: a donor's own registration."""

import pytest

from db.models import Donor
from tests.services import asn_desk
from tests.services.sign_up_desk import NIK
from tests.web.desk import send
from tests.web.house_rules import check_page

PATH = "/asn/saya/data"
SAME = {"jabatan": "Analis Kebijakan", "unit": "", "phone": "", "opd": "DISKOMINFO"}


@pytest.fixture
def ratna(client_for, people):
    """Her client; the account `donatur` has signed up."""
    donor = asn_desk.donor(nik=NIK)
    Donor.update(user=people["donatur"]).where(Donor.id == donor.id).execute()
    return client_for("donatur")


def test_facts_are_shown_masked_and_corrected(ratna, visit):
    page = visit(ratna, PATH).text
    assert "3374••••••••0003" in page and NIK not in page
    answer = send(ratna, PATH, SAME | {"jabatan": "Statistisi", "phone": "081234567890"})
    assert answer.location == PATH
    page = visit(ratna, PATH).text
    assert "Statistisi" in page and "0812••••" in page and "6281234567890" not in page


def test_another_department_is_asked_about(ratna):
    answer = send(ratna, PATH, SAME | {"opd": "DINKES"})
    assert answer.status_code == 422 and "Tandai bahwa Anda pindah OPD" in answer.text
    check_page(answer)
    assert send(ratna, PATH, SAME | {"opd": "DINKES", "moved": "y"}).status_code == 303
    assert Donor.get().opd.code == "DINKES"


@pytest.mark.parametrize("wrong", [{"jabatan": ""}, {"phone": "123"}, {"opd": "TIDAK-ADA"}])
def test_a_wrong_form_is_sent_back(ratna, wrong):
    answer = send(ratna, PATH, SAME | wrong)
    assert answer.status_code == 422
    check_page(answer)


def test_colleague_and_stranger_see_nothing_of_it(ratna, client_for, stranger):
    for name in ("petugas", "mitra", "opd", "admin", "auditor"):
        assert client_for(name).get(PATH).status_code == 403
    assert stranger.get(PATH).location.startswith("/masuk")


def test_who_was_invited_and_has_not_signed_up_is_led_there(client_for):
    assert client_for("donatur").get(PATH).location == "/asn/daftar"
    assert send(client_for("donatur"), PATH, SAME).status_code == 404
