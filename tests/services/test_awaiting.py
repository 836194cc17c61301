"""What paid and billed months wait for at BPJS: one state for each way they can have come."""

from datetime import date

import pytest

from db.models import BatchRow, Bill, CoverageMonth, SubmissionLine, Worker
from kiosk.domain.clock import add_months, today, utc_now
from kiosk.domain.words import initials, long_date
from kiosk.services import (
    awaiting,
    awaiting_pages,
    bill_receipts,
    bpjs_candidates,
    bpjs_submissions,
    proof_facts,
    worker_flags,
)
from kiosk.services.acting import NotAllowed, NotThere
from kiosk.services.bpjs_candidates import Wadah
from kiosk.services.data_sheet_months import month_lines
from kiosk.services.month_readers import ToldTo
from tests.ledger_rows import bill as bill_months
from tests.ledger_rows import pay as pay_months
from tests.ledger_rows import planned_months, somebody
from tests.services import asking
from tests.services.at_once import acting, key
from tests.services.billing import THIS, live
from tests.services.billing import pay as pay_bill
from tests.services.bpjs_desk import kpj, says, take_in
from tests.services.crowd import crowd


def paid(people, count: int = 1, months: int = 1, **other) -> Bill:
    bill = asking.askable(people, count, months, **other)
    pay_bill(bill, bill.amount, acting(people["admin"]))
    return bill


def of_bill(bill: Bill) -> dict:
    return awaiting.of_people(CoverageMonth.bill == bill)


def states(bill: Bill) -> list[str]:
    """In the order of the people's enrolment."""
    return [one.state for _worker_id, one in sorted(of_bill(bill).items())]


def month_states(bill: Bill) -> list[str]:
    rows = live(bill)
    found = awaiting.of_months(row.id for row in rows)
    return [found[row.id].state if row.id in found else "counts" for row in rows]


def test_who_is_paid_and_lacks_what_bpjs_asks_for_is_blocked_by_it(people, admin):
    bill = paid(people, 2, mother_name=None)
    found = of_bill(bill)
    assert {one.state for one in found.values()} == {"blocked"}
    assert [[kind.field for kind in one.block.lacks] for one in found.values()] == [["mother_name"]] * 2


def test_who_was_never_asked_for_waits_for_no_answer(people, admin):
    assert states(paid(people)) == ["unasked"]


def test_a_submission_that_was_made_is_not_sent_yet(people, admin):
    bill = paid(people)
    asking.made(bill, admin)
    assert states(bill) == ["unsent"]


def test_who_was_sent_waits_for_an_answer_since_that_day(people, admin):
    bill = paid(people)
    asking.sent(bill, admin)
    (one,) = of_bill(bill).values()
    assert (one.state, one.asked_on, one.params) == ("asked", today(), {"asked_on": today().isoformat()})


def test_who_was_taken_out_of_it_waits_for_no_answer_any_more(people, admin):
    bill = paid(people, 2)
    submission = asking.sent(bill, admin)
    bpjs_submissions.drop_line(no=submission.no, number=1, by=admin)
    assert states(bill) == ["taken_out", "asked"]


def test_a_submission_taken_back_leaves_its_people_to_be_asked_for_again(people, admin):
    bill = paid(people)
    submission = asking.sent(bill, admin)
    bpjs_submissions.cancel(no=submission.no, why="Salah wadah", by=admin)
    assert states(bill) == ["taken_out"]


def test_who_is_accepted_and_not_paid_waits_for_the_money(people, admin):
    bill = asking.askable(people, 1, 1)
    asking.sent(bill, admin)
    (worker,) = asking.workers()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    assert states(bill) == ["money"]


def test_later_months_of_a_member_wait_for_the_receipt_of_their_bill(people, admin):
    bill = paid(people, 1, 3)
    asking.sent(bill, admin)
    (worker,) = asking.workers()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    assert month_states(bill) == ["counts", "receipt", "receipt"]


def test_once_the_receipt_is_here_nothing_is_awaited(people, admin):
    bill = paid(people, 1, 2)
    asking.sent(bill, admin)
    (worker,) = asking.workers()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    bill_receipts.note(bill_no=bill.no, receipt_no="261122007712", on=today(), client_key=key(), by=admin)
    assert of_bill(bill) == {} and awaiting.counts(CoverageMonth.bill == bill) == {}


def test_who_was_rejected_and_is_funded_again_is_told_why(people, admin):
    bill = paid(people)
    (worker,) = asking.workers()
    worker_flags.raise_flag(
        worker_id=worker.id, kind=worker_flags.BPJS_REJECTED, by=admin, note="NIK tidak padan"
    )
    (one,) = of_bill(bill).values()
    assert (one.state, one.reason) == ("rejected", "NIK tidak padan")


def test_who_waits_in_a_submission_of_another_funder_waits_for_that_answer(people, admin):
    asking.made(asking.askable(people, 1), admin)
    (worker,) = asking.workers()
    (later,) = bill_months(planned_months(worker, [add_months(THIS, 4)], funder=somebody("apbd")))
    assert states(later) == ["elsewhere"]


def test_who_is_frozen_is_blocked(people, admin):
    bill = paid(people)
    Worker.update(frozen_at=utc_now()).execute()
    assert states(bill) == ["blocked"]


def test_an_old_line_that_was_dropped_does_not_hide_the_new_one(people, admin):
    bill = paid(people)
    first = asking.sent(bill, admin)
    bpjs_submissions.drop_line(no=first.no, number=1, by=admin)
    asking.sent(bill, admin)
    assert states(bill) == ["asked"]


def mixed(people, admin) -> Bill:
    """Four people: one lacks the mother's name, one was refused, one is ready, one is asked for."""
    bill = paid(people, 4, 2)
    one, two, _three, four = asking.workers()
    Worker.update(mother_name_sealed=None).where(Worker.id == one.id).execute()
    worker_flags.raise_flag(
        worker_id=two.id, kind=worker_flags.BPJS_REJECTED, by=admin, note="NIK tidak padan"
    )
    submission = asking.sent(bill, admin)
    ready = [line for line in asking.lines(submission) if line.worker_id != four.id]
    for line in ready:
        bpjs_submissions.drop_line(no=submission.no, number=line.number, by=admin)
    SubmissionLine.delete().where(SubmissionLine.state == "dropped").execute()
    return bill


def test_people_are_counted_as_they_are_listed(people, admin):
    bill = mixed(people, admin)
    counted = awaiting_pages.counts_of_bill(bill)
    assert counted.states == {"blocked": 1, "rejected": 1, "unasked": 1, "asked": 1}
    assert (counted.people, counted.cannot) == (4, 2)
    assert list(counted.others) == ["unasked", "asked"]
    for choice, count in (("cannot", 2), ("unasked", 1), ("asked", 1), ("", 4), ("money", 0)):
        found = awaiting_pages.list_of_bill(no=bill.no, choice=choice, by=admin)
        assert len(found.people) == counted.of(choice) == count, choice


def test_who_cannot_be_asked_for_is_as_many_as_bpjs_s_own_page_says(people, admin):
    bill = mixed(people, admin)
    counted = bpjs_candidates.counts()[Wadah(bill.funder_id, bill.wadah_type)]
    assert (counted.ready, counted.blocked) == (1, awaiting_pages.counts_of_bill(bill).cannot)


def test_the_list_names_what_is_missing_and_not_what_is_there(people, admin):
    bill = mixed(people, admin)
    lacking, refused = awaiting_pages.list_of_bill(no=bill.no, choice="cannot", by=admin).people
    assert [kind.field for kind in lacking.awaited.block.lacks] == ["mother_name"]
    assert refused.awaited.reason == "NIK tidak padan"


def test_the_company_that_pays_sees_the_list_and_no_other(people, admin):
    bill = mixed(people, admin)
    no = bill.batch.no
    for name in ("mitra", "admin", "auditor"):
        assert len(awaiting_pages.list_of_bill(no=bill.no, by=acting(people[name])).people) == 4
        assert len(awaiting_pages.list_of_batch(no=no, by=acting(people[name])).people) == 4
    for name in ("mitra2", "petugas2", "donatur", "opd"):
        with pytest.raises(NotAllowed):
            awaiting_pages.list_of_bill(no=bill.no, by=acting(people[name]))
        with pytest.raises(NotAllowed):
            awaiting_pages.list_of_batch(no=no, by=acting(people[name]))
    with pytest.raises(NotThere):
        awaiting_pages.list_of_bill(no="T-0", by=admin)


def test_of_whom_a_company_does_not_see_it_learns_neither_name_nor_what_is_missing(people, admin):
    """Taken on from a list of strangers: known by initials until a month is paid."""
    bill = asking.askable(people, 1, 1, mother_name=None)
    BatchRow.update(picked=True).where(BatchRow.batch == bill.batch).execute()
    (told,) = awaiting_pages.list_of_bill(no=bill.no, by=acting(people["mitra"])).people
    assert (told.name, told.reg_no, told.awaited.block) == (initials(asking.workers()[0].name), "", None)
    (seen,) = awaiting_pages.list_of_bill(no=bill.no, by=admin).people
    assert seen.reg_no and seen.awaited.block


def test_months_that_nobody_billed_wait_for_nothing_at_bpjs(people, admin):
    worker = Worker.get(Worker.reg_no == crowd(acting(people["petugas"]), 1)[0])
    planned = planned_months(worker, [date(THIS.year + 1, 1, 1)])
    assert awaiting.of_months(row.id for row in planned) == {}


def test_a_member_s_month_of_next_year_waits_for_its_receipt_too(people, admin):
    """Also where the last month that counts lies further back than a membership would last without money."""
    bill = paid(people, 1, 1)
    asking.sent(bill, admin)
    (worker,) = asking.workers()
    take_in([says(worker, kpj=kpj(0))], by=admin)
    rows = planned_months(worker, [add_months(THIS, number) for number in range(1, 8)])
    bill_months(rows)
    pay_months(rows)
    found = awaiting.of_months(row.id for row in rows)
    assert [found[row.id].state for row in rows] == ["receipt"] * 7


def test_the_paper_about_a_person_says_what_their_paid_month_waits_for(people, admin):
    paid(people)
    (worker,) = asking.workers()
    assert [line.third for line in month_lines(worker)] == ["dibayar, belum diajukan kepada BPJS"]


def test_a_proof_of_a_day_claims_no_asking(people, admin):
    """Of a day in the past it is not known who had been asked for then."""
    bill = paid(people)
    facts = proof_facts.facts_of(live(bill), today(), None, ToldTo(admin))
    assert f"belum berlaku: dibayar {long_date(today())}, belum dikonfirmasi BPJS" in [
        one.words for one in facts
    ]
