"""Two at once: forwarding beside an answer, handing over beside a revocation. Whoever is second finds what the first
has done, and nothing is half of both."""

import pytest
import time_machine

from db.models import Bill, BillLine, CoverageMonth, DebitReturn, Mandate
from kiosk.domain.clock import today
from kiosk.services import (
    debit_answer_reading,
    debit_answers,
    debit_forwarding,
    debit_sending,
    mandate_revocations,
)
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key
from tests.services.debit_desk import admin
from tests.services.test_print_races import meanwhile

__all__ = ["meanwhile"]


@pytest.fixture(autouse=True)
def decided(people):
    debit_desk.decide()


def test_bill_is_made_of_the_months_that_are_on_it(meanwhile):
    debit_desk.due()
    debit_desk.due()
    run, by = debit_desk.sent(), admin()
    first, second = debit_desk.lines_of(run)
    later = debit_desk.answer(run, without=(first.key,))
    debit_desk.upload(run, debit_desk.answer(run, without=(second.key,)))

    def answered():
        no = debit_answers.upload(run=run, sheet=("c.csv", later), client_key=key(), by=by)
        one = DebitReturn.get(DebitReturn.no == no)
        debit_answer_reading.read(return_id=one.id, by=by, progress=lambda *_: None)

    def forwarded():
        return debit_forwarding.forward(client_key=key(), by=by)

    with debit_desk.on_day_of(run):
        no, beside = meanwhile(debit_forwarding, "fresh_number", forwarded, answered)
    assert beside is None
    bill = Bill.get(Bill.no == no)
    months = list(CoverageMonth.select().where(CoverageMonth.bill == bill))
    assert bill.amount == sum(one.amount for one in months) == 16_800
    assert sum(one.people for one in BillLine.select().where(BillLine.bill == bill)) == len(months) == 1
    assert [people for _month, people, _sum in debit_forwarding.waiting()] == [1]


def test_who_revokes_beside_the_handing_over_comes_after_it(meanwhile):
    mandate = debit_desk.due()
    run, by, donor = debit_desk.sealed(), admin(), asn_desk.acting(mandate.donor)

    def revoked():
        mandate_revocations.revoke(no=mandate.no, on=today(), why="own_request", by=donor)

    with time_machine.travel(run.sealed_at + debit_desk.LATER, tick=True):
        answers = meanwhile(
            debit_sending, "changed_lines", lambda: debit_sending.send(run=run, by=by), revoked
        )
    assert answers == [None, None]
    assert Mandate.get_by_id(mandate.id).revoked_at > debit_desk.run_of().sent_at
    assert debit_desk.faults() == {}
