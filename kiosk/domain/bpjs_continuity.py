"""Where a membership would not go on although its months are paid (DOMAIN 1.5), so that BPJS is asked for an earlier
first day.

Two ways lead there:

- BPJS has answered, and its first day lies after the first paid month: what was paid before protects nobody.
- BPJS has not answered yet, and the money came so late that its system will begin a new membership with the month of
  the payment. The manual's case: paid to June, July to October paid in October, "new membership, protection from
  October". Where nobody paid the months between at all, no letter helps, and none is proposed."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import first_of_month, last_of_month, months_between
from kiosk.domain.words import N_

LATE_ANSWER, LATE_PAYMENT = "late_answer", "late_payment"
WORDS = {
    LATE_ANSWER: N_("BPJS menjawab dengan hari mulai sesudah bulan pertama yang dibayar"),
    LATE_PAYMENT: N_(
        "dibayar setelah lewat batas, sehingga BPJS akan menghitungnya sebagai kepesertaan baru"
    ),
}


@dataclass(frozen=True)
class Start:
    """`first_month` is the first paid month of the run, `paid_on` when it was paid, `effective_on` BPJS's day for it
    or None; `covered_before` the last month BPJS had confirmed before it, or None."""

    first_month: date
    paid_on: date
    effective_on: date | None = None
    covered_before: date | None = None


def broken_by(start: Start, *, lapse_months: int = 3) -> str:
    """One of WORDS, or "" where the membership goes on."""
    if start.effective_on:
        return LATE_ANSWER if start.effective_on > last_of_month(start.first_month) else ""
    if start.covered_before is None or months_between(start.covered_before, start.first_month) > lapse_months:
        return ""
    paid_in = first_of_month(start.paid_on)
    return LATE_PAYMENT if months_between(start.covered_before, paid_in) > lapse_months else ""


def proposed_day(start: Start) -> date:
    return start.first_month


def refused_day(asked_from: date, start: Start) -> date | None:
    """The bound that this day breaks: the first paid month, which it may not lie before, or the day from which the
    membership counts anyway, which it has to lie before. None where it can be asked for."""
    if asked_from < start.first_month:
        return start.first_month
    counts_from = start.effective_on or start.paid_on
    return counts_from if asked_from >= counts_from else None
