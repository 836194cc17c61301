"""Before a bill is taken back its page says until when the people stay held."""

from datetime import timedelta

from db.models import Commitment
from kiosk.domain.clock import utc_now
from tests.web import desk
from tests.web.bills.test_bills import PEOPLE


def test_page_says_until_when_people_are_held_or_that_it_is_over(client_for, visit):
    mitra = client_for("mitra")
    no = desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(*PEOPLE), months="3"))
    assert "Sesudah dibatalkan, pekerjanya ditahan sampai" in visit(mitra, f"/tagihan/{no}/pembatalan").text
    Commitment.update(created_at=utc_now() - timedelta(days=40)).execute()
    assert "bulannya dilepas dalam beberapa menit" in visit(mitra, f"/tagihan/{no}/pembatalan").text
