"""A card names its last month only where more than the running one is paid and confirmed; else its code tells."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import time_machine

from db.models import Card, Worker
from kiosk.domain.clock import months_from
from tests.ledger_rows import paid_months
from tests.web import desk

TODAY = "2026-11-20 03:00:00"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def fund(confirmed: int) -> None:
    """Six months from November, of which so many are paid and confirmed."""
    months = months_from(date(2026, 11, 1), 6)
    paid_months(Worker.get(), months, paid=0, effective=confirmed, on=date(2026, 11, 5))


@pytest.mark.parametrize(
    ("confirmed", "said"),
    [(0, "status terkini: pindai QR"), (1, "masa berlaku: pindai QR"), (6, "s.d. April 2027")],
)
def test_card_names_a_month_only_when_it_is_prepaid(client_for, confirmed, said):
    client = client_for("petugas")
    desk.printed(client, worker=desk.enrolled(client))
    fund(confirmed)
    pdf = client.get(f"/kartu/{Card.get().serial}.pdf").data
    front = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_bounded()
    assert said in front and ("s.d." in front) is (confirmed == 6)
