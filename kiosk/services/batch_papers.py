"""The papers of a batch as its page offers them: those that can be made today."""

from dataclasses import dataclass
from datetime import date

from db.models import Batch, BatchRow, Bill
from kiosk.domain.clock import first_of_month, today
from kiosk.services import (
    batch_certificates,
    batch_consent_lists,
    batch_consents,
    batch_reports,
    bills,
    payment_codes,
)
from kiosk.services.acting import Actor
from kiosk.services.batch_unpaid import standing_bills
from kiosk.services.bill_lookup import bills_in_scope
from kiosk.services.payment_codes import KnownCode


@dataclass(frozen=True)
class BatchPapers:
    """`bill` is the one to pay or the latest, with BPJS's `code` for it; None where there is none or this person
    does not see bills, who then has no `bills` either: those that stand, the oldest first. `months` can be reported
    on, the latest first; `signed` counts papers with signatures; `unsigned`: somebody has not consented yet."""

    bill: Bill | None
    bills: list[Bill]
    code: KnownCode | None
    has_certificate: bool
    months: list[date]
    signed: int
    unsigned: bool
    people: int

    @property
    def parts(self) -> int:
        """Of a month's report: the first has the figures, each has some of the people."""
        return batch_reports.parts_for(self.people)


def papers_of(batch: Batch, by: Actor) -> BatchPapers:
    """For whoever may see the batch."""
    bill = _bill_of(batch, by)
    return BatchPapers(
        bill=bill,
        bills=standing_bills(batch) if bill else [],
        code=payment_codes.code_of(bill) if bill else None,
        has_certificate=batch_certificates.has_paid(batch),
        months=_months(batch),
        signed=batch_consents.count_in(batch),
        unsigned=batch_consent_lists.asks_somebody(batch),
        people=BatchRow.select().where(BatchRow.batch == batch, BatchRow.state == "ready").count(),
    )


def _bill_of(batch: Batch, by: Actor) -> Bill | None:
    bill = bills.bill_to_pay(batch)
    return bill if bill and bills_in_scope(by).where(Bill.id == bill.id).exists() else None


def _months(batch: Batch) -> list[date]:
    """Those that have begun; before the first one, that one."""
    months, this = batch_reports.months_of(batch), first_of_month(today())
    return [month for month in reversed(months) if month <= this] or months[:1]
