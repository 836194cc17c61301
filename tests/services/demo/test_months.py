"""The made-up workers' months: every state on any day, dates in order, tariffs and doors as the rules say."""

from collections import Counter
from datetime import date, datetime
from itertools import pairwise

import pytest
import time_machine
from peewee import fn

from db.models import (
    Bill,
    BillLine,
    Card,
    Consent,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    Credit,
    Funder,
    Occupation,
    Payment,
    PaymentAllocation,
    PaymentCode,
    Scheme,
    SchemeOccupation,
    Worker,
)
from kiosk.domain.clock import (
    JAKARTA,
    add_months,
    first_of_month,
    last_of_month,
    months_between,
    today,
    utc_now,
)
from kiosk.domain.payment_codes import read_payment_code
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import invariants, ledger, poverty_marks, programme_bills, settings
from kiosk.services.coverage_counts import CountKey, recount
from kiosk.services.rates import rates_now
from tests.whole import some

STATES = {"waiting", "registered", "protected", "in_arrears", "ended"}


def states():
    return ledger.protections([worker.id for worker in Worker.select(Worker.id)])


def live_months():
    """Worker → live months, oldest first."""
    found = {}
    for row in (
        CoverageMonth.select().where(CoverageMonth.released_at.is_null()).order_by(CoverageMonth.month)
    ):
        found.setdefault(row.worker_id, []).append(row)
    return found


def test_every_state_of_protection_is_seen(crowd):
    found = Counter(state.code for state in states().values())
    assert found.keys() == STATES and min(found.values()) > 5


def test_some_protections_end_this_month_some_next_month_and_some_later(crowd):
    ends = {state.until for state in states().values() if state.code == "protected"}
    this_month = first_of_month(today())
    assert {last_of_month(this_month), last_of_month(add_months(this_month, 1))} < ends


@pytest.mark.parametrize(
    "moment",
    some(
        [
            datetime(2027, 1, 1, 0, 5), datetime(2028, 2, 29, 12), datetime(2026, 12, 1, 9),
            datetime(2026, 12, 31, 23, 55), datetime(2027, 1, 4, 9),
        ],
        2,
    ),
)  # fmt: skip
def test_every_state_is_seen_when_loaded_on_another_day(load, moment):
    """Also in the first minutes of a year, when UTC is still in the old one."""
    with time_machine.travel(moment.replace(tzinfo=JAKARTA)):
        count = load()["workers"]
        found = Counter(state.code for state in states().values())
        now = utc_now()
    assert found.keys() == STATES
    assert found["protected"] > count / 4
    assert (
        not Worker.select().where((Worker.enrolled_on > moment.date()) | (Worker.enrolled_at > now)).exists()
    )
    assert not Consent.select().where(Consent.given_at > now).exists()
    assert not Card.select().where((Card.created_at > now) | (Card.handed_at > now)).exists()


def test_somebody_is_restarted_after_the_lapse(crowd):
    gaps = [
        max(months_between(a.month, b.month) for a, b in pairwise(months))
        for months in live_months().values()
        if len(months) > 1
    ]
    assert max(gaps) > settings.whole("lapse_months")


def test_everybody_is_enrolled_before_a_month_is_billed_and_paid_before_it_is_effective(crowd):
    enrolled = dict(Worker.select(Worker.id, Worker.enrolled_on).tuples())
    for row in CoverageMonth.select():
        steps = [row.billed_on, row.submitted_on, row.paid_on, row.effective_on]
        if row.funder_kind == "asn":  # debited first, and then passed on
            steps = [row.paid_on, row.billed_on, row.submitted_on, row.effective_on]
        done = [step for step in steps if step]
        assert steps == done + [None] * (4 - len(done))
        days = [enrolled[row.worker_id], *done, today()]
        assert days == sorted(days)


def test_amounts_are_halved_in_the_windows_and_never_for_public_money(crowd):
    windows = {
        "transport": (date(2026, 1, 1), date(2027, 3, 1)),
        "other": (date(2026, 4, 1), date(2026, 12, 1)),
    }
    sectors = dict(Occupation.select(Occupation.code, Occupation.sector).tuples())
    assert rates_now().gets_cut("asn") and rates_now().gets_cut("csr")
    for row in CoverageMonth.select():
        first, last = windows[sectors[row.occupation_id]]
        halved = row.funder_kind in ("asn", "csr") and first <= row.month <= last
        assert row.amount == (8_400 if halved else 16_800)


def test_every_door_pays_for_whom_its_scheme_admits(crowd):
    kinds = {row[0] for row in CoverageMonth.select(CoverageMonth.funder_kind).distinct().tuples()}
    assert kinds == {"apbd", "dbhcht", "csr", "asn"}
    admitted = {(row.scheme_id, row.occupation_id) for row in SchemeOccupation.select()}
    residents_only = {scheme.code for scheme in Scheme.select().where(Scheme.residents_only)}
    poorest = {row.id for row in Worker.select(Worker.id).where(poverty_marks.is_extreme())}
    for row in CoverageMonth.select(CoverageMonth, Funder).join(Funder):
        scheme = {"apbd": "pijar", "dbhcht": "pijar"}.get(row.funder_kind, row.funder_kind)
        assert row.funder.kind == row.funder_kind
        assert (scheme, row.occupation_id) in admitted or (scheme == "pijar" and row.worker_id in poorest)
        assert row.kelurahan_id or scheme not in residents_only


def test_no_month_is_paid_that_no_payment_paid_for_and_everything_is_counted(crowd):
    for payment in Payment.select():
        allocated = PaymentAllocation.select(fn.SUM(PaymentAllocation.amount)).where(
            PaymentAllocation.payment == payment
        )
        assert (allocated.scalar() or 0) == payment.allocated
        settled = payment.amount if payment.state == "confirmed" else 0
        assert payment.allocated + payment.credited == settled
    counted = {
        CountKey(row.month, row.area, row.funder_kind, row.occupation_id): (
            row.planned,
            row.submitted,
            row.paid,
            row.effective,
        )
        for row in CoverageCount.select()
    }
    assert counted == {key: tuple(found) for key, found in recount()}


def test_a_bill_is_open_another_part_paid_one_payment_waits_and_one_was_too_much(crowd):
    assert Payment.select().where(Payment.state == "told").count() == 1
    assert Credit.select().count() == 1
    assert Bill.select().where(Bill.hold_until > utc_now()).exists()
    assert CoverageSpan.select().where(CoverageSpan.kind == "paid", CoverageSpan.member).exists()


def test_a_bill_of_the_citys_money_is_of_one_month_and_never_of_one_far_ahead(crowd):
    """As the page of a programme's bills says, and as bills.bill_funder makes them; a company's may be of several."""
    months = {}
    for bill_id, kind, month in (
        BillLine.select(BillLine.bill, Funder.kind, BillLine.month).join(Bill).join(Funder).tuples()
    ):
        months.setdefault((kind, bill_id), set()).add(month)
    city = [found for (kind, _bill), found in months.items() if kind in PUBLIC_MONEY]
    assert len(city) > 12 and all(len(found) == 1 for found in city)
    assert max(set().union(*city)) <= programme_bills.last_due()
    assert max(len(found) for (kind, _bill), found in months.items() if kind == "csr") == 12
    ahead = CoverageMonth.select().where(
        CoverageMonth.funder_kind.in_(PUBLIC_MONEY), CoverageMonth.month > programme_bills.last_due()
    )
    assert not ahead.where(CoverageMonth.bill.is_null(False) | CoverageMonth.paid_on.is_null(False)).exists()


def test_the_open_bill_of_a_company_has_a_code_to_pay_by_that_is_nobody_s(crowd):
    """Begun with 99 as every made-up number, and of use for some days to come."""
    code = PaymentCode.get()
    assert PaymentCode.select().count() == 1 and read_payment_code(code.code) == code.code
    assert code.code.startswith("99") and code.expires_on > today()
    assert (code.bill.funder.kind, code.bill.hold_until > utc_now()) == ("csr", True)
    assert code.noted_by.demo and code.bill.created_at < code.noted_at < utc_now()


def test_made_up_ledger_breaks_no_invariant(crowd):
    """How careful the database writes (`durable`) is told of the tests' own elsewhere."""
    faults = {proof.invariant.code: proof.named for proof in invariants.faults()}
    assert {code: named for code, named in faults.items() if code != "durable"} == {}
