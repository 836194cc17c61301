"""Ways to make a ledger untrue behind the database's back, each answering with the name of what no longer fits. What
was broken is rolled back, guards and all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from db import guards_kept
from db.connection import database, on_sqlite
from db.models import (
    ALL_TABLES,
    Attachment,
    Bill,
    BillLine,
    CoverageCount,
    CoverageMonth,
    CoverageSpan,
    CoverageTotal,
    Funder,
    Kelurahan,
    Membership,
    Occupation,
    OnceKey,
    Payment,
    PaymentAllocation,
    PeopleDelta,
    Submission,
    SubmissionLine,
    Worker,
)
from db.models.ledger_guards import unguard_ledger
from kiosk.domain.clock import today, utc_now
from tests.services import (
    claim_breakers,
    debit_breakers,
    pledge_breakers,
    programme_breakers,
    report_breakers,
    selection_breakers,
)
from tests.services.billing import live


def number_of(worker_id: int) -> str:
    return Worker.get_by_id(worker_id).reg_no


def named(row: CoverageMonth) -> str:
    return f"{number_of(row.worker_id)} {row.month:%Y-%m}"


@contextmanager
def without_guards() -> Iterator[None]:
    """Nothing is refused for a while; then all is as it was."""
    with database.atomic() as transaction:
        try:
            unguard_ledger()
            _unchecked()
            for name in guards_kept.unique_indexes():
                database.execute_sql(f"DROP INDEX {_quoted(name.partition(' ')[2])}")
            yield
        finally:
            transaction.rollback()
            if on_sqlite():
                database.execute_sql("PRAGMA ignore_check_constraints = 0")


def _unchecked() -> None:
    if on_sqlite():
        database.execute_sql("PRAGMA ignore_check_constraints = 1")
        return
    for table in ALL_TABLES:
        for each in table._meta.constraints or ():
            name = _quoted(each.nodes[1]._path[0])
            database.execute_sql(f"ALTER TABLE {_quoted(table._meta.table_name)} DROP CONSTRAINT {name}")


def _quoted(name: str) -> str:
    return f'"{name}"'


def again(row, **other) -> None:
    """The same row once more."""
    values = {name: value for name, value in row.__data__.items() if name != "id"} | other
    type(row).insert(values).execute()


def first(bill: Bill) -> CoverageMonth:
    return live(bill)[0]


def last(bill: Bill) -> CoverageMonth:
    """Nobody has paid it."""
    return live(bill)[-1]


def change(row, **values) -> None:
    type(row).update(values).where(type(row).id == row.id).execute()


def funded_twice(bill: Bill) -> str:
    again(last(bill))
    return named(last(bill))


def held_too_long(bill: Bill) -> str:
    change(last(bill), hold_until=utc_now() - timedelta(days=2))
    return named(last(bill))


def held_without_end(bill: Bill) -> str:
    change(last(bill), hold_until=None)
    return named(last(bill))


def held_for_years(bill: Bill) -> str:
    change(last(bill), hold_until=utc_now() + timedelta(days=3_000))
    return named(last(bill))


def held_a_day_longer_than_agreed(bill: Bill) -> str:
    change(last(bill), hold_until=last(bill).hold_until + timedelta(days=1))
    return named(last(bill))


def month_of_a_merged_person(bill: Bill) -> str:
    change(Worker.get_by_id(last(bill).worker_id), merged_into=first(bill).worker_id)
    return named(last(bill))


def effective_unpaid(bill: Bill) -> str:
    change(last(bill), effective_on=today())
    return named(last(bill))


def effective_tomorrow(bill: Bill) -> str:
    change(first(bill), effective_on=max(today(), first(bill).month) + timedelta(days=1))
    return named(first(bill))


def of_another_funder(bill: Bill) -> str:
    change(last(bill), funder=Funder.get(Funder.id != bill.funder_id))
    return named(last(bill))


def of_another_kind_of_money(bill: Bill) -> str:
    change(last(bill), funder_kind="apbd")
    return named(last(bill))


def behind_what_was_promised(bill: Bill) -> str:
    change(last(bill).commitment, last_month=bill.batch.first_month)
    return named(last(bill))


def one_nik_twice(bill: Bill) -> str:
    other = Worker.get(Worker.id != first(bill).worker_id)
    change(other, nik_hash=Worker.get_by_id(first(bill).worker_id).nik_hash)
    return other.reg_no


def form_without_answer(_bill: Bill) -> str:
    form = OnceKey.get(OnceKey.purpose == "payment")
    change(form, answer=None)
    return f"payment (formulir ke-{form.id})"


def form_answered_twice(_bill: Bill) -> str:
    form = OnceKey.get(OnceKey.purpose == "payment")
    again(form)
    return f"payment (formulir ke-{form.id})"


def answered_and_gone(bill: Bill) -> str:
    change(bill, no="T26-LAIN")
    return bill.no


def paid_by_money_that_is_not_there(bill: Bill) -> str:
    change(first(bill).payment, state="told")
    return named(first(bill))


def paid_without_reference(bill: Bill) -> str:
    change(first(bill).payment, reference="")
    return named(first(bill))


def paid_without_payment(bill: Bill) -> str:
    row = first(bill)
    change(row, payment=None)
    return named(row)


def paid_on_another_day(bill: Bill) -> str:
    change(first(bill), paid_on=date(2020, 1, 1))
    return named(first(bill))


def proof_that_is_gone(bill: Bill) -> str:
    payment = first(bill).payment
    Attachment.insert(
        owner_kind="pembayaran", owner_id=payment.id, kind="bukti_pdf", sha256="0" * 64,
        path=f"00/{'0' * 32}.sealed", created_by=payment.told_by_id,
    ).execute()  # fmt: skip
    return payment.no


def allocated_twice(bill: Bill) -> str:
    again(
        PaymentAllocation.get(
            PaymentAllocation.covered == first(bill), PaymentAllocation.payment == first(bill).payment
        )
    )
    return named(first(bill))


def not_allocated(bill: Bill) -> str:
    row = first(bill)
    PaymentAllocation.delete().where(PaymentAllocation.covered == row).execute()
    return named(row)


def credit_from_nowhere(bill: Bill) -> str:
    change(first(bill).payment, credited=101)
    return first(bill).payment.no


def more_months_than_money(bill: Bill) -> str:
    change(first(bill).payment, amount=first(bill).amount)
    return first(bill).payment.no


def one_transfer_twice(bill: Bill) -> str:
    again(first(bill).payment, no="P26-LAIN", state="told", allocated=0, credited=0)
    return "P26-LAIN"


def half_undone(_bill: Bill) -> str:
    negative = Payment.get(Payment.reverses.is_null(False))
    change(negative, amount=-1)
    return negative.no


def undone_by_nobody(_bill: Bill) -> str:
    negative = Payment.get(Payment.reverses.is_null(False))
    undone = negative.reverses.no
    negative.delete_instance()
    return undone


def half_an_entry_undone(bill: Bill) -> str:
    entry = PaymentAllocation.get(PaymentAllocation.reverses.is_null(False))
    change(entry, amount=-1)
    return named(CoverageMonth.get_by_id(entry.covered_id))


def billed_to_another(bill: Bill) -> str:
    change(bill, funder=Funder.get(Funder.id != bill.funder_id))
    return bill.no


def asn_money_in_two(_bill: Bill) -> str:
    for name in ("ASN Kota", "ASN Lain"):
        Funder.create(name=name, kind="asn")
    return "ASN Lain"


def bill_beyond_its_lines(bill: Bill) -> str:
    BillLine.update(people=BillLine.people + 1).where(BillLine.bill == bill).execute()
    return bill.no


def dearer_than_billed(bill: Bill) -> str:
    change(last(bill), amount=last(bill).amount + 1)
    return f"{bill.no} {last(bill).month:%Y-%m}"


def month_that_is_gone(bill: Bill) -> str:
    row = last(bill)
    CoverageMonth.delete().where(CoverageMonth.id == row.id).execute()
    return f"{bill.no} {row.month:%Y-%m}: {number_of(row.worker_id)}"


def billed_by_nothing(bill: Bill) -> str:
    row = last(bill)
    change(row, bill=None)
    return named(row)


def counted_wrong(bill: Bill) -> str:
    row = first(bill)
    count = CoverageCount.get(CoverageCount.month == row.month)
    change(count, planned=count.planned + 2)
    return f"{counted_as(row)} (+2, +0, +0, +0)"


def not_counted(bill: Bill) -> str:
    row = first(bill)
    CoverageCount.delete().where(CoverageCount.month == row.month).execute()
    return f"{counted_as(row)} (-3, +0, -3, -3)"


def counted_as(row: CoverageMonth) -> str:
    area, work = Kelurahan.get_by_id(row.kelurahan_id), Occupation.get_by_id(row.occupation_id)
    return f"{row.month:%Y-%m} · {area.name}, {area.kecamatan.name} · csr · {work.name}"


def summed_wrong(bill: Bill) -> str:
    row = first(bill)
    total = CoverageTotal.get(CoverageTotal.month == row.month, CoverageTotal.kind == "area")
    change(total, paid=total.paid + 2)
    return "(+0, +0, +2, +0)"


def going_on_for_ever(bill: Bill) -> str:
    CoverageSpan.update(goes_on=True).where(CoverageSpan.worker == last(bill).worker_id).execute()
    return number_of(last(bill).worker_id)


def person_too_many(bill: Bill) -> str:
    kept = PeopleDelta.get(PeopleDelta.kind == "enrolled")
    again(kept)
    return f"enrolled {kept.month:%Y-%m} · {kept.area} · {kept.occupation} (+1)"


def span_lost(bill: Bill) -> str:
    CoverageSpan.delete().where(CoverageSpan.worker == last(bill).worker_id).execute()
    return number_of(last(bill).worker_id)


def asked_under_another_wadah(bill: Bill) -> str:
    return _asked(last(bill), last(bill).month, wadah_type="SG")


def asked_for_nothing(bill: Bill) -> str:
    return _asked(last(bill), date(2099, 1, 1), wadah_type=bill.wadah_type)


def asked_by_what_was_taken_back(bill: Bill) -> str:
    return _asked(last(bill), last(bill).month, wadah_type=bill.wadah_type, cancelled_at=utc_now())


def _asked(row: CoverageMonth, month: date, **columns) -> str:
    """The person of this month waits for BPJS's answer about `month`."""
    submission = Submission.create(no="D26-RUSAK", funder=row.funder_id, made_by_id=1, **columns)
    SubmissionLine.create(
        submission=submission, number=1, worker=row.worker_id, first_month=month, last_month=month
    )
    return f"D26-RUSAK: {number_of(row.worker_id)}"


def effective_without_an_answer(bill: Bill) -> str:
    row = first(bill)
    sent_on = row.effective_on - timedelta(days=1)
    _asked(row, row.month, wadah_type=bill.wadah_type, sent_on=sent_on)
    return named(row)


def membership_of_somebody_else(bill: Bill) -> str:
    name = _asked(last(bill), last(bill).month, wadah_type=bill.wadah_type)
    SubmissionLine.update(state="accepted").execute()
    Membership.create(
        worker=first(bill).worker_id, funder=bill.funder_id, source="answer", line=SubmissionLine.get()
    )
    return f"{name.partition(':')[0]}: {number_of(first(bill).worker_id)}"


def membership_twice(bill: Bill) -> str:
    name = _asked(last(bill), last(bill).month, wadah_type=bill.wadah_type)
    SubmissionLine.update(state="accepted").execute()
    for _time in range(2):
        Membership.create(
            worker=last(bill).worker_id, funder=bill.funder_id, source="answer", line=SubmissionLine.get()
        )
    return name


BROKEN = {
    "one_funder": (funded_twice,),
    "held": (held_too_long,),
    "hold_ends": (held_without_end, held_for_years, held_a_day_longer_than_agreed),
    "merged": (month_of_a_merged_person,),
    "effective": (effective_unpaid, effective_tomorrow),
    "commitment": (of_another_funder, of_another_kind_of_money, behind_what_was_promised),
    "one_nik": (one_nik_twice,),
    "one_answer": (form_without_answer, form_answered_twice),
    "answered": (answered_and_gone,),
    "paid_by": (paid_by_money_that_is_not_there, paid_without_reference, paid_without_payment),
    "allocated": (allocated_twice, not_allocated),
    "adds_up": (credit_from_nowhere, more_months_than_money),
    "paid_on": (paid_on_another_day,),
    "proofs": (proof_that_is_gone,),
    "one_reference": (one_transfer_twice,),
    "undone": (half_undone, undone_by_nobody, half_an_entry_undone),
    "one_payer": (billed_to_another,),
    "asn_one": (asn_money_in_two,),
    "lines": (bill_beyond_its_lines,),
    "as_billed": (dearer_than_billed, month_that_is_gone),
    "billed": (billed_by_nothing,),
    "one_wadah": (asked_under_another_wadah,),
    "asked_for_months": (asked_for_nothing, asked_by_what_was_taken_back),
    "by_an_answer": (effective_without_an_answer,),
    "memberships": (membership_of_somebody_else, membership_twice),
    "counts": (counted_wrong, not_counted),
    "spans": (span_lost,),
    "totals": (summed_wrong,),
    "going_on": (going_on_for_ever,),
    "people": (person_too_many,),
    **pledge_breakers.BROKEN,
    **claim_breakers.BROKEN,
    **debit_breakers.BROKEN,
    **programme_breakers.BROKEN,
    **report_breakers.BROKEN,
    **selection_breakers.BROKEN,
}  # code → what is done to the bill's rows; each answers with the name of what no longer fits
