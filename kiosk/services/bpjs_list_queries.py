"""What a list of members is held against: who has which NIK, who is protected on its day, whether a later list has
been read."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from db.kept import KeptIn
from db.models import Answer, CoverageMonth, Worker
from kiosk.domain.clock import first_of_month
from kiosk.services import merged_numbers, safe

ROWS_AT_ONCE = 100
MEMBERS, READ = "members", "read"

_by_nik = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.id, Worker.name).where(
        Worker.nik_hash.in_(many)
    ),
    portion=ROWS_AT_ONCE,
)

_protected = KeptIn(
    lambda slot, many: CoverageMonth.select(CoverageMonth.worker).where(
        CoverageMonth.worker.in_(many),
        CoverageMonth.month == slot("month"),
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on <= slot("day"),
    ),
    portion=ROWS_AT_ONCE,
)


class Named(NamedTuple):
    """Whoever has a NIK."""

    id: int
    name: str


def people_under(niks: Iterable[str]) -> dict[str, Named]:
    """NIK → the worker in force, for those (some 100) who are known here; a slip that was merged leads to the right
    person."""
    hashes = {nik: safe.index(nik, safe.NIK) for nik in set(niks)}
    workers = {bytes(hashed): Named(*who) for hashed, *who in _by_nik.rows(hashes.values())}
    known = {nik: workers[hashed] for nik, hashed in hashes.items() if hashed in workers}
    unknown = [nik for nik in hashes if nik not in known]
    merged = merged_numbers.in_force_for(unknown) if unknown else {}
    return known | {nik: Named(worker.id, worker.name) for nik, worker in merged.items()}


def protected_among(worker_ids: Iterable[int], day: date) -> set[int]:
    """Those of these people whom the ledger calls protected on that day, as domain/protection does: their month of it
    is effective by then."""
    rows = _protected.rows(set(worker_ids), month=first_of_month(day), day=day)
    return {worker_id for (worker_id,) in rows}


def is_protected(day: date):
    """The same as a condition over CoverageMonth."""
    return (
        (CoverageMonth.month == first_of_month(day))
        & CoverageMonth.released_at.is_null()
        & (CoverageMonth.effective_on <= day)
    )


def is_overtaken(answer: Answer) -> bool:
    """A list of a later day that holds the same people has been read: what this one says is history."""
    later = Answer.select(Answer.id).where(
        Answer.kind == MEMBERS, Answer.state == READ, Answer.as_of > answer.as_of, Answer.id != answer.id
    )
    return later.where(covers(answer.funder_id)).exists()


def covers(funder_id: int | None):
    """The condition over Answer: it lists everybody whom a list of this funder would, None meaning all of them."""
    everybody = Answer.funder.is_null()
    return everybody if funder_id is None else everybody | (Answer.funder == funder_id)
