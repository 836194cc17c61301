"""/debit: what is to be done, which month is next, the months so far."""

import re

from db.connection import writing
from db.models import CoverageMonth, CutDecision, DebitRun, Holiday, Pledge
from db.models.ledger_guards import guard_ledger, unguard_ledger
from kiosk.domain.clock import add_months, today
from kiosk.domain.words import long_date
from kiosk.services import releases
from kiosk.services.acting import SYSTEM
from kiosk.services.coverage_changes import changing
from tests.services import debit_desk
from tests.web.debits.pages import at, awake, build, of_month, press, value


def test_next_month_stands_on_top_with_its_day_and_about_how_much_it_will_be(admin, visit):
    debit_desk.due(people=2)
    debit_desk.due()
    page = visit(admin, "/debit").text
    assert "Susun debet" in page
    assert (value(page, "expected-mandates"), value(page, "expected-people")) == (2, 3)
    assert value(page, "expected-amount") == 50_400


def test_press_builds_the_month_and_leads_to_its_page(admin, visit):
    debit_desk.due()
    answer = build(admin)
    run = DebitRun.get()
    assert answer.status_code == 303 and answer.location == of_month(run)
    assert 'hx-trigger="load delay:1s"' in visit(admin, of_month(run)).text
    debit_desk.queue.run_waiting_tasks()
    page = visit(admin, of_month(run)).text
    assert value(page, "lines-total") == 1 and f'href="{at(run)}/segel"' in page


def test_same_press_sent_twice_begins_one_run(admin):
    debit_desk.due()
    fields = {"client_key": "0123456789abcdef0123456789abcdef", "month": f"{debit_desk.coming():%Y-%m}"}
    assert [press(admin, "/debit", **fields).status_code for _ in range(2)] == [303, 303]
    assert DebitRun.select().count() == 1


def test_month_that_has_a_run_is_not_begun_again(admin):
    debit_desk.due()
    debit_desk.built()
    answer = build(admin)
    assert answer.status_code == 422 and "belum diserahkan ke bank" in answer.text


def test_what_is_no_month_is_answered_with_a_sentence(admin):
    for month in ("kapan", "2026-13", "", "2026-12-01", "٢٠٢٦-١٢"):
        answer = press(admin, "/debit", month=month)
        assert answer.status_code == 422 and "tidak dikenali" in answer.text
    assert not DebitRun.select().exists()


def test_month_too_far_ahead_says_from_when(admin):
    answer = build(admin, add_months(today(), 4))
    assert answer.status_code == 422 and "baru dapat disusun mulai" in answer.text


def test_page_says_so_while_the_cut_is_not_decided(admin, visit):
    debit_desk.due()
    unguard_ledger()
    CutDecision.delete().execute()
    guard_ledger()
    page = visit(admin, "/debit").text
    assert "Belum diputuskan" in page and 'href="/admin/iuran/keputusan/asn"' in page
    assert 'name="month"' not in page
    assert build(admin).status_code == 422


def test_holiday_moves_the_day_and_is_named(admin, visit):
    debit_desk.due()
    first = debit_desk.coming()
    Holiday.delete().where(Holiday.day == first).execute()
    Holiday.create(day=first, name="Hari Uji Coba")
    page = visit(admin, "/debit").text
    assert f"{long_date(first)} hari libur (Hari Uji Coba)" in page
    assert f"Bank mendebetnya pada {long_date(debit_desk.debit_runs.day_of(first))}." in page


def test_year_without_holidays_in_the_calendar_is_said(admin, visit):
    debit_desk.due()
    Holiday.delete().execute()
    page = visit(admin, "/debit").text
    assert "Kalender belum memuat hari libur" in page and 'href="/admin/libur"' in page


def test_months_so_far_stand_with_what_came_of_them(admin, visit):
    for _ in range(3):
        debit_desk.due()
    run = debit_desk.sent()
    first, second, _third = debit_desk.lines_of(run)
    debit_desk.upload(run, debit_desk.answer(run, {first.key: "SALDO TIDAK CUKUP"}, without=(second.key,)))
    with debit_desk.on_day_of(run):
        awake(admin)
        page = visit(admin, "/debit").text
    assert f'href="{of_month(run)}"' in page
    table = page.partition('id="months"')[2].partition("</table>")[0]
    cells = table.split('<span class="cell-body">')[1:]
    figures = [re.search(r">?(\d+)<", cell)[1] for cell in cells]
    assert figures == ["3", "1", "1", "1"]


def test_first_step_is_the_one_that_hurries(admin, visit):
    debit_desk.due()
    run = debit_desk.sent()
    with debit_desk.on_day_of(run):
        awake(admin)
        page = visit(admin, "/debit").text
    assert f'href="{at(run)}/balasan"' in page and "Unggah jawaban bank" in page


def test_money_that_is_over_leads_to_its_list(admin, visit):
    mandate = debit_desk.due(people=2)
    run = debit_desk.sent()
    gone = Pledge.select().where(Pledge.mandate == mandate).first().worker_id
    with writing(), changing([gone]) as changes:
        months = list(CoverageMonth.select().where(CoverageMonth.worker == gone))
        releases.release(months, why="died", by=SYSTEM, changes=changes)
    debit_desk.upload(run, debit_desk.answer(run))
    page = visit(admin, "/debit").text
    assert "Rp16.800 yang didebet tidak terpakai" in page and 'href="/debit/kelebihan"' in page


def test_month_that_is_begun_is_said_once(admin, visit):
    debit_desk.due()
    run = debit_desk.built()
    page = visit(admin, "/debit").text
    assert "Lanjutkan debet" in page and "Debet berikutnya" not in page and f'href="{of_month(run)}"' in page


def test_empty_house_says_that_nothing_is_to_be_done(admin, visit):
    page = visit(admin, "/debit").text
    assert "Tidak ada yang perlu dikerjakan sekarang" in page and "Belum ada debet" in page


def test_pages_cost_the_same_however_many_lines(admin, count_queries):
    debit_desk.due(people=1)
    run = debit_desk.built()
    asked = [count_queries(lambda: admin.get("/debit")), count_queries(lambda: admin.get(of_month(run)))]
    debit_desk.debit_runs.drop(run=run, why="lagi", by=debit_desk.admin())
    for _ in range(3):
        debit_desk.due(people=2)
    debit_desk.built()
    again = [count_queries(lambda: admin.get("/debit")), count_queries(lambda: admin.get(of_month(run)))]
    assert again == asked
