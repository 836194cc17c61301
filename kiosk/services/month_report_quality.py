"""How good the records are, and whom the money reaches: stocks of the day on which an evaluation is made."""

from datetime import date, timedelta
from functools import reduce
from operator import or_

from peewee import SQL, fn

from db.models import Card, CoverageMonth, SchemeOccupation, Worker
from kiosk.domain.clock import start_of, today
from kiosk.domain.coverage_looks import Narrow
from kiosk.domain.month_reports import Quality, Targeting, WorkCounts
from kiosk.services import month_report_counts, people_sums, places, standing
from kiosk.services.card_states import is_waiting
from kiosk.services.missing import BPJS, KINDS, REJECTED, TWIN
from kiosk.services.poverty_marks import is_extreme

CARD_DAYS = 30  # after which a printed card should be in its owner's hand
_BY_CODE = {kind.code: kind for kind in KINDS}


def quality() -> Quality:
    """By the definitions of the work list of incomplete records and of the cards that wait; two queries."""
    incomplete = reduce(or_, [kind.condition() for kind in KINDS if kind.group == BPJS])
    asked = (
        _BY_CODE["hp"].condition(),
        _BY_CODE["dukcapil"].condition(),
        REJECTED.condition(),
        TWIN.condition(),
        incomplete,
    )
    people = Worker.select(fn.COUNT(Worker.id), *(fn.COUNT(Worker.id).filter(one) for one in asked))
    people = people.where(Worker.merged_into.is_null(), Worker.frozen_at.is_null())
    return Quality(*people.tuples().get(), cards_waiting=_cards_waiting())


def _cards_waiting() -> int:
    before = start_of(today() - timedelta(days=CARD_DAYS))
    waiting = Card.select().join(Worker).where(is_waiting(), standing.is_free(), Card.printed_at < before)
    return waiting.count()


def targeting(month: date) -> Targeting:
    """Of the month: occupations reached, in time. Of the day: who is marked as extremely poor, and whether their month
    counts. Four queries."""
    reached, enrolled = (
        month_report_counts.works_in_time(month),
        people_sums.enrolled_by_occupation(month, Narrow()),
    )
    eligible = _eligible()
    without = [
        WorkCounts(work.code, work.name, enrolled.get(work.code, 0))
        for work in places.occupations()
        if work.code in eligible and work.code not in reached
    ]
    poor, poor_effective = _poor(month)
    return Targeting(
        poor=poor,
        poor_effective=poor_effective,
        works_eligible=len(eligible),
        works_reached=len(eligible & reached),
        works_without=sorted(without, key=lambda one: (-one.registered, one.name)),
    )


def _eligible() -> set[str]:
    """Occupations that some scheme admits."""
    return {code for (code,) in SchemeOccupation.select(SchemeOccupation.occupation).distinct().tuples()}


def _poor(month: date) -> tuple[int, int]:
    """Enrolled, not frozen and named by a list that is still valid; and of them those whose month counts."""
    counts = CoverageMonth.select(SQL("1")).where(
        CoverageMonth.worker == Worker.id,
        CoverageMonth.month == month,
        CoverageMonth.released_at.is_null(),
        CoverageMonth.effective_on.is_null(False),
    )
    marked = Worker.select(fn.COUNT(Worker.id), fn.COUNT(Worker.id).filter(fn.EXISTS(counts)))
    marked = marked.where(is_extreme(), Worker.merged_into.is_null(), Worker.frozen_at.is_null())
    return marked.tuples().get()
