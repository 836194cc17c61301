"""What the ledger says of a range of people for the evaluation: one question for their months, one for the month that
matters of each, one for whose money it was; as many for a thousand people as for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, Case, Value, fn

from db.models import Batch, Commitment, CoverageMonth, Donor, Pledge, Worker
from kiosk.domain.clock import first_of_month, local
from kiosk.domain.evaluation import Course
from kiosk.services.portions import in_chunks
from kiosk.services.releases import STOPPED

PORTION = 500


@dataclass(frozen=True)
class Whose:
    """By whose money: what is not so stays None."""

    company_id: int | None = None
    opd_id: int | None = None


@dataclass(frozen=True)
class Known:
    """One person; `post_id` is where they were enrolled."""

    worker_id: int
    post_id: int | None
    course: Course
    whose: Whose = Whose()


@dataclass(frozen=True)
class _Summed:
    worker_id: int
    enrolled_on: date
    post_id: int | None
    first: date | None
    last: date | None
    last_effective: date | None
    effective: int
    pays_now: bool
    was_let_go: bool
    last_stopped: date | None

    @property
    def month_that_matters(self) -> date | None:
        """The last that was effective, or the first that was promised: whose money it is goes by that."""
        return self.last_effective or self.first

    @property
    def has_stopped(self) -> bool:
        return self.last_stopped is not None and (self.last is None or self.last_stopped > self.last)


def facts_of(*, after: int, up_to: int, on: date) -> list[Known]:
    """Everybody enrolled whose id lies in after < id <= up_to, without who was merged into another or is frozen: they
    have died, withdrawn, or are left alone."""
    people = _summed(after, up_to, on)
    commitments = _commitments_of({one.worker_id: one.month_that_matters for one in people if one.first})
    return [_known(one, commitments.get(one.worker_id)) for one in people]


def _summed(after: int, up_to: int, on: date) -> list[_Summed]:
    this_month = first_of_month(on)
    live = CoverageMonth.released_at.is_null()
    when = lambda condition, value: fn.MAX(Case(None, [(condition, value)]))  # noqa: E731
    effective = live & CoverageMonth.effective_on.is_null(False)
    portion = CoverageMonth.worker.between(after + 1, up_to)  # else PostgreSQL may read all months for it
    query = (
        Worker.select(
            Worker.id,
            Worker.enrolled_on,
            Worker.enrolled_post,
            fn.MIN(Case(None, [(live, CoverageMonth.month)])),
            when(live, CoverageMonth.month),
            when(effective, CoverageMonth.month),
            fn.SUM(Case(None, [(effective, 1)], 0)),
            when(live & (CoverageMonth.month == this_month) & CoverageMonth.paid_on.is_null(False), Value(1)),
            when(CoverageMonth.released_at.is_null(False), Value(1)),
            when(CoverageMonth.released_why == STOPPED, CoverageMonth.month),
        )
        .join(CoverageMonth, JOIN.LEFT_OUTER, on=(CoverageMonth.worker == Worker.id) & portion)
        .where(
            Worker.id > after, Worker.id <= up_to, Worker.merged_into.is_null(), Worker.frozen_at.is_null()
        )
        .group_by(Worker.id, Worker.enrolled_on, Worker.enrolled_post)
        .order_by(Worker.id)
    )
    return [_read(row) for row in query.tuples().iterator()]


def _read(row: tuple) -> _Summed:
    worker_id, enrolled_on, post_id, first, last, last_effective, effective, pays_now, let_go, stopped = row
    return _Summed(
        worker_id, enrolled_on, post_id, _day(first), _day(last), _day(last_effective),
        int(effective or 0), bool(pays_now), bool(let_go), _day(stopped),
    )  # fmt: skip


def _day(value) -> date | None:
    """SQLite answers an aggregate of days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _commitments_of(months: Mapping[int, date]) -> dict[int, tuple]:
    """Worker id → (billed, paid, submitted, promised at, company, department) of the month asked for."""
    found: dict[int, tuple] = {}
    for chunk in in_chunks(months.items(), PORTION):
        found |= _asked(chunk)
    return found


def _asked(chunk: Iterable[tuple[int, date]]) -> dict[int, tuple]:
    wanted = dict(chunk)
    donor_opd = (
        Pledge.select(fn.MAX(Donor.opd))
        .join(Donor, on=Pledge.donor == Donor.id)
        .where(Pledge.commitment == CoverageMonth.commitment)
    )
    rows = (
        CoverageMonth.select(
            CoverageMonth.worker,
            CoverageMonth.month,
            CoverageMonth.billed_on,
            CoverageMonth.paid_on,
            CoverageMonth.submitted_on,
            Commitment.created_at,
            Batch.company,
            donor_opd,
        )
        .join(Commitment, on=CoverageMonth.commitment == Commitment.id)
        .join(Batch, JOIN.LEFT_OUTER, on=Commitment.batch == Batch.id)
        .where(
            CoverageMonth.worker.in_(list(wanted)),
            CoverageMonth.month.in_(sorted(set(wanted.values()))),
            CoverageMonth.released_at.is_null(),
        )
    )
    return {worker: rest for worker, month, *rest in rows.tuples() if wanted[worker] == month}


def _known(one: _Summed, row: list | None) -> Known:
    billed, paid, asked, promised_at, company, opd = row or (None,) * 6
    course = Course(
        enrolled_on=one.enrolled_on,
        first=one.first,
        last=one.last,
        last_effective=one.last_effective,
        effective=one.effective,
        promised_on=local(promised_at).date() if promised_at else None,
        was_let_go=one.was_let_go,
        has_stopped=one.has_stopped,
        pays_now=one.pays_now,
        is_billed=billed is not None,
        is_paid=paid is not None,
        is_asked=asked is not None,
    )
    return Known(one.worker_id, one.post_id, course, Whose(company, opd))
