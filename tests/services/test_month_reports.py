"""The monthly evaluation: what it says of a month, that it never changes, and what it tells of later corrections."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from peewee import DatabaseError

from db.connection import database, writing
from db.models import ClaimStep, CoverageMonth, Figure, Job, MonthReport, Payment, Worker
from kiosk.domain.clock import JAKARTA, add_months, last_of_month, today, utc_now
from kiosk.domain.month_report_corrections import corrections
from kiosk.domain.month_reports import figures_in, fingerprint
from kiosk.services import (
    invariants_reports,
    month_report_figures,
    month_report_papers,
    month_report_rounds,
    month_reports,
    queue,
)
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.coverage_changes import changing
from kiosk.services.invariant_proofs import prove
from kiosk.services.merges import merge
from kiosk.services.reversals import Reversal, reverse
from tests import ledger_rows
from tests.services.at_once import acting, key
from tests.services.claim_desk import reported, step, told
from tests.services.crowd import crowd, worker
from tests.services.report_city import BEFORE, KAUMAN, MIJEN, MONTH, THIS, lived_through, middle_of


@pytest.fixture
def city(people):
    return lived_through(people)


@pytest.fixture
def made(city):
    make_all()
    return city


def make_all() -> int:
    return month_report_rounds.make(lambda done, total: None)


def frozen(month=MONTH):
    return figures_in(MonthReport.get(MonthReport.month == month).figures)


def texts() -> dict:
    return {row.month: (row.figures, row.sha256) for row in MonthReport.select()}


def asked_by(act) -> int:
    """How many statements."""
    real, asked = database.obj, []
    run = real.execute_sql
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(real, "execute_sql", lambda *given: asked.append(given) or run(*given))
        act()
    return len(asked)


def of(figures, kind: str):
    return next(one for one in figures.schemes if one.kind == kind)


def area(figures, code: str):
    return next(one for one in figures.areas if one.code == code)


def test_a_report_tells_how_many_were_protected_and_what_that_is_to_the_month_before(made):
    figures = frozen()
    assert (figures.registered, figures.planned, figures.paid, figures.effective) == (10, 8, 7, 6)
    assert (figures.before.month, figures.before.effective) == (BEFORE, 7)
    assert [one.effective for one in figures.months[-3:]] == [0, 7, 6]
    assert len(figures.months) == 13
    assert frozen(BEFORE).effective == 7


def test_each_scheme_has_its_people_and_its_money(made):
    figures, months = frozen(), CoverageMonth.select().where(CoverageMonth.month == MONTH)
    csr, apbd = of(figures, "csr"), of(figures, "apbd")
    assert (csr.planned, csr.paid, csr.effective, csr.new) == (7, 6, 5, 1)
    assert (apbd.planned, apbd.paid, apbd.effective, apbd.new) == (1, 1, 1, 0)
    assert figures.money == sum(row.amount for row in months if row.paid_on)
    counting = [row.amount for row in months if row.effective_on]
    assert (figures.effective_money, figures.effective_months) == (sum(counting), 6)
    assert figures.money_each == round(sum(counting) / 6)


def test_each_kecamatan_has_its_people(made):
    kauman, mijen = area(frozen(), KAUMAN[:8]), area(frozen(), MIJEN[:8])
    assert (kauman.registered, kauman.planned, kauman.effective) == (6, 4, 4)
    assert (mijen.registered, mijen.planned, mijen.effective) == (4, 4, 2)
    assert len(frozen().areas) == 17


def test_who_went_on_after_a_promise_ended_and_who_did_not(made):
    lapses = frozen().lapses
    assert (lapses.ended, lapses.continued, lapses.lapsed) == (3, 1, 2)
    assert (lapses.called, lapses.reached, lapses.left) == (2, 1, 0)


def test_who_was_let_go_because_they_died_is_not_called_lapsed(city):
    Worker.update(frozen_at=today()).where(Worker.id == city.people[4].id).execute()
    make_all()
    assert (frozen().lapses.lapsed, frozen().lapses.left) == (1, 1)


def test_claims_of_the_month_by_kind_and_clock_and_what_bpjs_paid(made):
    claims = frozen().claims
    assert (claims.accident, claims.told_in_time, claims.told_late, claims.untold) == (1, 1, 0, 0)
    assert (claims.paid, claims.paid_amount, claims.open) == (1, 5_000_000, 0)
    assert frozen(BEFORE).claims.reported == 0


def test_a_claim_that_bpjs_had_not_heard_of_is_open_at_the_end_of_its_month(made):
    with middle_of(BEFORE):
        figures = month_report_figures.figures_of(BEFORE)
    assert figures.claims.open == 0
    with middle_of(MONTH):
        assert month_report_figures.figures_of(MONTH).claims.paid == 1


def at(day, hour: int):
    return time_machine.travel(datetime.combine(day, time(hour), JAKARTA), tick=True)


def test_an_accident_of_the_last_day_told_in_time_on_the_next_is_a_correction_not_a_failing(city, people):
    petugas, last = acting(people["petugas"]), last_of_month(MONTH)
    with at(last, 20):
        accident = reported(city.people[1], petugas, hour=time(18))
        never = reported(city.people[2], petugas, hour=time(18))
    with at(THIS, 6):
        make_all()
    claims = frozen().claims
    assert (claims.accident, claims.told_in_time, claims.waiting, claims.untold) == (3, 1, 2, 0)
    with at(THIS, 10):
        told(accident, petugas, at=utc_now() - timedelta(minutes=5))
    with at(THIS + timedelta(days=5), 9):
        told_late = told(never, petugas, at=utc_now() - timedelta(minutes=5))
    assert frozen().claims == claims and told_late.no == never.no
    corrected = month_reports.report_of(MONTH, by=acting(people["admin"])).corrections
    by_words = {one.words: (one.frozen, one.now) for one in corrected}
    assert by_words["Klaim yang dilaporkan ke BPJS dalam 2 x 24 jam"] == (1, 2)
    assert by_words["Klaim yang terlambat dilaporkan ke BPJS"] == (0, 1)
    assert by_words["Klaim yang belum dilaporkan ke BPJS dan masih dalam batas"] == (2, 0)
    assert "Klaim yang belum dilaporkan ke BPJS padahal batasnya lewat" not in by_words


def test_in_the_running_month_who_is_still_in_time_is_not_late(city, people):
    petugas = acting(people["petugas"])
    with at(THIS + timedelta(days=9), 20):
        reported(city.people[1], petugas, hour=time(18))
        reported(city.people[2], petugas, day=THIS + timedelta(days=6), hour=time(18))
        claims = month_report_figures.figures_of(THIS).claims
    assert (claims.accident, claims.waiting, claims.untold) == (2, 1, 1)


def test_the_target_is_that_of_the_published_figures_of_its_last_day(made):
    assert (frozen().target.percent, frozen().target.target_percent) == (5159, 7159)
    Figure.create(key="ucj_active", value=700_000, as_of=last_of_month(THIS), source="Uji")
    assert month_report_figures.figures_of(MONTH).target == frozen().target


def test_whom_it_reaches_and_what_the_records_lack(city):
    Worker.update(dtsen_decile=1, dtsen_as_of=today()).where(
        Worker.id.in_([city.people[0].id, city.people[9].id])
    ).execute()
    make_all()
    targeting, quality = frozen().targeting, frozen().quality
    assert (targeting.poor, targeting.poor_effective) == (2, 1)
    assert targeting.works_reached == 2
    assert len(targeting.works_without) == targeting.works_eligible - 2
    assert quality.people == 10
    assert quality.incomplete == 10


def test_what_comes_after_the_month_is_over_is_not_in_its_report_made_late(city, people):
    """The last months of the city: confirmed today, long after they were over."""
    ledger_rows.confirm([CoverageMonth.get_by_id(city.unconfirmed.id)])
    make_all()
    assert frozen().effective == 6
    report = month_reports.report_of(MONTH, by=acting(people["admin"]))
    changed = {(one.words % one.params if one.params else one.words): one for one in report.corrections}
    assert (changed["Terlindungi"].frozen, changed["Terlindungi"].now) == (6, 7)
    assert changed["Terlindungi"].difference == 1


def test_nothing_is_corrected_where_nothing_has_changed(made, people):
    for month in (BEFORE, MONTH):
        assert month_reports.report_of(month, by=acting(people["admin"])).corrections == ()


def test_frozen_figures_stay_whatever_is_corrected_later(made, people):
    """A payment reversed, an answer corrected, a person merged, the amount of a claim corrected."""
    before, admin = texts(), acting(people["admin"])
    payment = Payment.get_by_id(CoverageMonth.get_by_id(made.unconfirmed.id).payment_id)
    reverse(wish=Reversal(no=payment.no, why="Salah catat."), client_key=key(), by=admin)
    wrongly = CoverageMonth.get(CoverageMonth.worker == made.people[7].id, CoverageMonth.month == MONTH)
    with writing(), changing([made.people[7].id]) as changes:
        changes.unconfirm([wrongly.id])
    second = worker(crowd(acting(people["petugas"]), 1, numbered=30)[0])
    Worker.update(enrolled_on=MONTH).where(Worker.id == second.id).execute()
    merge(wrong=made.people[9].reg_no, right=second.reg_no, reason="Dua kali", client_key=key(), by=admin)
    last = ClaimStep.select().where(ClaimStep.claim == made.accident).order_by(ClaimStep.id.desc()).first()
    step(
        made.accident,
        admin,
        "paid",
        amount=7_000_000,
        note="Salah baca.",
        corrects=last.id,
        on_day=last.on_day,
    )

    assert texts() == before
    report = month_reports.report_of(MONTH, by=admin)
    assert (report.figures, report.sha256) == (figures_in(before[MONTH][0]), before[MONTH][1])
    told = {(one.words, *one.params.values()): (one.frozen, one.now) for one in report.corrections}
    assert told[("Dibayar",)] == (7, 6)
    assert told[("Terlindungi",)] == (6, 5)
    assert told[("Manfaat yang dibayar BPJS pada bulan itu",)] == (5_000_000, 7_000_000)
    assert told[("Iuran yang dibayar untuk bulan itu",)][1] < told[("Iuran yang dibayar untuk bulan itu",)][0]
    lines = {line.month: line for line in month_reports.listed(by=admin)}
    assert lines[MONTH].corrections == report.kept < len(report.corrections)
    assert {one.words for one in report.corrections if not one.is_kept} >= {
        "Iuran yang dibayar untuk bulan itu"
    }
    assert all(one.why for one in report.corrections)
    make_all()
    assert texts() == before


def test_a_merge_corrects_who_was_registered(made, people):
    admin = acting(people["admin"])
    merge(
        wrong=made.people[9].reg_no,
        right=made.people[5].reg_no,
        reason="Dua kali",
        client_key=key(),
        by=admin,
    )
    told = month_reports.report_of(MONTH, by=admin).corrections
    assert [(one.frozen, one.now) for one in told if one.words == "Terdaftar sampai akhir bulan itu"] == [
        (10, 9)
    ]


def test_the_database_lets_nobody_edit_or_delete_a_report(made):
    row = MonthReport.get(MonthReport.month == MONTH)
    for wrongly in (
        MonthReport.update(figures="{}").where(MonthReport.id == row.id),
        MonthReport.delete().where(MonthReport.id == row.id),
    ):
        with pytest.raises(DatabaseError), writing():
            wrongly.execute()
    assert frozen().effective == 6


def test_check_tells_a_report_whose_fingerprint_does_not_fit(made):
    assert [proof.named for proof in map(prove, invariants_reports.INVARIANTS) if proof.broken] == []
    text = MonthReport.get(MonthReport.month == MONTH).figures.replace('"effective":6', '"effective":9')
    with writing():
        MonthReport.insert(month=add_months(THIS, -9), figures=text, sha256=fingerprint("x")).execute()
        MonthReport.insert(month=add_months(THIS, -8), figures=text, sha256=fingerprint(text)).execute()
    broken = {proof.invariant.code: proof.named for proof in map(prove, invariants_reports.INVARIANTS)}
    assert broken["reports"] == (f"{add_months(THIS, -9):%Y-%m}", f"{add_months(THIS, -8):%Y-%m}")


def test_each_month_that_is_over_gets_one_report_oldest_first(city):
    assert month_reports.due() == [BEFORE, MONTH]
    assert make_all() == 2
    assert [row.month for row in MonthReport.select().order_by(MonthReport.id)] == [BEFORE, MONTH]
    assert make_all() == 0
    assert not month_reports.make(MONTH)


def test_a_worker_that_is_killed_between_two_goes_on_with_the_next(city):
    class Killed(BaseException):
        pass

    def dies(done: int, total: int) -> None:
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        month_report_rounds.make(dies)
    assert month_reports.due() == [MONTH]
    first = texts()
    assert make_all() == 1
    assert texts()[BEFORE] == first[BEFORE]


def test_the_round_asks_once_a_day_and_the_job_makes_them(city):
    assert month_report_rounds.ask_if_due()
    assert not month_report_rounds.ask_if_due()
    queue.run_waiting_tasks()
    job = Job.get(Job.kind == month_report_rounds.JOB)
    assert job.state == "done"
    assert [row.job_id for row in MonthReport.select()] == [job.id, job.id]
    Job.delete().where(Job.id == job.id).execute()
    assert not month_report_rounds.ask_if_due()  # nothing is missing


def test_no_report_is_older_than_two_years_or_than_the_ledger(city, people):
    assert month_reports.due()[0] == BEFORE
    with middle_of(add_months(THIS, -30)):
        ledger_rows.paid_months(city.people[0], [add_months(THIS, -30)], effective=1)
    assert month_reports.due()[0] == add_months(THIS, -24)
    assert len(month_reports.due()) == 24


def test_the_running_month_is_not_frozen(made, people):
    with pytest.raises(Refused):
        month_reports.make(THIS)
    report = month_reports.report_of(THIS, by=acting(people["opd"]))
    assert report.running
    assert (report.figures.effective, report.corrections) == (4, ())


def test_a_month_without_a_report_is_told_why(made, people):
    for month, sentence in (
        (add_months(THIS, 1), month_reports.NOT_YET),
        (add_months(BEFORE, -1), month_reports.NO_SUCH_MONTH),
    ):
        with pytest.raises(month_reports.NoReport) as refusal:
            month_reports.report_of(month, by=acting(people["auditor"]))
        assert refusal.value.message == sentence


@pytest.mark.parametrize("role", ["petugas", "mitra", "donatur"])
def test_nobody_else_reads_it(made, people, role):
    for ask in (
        lambda: month_reports.listed(by=acting(people[role])),
        lambda: month_report_papers.pdf_of(MONTH, by=acting(people[role])),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_a_report_asks_as_many_questions_of_a_larger_city(city, people):
    few = asked_by(lambda: month_report_figures.figures_of(MONTH))
    crowd(acting(people["petugas"]), 40, numbered=100)
    assert asked_by(lambda: month_report_figures.figures_of(MONTH)) == few
    make_all()
    one = asked_by(lambda: month_report_figures.as_now([frozen()]))
    both = asked_by(lambda: month_report_figures.as_now([frozen(), frozen(BEFORE)]))
    assert both <= one


def test_reports_of_two_months_are_compared_each_with_itself(made):
    both = month_report_figures.as_now([frozen(), frozen(BEFORE)])
    assert {month: corrections(frozen(month), now) for month, now in both.items()} == {MONTH: [], BEFORE: []}
