"""The strip of months: what each cell is called and says, and what which reader is told."""

from datetime import date

import pytest
import time_machine

from db.models import Company, Funder, Worker
from kiosk.domain.clock import months_from
from kiosk.services import cover_ends, ledger
from kiosk.services.acting import Actor
from kiosk.services.worker_cover import cover_of
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker

JANUARY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-21 03:00:00", tick=False):
        yield


@pytest.fixture
def person(petugas) -> Worker:
    return worker(crowd(petugas, 1)[0])


@pytest.fixture
def sinar(people) -> Funder:
    return Company.get(Company.code == "sinar").funder


@pytest.fixture
def bahari(people) -> Funder:
    return Company.get(Company.code == "bahari").funder


@pytest.fixture
def mitra(people) -> Actor:
    return acting(people["mitra"])


def cells(person, by, first: date | None = None) -> dict[date, object]:
    return {cell.month: cell for cell in cover_of(person, by, first=first).strip}


def said(cell) -> str:
    return ", ".join(message % params for message, params in [(cell.message, cell.params), *cell.more])


def test_each_step_of_a_month_has_a_state_of_its_own(person, petugas, sinar):
    rows = ledger_rows.planned_months(person, months_from(date(2026, 11, 1), 5), funder=sinar)
    ledger_rows.bill(rows[:4])
    ledger_rows.pay(rows[:3])
    ledger_rows.confirm(rows[:2], on=date(2026, 11, 3))
    states = [cell.state for cell in cells(person, petugas).values()]
    assert states == [
        "before", "before", "protected", "protected", "paid", "billed", "planned", *["empty"] * 5,
    ]  # fmt: skip


def test_cell_says_who_pays_by_which_bill_and_reference(person, petugas, sinar):
    rows = ledger_rows.planned_months(person, months_from(date(2026, 11, 1), 2), funder=sinar)
    (bill,) = ledger_rows.bill(rows)
    ledger_rows.pay(rows[:1])
    ledger_rows.confirm(rows[:1], on=date(2026, 11, 3))
    first, second = (cells(person, petugas)[month] for month in months_from(date(2026, 11, 1), 2))
    reference = ledger_rows.live_months()[0].payment.reference
    assert said(first) == (
        f"terlindungi mulai 2026-11-03, dibayar oleh PT Sinar Pesisir, tagihan {bill.no}, referensi {reference}"
    )
    assert said(second) == f"ditagih kepada PT Sinar Pesisir, belum dibayar, tagihan {bill.no}"


def test_month_confirmed_before_it_begins_counts_from_its_first_day(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 12, 1)], effective=1, on=date(2026, 11, 20))
    assert said(cells(person, petugas)[date(2026, 12, 1)]).startswith("terlindungi mulai 2026-12-01")


@pytest.mark.parametrize("name", ["petugas", "admin", "auditor"])
def test_desk_and_city_are_told_the_papers(person, people, sinar, name):
    ledger_rows.bill(ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=sinar))
    (line,) = cover_of(person, acting(people[name])).lines
    assert line.bill_no and line.funder == "PT Sinar Pesisir"
    assert line.opens_bill == (name != "petugas")


def test_company_is_told_the_papers_of_its_own_months_only(person, mitra, sinar, bahari):
    own = ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=sinar)
    other = ledger_rows.planned_months(person, [date(2027, 1, 1)], funder=bahari)
    ledger_rows.bill(own + other)
    ledger_rows.pay(own + other)
    mine, theirs = cover_of(person, mitra).lines
    assert mine.bill_no and mine.reference and mine.opens_bill and not mine.opens_payment
    assert (theirs.bill_no, theirs.reference, theirs.payment_no) == ("", "", "")
    assert (mine.funder, theirs.funder) == ("PT Sinar Pesisir", "perusahaan lain")
    strip = cells(person, mitra)
    assert "referensi" in said(strip[date(2026, 12, 1)])
    assert said(strip[date(2027, 1, 1)]) == "dibayar oleh perusahaan lain, belum dikonfirmasi BPJS"


def test_donor_is_never_named(person, petugas):
    donor = ledger_rows.somebody("asn", name="Ir. Bambang Santoso")
    ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=donor)
    assert cover_of(person, petugas).lines[0].funder == "ASN orang tua asuh"
    assert "Bambang" not in said(cells(person, petugas)[date(2026, 12, 1)])


def test_released_month_is_empty_and_says_who_let_it_go_and_why(person, petugas, sinar):
    ledger_rows.let_go(ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=sinar), why="hold")
    cell = cells(person, petugas)[date(2026, 12, 1)]
    assert cell.state == "empty"
    assert said(cell) == (
        "belum ada yang menanggung, dilepas oleh PT Sinar Pesisir: tidak dibayar sampai batas waktunya"
    )
    (line,) = cover_of(person, petugas).lines
    assert (line.state, line.reason) == ("released", "tidak dibayar sampai batas waktunya")


def test_month_taken_again_is_the_one_that_lives(person, petugas, sinar, bahari):
    ledger_rows.let_go(ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=sinar))
    ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=bahari)
    assert said(cells(person, petugas)[date(2026, 12, 1)]) == "direncanakan oleh PT Bahari Lestari"
    assert [line.state for line in cover_of(person, petugas).lines] == ["released", "planned"]


def test_company_does_not_learn_that_consent_was_withdrawn(person, petugas, mitra, sinar):
    ledger_rows.let_go(ledger_rows.planned_months(person, [date(2026, 12, 1)], funder=sinar), why="withdrawn")
    assert cover_of(person, petugas).lines[0].reason == "persetujuan ditarik"
    assert cover_of(person, mitra).lines[0].reason == "alasan lain"


def test_unpaid_months_of_a_member_whom_nobody_funds_are_arrears(person, petugas):
    ledger_rows.paid_months(person, months_from(date(2026, 7, 1), 3), effective=3, on=date(2026, 7, 2))
    strip = cells(person, petugas)
    assert [strip[month].state for month in months_from(date(2026, 9, 1), 4)] == [
        "protected", "arrears", "arrears", "empty",
    ]  # fmt: skip
    assert said(strip[date(2026, 10, 1)]) == "menunggak, tidak ada yang membayar"


def test_after_a_death_nobody_is_missing(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 11, 1)], effective=1)
    _died(person, date(2026, 11, 20), petugas)
    cover = cover_of(Worker.get_by_id(person.id), petugas)
    states = [cell.state for cell in cover.strip]
    assert states == ["before", "before", "protected", *["closed"] * 9]
    assert cover.died.day == date(2026, 11, 20)


def _died(person, day: date, by) -> None:
    cover_ends.end_cover(reg_no=person.reg_no, why="died", last_day=day, client_key=key(), by=by)


def test_arrears_stay_seen_when_the_membership_has_ended(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 7, 1)], effective=1, on=date(2026, 7, 2))
    strip = cells(person, petugas, first=date(2026, 6, 1))
    assert [strip[month].state for month in months_from(date(2026, 7, 1), 6)] == [
        "protected", "arrears", "arrears", "arrears", "empty", "empty",
    ]  # fmt: skip


def test_month_left_unpaid_before_the_next_was_paid_stays_seen(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 8, 1)], effective=1, on=date(2026, 8, 2))
    ledger_rows.paid_months(person, [date(2026, 10, 1)], effective=1, on=date(2026, 10, 2))
    strip = cells(person, petugas)
    assert strip[date(2026, 9, 1)].state == "arrears"
    assert said(strip[date(2026, 9, 1)]) == "menunggak, tidak ada yang membayar"


def test_what_was_unpaid_before_a_death_stays_so_after_it(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 8, 1)], effective=1, on=date(2026, 8, 2))
    _died(person, date(2026, 11, 20), petugas)
    strip = cells(Worker.get_by_id(person.id), petugas)
    assert [strip[month].state for month in months_from(date(2026, 9, 1), 4)] == [
        "arrears", "arrears", "arrears", "closed",
    ]  # fmt: skip


def test_strip_goes_back_and_on_where_there_is_something_to_see(person, petugas):
    ledger_rows.paid_months(person, months_from(JANUARY, 24), effective=24, on=JANUARY)
    today = cover_of(person, petugas)
    assert (today.earlier, today.later) == (date(2025, 9, 1), date(2027, 9, 1))
    before = cover_of(person, petugas, first=date(2025, 9, 1))
    assert (before.earlier, before.later) == (None, date(2026, 9, 1))
    after = cover_of(person, petugas, first=date(2027, 9, 1))
    assert (after.earlier, after.later) == (date(2026, 9, 1), None)
    assert [cell.state for cell in after.strip] == ["protected"] * 4 + ["empty"] * 8


def test_somebody_new_has_one_strip(person, petugas):
    assert (cover_of(person, petugas).earlier, cover_of(person, petugas).later) == (None, None)


def test_cover_agrees_with_the_ledger(person, petugas):
    ledger_rows.paid_months(person, months_from(date(2026, 10, 1), 3), effective=2, on=date(2026, 10, 2))
    ledger_rows.let_go(ledger_rows.planned_months(person, [date(2027, 1, 1)]))
    cover = cover_of(person, petugas)
    assert cover.protection == ledger.protection(ledger.live_months(person.id))
    assert [row.id for row in cover.live] == [row.id for row in ledger.live_months(person.id)]


def test_month_that_bpjs_began_after_its_last_day_is_paid_and_protected_nobody(person, petugas):
    ledger_rows.paid_months(person, [date(2026, 9, 1)], effective=1, on=date(2026, 10, 2))
    ledger_rows.paid_months(person, [date(2026, 10, 1)], effective=1, on=date(2026, 10, 31))
    cover = cover_of(person, petugas)
    strip = {cell.month: cell for cell in cover.strip}
    assert [strip[month].state for month in months_from(date(2026, 9, 1), 2)] == ["late", "protected"]
    assert "BPJS memulai 2026-10-02: bulan ini tidak terlindungi" in said(strip[date(2026, 9, 1)])
    assert [line.state for line in cover.lines] == ["late", "protected"]
