"""The companies' batches: past ones closed to newcomers, one ahead that is open at a post."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.models import Batch, BatchRow, Post
from kiosk.domain.clock import add_months, day_before, utc_now
from kiosk.services.demo.accounts import partners
from kiosk.services.demo.fates import Span
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number

FREE_PLACES = 13


@dataclass(frozen=True)
class DemoBatch:
    """Months count from the present one: -11 is eleven months ago."""

    company: str
    name: str
    first: int
    months: int

    @property
    def ahead(self) -> bool:
        return self.first > 0

    def span(self, place: int) -> Span:
        """What each of its people gets; `place` is this batch's among BATCHES."""
        last = self.first + self.months - 1
        return Span(self.company, self.first, last, planned=self.ahead, batch=place)

    def first_month(self, day: date) -> date:
        return add_months(day, self.first)

    def opened_on(self, day: date) -> date:
        """Its sheet came 25 days before its first month, or today if that lies ahead."""
        return min(day, self.first_month(day) - timedelta(days=25))


BATCHES = (
    DemoBatch("sinar-pesisir", "Pekerja pesisir utara", -11, 12),
    DemoBatch("sinar-pesisir", "Pekerja sekitar pelabuhan", -4, 6),
    DemoBatch("sinar-pesisir", "Pekerja pesisir utara, tahap berikutnya", 1, 6),
    DemoBatch("bahari-lestari", "Pekerja lepas Kaligawe", -7, 3),
    DemoBatch("bahari-lestari", "Pekerja sekitar gudang", -2, 12),
    DemoBatch("bahari-lestari", "Pekerja pasar ikan", -3, 12),
)


def add_batches(people: list[Person], day: date) -> list[Batch]:
    """The batches in the order of BATCHES, with their people as ready rows, numbered as they came."""
    made = []
    for place, batch in enumerate(BATCHES):
        members = [person for person in people if person.batch == place]
        made.append(_add_batch(batch, day, len(members)))
        insert(BatchRow, [_row(made[-1], number, person) for number, person in enumerate(members, 1)])
    return made


def _add_batch(batch: DemoBatch, day: date, members: int) -> Batch:
    """The one ahead is open at Pos Pasar Johar with places left."""
    first_month = batch.first_month(day)
    partner = partners()[batch.company]
    opened_at = min(utc_now(), datetime.combine(batch.opened_on(day), time(1)))
    return Batch.create(
        no=fresh_number(f"B{opened_at:%y}"),
        company=partner.company_id,
        name=batch.name,
        first_month=first_month,
        months=batch.months,
        consent_at=opened_at,
        created_by_id=partner.user_id,
        created_at=opened_at,
        open_at=Post.get(Post.code == "johar") if batch.ahead else None,
        places=members + FREE_PLACES if batch.ahead else None,
        open_until=day_before(first_month),
    )


def _row(batch: Batch, number: int, person: Person) -> dict:
    return {
        "batch": batch.id,
        "number": number,
        "worker": person.id,
        "state": "ready",
        "created_at": person.row["enrolled_at"],
    }
