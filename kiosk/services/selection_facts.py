"""What the store knows of people who may be chosen, in one query for many: the same for a drawing, for the look before
a decision, and for the moment in which their months are promised."""

from collections.abc import Iterable, Iterator
from datetime import date

from peewee import Case, Value, fn

from db.models import Commitment, CoverageMonth, Programme, SelectionRow, Worker
from kiosk.domain import selections
from kiosk.domain.age import latest_birth
from kiosk.domain.selections import Facts
from kiosk.services import bpjs_blocks, ledger, poverty_marks, programme_choices, releases, settings, standing
from kiosk.services.bpjs_asked_before import is_member
from kiosk.services.deaths import DEATH_REASON

PEOPLE_AT_ONCE = 500
DECEMBER = 12


class Asked:
    """The questions of one selection, `programme` and `first_month`, with the settings of today. `renews`: the
    programme whose people stand in line first, and are not passed over where this one may not take them on."""

    def __init__(self, programme: Programme, first_month: date, renews: Programme | None = None):
        self.programme, self.first_month, self._renews = programme, first_month, renews
        limit = settings.whole("age_limit")
        self.born_after = latest_birth(ledger.first_payment_on(first_month), limit)
        self._occupations = programme_choices.occupations_of(programme)

    def why_not(self, facts: Facts) -> str:
        return selections.why_not(facts, first_month=self.first_month, born_after=self.born_after)

    def waiting_between(self, after: int, until: int) -> Iterator[Facts]:
        """Who stands in line, by ids: alive, of the programme's people, nobody funds them from that month on. Of a
        window of ids, so that no planner goes by another index and sorts them all."""
        admitted = self._is_admitted() | ends_with(self._renews) if self._renews else self._is_admitted()
        query = Worker.select(*self._columns(in_line=True)).where(
            Worker.id > after, Worker.id <= until, admitted, *nobody_funds(self.first_month)
        )
        return map(_facts, query.tuples())

    def of_rows(self, *conditions) -> list[tuple[SelectionRow, Facts]]:
        """Rows of selections with what is so now of their people, in order."""
        rows = list(SelectionRow.select().where(*conditions).order_by(SelectionRow.rank))
        found = self.of(row.worker_id for row in rows)
        return [(row, found[row.worker_id]) for row in rows]

    def of(self, worker_ids: Iterable[int]) -> dict[int, Facts]:
        """By the worker's id."""
        ids, found = sorted(worker_ids), {}
        for start in range(0, len(ids), PEOPLE_AT_ONCE):
            chunk = ids[start : start + PEOPLE_AT_ONCE]
            query = Worker.select(*self._columns(in_line=False)).where(Worker.id.in_(chunk))
            found |= {facts.worker_id: facts for facts in map(_facts, query.tuples())}
        return found

    def _columns(self, *, in_line: bool) -> tuple:
        """`in_line`: what makes a place in the line is known already."""
        obstacles = self._not_admitted() if not in_line or self._renews else ()
        obstacles = obstacles if in_line else (*self._out_of_line(), *obstacles)
        ends = Case(None, [(ends_with(self._renews), 1)], 0) if self._renews else Value(0)
        return (
            Worker.id, Worker.reg_no, Worker.occupation, Worker.birth_on, Worker.enrolled_on,
            Case(None, [(poverty_marks.is_extreme(), 1)], 0), _last_month(), _stopped_month(),
            Case(None, [*obstacles, *_held_back()], ""), Case(None, [(self._lacks(), 1)], 0), ends,
        )  # fmt: skip

    def _out_of_line(self) -> tuple:
        return (
            (Worker.merged_into.is_null(False), selections.MERGED),
            (_is_dead(), selections.DIED),
            (_is_funded(self.first_month), selections.FUNDED),
            (_goes_on(), selections.GOING_ON),
        )

    def _not_admitted(self) -> tuple:
        work = self._has_its_work()
        outside = Worker.kelurahan.is_null() if self.programme.residents_only else Value(1) == Value(0)
        return (
            (~fn.COALESCE(work, False), selections.OCCUPATION),
            (outside, selections.NOT_RESIDENT),
        )

    def _has_its_work(self):
        """Through COALESCE, so that its many occupations are no reason to read by their index."""
        occupation = fn.COALESCE(Worker.occupation, "")
        return programme_choices.has_its_work(self.programme, occupation, self._occupations)

    def _is_admitted(self):
        work = self._has_its_work()
        return work & Worker.kelurahan.is_null(False) if self.programme.residents_only else work

    def _lacks(self):
        """BPJS would not take them yet; who is its member by this money already goes on as they are. A person who may
        not be funded is told apart before."""
        lacks = bpjs_blocks.is_lacking() & standing.is_free()
        return lacks & ~is_member(Worker.id, self.programme.funder_id, Value(self.first_month))


def has_months(worker_id, first_month: date):
    """The condition that somebody funds that worker (a column) from that month on."""
    live = CoverageMonth.released_at.is_null() & (CoverageMonth.month >= first_month)
    return fn.EXISTS(CoverageMonth.select(Value(1)).where(CoverageMonth.worker == worker_id, live))


def nobody_funds(first_month: date) -> tuple:
    """Conditions over Worker: alive, and nobody funds them from that month on."""
    return Worker.merged_into.is_null(), ~_is_dead(), ~_is_funded(first_month), ~_goes_on()


def ends_with(programme: Programme):
    """The condition over Worker: the last month of the programme's year was promised under it."""
    last = _live(Value(1)).join(Commitment)
    return fn.EXISTS(
        last.where(
            CoverageMonth.month == date(programme.year, DECEMBER, 1), Commitment.programme == programme.id
        )
    )


def _facts(row: tuple) -> Facts:
    worker_id, reg_no, occupation, birth_on, enrolled_on, extreme, last, stopped, obstacle, lacks, ends = row
    return Facts(
        worker_id, reg_no, occupation, birth_on, enrolled_on, bool(extreme), _day(last), _day(stopped), obstacle,
        bool(lacks), bool(ends),
    )  # fmt: skip


def _day(value: date | str | None) -> date | None:
    """SQLite gives the largest of days as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _held_back() -> tuple:
    """Who stands in line and may not be funded now."""
    return (
        (Worker.frozen_at.is_null(False), selections.FROZEN),
        (~standing.is_free(), selections.APPROVAL),
    )


def _is_funded(first_month: date):
    return has_months(Worker.id, first_month)


def _is_dead():
    return Worker.frozen_at.is_null(False) & (fn.COALESCE(Worker.frozen_reason, "") == DEATH_REASON)


def _live(*columns):
    live = CoverageMonth.released_at.is_null()
    return CoverageMonth.select(*columns).where(CoverageMonth.worker == Worker.id, live)


def _last_month():
    return _live(fn.MAX(CoverageMonth.month))


def _stopped_month():
    """The last month that was let go because they stopped working."""
    return CoverageMonth.select(fn.MAX(CoverageMonth.month)).where(
        CoverageMonth.worker == Worker.id, CoverageMonth.released_why == releases.STOPPED
    )


def _goes_on():
    """What a civil servant gives goes on month by month."""
    open_ended = Commitment.last_month.is_null() & Commitment.ended_at.is_null()
    return fn.EXISTS(Commitment.select(Value(1)).where(Commitment.worker == Worker.id, open_ended))
