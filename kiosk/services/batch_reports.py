"""The report of one month of a batch: who is protected, what happened, until when the money lasts."""

from datetime import date

from peewee import fn

from db.models import Batch, Commitment, CoverageMonth
from kiosk.domain.awaiting import COUNTED
from kiosk.domain.clock import (
    add_months,
    first_of_month,
    local,
    months_between,
    months_from,
    today,
    utc_now,
)
from kiosk.domain.words import N_
from kiosk.files.batch_reports import BatchReport, batch_report_pdf
from kiosk.services import awaiting, awaiting_pages, batch_money, settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.batch_happenings import happenings_in
from kiosk.services.batch_report_people import lasts_of, people_of, sums_of, unnamed_rows
from kiosk.services.batches import batch_seen_by

PEOPLE_IN_PART = 500


class NotItsMonth(Refused):
    """The batch pays for other months."""

    def __init__(self):
        super().__init__(N_("Batch ini tidak mencakup bulan itu. Pilih bulan dari halaman batch."))


def report_pdf(*, no: str, month: date, part: int = 1, by: Actor) -> bytes:
    """The first part has the figures; of a large batch each further one has more people. Raises NotThere, NotAllowed,
    NotItsMonth."""
    batch = batch_seen_by(by, no)
    if month not in months_of(batch):
        raise NotItsMonth
    return batch_report_pdf(_report(batch, month, part, by))


def months_of(batch: Batch) -> list[date]:
    """From the first one it was opened for, or took anybody on for, to the last one."""
    promised = Commitment.select(fn.MIN(Commitment.first_month), fn.MAX(Commitment.last_month))
    earliest, latest = promised.where(Commitment.batch == batch).tuples().get()
    first = min(batch.first_month, earliest or batch.first_month)
    last = add_months(batch.first_month, batch.months - 1)
    return months_from(first, months_between(first, max(last, latest or last)) + 1)


def parts_for(people: int) -> int:
    return max(1, -(-people // PEOPLE_IN_PART))


def _report(batch: Batch, month: date, part: int, by: Actor) -> BatchReport:
    sums, money = sums_of(batch, month), batch_money.money_of(batch, by).sums
    parts = parts_for(sum(sums.counts.values()))
    part = max(1, min(part, parts))
    start = (part - 1) * PEOPLE_IN_PART
    this = first_of_month(today())
    return BatchReport(
        company=batch.company.name,
        batch=f"{batch.name} ({batch.no})",
        month=month,
        is_over=add_months(month, 1) <= this,
        is_coming=month > this,
        counts=sums.counts,
        happenings=happenings_in(batch, month),
        people=people_of(batch, month, start=start, most=PEOPLE_IN_PART),
        part=part,
        parts=parts,
        lasts=lasts_of(batch),
        waits=_waits(batch, month) if "paid" in sums.counts else [],
        money=sums.money,
        batch_paid=money.paid_amount,
        batch_open=money.open_amount,
        has_initials=unnamed_rows(batch).exists(),
        made=local(utc_now()),
        made_by=by.name,
        owner=settings.setting("programme_owner"),
        city=settings.setting("city_name"),
    )


def _waits(batch: Batch, month: date) -> list[tuple[str, int]]:
    """What those who are paid for this month wait for at BPJS, and how many of them."""
    paid = CoverageMonth.paid_on.is_null(False) & (CoverageMonth.month == month)
    found = awaiting.counts(awaiting_pages.billed_in(batch), paid)
    return [(COUNTED[state], people) for state, people in found.items()]
