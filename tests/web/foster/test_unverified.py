"""What a donor meets whose papers nobody has checked yet: five people in all, three mandates a day, no web address as
a name."""

import pytest

from db.models import Donor, Mandate, SignUp
from kiosk.domain.clock import today
from kiosk.services import mandates
from tests.services import asn_desk
from tests.services.sign_up_desk import facts
from tests.web import desk
from tests.web.foster.desk import post
from tests.web.house_rules import check_page

WORKERS, CHOICE = "/asn/daftar/pekerja", "/asn/daftar/pilihan"


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"])


def test_with_five_signed_the_page_offers_nobody_more_until_one_is_verified(client_for, donor):
    made, client = asn_desk.signed(donor, people=5), client_for("donatur")
    page = client.get(WORKERS)
    check_page(page)
    assert "Pesanan Anda sudah penuh" in page.text and "Sesudah OPD Anda menerima" in page.text
    mandates.verify(no=made.no, by=asn_desk.secretary(donor.opd.code), papers_seen=True)
    assert "Pesanan Anda sudah penuh" not in client.get(WORKERS).text


def test_the_fourth_mandate_of_a_day_is_refused_beside_the_form(client_for, donor):
    client = client_for("donatur")
    wish = {"plan": "jkk_jkm", "account": "3012345678", "account_name": donor.name}
    for _time in range(3):
        assert desk.send(client, CHOICE, {"client_key": desk.key(), **wish}).status_code == 303
        begun = Mandate.get(Mandate.donor == donor, Mandate.state == "draft")
        mandates.revoke(no=begun.no, on=today(), why="own_request", by=asn_desk.acting(donor))
    answer = desk.send(client, CHOICE, {"client_key": desk.key(), **wish})
    assert answer.status_code == 422 and "paling banyak 3 surat kuasa sehari" in answer.text
    check_page(answer)


def test_a_web_address_is_refused_as_a_name(stranger):
    typed = facts(name="Menang Hadiah. Buka evil-hadiah.com Segera")
    answer = post(stranger, "/asn/daftar", {"client_key": desk.key(), **typed})
    assert answer.status_code == 422 and "Nama memuat alamat situs" in answer.text
    assert SignUp.select().count() == 0
