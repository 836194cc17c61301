"""What a donor has paid in a year, for the tax return or the drawer at home: by month and person, with the reference of
each payment. Only what the ledger holds as paid stands in it."""

from db.models import Commitment, CoverageMonth, Donor, Payment, Pledge, Worker
from kiosk.domain.clock import today
from kiosk.domain.words import short_name
from kiosk.files.donor_receipts import DonorReceipt, PaidMonth
from kiosk.files.donor_receipts import donor_receipt_pdf as printed
from kiosk.services import settings
from kiosk.services.acting import Actor, NotThere
from kiosk.services.donor_own import donor_of


def years_of(donor: Donor) -> list[int]:
    """In which something was paid, the latest first; one query."""
    days = _paid(donor).select(CoverageMonth.paid_on).distinct().tuples()
    return sorted({day.year for (day,) in days}, reverse=True)


def receipt_pdf(*, year: int, by: Actor) -> bytes:
    """A4. Raises NotThere where nothing was paid in that year."""
    donor = donor_of(by)
    months = _months(donor, year) if donor else []
    if not months:
        raise NotThere
    return printed(
        DonorReceipt(
            year=year,
            donor=donor.name,
            department=donor.opd.name,
            printed_on=today(),
            months=months,
            owner=settings.setting("programme_owner"),
            city=settings.setting("city_name"),
        )
    )


def _months(donor: Donor, year: int) -> list[PaidMonth]:
    rows = _paid(donor).select(
        CoverageMonth.paid_on, CoverageMonth.month, Worker.name, CoverageMonth.amount, Payment.reference
    )
    ordered = rows.order_by(CoverageMonth.month, CoverageMonth.paid_on, Worker.name, CoverageMonth.id)
    return [
        PaidMonth(month, short_name(name), paid_on, amount, reference)
        for paid_on, month, name, amount, reference in ordered.tuples()
        if paid_on.year == year
    ]


def _paid(donor: Donor):
    """The query of live paid months of this donor's people, also of those who have ended since."""
    theirs = Pledge.select(Pledge.commitment).where(Pledge.donor == donor, Pledge.commitment.is_null(False))
    return (
        CoverageMonth.select()
        .join(Worker)
        .switch(CoverageMonth)
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Payment)
        .where(
            CoverageMonth.commitment.in_(theirs),
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(False),
        )
    )
