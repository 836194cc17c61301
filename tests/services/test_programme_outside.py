"""Who has months of a programme's money and year outside it is counted, listed, and taken in later."""

from datetime import date

import pytest

from db.connection import database, on_sqlite, writing
from db.models import AuditEvent, Commitment, Programme, ProgrammePlace, Worker
from kiosk.domain.clock import today
from kiosk.services import programme_outside, programmes
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.invariants_programmes import INVARIANTS
from tests import ledger_rows, programme_rows
from tests.services.at_once import acting
from tests.services.crowd import crowd, worker

YEAR = today().year + 1
RATE = 16_800
DECEMBER, JANUARY, FEBRUARY = date(YEAR - 1, 12, 1), date(YEAR, 1, 1), date(YEAR, 2, 1)


@pytest.fixture
def city(admin):
    return ledger_rows.somebody("apbd", "Pijar Semar")


@pytest.fixture
def persons(petugas) -> list[Worker]:
    return [worker(number) for number in crowd(petugas, 3)]


@pytest.fixture
def programme(city, admin, persons) -> Programme:
    """Opened while nothing was promised; then two are promised months of its year outside it, one of them over the turn
    of the year."""
    made = programme_rows.opened(city, YEAR, by=admin, quota=5)
    ledger_rows.planned_months(persons[0], [JANUARY, FEBRUARY], funder=city)
    ledger_rows.planned_months(persons[1], [DECEMBER, JANUARY], funder=city)
    return made


def listed(programme: Programme) -> list[tuple]:
    people, _follows = programme_outside.page_of(programme)
    return [(one.reg_no, one.months, one.amount, one.fits) for one in people]


def take_in(programme: Programme, by) -> int:
    return programme_outside.take_in(no=programme.no, by=by)


def test_who_stands_outside_is_listed_with_months_of_the_year_and_whether_they_fit(programme, persons):
    assert programme_outside.count(programme) == 2
    assert listed(programme) == [
        (persons[0].reg_no, 2, 2 * RATE, True), (persons[1].reg_no, 1, RATE, False)
    ]  # fmt: skip
    found = programme_outside.to_take_in(programme)
    assert (found.people, found.new_places, found.amount) == (1, 1, 2 * RATE)


def test_who_fits_is_taken_in_once_and_written_down(programme, persons, admin):
    assert take_in(programme, admin) == 1
    now = Programme.get_by_id(programme.id)
    assert (now.places, now.promised) == (1, 2 * RATE)
    assert ProgrammePlace.get(ProgrammePlace.programme == programme.id).worker_id == persons[0].id
    assert listed(now) == [(persons[1].reg_no, 1, RATE, False)]
    assert take_in(programme, admin) == 0
    line = AuditEvent.get(AuditEvent.action == "program.diikutkan")
    assert (line.subject, line.detail["orang"]) == (programme.no, 1)
    assert AuditEvent.select().where(AuditEvent.action == "program.diikutkan").count() == 1
    assert not [broken for one in INVARIANTS for broken in one.broken()]


def test_what_was_let_go_and_what_others_pay_for_is_not_outside(programme, persons, city):
    ledger_rows.let_go(ledger_rows.live_months(ledger_rows.CoverageMonth.worker == persons[0].id))
    ledger_rows.planned_months(persons[2], [JANUARY])
    assert listed(programme) == [(persons[1].reg_no, 1, RATE, False)]
    assert programme_outside.to_take_in(programme).people == 0


@pytest.mark.parametrize("limit", [{"quota": 1}, {"budget": RATE}])
def test_too_many_for_quota_or_budget_stay_where_they_are(programme, persons, city, admin, limit):
    ledger_rows.planned_months(persons[2], [JANUARY], funder=city)
    with writing():
        Programme.update(limit).where(Programme.id == programme.id).execute()
    with pytest.raises(Refused, match=r"sudah dijanjikan 2 orang dan Rp50\.400"):
        take_in(programme, admin)
    assert not Commitment.select().where(Commitment.programme.is_null(False)).exists()
    assert not programme_outside.to_take_in(programme).has_room(Programme.get_by_id(programme.id))


def test_a_closed_programme_takes_nobody_in(programme, admin):
    programmes.close(no=programme.no, why="Uji", by=admin)
    with pytest.raises(Refused, match="sudah ditutup"):
        take_in(programme, admin)


def test_nobody_but_the_admin_takes_in(programme, people):
    for name in ("petugas", "mitra", "auditor"):
        with pytest.raises(NotAllowed):
            take_in(programme, acting(people[name]))


@pytest.mark.parametrize(
    "query",
    [
        lambda programme: Commitment.select(Commitment.worker).where(programme_outside.is_outside(programme)),
        lambda programme: Commitment.select(Commitment.worker).where(
            programme_outside.programme_adopting.fits(programme)
        ),
    ],
)
def test_promises_of_this_money_alone_are_read(programme, query):
    if on_sqlite():
        sql, params = query(programme).sql()
        plan = database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        assert any("commitment_funder_id" in str(line) for line in plan), plan
        assert not any("SCAN" in str(line) for line in plan), plan
