"""Whom a list of the extreme poor names: for selections, which ask it of many, and for who looks at one person. The
decile of a person is told to SEES alone (DESIGN 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db.models import Worker
from kiosk.domain.clock import add_months, last_of_month, today
from kiosk.services.acting import Actor
from kiosk.services.portions import in_chunks
from kiosk.services.settings import whole

EXTREME = 1  # the decile
DECILES = (1, 2, 3, 4, 5)  # up to which a list of people may be narrowed: whom the social programmes mean
SEES = ("petugas", "admin")
AT_ONCE = 500


@dataclass(frozen=True)
class Mark:
    """`as_of` is None, `source` empty for what an officer noted without a list."""

    decile: int
    as_of: date | None
    source: str

    @property
    def is_from_list(self) -> bool:
        return self.as_of is not None

    @property
    def is_valid(self) -> bool:
        """Of a list whose day is not too long ago."""
        return self.as_of is not None and self.as_of >= valid_since()

    @property
    def is_extreme(self) -> bool:
        return self.decile == EXTREME and self.is_valid


def told_to(by: Actor, worker: Worker) -> Mark | None:
    """Of a worker whom the reader may see: what is noted, None where nothing is or it is not for this reader."""
    if by.role not in SEES or worker.dtsen_decile is None:
        return None
    return Mark(worker.dtsen_decile, worker.dtsen_as_of, worker.dtsen_source)


def valid_since() -> date:
    """A mark of an earlier day counts no more: lives change, and the list is made anew."""
    day = today()
    month = add_months(day, -whole("poverty_valid_months"))
    return month.replace(day=min(day.day, last_of_month(month).day))


def is_extreme():
    """A condition over Worker: a list still valid today names them as extremely poor."""
    return (Worker.dtsen_decile == EXTREME) & (Worker.dtsen_as_of >= valid_since())


def is_within(decile: int):
    """A condition over Worker: this decile or a poorer one is noted, by whatever list or hand."""
    return Worker.dtsen_decile <= decile


def names(worker: Worker) -> bool:
    """Whether a list still valid today names this person as extremely poor."""
    as_of = worker.dtsen_as_of
    return worker.dtsen_decile == EXTREME and as_of is not None and as_of >= valid_since()


def of(worker_ids: Iterable[int]) -> dict[int, Mark]:
    """Of those who have any decile noted, valid or not."""
    marks = Worker.select(Worker.id, Worker.dtsen_decile, Worker.dtsen_as_of, Worker.dtsen_source)
    marks = marks.where(Worker.dtsen_decile.is_null(False))
    return {
        worker_id: Mark(decile, as_of, source)
        for chunk in in_chunks(list(worker_ids), AT_ONCE)
        for worker_id, decile, as_of, source in marks.where(Worker.id.in_(chunk)).tuples()
    }
