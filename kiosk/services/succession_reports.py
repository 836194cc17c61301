"""What became of people who were picked from the lists, as the page says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import Worker
from kiosk.domain.words import initials
from kiosk.services import access
from kiosk.services.acting import Actor


@dataclass(frozen=True)
class LeftOut:
    """Somebody who was picked and is not taken on; initials for whom one does not know by name."""

    name: str
    why: str


@dataclass(frozen=True)
class TakenOn:
    """Somebody whom the city's money covers from `first` to `last`."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Succession:
    """What became of the picked: in which batches those stand who were taken on (or by name, whom the city took on),
    and who was left out."""

    batches: list[str]
    taken: int
    by_city: list[TakenOn]
    left_out: list[LeftOut]


def report_of(done: Mapping, by: Actor) -> Succession:
    """A second sending is answered as the first was. Names only of whom the reader may see, whatever list was asked."""
    why, taken = dict(done["left_out"]), {row[0]: row[1:] for row in done.get("by_city", [])}
    names = _names([*why, *taken], by)
    by_city = [
        TakenOn(name, *map(date.fromisoformat, taken[worker_id]))
        for worker_id, name in names.items()
        if worker_id in taken
    ]
    left_out = [LeftOut(name, why[worker_id]) for worker_id, name in names.items() if worker_id in why]
    return Succession(done["batches"], done["taken"], by_city, left_out)


def _names(worker_ids: list[int], by: Actor) -> dict[int, str]:
    """In the order of the names; initials for whom the reader may not see."""
    columns = (Worker.id, Worker.name, Worker.merged_into)
    workers = list(Worker.select(*columns).where(Worker.id.in_(worker_ids)).order_by(Worker.name))
    seen = access.seen_among(by, workers)
    return {row.id: row.name if row.id in seen else initials(row.name) for row in workers}
