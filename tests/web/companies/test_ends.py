"""Until when a company's people are planned for, and until when that is paid: /perusahaan, /perusahaan/<code>."""

import re

import pytest

from kiosk.domain.clock import add_months
from kiosk.domain.words import month_name
from kiosk.services import batch_withdrawals
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, billed, live, pay
from tests.web.batches.test_open_batch import SITI, SUGENG
from tests.web.desk import opened, small_sheet


@pytest.fixture
def batch(people):
    """Three people for two months, their bill made."""
    batch = batch_of(people, 3, 2)
    batch.bill = billed(batch, acting(people["mitra"]))
    return batch


def pay_months(people, bill, count: int) -> None:
    """Some of its months, the earliest first."""
    pay(bill, sum(row.amount for row in live(bill)[:count]), acting(people["admin"]))


def words_of(piece: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", piece).split())


def company_line(visit, client) -> str:
    return words_of(visit(client, "/perusahaan").text.partition("PT Sinar Pesisir")[2].partition("</tr>")[0])


def batch_line(visit, client) -> str:
    text = visit(client, "/perusahaan/sinar").text.partition('id="batches"')[2]
    return words_of(text.partition("<tbody")[2].partition("</tr>")[0])


def test_what_is_only_planned_is_not_called_paid(client_for, visit):
    opened(client_for("mitra"), sheet=small_sheet(SITI, SUGENG), first_month="2026-12", months="6")
    line = company_line(visit, client_for("admin"))
    assert "2 orang, sampai Mei 2027 –" in line


def test_people_and_months_that_are_paid_stand_beside_those_planned(client_for, people, batch, visit):
    pay_months(people, batch.bill, 4)
    this, following = month_name(THIS), month_name(add_months(THIS, 1))
    line = company_line(visit, client_for("admin"))
    assert line.count(f"3 orang, sampai {following}") == 2
    line = batch_line(visit, client_for("admin"))
    assert f"{following}, sebagian orang hanya sampai {this}" in line


def test_a_batch_of_which_some_are_paid_says_how_many(client_for, people, batch, visit):
    pay_months(people, batch.bill, 2)
    this = month_name(THIS)
    assert f"2 orang, sampai {this}" in company_line(visit, client_for("admin"))
    assert f"{this}, baru 2 dari 3 orang" in batch_line(visit, client_for("admin"))


def test_a_withdrawn_batch_counts_while_people_hold_paid_months_and_is_marked(
    client_for, people, batch, visit
):
    pay_months(people, batch.bill, 3)
    batch_withdrawals.withdraw(no=batch.no, why="Anggaran ditunda", by=acting(people["admin"]))
    line = company_line(visit, client_for("admin"))
    assert "1, di antaranya 1 dibatalkan" in line and line.count("3 orang, sampai") == 2
    assert f"{batch.no}, dibatalkan" in batch_line(visit, client_for("admin"))


def test_a_withdrawn_batch_that_holds_nobody_is_left_out_of_the_list(client_for, people, batch, visit):
    batch_withdrawals.withdraw(no=batch.no, why="Anggaran ditunda", by=acting(people["admin"]))
    line = company_line(visit, client_for("admin"))
    assert "dibatalkan" not in line and "orang, sampai" not in line
    assert f"{batch.no}, dibatalkan" in batch_line(visit, client_for("admin"))
