"""The made-up debits of the past: what ASN money paid was debited by a run that the bank answered, some failed, and the
coming month is still to be built."""

from collections import Counter

from db.models import CoverageMonth, DebitLine, DebitReturn, DebitReturnRow, DebitRun, Mandate, Payment
from kiosk.domain import debits
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.files.bank_returns import read_return
from kiosk.services import bank_layouts, debit_answers, debit_runs, safe
from kiosk.services.debit_sealed_files import FILE_KIND
from kiosk.services.demo.donors import own_donor
from kiosk.services.donor_debits import debits_of


def test_every_month_of_asn_money_was_debited_by_a_line_of_its_run(crowd):
    paid = CoverageMonth.select().where(
        CoverageMonth.funder_kind == "asn", CoverageMonth.paid_on.is_null(False)
    )
    for month in paid:
        line = DebitLine.get(DebitLine.payment == month.payment_id)
        assert (line.month, line.answered_on, line.state) == (month.month, month.paid_on, debits.PAID)
        assert month.paid_on == debit_runs.debit_day(month.month, debit_runs.holidays()) or line.attempt == 2
    assert {run.state for run in DebitRun.select()} == {debits.SENT}
    assert (
        Payment.select().where(Payment.debited.is_null(False)).count()
        == DebitLine.select().where(DebitLine.state == debits.PAID).count()
    )


def test_some_accounts_were_empty_and_tried_again_and_some_still_wait(crowd):
    runs = Counter(run.month for run in DebitRun.select())
    latest = max(runs)
    assert runs[add_months(latest, -1)] == 2 and runs[latest] == 1
    failed = DebitLine.select().where(DebitLine.state == debits.FAILED, DebitLine.month == latest)
    assert 0 < failed.count() < Mandate.select().count() / 4
    assert own_donor().id not in {line.mandate.donor_id for line in failed}
    for line in failed:
        unpaid = [item.covered for item in line.items]
        assert unpaid and all(month.paid_on is None and month.bill_id is None for month in unpaid)


def test_files_and_answers_are_those_that_a_bank_reads_and_writes(crowd):
    for run in DebitRun.select():
        assert safe.is_whole(run.path, FILE_KIND, run.sha256)
        answer = DebitReturn.get(DebitReturn.run == run)
        reading = read_return(
            bank_layouts.named(run.layout), safe.file_content(answer.path, debit_answers.KIND)
        )
        assert not reading.findings and len(reading.rows) == run.lines == answer.rows
        told = {row.key: row.reason for row in reading.rows}
        assert told == {line.key: line.reason for line in run.debit_lines}
        numbers = [row.number for row in DebitReturnRow.select().where(DebitReturnRow.debit_return == answer)]
        assert sorted(numbers) == sorted(row.number for row in reading.rows)


def test_donor_of_the_demo_reads_own_debits(crowd):
    theirs = debits_of(own_donor())
    assert theirs and all(one.reference for one in theirs)


def test_coming_month_is_still_to_be_debited(crowd):
    coming = add_months(first_of_month(today()), 1)
    assert not DebitRun.select().where(DebitRun.month == coming).exists()
    assert (
        CoverageMonth.select()
        .where(CoverageMonth.month == coming, CoverageMonth.funder_kind == "asn")
        .exists()
    )
