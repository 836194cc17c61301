"""A payment that waits is seen: by the admin at home, by the company beside its bills."""

import re

import pytest

from tests.web import desk
from tests.web.bills.test_bills import PEOPLE

TILE = re.compile(r'<data id="payments-waiting" value="(\d+)"')


@pytest.fixture
def payment(client_for) -> str:
    mitra = client_for("mitra")
    no = desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3"))
    return desk.paid(mitra, no, amount="50000")


def test_admin_finds_it_at_home_until_it_is_settled(client_for, payment, visit):
    admin = client_for("admin")
    page = visit(admin, "/").text
    assert TILE.findall(page) == ["1"] and 'href="/pembayaran"' in page
    assert not TILE.findall(visit(client_for("mitra"), "/").text)
    assert desk.send(admin, f"/pembayaran/{payment}/konfirmasi").status_code == 303
    assert not TILE.findall(visit(admin, "/").text)


def test_company_sees_its_payments_and_their_state_beside_its_bills(client_for, payment, visit):
    def listed(name: str) -> str:
        return visit(client_for(name), "/tagihan").text.partition('id="own-payments"')[2]

    assert f"/pembayaran/{payment}" in listed("mitra") and "Menunggu konfirmasi" in listed("mitra")
    assert listed("mitra2") == "" and listed("admin") == ""
    desk.send(client_for("admin"), f"/pembayaran/{payment}/konfirmasi")
    assert "Menunggu konfirmasi" not in listed("mitra") and payment in listed("mitra")
