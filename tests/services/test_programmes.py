"""Programmes are opened for a budget year, changed with a reason, closed and opened again by the admin alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.connection import writing
from db.models import AuditEvent, Commitment, CoverageMonth, OnceKey, Programme, ProgrammeOccupation, Worker
from kiosk.domain.clock import today
from kiosk.services import programme_choices, programme_pages, programmes
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.commitments import commit_months
from kiosk.services.coverage_changes import changing
from kiosk.services.once import KeyInUse
from kiosk.services.programme_checks import (
    ChangedMeanwhile,
    NoOccupation,
    OpenAlready,
    WrongBudget,
    WrongDay,
    WrongFunder,
    WrongMonth,
    WrongQuota,
    WrongYear,
)
from tests import ledger_rows, programme_rows
from tests.programme_rows import wish
from tests.services.at_once import acting, key
from tests.services.crowd import crowd, worker

YEAR = today().year + 1
RATE = 16_800


@pytest.fixture
def city(admin):
    return ledger_rows.somebody("apbd", "Pijar Semar")


@pytest.fixture
def persons(petugas) -> list[Worker]:
    return [worker(number) for number in crowd(petugas, 3)]


def opened(city, admin, said=None, **other) -> str:
    given = {"funder_id": city.id, "year": YEAR, "wish": said or wish(YEAR), "client_key": key(), "by": admin}
    return programmes.open_programme(**given | other)


def months(count: int, first: int = 1) -> list[date]:
    return [date(YEAR, first + step, 1) for step in range(count)]


def test_programme_is_opened_with_its_terms_and_written_down(city, admin):
    no = opened(city, admin, wish(YEAR, quota=7_500, occupations=("nelayan", "tukang-becak")))
    row = Programme.get(Programme.no == no)
    assert (row.funder_id, row.year, row.quota, row.places, row.promised) == (city.id, YEAR, 7_500, 0, 0)
    assert no.startswith(f"P{YEAR % 100:02}-") and row.created_by_id == admin.user_id
    assert programme_choices.occupations_of(row) == ["nelayan", "tukang-becak"]
    assert AuditEvent.get(AuditEvent.action == "program.dibuka").subject == no
    assert programme_choices.open_for(city, months(1)[0]) == row
    assert programme_choices.open_for(city, date(YEAR + 1, 1, 1)) is None


@pytest.mark.parametrize("name", ["petugas", "mitra", "donatur", "opd", "auditor"])
def test_nobody_but_the_admin_opens_changes_or_closes(people, city, admin, name):
    no, other = opened(city, admin), acting(people[name])
    for act in (
        lambda: opened(city, other),
        lambda: programmes.change(no=no, wish=wish(YEAR), why="Uji", by=other),
        lambda: programmes.close(no=no, why="Uji", by=other),
        lambda: programmes.reopen(no=no, by=other),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_form_sent_twice_opens_one(city, admin):
    same = key()
    assert opened(city, admin, client_key=same) == opened(city, admin, client_key=same)
    assert Programme.select().count() == 1 and OnceKey.select().count() == 1
    with pytest.raises(KeyInUse):
        opened(city, admin, wish(YEAR, quota=7), client_key=same)


def test_one_money_has_one_open_programme_a_year(city, admin):
    no = opened(city, admin)
    with pytest.raises(OpenAlready, match=no):
        opened(city, admin)
    opened(city, admin, wish(YEAR + 1), year=YEAR + 1)
    opened(ledger_rows.somebody("dbhcht"), admin)
    programmes.close(no=no, why="Diganti", by=admin)
    opened(city, admin)
    assert Programme.select().count() == 4


@pytest.mark.parametrize(
    ("fault", "other"),
    [
        (WrongMonth, {"first_month": date(YEAR + 1, 1, 1)}), (WrongQuota, {"quota": 0}),
        (WrongQuota, {"quota": 10**9}), (WrongBudget, {"budget": 0}), (WrongBudget, {"budget": 10**13}),
        (WrongDay, {"regulation_on": today() + timedelta(days=1)}), (NoOccupation, {"occupations": ()}),
        (NoOccupation, {"occupations": ("nelayan", "raja")}),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_name_of_its_own(city, admin, fault, other):
    with pytest.raises(fault):
        opened(city, admin, replace(wish(YEAR), **other))
    assert not Programme.select().exists()


def test_money_that_is_not_the_citys_and_far_years_are_refused(city, admin):
    with pytest.raises(WrongFunder):
        opened(ledger_rows.first_company(), admin)
    for year in (1900, 9998):
        with pytest.raises(WrongYear):
            opened(city, admin, wish(year), year=year)


def test_what_was_promised_before_counts_under_the_new_programme(city, admin, persons):
    ledger_rows.planned_for(persons[:2], months(3), funder=city)
    ledger_rows.planned_months(persons[2], [date(YEAR - 1, 12, 1)], funder=city)
    row = programme_rows.opened(city, YEAR, by=admin)
    assert (row.places, row.promised) == (2, 6 * RATE)
    assert Commitment.select().where(Commitment.programme == row).count() == 2
    assert AuditEvent.get(AuditEvent.action == "program.dibuka").detail["orang"] == 2


def test_whose_promise_was_taken_back_before_is_not_counted(city, admin, persons):
    rows = ledger_rows.planned_for(persons[:2], months(2), funder=city)
    ledger_rows.let_go([row for row in rows if row.worker_id == persons[0].id])
    row = programme_rows.opened(city, YEAR, by=admin)
    assert (row.places, row.promised) == (1, 2 * RATE)
    assert AuditEvent.get(AuditEvent.action == "program.dibuka").detail["orang"] == 1


@pytest.mark.parametrize("other", [{"quota": 1}, {"budget": 5 * RATE}])
def test_programme_too_small_for_what_was_promised_is_not_opened(city, admin, persons, other):
    ledger_rows.planned_for(persons[:2], months(3), funder=city)
    with pytest.raises(Refused, match=r"sudah dijanjikan 2 orang dan Rp100\.800"):
        programme_rows.opened(city, YEAR, by=admin, **other)
    assert not Programme.select().exists() and not ProgrammeOccupation.select().exists()
    assert Commitment.select().where(Commitment.programme.is_null(False)).count() == 0


def test_promise_that_goes_on_into_another_year_stays_outside_and_is_said(city, admin, persons):
    ledger_rows.planned_months(persons[0], [date(YEAR - 1, 12, 1), date(YEAR, 1, 1)], funder=city)
    row = programme_rows.opened(city, YEAR, by=admin)
    assert (row.places, programme_pages.file_of(no=row.no, by=admin).outside) == (0, 1)
    programme_rows.opened(city, YEAR + 1, by=admin)
    assert programme_pages.file_of(no=Programme.get(year=YEAR + 1).no, by=admin).outside == 0


def test_terms_are_changed_with_the_reason_and_what_was_before(city, admin):
    no = opened(city, admin, wish(YEAR, occupations=("nelayan",)))
    programmes.change(
        no=no, wish=wish(YEAR, quota=2_000, occupations=("tukang-becak",)), why="APBD Perubahan", by=admin
    )
    row = Programme.get()
    assert row.quota == 2_000 and programme_choices.occupations_of(row) == ["tukang-becak"]
    detail = AuditEvent.get(AuditEvent.action == "program.diubah").detail
    assert detail["alasan"] == "APBD Perubahan" and detail["quota"] == "1000 → 2000"
    assert (detail["pekerjaan_ditambah"], detail["pekerjaan_dihapus"]) == ("tukang-becak", "nelayan")


def test_terms_that_somebody_else_has_changed_are_read_again_first(city, admin):
    no = opened(city, admin)
    seen = programme_pages.file_of(no=no, by=admin).mark
    programmes.change(no=no, wish=wish(YEAR, occupations=("nelayan",)), why="Uji", seen=seen, by=admin)
    with pytest.raises(ChangedMeanwhile):
        programmes.change(no=no, wish=wish(YEAR, quota=7), why="Uji", seen=seen, by=admin)
    same = wish(YEAR, occupations=("nelayan",))
    programmes.change(no=no, wish=same, why="Sekali lagi", seen=seen, by=admin)  # the same once more
    assert AuditEvent.select().where(AuditEvent.action == "program.diubah").count() == 1
    programmes.change(
        no=no,
        wish=wish(YEAR, quota=7),
        why="Uji",
        seen=programme_pages.file_of(no=no, by=admin).mark,
        by=admin,
    )
    assert Programme.get().quota == 7


def test_quota_and_budget_stay_at_least_what_is_promised(city, admin, persons):
    row = programme_rows.opened(city, YEAR, by=admin)
    with writing():
        commit_months(funder=city, workers=persons[:2], months=months(2), programme=row)
    with pytest.raises(WrongQuota, match="kurang dari 2"):
        programmes.change(no=row.no, wish=wish(YEAR, quota=1), why="Uji", by=admin)
    with pytest.raises(WrongBudget, match=r"kurang dari Rp67\.200"):
        programmes.change(no=row.no, wish=wish(YEAR, budget=4 * RATE - 1), why="Uji", by=admin)
    programmes.change(no=row.no, wish=wish(YEAR, quota=2, budget=4 * RATE), why="Uji", by=admin)
    assert not AuditEvent.select().where(AuditEvent.action == "program.diubah").count() > 1


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"occupations": ("juru-parkir",)}, "Pekerjaannya tidak termasuk"),
        ({"first_month": date(YEAR, 6, 1)}, "sebelum bulan pertama"),
    ],
)
def test_nobody_is_promised_what_the_terms_do_not_allow(city, admin, persons, other, reason):
    row = programme_rows.opened(city, YEAR, by=admin, **other)
    with pytest.raises(Refused, match=reason), writing():
        commit_months(funder=city, workers=persons[:1], months=months(1), programme=row)
    assert not Commitment.select().exists()


def test_people_from_outside_the_city_come_only_where_it_says_so(city, admin, persons):
    Worker.update(kelurahan=None, home_regency="Kabupaten Demak").execute()
    row, outside = programme_rows.opened(city, YEAR, by=admin), worker(persons[0].reg_no)
    with pytest.raises(Refused, match="Bukan warga"), writing():
        commit_months(funder=city, workers=[outside], months=months(1), programme=row)
    assert not Worker.select().where(programme_choices.is_eligible(row)).exists()
    programmes.change(no=row.no, wish=wish(YEAR, residents_only=False), why="Uji", by=admin)
    row = Programme.get_by_id(row.id)
    with writing():
        commit_months(funder=city, workers=[outside], months=months(1), programme=row)
    assert Worker.select().where(programme_choices.is_eligible(row)).count() == 3


def test_whom_a_list_of_the_extreme_poor_names_is_promised_whatever_their_work(city, admin, persons):
    row = programme_rows.opened(city, YEAR, by=admin, occupations=("juru-parkir",))
    poor, long_ago, other = (worker(one.reg_no) for one in persons)
    for one, day in ((poor, today()), (long_ago, date(2020, 1, 1))):
        Worker.update(dtsen_decile=1, dtsen_as_of=day, dtsen_source="DTSEN").where(
            Worker.id == one.id
        ).execute()
    poor, long_ago = worker(poor.reg_no), worker(long_ago.reg_no)
    assert [one.id for one in Worker.select().where(programme_choices.is_eligible(row))] == [poor.id]
    for one in (long_ago, other):
        with pytest.raises(Refused, match="Pekerjaannya tidak termasuk"), writing():
            commit_months(funder=city, workers=[one], months=months(1), programme=row)
    with writing():
        commit_months(funder=city, workers=[poor], months=months(1), programme=row)
    programmes.change(
        no=row.no, wish=wish(YEAR, occupations=("juru-parkir",), poorest_too=False), why="Uji", by=admin
    )
    assert not Worker.select().where(programme_choices.is_eligible(Programme.get_by_id(row.id))).exists()


def test_closing_is_undone_while_no_other_is_open(city, admin):
    no = opened(city, admin)
    for _twice in range(2):
        programmes.close(no=no, why="Keliru", by=admin)
    assert AuditEvent.select().where(AuditEvent.action == "program.ditutup").count() == 1
    programmes.reopen(no=no, by=admin)
    assert Programme.get().closed_at is None and Programme.get().closed_why == ""
    programmes.close(no=no, why="Diganti", by=admin)
    other = opened(city, admin)
    with pytest.raises(OpenAlready, match=other):
        programmes.reopen(no=no, by=admin)


def test_closed_ones_budget_follows_the_price_while_another_is_open(city, admin, persons):
    closed = programme_rows.opened(city, YEAR, by=admin, budget=2 * RATE)
    with writing():
        commit_months(funder=city, workers=persons[:1], months=months(2), programme=closed)
    programmes.close(no=closed.no, why="Diganti", by=admin)
    opened(city, admin)
    rows = ledger_rows.live_months(CoverageMonth.worker == persons[0].id)

    def dearer():
        with writing(), changing([persons[0].id]) as changes:
            changes.price([row.id for row in rows], amount=2 * RATE)

    with pytest.raises(Refused) as refused:
        dearer()
    assert closed.no in refused.value.message % refused.value.params
    programmes.change(no=closed.no, wish=wish(YEAR, budget=4 * RATE), why="Tarif naik", by=admin)
    dearer()
    row = Programme.get_by_id(closed.id)
    assert (row.promised, row.budget) == (4 * RATE, 4 * RATE) and row.closed_at


def test_number_nobody_has_is_not_there(admin):
    with pytest.raises(NotThere):
        programme_pages.file_of(no="P27-TIDAKADA", by=admin)


def test_money_of_the_city_without_a_programme_is_refused_with_the_way_to_open_one(city, admin):
    with pytest.raises(Refused, match="/program"):
        programme_choices.require_open(city, months(1)[0])
    assert programme_choices.require_open(ledger_rows.first_company(), months(1)[0]) is None
    opened(city, admin)
    assert programme_choices.require_open(city, months(1)[0]).year == YEAR
