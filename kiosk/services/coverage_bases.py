"""On what basis each figure of cover counts people: the query of all of them, and the columns a line of it shows.

A figure of a month goes by what its rows were counted as: whoever has moved since stands where they lived then, and who
is protected today is counted so too. All others go by where people live and what they do now."""

from datetime import date
from typing import NamedTuple

from peewee import SQL, fn

from db.models import CoverageMonth, CoverageSpan, Worker
from kiosk.domain.clock import first_of_month, last_of_month, today
from kiosk.domain.coverage_looks import (
    ARREARS,
    EFFECTIVE,
    ENDING,
    ENROLLED,
    FUNDED,
    OF_A_MONTH,
    OF_ARREARS,
    OUTSIDE,
    OVERDUE,
    PAID,
    PAYABLE,
    PROTECTED,
    STARTING_LATER,
    SUBMITTED,
    UNFUNDED,
    Narrow,
    ending_within,
)
from kiosk.domain.coverage_spans import FUNDED as FUNDED_SPAN
from kiosk.domain.coverage_spans import PAID as PAID_SPAN
from kiosk.domain.lapses import Between, in_arrears, overdue, payable
from kiosk.services import places, settings

DAYS_OF = {state: days for days, state in ENDING.items()}
MONTHS_OF = {ARREARS: in_arrears, PAYABLE: payable, OVERDUE: overdue}


class Basis(NamedTuple):
    """`query` is of Worker, without the place that is asked for; None stands for a column there is not."""

    query: object
    area: object
    occupation: object
    funder_kind: object
    last: object


def basis_of(state: str, where: Narrow, month: date | None = None) -> Basis:
    """`month` is the month of a state of OF_A_MONTH and the last one of ENROLLED (this one where None); of OF_ENDING
    and OF_ARREARS it is the last month of cover, where only those are asked for. Raises KeyError for other states."""
    if state in OF_A_MONTH or state == PROTECTED:
        this_month = first_of_month(today())
        return _of_a_month(state, where, this_month if state == PROTECTED else month or this_month)
    if state == ENROLLED:
        return _of_people(where, Worker.enrolled_on <= last_of_month(month or today()))
    if state == UNFUNDED:
        return _of_people(where, Worker.frozen_at.is_null(), ~fn.EXISTS(_funded_from_now()))
    if state in OF_ARREARS:
        return _of_spans(where, month, *_in_arrears(state))
    if state == STARTING_LATER:
        return _of_spans(where, month, *_starting_later())
    return _of_spans(where, month, *_ending(DAYS_OF[state]))


_REACHED = {
    FUNDED: (),
    SUBMITTED: (CoverageMonth.submitted_on.is_null(False),),
    PAID: (CoverageMonth.paid_on.is_null(False),),
    EFFECTIVE: (CoverageMonth.effective_on.is_null(False),),
    PROTECTED: (CoverageMonth.effective_on.is_null(False), Worker.died_on.is_null()),
}


def _of_a_month(state: str, where: Narrow, month: date) -> Basis:
    counted = CoverageMonth
    query = Worker.select().join(counted, on=(counted.worker == Worker.id))
    query = query.where(counted.month == month, counted.released_at.is_null(), *_REACHED[state])
    query = query.where(*_work(counted, where), *_money(counted, where))
    return Basis(query, counted.kelurahan, counted.occupation, counted.funder_kind, None)


def _of_people(where: Narrow, *conditions) -> Basis:
    query = Worker.select().where(Worker.merged_into.is_null(), *conditions, *_work(Worker, where))
    return Basis(query, Worker.kelurahan, Worker.occupation, None, None)


def _of_spans(where: Narrow, last: date | None, *conditions) -> Basis:
    query = Worker.select().join(CoverageSpan, on=(CoverageSpan.worker == Worker.id))
    query = query.where(Worker.merged_into.is_null(), Worker.frozen_at.is_null(), *conditions)
    query = query.where(*_work(Worker, where), *_money(CoverageSpan, where))
    if last:
        query = query.where(CoverageSpan.last == last)
    return Basis(query, Worker.kelurahan, Worker.occupation, CoverageSpan.funder_kind, CoverageSpan.last)


def _ending(days: int):
    """Funded this month, and nobody funds the month after the last one. What goes on month by month does not end, and
    nobody calls who has stopped: as on the list of who is about to lapse."""
    between = ending_within(today(), days)
    yield (CoverageSpan.kind == FUNDED_SPAN) & ~CoverageSpan.goes_on & ~CoverageSpan.stopped
    yield CoverageSpan.last.between(between.first, between.last)
    yield CoverageSpan.first <= between.first


def _starting_later():
    """Their latest funded months begin after this one and end as soon as those of ENDING can; who is told of is as
    there."""
    between = ending_within(today(), max(ENDING))
    yield (CoverageSpan.kind == FUNDED_SPAN) & ~CoverageSpan.goes_on & ~CoverageSpan.stopped
    yield (CoverageSpan.first > between.first) & (CoverageSpan.last <= between.last)
    yield CoverageSpan.gap == 0


def last_paid_of(state: str) -> Between:
    """With which paid months the cover ended of those in arrears, or of those of them who can still pay or cannot."""
    return MONTHS_OF[state](today(), settings.whole("lapse_months"))


def _in_arrears(state: str):
    """Members whose latest paid months that have begun are over, within the lapse."""
    between, now = last_paid_of(state), first_of_month(today())
    yield (CoverageSpan.kind == PAID_SPAN) & CoverageSpan.member & ~CoverageSpan.stopped
    yield CoverageSpan.last.between(between.first, between.last)
    later = CoverageSpan.alias()
    yield ~fn.EXISTS(
        later.select(SQL("1")).where(
            later.worker == Worker.id, later.kind == PAID_SPAN, later.first > CoverageSpan.last, later.first <= now
        )
    )  # fmt: skip


def _funded_from_now():
    return CoverageMonth.select(SQL("1")).where(
        CoverageMonth.worker == Worker.id,
        CoverageMonth.month >= first_of_month(today()),
        CoverageMonth.released_at.is_null(),
    )


def _work(table, where: Narrow):
    if where.occupation:
        yield table.occupation == where.occupation


def _money(table, where: Narrow):
    if where.funder_kind:
        yield table.funder_kind == where.funder_kind


def areas_of(where: Narrow) -> list[str] | None:
    """The codes of the kelurahan asked for, empty for outside the city; None for all places."""
    if where.kelurahan:
        return ["" if where.kelurahan == OUTSIDE else where.kelurahan]
    if where.kecamatan:
        return [area.code for area in places.areas() if area.kecamatan_code == where.kecamatan]
    return None


def at(basis: Basis, areas: list[str]):
    """The query of those in these places."""
    codes = [code for code in areas if code]
    there = basis.area.in_(codes) if codes else None
    if "" in areas:
        there = basis.area.is_null() if there is None else there | basis.area.is_null()
    return basis.query.where(there)
