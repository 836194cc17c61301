"""A mandate revoked between the file and the day of its debit, or between the 1st and a day that came later: what is
debited without a mandate in force goes back, and no month waits for a debit that does not come."""

from datetime import date, datetime, time

import pytest
import time_machine

from db.models import CoverageMonth, DebitLine, Donor, Mandate, Message, Payment, Pledge
from kiosk.domain.clock import JAKARTA, today
from kiosk.services import (
    debit_next,
    debit_steps,
    debit_sums,
    donor_debits,
    mandate_endings,
    mandate_revocation_pages,
    mandate_revocations,
    pledge_months,
)
from kiosk.services.mandate_consequences import consequences
from tests.services import asn_desk, debit_desk

NO_FUNDS = "SALDO TIDAK CUKUP"
JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)  # banks open on the 4th


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def at(day: date, hour: int = 9):
    return time_machine.travel(datetime.combine(day, time(hour), JAKARTA), tick=True)


def in_december() -> tuple[Mandate, object]:
    """A file for January has left on 21 December."""
    with at(date(2026, 12, 21)):
        mandate = debit_desk.due()
        return mandate, debit_desk.sent(JANUARY)


def revoked(mandate: Mandate, on: date | None = None) -> None:
    by = asn_desk.acting(Mandate.get_by_id(mandate.id).donor)
    mandate_revocations.revoke(no=mandate.no, on=on or today(), why="own_request", by=by)


def january() -> CoverageMonth:
    return CoverageMonth.get(CoverageMonth.month == JANUARY)


def paid_and_over() -> list[tuple[int, int]]:
    return [(one.allocated, one.credited) for one in Payment.select()]


def test_debit_of_a_day_on_which_the_mandate_was_over_pays_nobody():
    mandate, run = in_december()
    with at(date(2027, 1, 2)):
        revoked(mandate)
        assert january().released_at is not None
    debit_desk.upload(run, debit_desk.answer(run))
    assert paid_and_over() == [(0, 16_800)] and debit_desk.faults() == {}


def test_day_of_the_debit_itself_is_without_the_mandate_too():
    mandate, run = in_december()
    with at(run.debit_on, 8):
        revoked(mandate)
    debit_desk.upload(run, debit_desk.answer(run))
    assert paid_and_over() == [(0, 16_800)] and debit_desk.faults() == {}


def test_first_day_without_it_was_brought_forward():
    mandate, run = in_december()
    with at(date(2027, 1, 2)):
        revoked(mandate, on=FEBRUARY)
        assert january().released_at is None
    with at(date(2027, 1, 3)):
        revoked(mandate)
        assert january().released_at is not None
    debit_desk.upload(run, debit_desk.answer(run))
    assert paid_and_over() == [(0, 16_800)]


def test_debit_before_the_day_pays_though_its_answer_comes_after():
    mandate, run = in_december()
    with at(date(2027, 1, 6)):
        revoked(mandate)
        mandate_endings.finish()
        assert january().released_at is None
        with at(date(2027, 1, 7)):
            debit_desk.debit_answers.upload(
                run=run,
                sheet=("b.csv", debit_desk.answer(run)),
                client_key=debit_desk.key(),
                by=debit_desk.admin(),
            )
            debit_desk.queue.run_waiting_tasks()
    assert paid_and_over() == [(16_800, 0)] and debit_desk.faults() == {}


def test_and_where_it_failed_the_month_is_let_go_the_same_day():
    mandate, run = in_december()
    with at(date(2027, 1, 6)):
        revoked(mandate)
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS for line in debit_desk.lines_of(run)}))
    with at(date(2027, 1, 8)):
        mandate_endings.finish()
        assert january().released_at is not None
        mandate_endings.finish()
        assert debit_desk.faults() == {}


def test_month_that_was_paid_stays():
    mandate, run = in_december()
    debit_desk.upload(run, debit_desk.answer(run))
    with at(run.debit_on, 15):
        revoked(mandate)
    assert january().paid_on and january().released_at is None
    assert debit_desk.faults() == {}


def test_month_whose_day_has_not_come_is_let_go_at_once():
    with at(date(2026, 12, 21)):
        mandate = debit_desk.due()
    with at(date(2027, 1, 2)):
        revoked(mandate)
        assert january().released_at is not None and Pledge.get().ended_at is not None
        assert debit_desk.built(JANUARY).lines == 0


def test_failure_of_a_mandate_revoked_later_in_the_month_is_not_to_be_tried_again():
    mandate, run = in_december()
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS for line in debit_desk.lines_of(run)}))
    with at(date(2027, 1, 6)):
        Mandate.update(revoked_on=today(), revoked_why="own_request", revoked_at=datetime(2027, 1, 5)).where(
            Mandate.id == mandate.id
        ).execute()
        assert debit_sums.failed_in([JANUARY])[JANUARY].may_be_retried == 0
        assert "retry" not in kinds()
        own = donor_debits.debits_of(Donor.get())[0]
        assert (own.again, own.until) == (None, None)


def test_failure_of_a_mandate_that_ends_with_the_month_is():
    mandate, run = in_december()
    debit_desk.upload(run, debit_desk.answer(run, {line.key: NO_FUNDS for line in debit_desk.lines_of(run)}))
    with at(date(2027, 1, 6)):
        revoked(mandate, on=FEBRUARY)
        assert "retry" in kinds()
        own = donor_debits.debits_of(Donor.get())[0]
        assert (own.again, own.until) == (date(2027, 1, 6), date(2027, 1, 29))


def kinds() -> list[str]:
    return [step.kind for step in debit_steps.steps(debit_next.next_debit())]


def test_bank_is_to_be_asked_not_to_debit_until_the_day_is_over():
    mandate, run = in_december()
    with at(date(2027, 1, 2)):
        assert "stop" not in kinds()
        revoked(mandate)
        step = debit_steps.steps(debit_next.next_debit())[0]
        assert (step.kind, step.month, step.number, step.count, step.rupiah, step.on) == (
            "stop", JANUARY, 1, 1, 16_800, run.debit_on,
        )  # fmt: skip
        assert donor_debits.debits_of(Donor.get())[0].is_revoked
        [letter] = Message.select().where(Message.key.contains(":revoked:"))
        assert "bank diminta tidak mendebetnya" in letter.text
    with at(run.debit_on):
        assert kinds()[0] == "stop"
    with at(date(2027, 1, 5)):
        assert "stop" not in kinds()
    debit_desk.upload(run, debit_desk.answer(run))
    assert "stop" not in kinds()


@pytest.mark.parametrize(("day", "goes"), [(2, True), (4, True), (5, False)])
def test_what_is_said_before_is_what_happens(day, goes):
    """The debit was on the 4th and is not answered yet."""
    mandate, _run = in_december()
    with at(date(2027, 1, day)):
        mandate = Mandate.get_by_id(mandate.id)
        told = consequences(mandate, today())
        [now, *_later] = mandate_revocation_pages.file_of(
            no=mandate.no, by=asn_desk.acting(mandate.donor)
        ).choices
        revoked(mandate)
        assert (january().released_at is not None) is goes
        let_go = CoverageMonth.select().where(CoverageMonth.released_at.is_null(False)).count()
        assert dict(told.let_go).get(JANUARY, 0) == goes
        assert told.at_the_bank is goes
        assert sum(people for _month, people in told.let_go) == now.let_go == let_go
        assert (told.last_debit, now.last_debit) == ((None, None) if goes else (JANUARY, JANUARY))


def test_paid_by_a_line_of_a_mandate_that_was_over_is_found():
    mandate, run = in_december()
    debit_desk.upload(run, debit_desk.answer(run))
    Mandate.update(
        revoked_on=date(2027, 1, 2), revoked_why="own_request", revoked_at=datetime(2027, 1, 2)
    ).where(Mandate.id == mandate.id).execute()
    assert debit_desk.faults()["debited_by_mandate"] == (DebitLine.get().key,)


def test_months_are_planned_again_for_nobody_whose_mandate_is_over():
    mandate, _run = in_december()
    with at(date(2027, 1, 2)):
        revoked(mandate)
        pledge_months.plan_ahead()
        assert CoverageMonth.select().where(CoverageMonth.released_at.is_null()).count() == 0
