"""A company's certificate for what it has paid in a batch: no more than the ledger says, and only once it says so."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Batch, Commitment, CoverageMonth, Payment
from kiosk.domain.clock import local
from kiosk.domain.words import N_, months_in_words
from kiosk.files.batch_certificates import Certificate
from kiosk.files.batch_certificates import certificate_pdf as printed
from kiosk.services import settings
from kiosk.services.acting import Actor, Refused
from kiosk.services.batches import batch_seen_by


class NothingPaidYet(Refused):
    """A certificate says what was paid."""

    def __init__(self):
        super().__init__(
            N_(
                "Piagam dibuat setelah ada bulan pekerja yang dibayar dalam batch ini, dan Disnaker menerima "
                "pembayarannya."
            )
        )


@dataclass(frozen=True)
class PaidSoFar:
    """`months` are those in which somebody is paid for; `last_on` the day on which the last of the money was
    accepted."""

    people: int
    worker_months: int
    months: list[date]
    last_on: date


def certificate_pdf(*, no: str, by: Actor) -> bytes:
    """The same until more is paid or something is undone. Raises NotThere, NotAllowed, NothingPaidYet."""
    batch = batch_seen_by(by, no)
    paid = paid_in(batch)
    if paid is None:
        raise NothingPaidYet
    city = settings.setting("city_name")
    return printed(
        Certificate(
            company=batch.company.name,
            people=paid.people,
            worker_months=paid.worker_months,
            period=months_in_words(paid.months),
            short_period=months_in_words(paid.months, short=True),
            batch_no=batch.no,
            place=city.removeprefix("Kota ").removeprefix("Kabupaten "),
            on=paid.last_on,
            signer=settings.setting("certificate_signer"),
            office=settings.setting("certificate_office"),
            city=city,
        )
    )


def has_paid(batch: Batch) -> bool:
    return _paid_months(batch).exists()


def paid_in(batch: Batch) -> PaidSoFar | None:
    """None while nothing is; two queries."""
    paid = _paid_months(batch)
    people, worker_months, settled_at, received_on = (
        paid.select(
            fn.COUNT(fn.DISTINCT(CoverageMonth.worker)),
            fn.COUNT(CoverageMonth.id),
            fn.MAX(Payment.settled_at),
            fn.MAX(CoverageMonth.paid_on),
        )
        .tuples()
        .get()
    )
    if not people:
        return None
    months = sorted(month for (month,) in paid.select(CoverageMonth.month).distinct().tuples())
    return PaidSoFar(people, worker_months, months, local(settled_at).date() if settled_at else received_on)


def _paid_months(batch: Batch):
    return (
        CoverageMonth.select()
        .join(Commitment)
        .switch(CoverageMonth)
        .join(Payment)
        .where(
            Commitment.batch == batch,
            CoverageMonth.released_at.is_null(),
            CoverageMonth.paid_on.is_null(False),
        )
    )
