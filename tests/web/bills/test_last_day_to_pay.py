"""The last day to pay is the earlier of two: the end of the hold and the last day of BPJS's code; and nobody is sent
to pay by a code for another sum."""

import re
from datetime import timedelta

import pytest

from db.models import Bill, CoverageMonth, Message, PaymentCode
from kiosk.domain.clock import local, start_of, today, utc_now
from kiosk.domain.words import long_date, rupiah
from tests.web import desk
from tests.web.bills.test_payment_code import noted
from tests.web.papers import text_of

HELD = today() + timedelta(days=8)


@pytest.fixture
def bill(client_for) -> str:
    mitra = client_for("mitra")
    no = desk.billed(mitra, desk.opened(mitra, sheet=desk.small_sheet(("3374020902000001", "Sugeng"))))
    until = start_of(HELD + timedelta(days=1)) - timedelta(seconds=1)
    Bill.update(hold_until=until).execute()
    CoverageMonth.update(hold_until=until).execute()
    return no


@pytest.fixture
def admin(client_for):
    return client_for("admin")


def places(client_for, bill: str, visit) -> dict[str, str]:
    """Everywhere that the company reads until when to pay."""
    mitra, batch = client_for("mitra"), Bill.get().batch.no
    found = {address: visit(mitra, address).text for address in (f"/tagihan/{bill}", f"/batch/{batch}")}
    found["paper"] = text_of(mitra.get(f"/tagihan/{bill}.pdf"))
    found["letter"] = Message.get(Message.key.startswith("payment:code:")).text
    return found


def said_last(text: str) -> str:
    return re.search(r"Bayar paling lambat (\d+ \w+ \d+)", text)[1]


def test_a_code_that_ends_before_the_hold_is_said_everywhere_with_the_reason(admin, client_for, bill, visit):
    until = HELD - timedelta(days=1)
    noted(admin, bill, expires_on=f"{until:%d/%m/%Y}")
    for place, text in places(client_for, bill, visit).items():
        assert said_last(text) == long_date(until), place
        assert "tidak dapat dibayar lagi" in text, place


def test_a_hold_that_ends_before_the_code_is_said_everywhere_with_the_reason(admin, client_for, bill, visit):
    noted(admin, bill, expires_on=f"{HELD + timedelta(days=1):%d/%m/%Y}")
    for place, text in places(client_for, bill, visit).items():
        assert said_last(text) == long_date(HELD), place
        assert "dilepas, dan penanggung lain boleh mengambilnya" in text, place


def test_a_time_that_is_over_is_not_made_longer_by_a_code(admin, client_for, bill):
    noted(admin, bill, expires_on=f"{HELD:%d/%m/%Y}")
    over = utc_now() - timedelta(minutes=5)
    Bill.update(hold_until=over).execute()
    CoverageMonth.update(hold_until=over).execute()
    said = text_of(client_for("mitra").get(f"/tagihan/{bill}.pdf"))
    assert "Sudah lewat" in said and "Bayar paling lambat" not in said


def test_where_the_code_asks_for_another_sum_the_admin_reads_what_to_do(admin, bill, visit):
    noted(admin, bill, amount="1000", expires_on=f"{HELD - timedelta(days=1):%d/%m/%Y}")
    page = visit(admin, f"/tagihan/{bill}").text.partition("<main")[2]
    assert f"minta kode baru kepada BPJS sebesar {rupiah(Bill.get().amount)}" in page
    assert "catat kode yang sama sekali lagi" in page and page.count('href="#payment-code"') >= 2
    assert 'class="fold " open' in page.partition('id="payment-code"')[2]
    assert (
        long_date(HELD - timedelta(days=1)) not in page.partition('id="step"')[2].partition("</section>")[0]
    )


@pytest.mark.parametrize("name", ["admin", "mitra"])
def test_a_payment_is_no_next_step_while_the_page_says_not_to_pay(admin, client_for, bill, visit, name):
    batch = Bill.get().batch.no
    for address in (f"/tagihan/{bill}", f"/batch/{batch}"):
        noted(admin, bill)
        assert _payment_button(visit(client_for(name), address).text) == "button-primary", address
        noted(admin, bill, amount="1000")
        assert _payment_button(visit(client_for(name), address).text) == "button-secondary", address


def _payment_button(page: str) -> str:
    return re.search(r'class="button (button-\w+)" href="/(?:tagihan|batch)/[^"/]+/pembayaran"', page)[1]


def test_the_company_reads_to_wait_whom_to_ask_and_how_to_tell_of_money_already_sent(
    admin, client_for, bill, visit
):
    noted(admin, bill, amount="1000")
    page = visit(client_for("mitra"), f"/tagihan/{bill}").text
    for words in (
        "Jangan membayar dulu",
        f"menyebut nomor tagihan {bill}",
        "Sudah membayar? Catat pembayaran",
    ):
        assert words in page, words
    batch = visit(client_for("mitra"), f"/batch/{Bill.get().batch.no}").text
    assert "Jangan membayar dulu" in batch


def test_a_code_that_is_over_is_no_reason_to_compare_sums(admin, bill, visit):
    noted(admin, bill, amount="1000", expires_on=f"{today():%d/%m/%Y}")
    PaymentCode.update(expires_on=today() - timedelta(days=1)).execute()
    assert "BPJS meminta" not in visit(admin, f"/tagihan/{bill}").text


def test_hold_of_the_fixture_is_the_day_it_says(bill):
    assert local(Bill.get().hold_until).date() == HELD
