"""Who came too late for a month's file is asked for by a further one; of a month that went by the last day to pay stays
on the pages of donor, department and treasurer."""

from datetime import date, datetime, time

import pytest
import time_machine

from db.models import Donor, Worker
from kiosk.domain.clock import JAKARTA, add_months
from kiosk.domain.words import short_name
from kiosk.services import pledge_months
from tests.ledger_rows import pay_and_confirm, planned_months, somebody
from tests.services import asn_desk, debit_desk
from tests.web.debits.pages import awake, build, of_month, value


@pytest.fixture
def donor(people) -> Donor:
    return asn_desk.donor(user=people["donatur"], opd_code=people["opd"].opd.code)


@pytest.fixture
def run(donor):
    """A debit that failed for want of money, for somebody who was covered before."""
    debit_desk.due(donor=donor)
    before = add_months(debit_desk.coming(), -1)
    pay_and_confirm(planned_months(Worker.get(), [before], funder=somebody("apbd")))
    run = debit_desk.sent()
    [line] = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: "SALDO TIDAK CUKUP"}))
    return run


def in_january():
    return time_machine.travel(datetime.combine(date(2027, 1, 5), time(9), JAKARTA), tick=True)


def test_further_file_is_offered_for_who_came_too_late(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    assert "Susun berkas tambahan" not in visit(admin, of_month(run)).text
    debit_desk.due(people=2)
    page = visit(admin, of_month(run)).text
    assert value(page, "added-mandates") == 1 and "1 surat kuasa baru belum diminta" in page
    assert "Susun berkas tambahan" in page and "2 orang, Rp33.600" in page
    assert value(visit(admin, "/").text, "debit-added") == 1
    assert "1 surat kuasa baru belum diminta untuk Desember 2026" in visit(admin, "/debit").text
    assert build(admin, run.month).status_code == 303
    debit_desk.queue.run_waiting_tasks()
    assert debit_desk.run_of(run.month).number == 2
    assert "debit-added" not in visit(admin, "/").text


def test_further_file_comes_after_what_is_more_urgent(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    debit_desk.due()
    with debit_desk.on_day_of(run):
        page = visit(awake(admin), "/debit").text
    assert "Unggah jawaban bank" in page and "1 surat kuasa baru belum diminta untuk Desember 2026" in page


def test_who_came_too_late_and_what_failed_are_one_file(admin, run, visit):
    debit_desk.due()
    page = visit(admin, of_month(run)).text
    assert "1 surat kuasa baru belum diminta" in page and "1 gagal dan dapat dicoba lagi" in page
    assert page.count('name="month"') == 1 and "Susun berkas tambahan" in page
    page = visit(admin, "/debit").text
    assert "1 debet Desember 2026 gagal dan dapat dicoba lagi" in page and "1 surat kuasa baru" in page


def test_queries_of_the_month_do_not_grow_with_those_who_came_too_late(admin, count_queries):
    debit_desk.due()
    run = debit_desk.sent()
    debit_desk.due()
    few = count_queries(lambda: admin.get(of_month(run)))
    for _ in range(4):
        debit_desk.due(people=2)
    assert count_queries(lambda: admin.get(of_month(run))) == few


def test_department_reads_the_last_day_while_the_month_lasts_and_after_it(client_for, people, run, visit):
    address = f"/opd/{people['opd'].opd.code}/debet-gagal"
    page = visit(client_for("opd"), address).text
    assert "31 Januari 2027" in page and "paling lambat 31 Desember 2026" in page
    with in_january():
        pledge_months.plan_ahead()
        page = visit(client_for("opd"), address).text
    assert "31 Januari 2027" in page and "Bulan itu tidak didebet lagi" in page


def test_treasurer_reads_it_too(client_for, run, visit):
    with in_january():
        pledge_months.plan_ahead()
        admin = client_for("admin")
        assert "31 Januari 2027" in visit(admin, "/debit/gagal").text
        page = visit(admin, of_month(run)).text
    assert "Bulan ini tidak dapat didebet lagi" in page and "Susun percobaan" not in page


def test_donor_reads_what_still_helps_once_the_month_is_over(client_for, run, visit):
    name = short_name(Worker.get().name)
    with in_january():
        pledge_months.plan_ahead()
        page = visit(client_for("donatur"), "/asn/saya").text
    assert "Untuk bulan ini tidak dicoba lagi." in page and f"{name}: bayar paling lambat" not in page
    assert (
        f"{name}: kepesertaannya tetap bila debet bulan berikutnya berhasil paling lambat 31 Januari 2027."
        in page
    )
