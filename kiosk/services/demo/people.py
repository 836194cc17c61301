"""One made-up worker to be, and how all of them enter the store with their consent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.models import Consent, Worker
from kiosk.services.demo.fates import Span
from kiosk.services.demo.rows import insert
from kiosk.services.worker_rows import consent_columns


@dataclass(frozen=True)
class Person:
    """The worker table's row, the months to be funded, how consent was given; `id` once the row is stored."""

    row: dict
    spans: tuple[Span, ...]
    consent_how: str
    id: int | None = None

    @property
    def batch(self) -> int | None:
        """The place among BATCHES through which this person came."""
        return self.spans[0].batch if self.spans else None


def add_people(people: Iterable[Person]) -> list[Person]:
    """The same people in the same order, now with their ids."""
    people = list(people)
    insert(Worker, [person.row for person in people])
    ids = dict(Worker.select(Worker.reg_no, Worker.id).where(Worker.demo).tuples())
    people = [replace(person, id=ids[person.row["reg_no"]]) for person in people]
    insert(Consent, [_consent_row(person) for person in people])
    return people


def _consent_row(person: Person) -> dict:
    columns = consent_columns(
        person.id, how=person.consent_how, taken_by=person.row["enrolled_by"], on=person.row["enrolled_on"]
    )
    return columns | {"given_at": person.row["enrolled_at"]}
