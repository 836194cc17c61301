"""What the pages of a programme say: its months, its people, its bills, what is to be done next."""

from datetime import date

import openpyxl
import pytest

from db.connection import database, on_sqlite, writing
from db.models import AuditEvent, Bill, Programme, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.services import programme_bills, programme_months, programme_people, programme_steps, programmes
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.programme_months import BILLED, EFFECTIVE, PAID, PLANNED, STAGES, UNBILLED
from kiosk.services.programme_people import Wish
from tests import ledger_rows, programme_rows
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker
from tests.services.selection_desk import WHOLE

THIS = first_of_month(today())
YEAR = THIS.year
RATE = 16_800


@pytest.fixture
def city(admin):
    return ledger_rows.somebody("apbd", "Pijar Semar")


@pytest.fixture
def programme(city, admin) -> Programme:
    return programme_rows.opened(city, YEAR, by=admin)


@pytest.fixture
def persons(petugas) -> list[Worker]:
    return [worker(number) for number in crowd(petugas, 4, **WHOLE)]


def promised(programme: Programme, people: list[Worker], *months: date):
    with writing():
        made = commit_months(
            funder=programme.funder, workers=people, months=list(months), programme=programme
        )
    return ledger_rows.live_months(ledger_rows.CoverageMonth.commitment.in_([one.id for one in made]))


def figures(programme: Programme, month: date) -> dict[str, tuple[int, int]]:
    found = next(one for one in programme_months.months_of(programme) if one.month == month)
    return {stage: (found.sums[stage].people, found.sums[stage].amount) for stage in STAGES}


def test_months_are_counted_by_how_far_they_are(programme, persons):
    rows = promised(programme, persons, THIS)
    ledger_rows.bill(rows[:3])
    ledger_rows.pay(rows[:2])
    ledger_rows.confirm(rows[:1])
    assert figures(programme, THIS) == {
        PLANNED: (4, 4 * RATE), UNBILLED: (1, RATE), BILLED: (3, 3 * RATE), PAID: (2, 2 * RATE),
        EFFECTIVE: (1, RATE),
    }  # fmt: skip
    other = add_months(THIS, 1) if THIS.month < 12 else add_months(THIS, -1)
    assert set(figures(programme, other).values()) == {(0, 0)}
    assert len(programme_months.months_of(programme)) == 12


def test_each_figure_is_as_long_as_the_list_it_opens(programme, persons):
    rows = promised(programme, persons, THIS)
    ledger_rows.bill(rows[:3])
    ledger_rows.pay_and_confirm(rows[:2])
    ledger_rows.let_go(rows[3:])
    for stage, (people, _amount) in figures(programme, THIS).items():
        found = Wish(month=THIS, stage=stage)
        assert programme_people.count(programme=programme, wish=found) == people, stage
        assert len(programme_people.page_of(programme=programme, wish=found)) == people


def test_people_are_found_by_where_they_live_and_what_they_do(programme, persons):
    promised(programme, persons, THIS)
    Worker.update(kelurahan=None, home_regency="Kabupaten Demak").where(Worker.id == persons[0].id).execute()
    Worker.update(occupation="tukang-becak").where(Worker.id == persons[1].id).execute()
    for wish, people in (
        (Wish(), 4), (Wish(kelurahan="luar"), 1), (Wish(occupation="tukang-becak"), 1),
        (Wish(kelurahan="luar", occupation="tukang-becak"), 0), (Wish(stage=PAID), 0),
    ):  # fmt: skip
        assert programme_people.count(programme=programme, wish=wish) == people, wish
    (outside,) = programme_people.page_of(programme=programme, wish=Wish(kelurahan="luar"))
    assert (outside.name, outside.months, outside.promised) == (persons[0].name, 1, RATE)
    assert "••••" in outside.nik_masked


def test_sheet_has_everybody_with_the_nik_masked_and_is_written_down(programme, persons, admin, people):
    Worker.update(name="=1+1").where(Worker.id == persons[0].id).execute()
    promised(programme, persons, THIS)
    with programme_people.sheet(programme=programme, wish=Wish(), by=admin) as file:
        page = openpyxl.load_workbook(file).active
    rows = [row for row in page.iter_rows(min_row=4, values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 4 and all("••••" in row[3] for row in rows)
    assert "'=1+1" in [row[1] for row in rows]
    line = AuditEvent.get(AuditEvent.action == "program.orang_diunduh")
    assert (line.subject, line.detail["orang"]) == (programme.no, 4)
    with pytest.raises(NotAllowed):
        programme_people.sheet(programme=programme, wish=Wish(), by=acting(people["petugas"]))


def test_month_is_proposed_and_billed_once(programme, persons, admin):
    promised(programme, persons, THIS)
    (waits,) = programme_bills.to_bill(programme, programme_months.months_of(programme))
    assert (waits.month, waits.people, waits.own, waits.amount, waits.due) == (THIS, 4, 4, 4 * RATE, True)
    _programme, proposal = programme_bills.proposal(no=programme.no, month=THIS, by=admin)
    assert (proposal.lines, proposal.amount) == ([(RATE, 4)], 4 * RATE)
    same = key()
    made = {
        programme_bills.bill_month(no=programme.no, month=THIS, client_key=same, by=admin)
        for _twice in range(2)
    }
    assert made == {Bill.get().no} and Bill.get().amount == proposal.amount
    assert programme_bills.to_bill(programme, programme_months.months_of(programme)) == []
    (bill,) = programme_bills.made_bills(programme)
    assert (bill.bill.no, bill.months, bill.sums.state) == (Bill.get().no, [THIS], "open")


def test_sum_that_has_changed_since_it_was_read_is_read_again_first(programme, persons, admin):
    promised(programme, persons[:2], THIS)
    _programme, read = programme_bills.proposal(no=programme.no, month=THIS, by=admin)
    promised(programme, persons[2:], THIS)
    press = {"no": programme.no, "month": THIS, "client_key": key(), "by": admin}
    with pytest.raises(Refused, match=r"Rp67\.200"):
        programme_bills.bill_month(amount=read.amount, **press)
    assert not Bill.select().exists()
    made = {programme_bills.bill_month(amount=4 * RATE, **press) for _twice in range(2)}
    assert made == {Bill.get().no}


def test_people_outside_the_programme_are_billed_with_it_and_told_apart(programme, persons, city):
    promised(programme, persons[:1], THIS)
    ledger_rows.planned_months(persons[1], [THIS], funder=city)
    (waits,) = programme_bills.to_bill(programme, programme_months.months_of(programme))
    assert (waits.people, waits.own) == (2, 1)


def test_month_of_another_year_is_not_there(programme, admin):
    for act in (
        lambda: programme_bills.proposal(no=programme.no, month=date(YEAR + 1, 1, 1), by=admin),
        lambda: programme_bills.bill_month(
            no=programme.no, month=date(YEAR + 1, 1, 1), client_key=key(), by=admin
        ),
    ):
        with pytest.raises(NotThere):
            act()


def steps(by) -> list[tuple[str, int, int]]:
    return [(step.kind, step.year, step.count) for step in programme_steps.steps(by=by)]


def test_steps_say_what_is_to_be_done_next(city, persons, admin, monkeypatch):
    monkeypatch.setattr(programme_steps, "today", lambda: date(YEAR, 6, 1))
    monkeypatch.setattr(programme_steps, "first_open_month", lambda: date(YEAR, 6, 1))
    assert steps(admin) == [("open", YEAR, 0)]
    programme = programme_rows.opened(city, YEAR, by=admin, quota=2)
    assert steps(admin) == [("select", YEAR, 2)]
    rows = promised(programme, persons[:2], THIS)
    assert steps(admin) == [("bill", YEAR, 1)]
    ledger_rows.bill(rows)
    assert steps(admin) == []
    monkeypatch.setattr(programme_steps, "today", lambda: date(YEAR, 10, 1))
    assert steps(admin) == [("open_next", YEAR + 1, 0)]
    programmes.close(no=programme.no, why="Uji", by=admin)
    assert ("open", YEAR, 0) in steps(admin)


def test_places_are_offered_only_while_a_month_and_money_are_left(city, persons, admin, monkeypatch):
    monkeypatch.setattr(programme_steps, "today", lambda: date(YEAR, 6, 20))
    monkeypatch.setattr(programme_steps, "first_open_month", lambda: date(YEAR, 7, 1))
    programme = programme_rows.opened(city, YEAR, by=admin, quota=9, budget=RATE)
    assert ("select", YEAR, 9) in steps(admin)
    monkeypatch.setattr(programme_steps, "first_open_month", lambda: date(YEAR + 1, 1, 1))
    assert ("select", YEAR, 9) not in steps(admin)
    monkeypatch.setattr(programme_steps, "first_open_month", lambda: date(YEAR, 7, 1))
    promised(programme, persons[:1], THIS)
    assert not [step for step in steps(admin) if step[0] == "select"]


def test_bills_made_stand_by_the_day_they_were_made(programme, persons):
    rows = promised(programme, persons, THIS)
    ledger_rows.bill(rows[:2])
    ledger_rows.bill(rows[2:])
    later = Bill.select().order_by(Bill.id).first()
    Bill.update(issued_on=add_months(THIS, 2)).where(Bill.id == later.id).execute()
    assert programme_bills.made_bills(programme)[0].bill.id == later.id


def test_steps_are_of_no_concern_to_others(people, city):
    assert [programme_steps.steps(by=acting(people[name])) for name in ("petugas", "mitra", "opd")] == [
        []
    ] * 3
    assert programme_steps.steps(by=acting(people["auditor"]))


def test_what_is_not_billed_is_found_by_its_index(programme, persons):
    promised(programme, persons, THIS)
    if on_sqlite():
        query = programme_bills._unbilled(programme.funder_id, THIS, THIS)
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {query.sql()[0]}", query.sql()[1]).fetchall()
        assert any("coveragemonth_city_unbilled" in str(line) for line in plan), plan
