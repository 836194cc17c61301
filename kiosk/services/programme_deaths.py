"""Who of a programme has died, and what was let go for it: where the letter of condolence leads, since it names nobody
(0048). A death that was taken back stands here too, called wrong."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import Commitment, CoverageMonth, Programme, Worker
from kiosk.domain.clock import local
from kiosk.services import releases

PAGE = 50


@dataclass(frozen=True)
class Departed:
    """`died_on` is None where the death was taken back; `months` were let go on `noted_on`."""

    name: str
    reg_no: str
    died_on: date | None
    noted_on: date
    months: int


def page_of(*, programme: Programme, page: int = 1) -> list[Departed]:
    """The latest first; the programme was given to who may see it (programme_lookup)."""
    last = fn.MAX(CoverageMonth.released_at)
    rows = _let_go(
        programme, Worker.name, Worker.reg_no, Worker.died_on, last, fn.COUNT(CoverageMonth.id)
    ).group_by(Worker.id, Worker.name, Worker.reg_no, Worker.died_on)
    found = rows.order_by(last.desc(), Worker.id.desc()).offset((page - 1) * PAGE).limit(PAGE)
    return [
        Departed(name, reg_no, died_on, local(at).date(), months)
        for name, reg_no, died_on, at, months in found.tuples()
    ]


def count(programme: Programme) -> int:
    return _let_go(programme, fn.COUNT(CoverageMonth.worker.distinct())).scalar() or 0


def _let_go(programme: Programme, *columns):
    rows = CoverageMonth.select(*columns).join(Commitment).switch(CoverageMonth).join(Worker)
    return rows.where(Commitment.programme == programme, CoverageMonth.released_why == releases.DIED)
