"""Eight processes at once on the same months: one month has one funder, and nothing is left half done."""

from datetime import timedelta

import pytest

from db.connection import writing
from db.models import BatchRow, Bill, Commitment, CoverageMonth, Funder, Payment
from kiosk.domain.clock import first_of_month, months_from, today, utc_now
from kiosk.services.coverage_changes import changing
from tests.services.at_once import acting, key
from tests.services.billing import batch_of, billed
from tests.services.crowd import crowd, worker
from tests.services.ledger_proof import adds_up
from tests.services.processes import together

PROCESSES = 8
THIS = first_of_month(today())
RACER = "tests.services.racing_funder"


@pytest.fixture
def workers(people) -> list:
    return [worker(reg_no) for reg_no in crowd(acting(people["petugas"]), 8)]


@pytest.fixture
def funders(people) -> list[Funder]:
    with writing():
        return [
            Funder.create(name=f"PT {number}", kind="csr", wadah_type="SC") for number in range(PROCESSES)
        ]


def commit(funder: Funder, workers: list, months: list) -> dict:
    return {
        "what": "commit",
        "funder": funder.id,
        "workers": [one.id for one in workers],
        "months": [month.isoformat() for month in months],
    }


def live() -> list[CoverageMonth]:
    return list(CoverageMonth.select().where(CoverageMonth.released_at.is_null()))


def test_eight_funders_take_the_same_months_and_one_wins(workers, funders):
    months = months_from(THIS, 6)
    answers = together(RACER, [commit(funder, workers, months) for funder in funders])
    won = [answer for answer in answers if "won" in answer]
    told = [answer for answer in answers if "taken" in answer]
    assert (len(won), len(told)) == (1, PROCESSES - 1), answers
    assert all("satu penanggung" in answer["message"] for answer in told)
    assert all(answer["taken"] == sorted(one.id for one in workers) for answer in told)
    assert len({row.funder_id for row in live()}) == 1 and len(live()) == 8 * 6
    assert sorted(won[0]["won"]) == sorted(row.id for row in Commitment.select())
    assert adds_up()


def test_people_named_in_another_order_with_overlapping_months_keep_nobody_waiting_for_ever(workers, funders):
    """Each takes five of eight people, beginning with another one and every second backwards, for three of six
    months: whoever overlaps is refused whole."""
    jobs = []
    for number, funder in enumerate(funders):
        five = [*workers[number:], *workers[:number]][:5]
        jobs.append(commit(funder, five[:: -1 if number % 2 else 1], months_from(THIS, 6)[number % 4 :][:3]))
    answers = together(RACER, jobs)
    assert all("won" in answer or "taken" in answer for answer in answers), answers
    won = [job for job, answer in zip(jobs, answers, strict=True) if "won" in answer]
    assert won and len(live()) == sum(len(job["workers"]) * len(job["months"]) for job in won)
    assert adds_up()


@pytest.fixture
def run_out_bill(people) -> Bill:
    """A company's bill for eight people and two months, whose time has run out."""
    bill = billed(batch_of(people, 8, 2), acting(people["mitra"]))
    months = live()
    with writing(), changing({row.worker_id for row in months}) as changes:
        past = utc_now() - timedelta(minutes=1)
        changes.bill([row.id for row in months], bill_id=bill.id, on=bill.issued_on, hold_until=past)
    return bill


@pytest.mark.parametrize("whole", [True, False])
def test_months_run_out_while_their_money_comes(run_out_bill, whole):
    """Whichever comes first, each month is paid or let go, and the money of the payment is in months or is credit."""
    bill = run_out_bill
    pay = {
        "what": "pay", "bill": bill.no, "reference": "TRF RACE", "on": today().isoformat(),
        "amount": bill.amount if whole else bill.amount // 2, "key": key(),
    }  # fmt: skip
    answers = together(RACER, [pay, *({"what": "release"} for _other in range(PROCESSES - 1))])
    assert "paid" in answers[0] and all("released" in answer for answer in answers[1:]), answers
    payment = Payment.get()
    assert payment.allocated == pay["amount"] and payment.credited == 0
    paid = [row for row in live() if row.paid_on]
    assert sum(row.amount for row in paid) == pay["amount"]
    assert BatchRow.select().where(BatchRow.state == "ready").count() == len(
        {row.worker_id for row in live()}
    )
    assert all(
        commitment.ended_at is None for commitment in Commitment.select()
    )  # each has a month that is paid
    assert adds_up()


def test_one_transfer_entered_by_eight_is_one_payment(run_out_bill):
    pay = {"what": "pay", "bill": run_out_bill.no, "reference": "TRF 8", "on": today().isoformat()}
    jobs = [pay | {"amount": run_out_bill.amount, "key": key()} for _process in range(PROCESSES)]
    answers = together(RACER, jobs)
    assert sum("paid" in answer for answer in answers) == 1, answers
    assert {answer.get("fault") for answer in answers if "paid" not in answer} == {"ReferenceTaken"}
    assert Payment.select().count() == 1 and all(row.paid_on for row in live())
    assert adds_up()
