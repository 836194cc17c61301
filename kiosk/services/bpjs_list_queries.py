"""What a list of members is held against: who has which NIK, who is protected on its day, whether a later list has
been read."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peewee import fn

from db.kept import KeptIn
from db.models import Answer, CoverageMonth, CoverageSpan, Worker
from kiosk.domain.clock import first_of_month
from kiosk.domain.coverage_spans import PAID
from kiosk.services import merged_numbers, safe

ROWS_AT_ONCE = 100
MEMBERS, READ = "members", "read"

_by_nik = KeptIn(
    lambda slot, many: Worker.select(Worker.nik_hash, Worker.id, Worker.name, Worker.kpj_hash).where(
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
    """Whoever has a NIK; `kpj_hash` is the keyed hash of the KPJ in force."""

    id: int
    name: str
    kpj_hash: bytes | None = None


def people_under(niks: Iterable[str]) -> dict[str, Named]:
    """NIK → the worker in force, for those (some 100) who are known here; a slip that was merged leads to the right
    person."""
    hashes = {nik: safe.index(nik, safe.NIK) for nik in set(niks)}
    workers = {bytes(hashed): Named(*who) for hashed, *who in _by_nik.rows(hashes.values())}
    known = {nik: workers[hashed] for nik, hashed in hashes.items() if hashed in workers}
    unknown = [nik for nik in hashes if nik not in known]
    merged = merged_numbers.in_force_for(unknown) if unknown else {}
    return known | {nik: Named(worker.id, worker.name, worker.kpj_hash) for nik, worker in merged.items()}


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


def protected_in_spans(answer: Answer, worker_ids: Iterable[int] | None = None):
    """The query of the ids of those whom the ledger calls protected on the list's day, of its funder where it has one;
    of these people alone where they are given. From the paid spans that hold the month: one look at each person."""
    month, spans = first_of_month(answer.as_of), CoverageSpan
    theirs = CoverageMonth.select(CoverageMonth.id).where(
        CoverageMonth.worker == spans.worker, is_protected(answer.as_of)
    )
    if answer.funder_id:
        theirs = theirs.where(CoverageMonth.funder == answer.funder_id)
    paid = (spans.kind == PAID) & spans.member & (spans.first <= month) & (spans.last >= month)
    rows = spans.select(spans.worker).where(paid, fn.EXISTS(theirs))
    return rows if worker_ids is None else rows.where(spans.worker.in_(list(worker_ids)))


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
