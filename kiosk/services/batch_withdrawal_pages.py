"""What follows from taking a batch back, as its page says it before; and how far that is, afterwards."""

from dataclasses import dataclass
from datetime import date

from db.models import Batch, Bill, Job, Payment
from kiosk.domain.words import N_
from kiosk.services import batch_sheets, bills
from kiosk.services.acting import Actor
from kiosk.services.batch_unpaid import (
    asks,
    counted,
    is_paid_in_part,
    is_unpaid,
    losing_from,
    standing_bills,
)
from kiosk.services.batches import batch_seen_by
from kiosk.services.payment_facts import TOLD

JOB = "batch.withdraw"
OPEN, WITHDRAWN = "open", "withdrawn"

BEING_READ = N_("Lembar kerja batch ini masih diperiksa. Tunggu sampai selesai, lalu coba lagi.")
PAYMENT_WAITS = N_(
    "Pembayaran %(no)s untuk batch ini menunggu konfirmasi. Batch baru dapat dibatalkan setelah pembayaran itu "
    "dikonfirmasi atau ditolak."
)
BILLED = N_(
    "Batch ini sudah ditagih, maka hanya perusahaannya atau Disnaker yang dapat membatalkannya. Minta salah satunya."
)


@dataclass(frozen=True)
class Consequences:
    """What a withdrawal would do today: `people` and `months` let go, `kept_people` keep `kept_months` that are paid,
    the last of them `kept_until`. Who is both stands in `losing_from`: from which month on so many of them lose theirs.
    `bills` cancelled, of `part_paid` the rest let go. `obstacle`: why it cannot be (obstacle_to), None where it can."""

    batch: Batch
    people: int
    months: int
    kept_people: int
    kept_months: int
    kept_until: date | None
    losing_from: list[tuple[date, int]]
    bills: list[Bill]
    part_paid: list[Bill]
    obstacle: tuple[str, dict] | None

    @property
    def is_empty(self) -> bool:
        return not self.people and not self.kept_people

    @property
    def losing_some(self) -> int:
        """Of `people` those who keep paid months."""
        return sum(count for _month, count in self.losing_from)

    @property
    def losing_all(self) -> int:
        return self.people - self.losing_some

    @property
    def keeping_all(self) -> int:
        return self.kept_people - self.losing_some


def consequences(*, no: str, by: Actor) -> Consequences:
    """Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    people, months, _last = counted(batch.id, is_unpaid())
    kept_people, kept_months, kept_until = counted(batch.id, ~is_unpaid())
    standing = standing_bills(batch)
    return Consequences(
        batch=batch,
        people=people,
        months=months,
        kept_people=kept_people,
        kept_months=kept_months,
        kept_until=kept_until,
        losing_from=losing_from(batch.id) if people and kept_people else [],
        bills=[bill for bill in standing if not is_paid_in_part(bill)],
        part_paid=[bill for bill in standing if is_paid_in_part(bill) and asks(bill)],
        obstacle=obstacle_to(batch, by),
    )


def obstacle_to(batch: Batch, by: Actor) -> tuple[str, dict] | None:
    """The sentence that says why the batch cannot be withdrawn now, with its params."""
    if batch.state != OPEN:
        return None
    if batch_sheets.being_read(batch):
        return BEING_READ, {}
    standing = standing_bills(batch)
    if standing and by.role not in bills.MAY_BILL:
        return BILLED, {}
    told = _told(standing)
    return (PAYMENT_WAITS, {"no": told.no}) if told else None


def _told(standing: list[Bill]) -> Payment | None:
    ids = [bill.id for bill in standing]
    return Payment.select().where(Payment.bill.in_(ids), Payment.state == TOLD).order_by(Payment.id).first()


def progress_of(*, no: str, by: Actor) -> tuple[Batch, Job | None]:
    """Raises NotThere, NotAllowed."""
    batch = batch_seen_by(by, no)
    return batch, job_of(batch)


def job_of(batch: Batch) -> Job | None:
    """The work that goes on, or could not be done; None for a batch that stands, and once all is let go."""
    if batch.state != WITHDRAWN:
        return None
    jobs = Job.select().where(Job.kind == JOB, Job.state != "done").order_by(Job.id.desc()).limit(50)
    return next((job for job in jobs if job.arguments.get("batch") == batch.id), None)
