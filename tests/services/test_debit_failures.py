"""Debits that failed and nobody has paid since: for the admin and each department, until somebody says it is mended."""

import pytest

from db.models import AuditEvent, DebitLine, DebitRun, DebitSkip
from kiosk.services import debit_clearings, debit_failures, debit_runs, debit_sending, debit_sums
from kiosk.services.acting import NotAllowed, NotThere, Refused
from kiosk.services.debit_retries import Retries
from kiosk.services.participation_places import CITY, place_of
from tests.services import asn_desk, debit_desk
from tests.services.at_once import acting, all_at_once
from tests.services.debit_desk import admin

NO_FUNDS, CLOSED = "SALDO TIDAK CUKUP", "REKENING DITUTUP"


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def city():
    return place_of(code=CITY, by=admin())


def answered(*reasons: str) -> DebitRun:
    """A line for each, failed for it; those without one were debited."""
    for _ in reasons:
        debit_desk.due()
    run = debit_desk.sent()
    fates = dict(zip((line.key for line in debit_desk.lines_of(run)), reasons, strict=True))
    debit_desk.upload(run, debit_desk.answer(run, {key: why for key, why in fates.items() if why}))
    return run


def retried(run: DebitRun) -> DebitRun:
    with debit_desk.on_day_of(run):
        return debit_desk.built(run.month)


def test_what_failed_is_listed_with_reason_and_who_mends():
    run = answered(NO_FUNDS, CLOSED, "")
    rows, total = debit_failures.page_of(place=city())
    assert total == 2 and [one.reason.code for one in rows] == ["closed", "no_funds"]
    assert [(one.may_clear, one.waits, one.again_on) for one in rows] == [(True, 1, None), (False, 1, None)]
    assert debit_failures.counts(city()) == {"closed": 1, "no_funds": 1}
    assert debit_failures.page_of(place=city(), kind="closed")[1] == 1
    assert debit_failures.count_to_mend(city()) == 1 and rows[0].run_month == run.month


def test_what_is_paid_by_a_second_attempt_is_listed_no_more():
    run = answered(NO_FUNDS)
    with debit_desk.on_day_of(run):
        second = debit_desk.sent(run.month)
    [row], _total = debit_failures.page_of(place=city())
    assert row.again_on == second.debit_on
    debit_desk.upload(second, debit_desk.answer(second))
    assert debit_failures.page_of(place=city()) == ([], 0)


def test_what_is_mended_is_asked_for_again():
    run = answered(CLOSED)
    [line] = debit_desk.lines_of(run)
    assert not debit_desk.lines_of(retried(run))
    debit_runs.drop(run=debit_desk.run_of(run.month), why="belum dibereskan", by=admin())
    for _ in range(2):
        debit_clearings.clear(key=line.key, by=admin())
    assert DebitLine.get_by_id(line.id).cleared_by_id == admin().user_id
    assert AuditEvent.select().where(AuditEvent.action == "debet.dibereskan").count() == 1
    [again] = debit_desk.lines_of(retried(run))
    assert (again.mandate_id, again.attempt) == (line.mandate_id, 2)
    assert DebitSkip.select().where(DebitSkip.reason == "to_mend").count() == 1


def test_many_who_clear_at_once_are_one():
    [line] = debit_desk.lines_of(answered(CLOSED))
    by = admin()
    assert all_at_once([lambda: debit_clearings.clear(key=line.key, by=by) for _ in range(4)]) == [None] * 4
    assert AuditEvent.select().where(AuditEvent.action == "debet.dibereskan").count() == 1


def test_only_the_admin_clears_and_only_what_needs_it(people):
    run = answered(NO_FUNDS, CLOSED, "")
    passes, closed, paid = debit_desk.lines_of(run)
    for role in ("auditor", "opd", "petugas", "mitra", "donatur"):
        with pytest.raises(NotAllowed):
            debit_clearings.clear(key=closed.key, by=acting(people[role]))
    with pytest.raises(Refused, match="percobaan ulang berikutnya"):
        debit_clearings.clear(key=passes.key, by=admin())
    for key in (paid.key, "K26-TIDAK-ADA"):
        with pytest.raises(NotThere):
            debit_clearings.clear(key=key, by=admin())


def test_department_sees_its_own_and_those_below_it_alone():
    ours = debit_desk.due()
    debit_desk.due(donor=asn_desk.donor(opd_code="INSPEKTORAT"))
    run = debit_desk.sent()
    fates = {
        line.key: NO_FUNDS if line.mandate_id == ours.id else CLOSED for line in debit_desk.lines_of(run)
    }
    debit_desk.upload(run, debit_desk.answer(run, fates))
    own, other = asn_desk.secretary(), asn_desk.secretary("INSPEKTORAT")
    for by, code, reason in ((own, asn_desk.OPD_CODE, "no_funds"), (other, "INSPEKTORAT", "closed")):
        rows, total = debit_failures.page_of(place=place_of(code=code, by=by))
        assert (total, [one.reason.code for one in rows]) == (1, [reason])
    with pytest.raises(NotAllowed):
        place_of(code="INSPEKTORAT", by=own)


def test_file_that_the_bank_refused_as_a_whole_is_no_try_of_anybodys_account():
    debit_desk.due()
    run = debit_desk.sent()
    with debit_desk.on_day_of(run):
        for _again in range(3):
            debit_sending.refused_by_bank(run=run, why="format berkas salah", by=admin())
            assert debit_sums.failed_in([run.month])[run.month].may_be_retried == 1
            [line] = debit_desk.lines_of(run)
            assert Retries([line]).of(line)
            run = debit_desk.sent(run.month)
        assert [line.attempt for line in debit_desk.lines_of(run)] == [4]
        debit_desk.upload(run, debit_desk.answer(run))
    assert debit_desk.lines_of(run)[0].state == "paid" and not debit_desk.faults()
