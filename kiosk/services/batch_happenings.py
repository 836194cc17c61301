"""What happened to the people of a batch in a month: who came under cover, who went out of it and why, whose card is in
their hands."""

from collections import defaultdict
from datetime import date, datetime

from peewee import fn

from db.models import Batch, BatchRow, Card, Commitment, CoverageMonth, Worker
from kiosk.domain.clock import add_months, last_of_month, start_of
from kiosk.domain.release_reasons import for_companies
from kiosk.domain.words import initials
from kiosk.files.batch_reports import Happening
from kiosk.services import releases
from kiosk.services.batch_report_people import unnamed_in

MOST_NAMED = 40

STARTED = "mulai terlindungi bulan ini"
LAPSED = "terlindungi bulan sebelumnya, bulan ini tidak ada yang menanggung"
DIED = "wafat"
REPLACED = "masuk menggantikan orang lain dalam batch ini"
HANDED = "kartunya diserahkan bulan ini"
LET_GO = "bulannya dilepas: %s"


def happenings_in(batch: Batch, month: date) -> list[Happening]:
    """In the order one would tell them; what did not happen is left out. Who no longer stands in the batch is told by
    initials."""
    found = [
        Happening(STARTED, _started(batch, month).count()),
        Happening(HANDED, _handed(batch, month)),
        _replaced(batch, month),
        *_let_go(batch, month),
        _lapsed(batch, month),
    ]
    return [one for one in found if one.count]


def _protected_in(batch: Batch, month: date, covered=CoverageMonth):
    promise = Commitment.alias()
    return (
        covered.select(covered.worker)
        .join(promise, on=(covered.commitment == promise.id))
        .where(
            promise.batch == batch,
            covered.month == month,
            covered.released_at.is_null(),
            covered.effective_on <= last_of_month(month),
        )
    )


def _started(batch: Batch, month: date):
    """Nobody, of whatever funder, protected them the month before."""
    before = CoverageMonth.alias()
    earlier = before.select(before.id).where(
        before.worker == CoverageMonth.worker,
        before.month == add_months(month, -1),
        before.released_at.is_null(),
        before.effective_on <= last_of_month(add_months(month, -1)),
    )
    return _protected_in(batch, month).where(~fn.EXISTS(earlier))


def _lapsed(batch: Batch, month: date) -> Happening:
    """Protected in this batch the month before, and nobody at all has this month of theirs."""
    now = CoverageMonth.alias()
    held = now.select(now.id).where(
        now.worker == CoverageMonth.worker, now.month == month, now.released_at.is_null()
    )
    gone = _protected_in(batch, add_months(month, -1)).where(~fn.EXISTS(held))
    return _told(LAPSED, [worker_id for (worker_id,) in gone.tuples()])


def _handed(batch: Batch, month: date) -> int:
    begin, end = _times(month)
    here = BatchRow.select(BatchRow.worker).where(BatchRow.batch == batch, BatchRow.state == "ready")
    return (
        Card.select()
        .where(Card.worker.in_(here), Card.void_at.is_null(), Card.handed_at >= begin, Card.handed_at < end)
        .count()
    )


def _replaced(batch: Batch, month: date) -> Happening:
    begin, end = _times(month)
    rows = BatchRow.select(BatchRow.worker).where(
        BatchRow.batch == batch,
        BatchRow.replaces.is_null(False),
        BatchRow.created_at >= begin,
        BatchRow.created_at < end,
    )
    ids = [worker_id for (worker_id,) in rows.tuples()]
    return _told(REPLACED, ids, by_name=set(ids) - unnamed_in(batch, ids))


def _let_go(batch: Batch, month: date) -> list[Happening]:
    """By reason, as far as a company may know it; those whose months the batch has taken again are not meant."""
    begin, end = _times(month)
    rows = (
        CoverageMonth.select(CoverageMonth.worker, CoverageMonth.released_why)
        .join(Commitment)
        .where(
            Commitment.batch == batch,
            CoverageMonth.released_at >= begin,
            CoverageMonth.released_at < end,
            CoverageMonth.released_why != releases.MERGED,
            ~fn.EXISTS(_held_again(batch)),
        )
        .distinct()
    )
    people: dict[str, list[int]] = defaultdict(list)
    for worker_id, why in rows.tuples():
        people[DIED if why == releases.DIED else LET_GO % for_companies(why)].append(worker_id)
    return [_told(words, ids) for words, ids in sorted(people.items(), key=lambda one: one[0] != DIED)]


def _held_again(batch: Batch):
    other, promise = CoverageMonth.alias(), Commitment.alias()
    return (
        other.select(other.id)
        .join(promise, on=(promise.id == other.commitment))
        .where(
            other.worker == CoverageMonth.worker,
            other.month == CoverageMonth.month,
            other.released_at.is_null(),
            promise.batch == batch,
        )
    )


def _told(what: str, worker_ids: list[int], by_name: set[int] = frozenset()) -> Happening:
    ids = sorted(set(worker_ids))
    people = Worker.select(Worker.id, Worker.name).where(Worker.id.in_(ids[:MOST_NAMED]))
    names = [
        name if one in by_name else initials(name) for one, name in people.order_by(Worker.name).tuples()
    ]
    return Happening(what, len(ids), names)


def _times(month: date) -> tuple[datetime, datetime]:
    """From its first midnight in Semarang to the next month's, naive UTC."""
    return start_of(month), start_of(add_months(month, 1))
