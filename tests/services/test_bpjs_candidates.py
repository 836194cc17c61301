"""Whom BPJS is still to be asked for, who stands in the way of it and by what."""

from datetime import date

import pytest

from db.models import Bill, CoverageMonth, Membership, SubmissionLine, Worker
from kiosk.domain.clock import add_months, utc_now
from kiosk.services import bpjs_blocks, bpjs_candidates, bpjs_line_pages, confirmations, worker_flags
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.bpjs_candidates import Counted, Wadah
from tests.ledger_rows import bill as bill_months
from tests.ledger_rows import confirm, let_go, paid_months, planned_months, somebody, submit
from tests.services import asking
from tests.services.at_once import acting
from tests.services.billing import THIS, batch_of, live
from tests.services.billing import pay as pay_bill
from tests.services.crowd import crowd


def wadah_of(bill) -> Wadah:
    return Wadah(bill.funder_id, bill.wadah_type)


def ready(bill) -> list[str]:
    return [worker.name for worker in bpjs_candidates.ready(wadah_of(bill))]


def someone(people, number: int = 1, **other) -> Worker:
    reg_no = crowd(acting(people["petugas"]), 1, numbered=number, **{**asking.WHOLE, **other})[0]
    return Worker.get(Worker.reg_no == reg_no)


def test_everybody_with_billed_months_and_nothing_missing_is_ready(people):
    bill = asking.askable(people, 3)
    assert ready(bill) == ["Orang 00001", "Orang 00002", "Orang 00003"]
    assert bpjs_candidates.counts() == {wadah_of(bill): Counted(3, 0)} and bpjs_candidates.count_ready() == 3


def test_months_that_nobody_has_billed_are_not_asked_for(people):
    batch_of(people, 2, **asking.WHOLE)
    assert bpjs_candidates.counts() == {}


@pytest.mark.parametrize("field", ["birth_place", "mother_name", "address"])
def test_who_lacks_what_bpjs_asks_for_is_blocked_with_what_it_is(people, admin, field):
    bill = asking.askable(people, 2, **{field: None if field == "mother_name" else ""})
    assert ready(bill) == [] and bpjs_candidates.counts() == {wadah_of(bill): Counted(0, 2)}
    first, _second = bpjs_line_pages.blocked_page(wadah_of(bill), by=admin)[0]
    assert [kind.field for kind in first.block.lacks] == [field]


def test_a_nik_that_dukcapil_refused_and_a_frozen_person_are_blocked(people, admin):
    bill = asking.askable(people, 3)
    one, two, _three = asking.workers()
    worker_flags.raise_flag(worker_id=one.id, kind=worker_flags.DUKCAPIL, by=admin)
    Worker.update(frozen_at=utc_now()).where(Worker.id == two.id).execute()
    assert ready(bill) == ["Orang 00003"]
    found = {row.worker.id: row.block for row in bpjs_line_pages.blocked_page(wadah_of(bill), by=admin)[0]}
    assert [kind.code for kind in found[one.id].lacks] == ["dukcapil"]
    assert found[two.id].standing == bpjs_blocks.FROZEN


def test_who_waits_in_a_submission_of_another_funder_is_blocked_by_it(people, admin):
    bill = asking.askable(people, 1)
    (worker,) = asking.workers()
    submission = asking.made(bill, admin)
    city = somebody("apbd")
    (later,) = bill_months(planned_months(worker, [add_months(THIS, 4)], funder=city))
    (blocked,) = bpjs_line_pages.blocked_page(wadah_of(later), by=admin)[0]
    assert blocked.block.asked_in == submission.no and ready(later) == []


def test_who_was_taken_into_a_submission_is_no_candidate_of_it_any_more(people, admin):
    bill = asking.askable(people, 2)
    asking.made(bill, admin)
    assert bpjs_candidates.counts() == {}


def test_members_of_the_funder_are_not_asked_for_again(people, admin):
    """What BPJS has accepted goes on by the receipts of later bills."""
    city = somebody("apbd")
    worker = someone(people)
    confirm(paid_months(worker, [THIS], funder=city))
    (bill,) = bill_months(planned_months(worker, [add_months(THIS, 1)], funder=city))
    assert ready(bill) == [] and bpjs_candidates.counts() == {}
    assert [member.id for member in bpjs_candidates.members(wadah_of(bill))] == [worker.id]


@pytest.mark.parametrize(("gap", "asked"), [(3, False), (4, True)])
def test_after_a_lapse_the_person_is_asked_for_anew(people, gap, asked):
    city = somebody("apbd")
    worker = someone(people)
    confirm(paid_months(worker, [THIS], funder=city))
    (bill,) = bill_months(planned_months(worker, [add_months(THIS, gap)], funder=city))
    assert bool(ready(bill)) is asked


def test_a_member_of_another_funder_is_asked_for(people):
    worker = someone(people)
    confirm(paid_months(worker, [THIS], funder=somebody("apbd")))
    (bill,) = bill_months(planned_months(worker, [add_months(THIS, 1)], funder=somebody("dbhcht")))
    assert len(ready(bill)) == 1


def test_accepted_and_not_paid_yet_is_no_second_time_asked_for(people, admin):
    bill = asking.askable(people, 1, 1)
    submission = asking.sent(bill, admin)
    SubmissionLine.update(state="accepted").where(SubmissionLine.submission == submission).execute()
    (worker,) = asking.workers()
    company = CoverageMonth.get().funder
    (later,) = bill_months(planned_months(worker, [add_months(THIS, 1)], funder=company))
    Bill.update(wadah_type=bill.wadah_type).where(Bill.id == later.id).execute()
    assert bpjs_candidates.counts() == {}


def test_accepted_for_months_that_nobody_paid_is_asked_for_again(people, admin):
    bill = asking.askable(people, 1, 1)
    submission = asking.sent(bill, admin)
    SubmissionLine.update(state="accepted").where(SubmissionLine.submission == submission).execute()
    (worker,) = asking.workers()
    company = CoverageMonth.get().funder
    later = bill_months(planned_months(worker, [add_months(THIS, 1), add_months(THIS, 2)], funder=company))
    Bill.update(wadah_type=bill.wadah_type).where(Bill.id.in_([one.id for one in later])).execute()
    submit(live(later[0])[:1])
    let_go(live(bill))
    assert sum(one.ready + one.blocked for one in bpjs_candidates.counts().values()) == 1


def test_who_has_a_kpj_is_continued(people, admin):
    bill = asking.askable(people, 2)
    one, _two = asking.workers()
    Membership.create(worker=one, source="own")
    shown = bpjs_line_pages.ready_page(wadah_of(bill), by=admin)[0]
    assert [person.continued for person in shown] == [True, False]


def test_a_long_gap_is_another_membership(people, admin):
    city, worker = somebody("apbd"), someone(people)
    months = [THIS, add_months(THIS, 2), add_months(THIS, 6)]
    (bill,) = bill_months([row for one in months for row in planned_months(worker, [one], funder=city)])
    (shown,) = bpjs_line_pages.ready_page(wadah_of(bill), by=admin)[0]
    assert (shown.first_month, shown.last_month) == (THIS, add_months(THIS, 2))


def test_months_that_count_already_are_not_asked_for(people, admin):
    bill = asking.askable(people, 1, 1)
    pay_bill(bill, bill.amount, admin)
    confirmations.accept(month_ids=[row.id for row in live(bill)], effective_on=date.today(), by=admin)
    assert bpjs_candidates.counts() == {}


def test_only_admin_and_auditor_see_candidates(people):
    bill = asking.askable(people, 1)
    for name in ("petugas", "mitra", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            bpjs_line_pages.ready_page(wadah_of(bill), by=acting(people[name]))
        with pytest.raises(NotAllowed):
            bpjs_candidates.wadah_named(by=acting(people[name]), funder_id=bill.funder_id, wadah_type=None)
    with pytest.raises(NotThere):
        bpjs_candidates.wadah_named(by=acting(people["auditor"]), funder_id=10**9, wadah_type=None)
