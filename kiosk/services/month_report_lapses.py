"""Whose funder's promise ended with the month before: who went on with anybody, and who did not."""

from datetime import date

from peewee import SQL, fn

from db.models import Commitment, CoverageMonth, CoverageSpan, LapseContact, Worker
from kiosk.domain.clock import add_months
from kiosk.domain.coverage_spans import FUNDED
from kiosk.domain.month_reports import Lapses
from kiosk.services.lapse_wishes import REACHED


def lapses(month: date) -> Lapses:
    """As the ledger has it today; three queries, each counted by the database. Whoever stopped, died or withdrew is
    asked of by nobody, and is counted apart."""
    before = add_months(month, -1)
    lapsed, left = _without_a_month(before)
    called, reached = _told(before, month)
    return Lapses(continued=_went_on(before, month), lapsed=lapsed, called=called, reached=reached, left=left)


def _went_on(before: date, month: date) -> int:
    """Whose promise was for months up to the one before, or was ended with it, and who have a month by another one.
    Asked from the promises on, for there are far fewer of them than months."""
    live = CoverageMonth.select(SQL("1")).where(
        CoverageMonth.worker == Commitment.worker, CoverageMonth.released_at.is_null()
    )
    its_last = live.where(CoverageMonth.month == before, CoverageMonth.commitment == Commitment.id)
    by_another = live.where(CoverageMonth.month == month, CoverageMonth.commitment != Commitment.id)
    is_over = (Commitment.last_month == before) | (
        Commitment.last_month.is_null() & Commitment.ended_at.is_null(False)
    )
    people = Commitment.select(fn.COUNT(Commitment.worker.distinct()))
    return people.where(is_over, fn.EXISTS(its_last), fn.EXISTS(by_another)).scalar()


def _ended(before: date):
    """Spans of funded months that end with that month."""
    query = CoverageSpan.select().join(Worker)
    return query.where(CoverageSpan.kind == FUNDED, CoverageSpan.last == before, Worker.merged_into.is_null())


def _is_asked_of():
    return Worker.frozen_at.is_null() & ~CoverageSpan.stopped


def _without_a_month(before: date) -> tuple[int, int]:
    """(lapsed, left)."""
    lapsed, all_of_them = (
        _ended(before)
        .select(fn.COUNT(CoverageSpan.id).filter(_is_asked_of()), fn.COUNT(CoverageSpan.id))
        .tuples()
        .get()
    )
    return lapsed, all_of_them - lapsed


def _told(before: date, month: date) -> tuple[int, int]:
    """(called, reached) among those who lapsed."""
    calls = LapseContact.select(SQL("1")).where(
        LapseContact.worker == CoverageSpan.worker, LapseContact.first_empty == month
    )
    lapsed = _ended(before).where(_is_asked_of())
    reached = fn.EXISTS(calls.where(LapseContact.outcome.in_(REACHED)))
    query = lapsed.where(fn.EXISTS(calls)).select(
        fn.COUNT(CoverageSpan.id), fn.COUNT(CoverageSpan.id).filter(reached)
    )
    return query.tuples().get()
