"""Whose months go on by a company's plan alone, neither billed nor paid: they are covered no longer than before."""

from datetime import datetime

from peewee import SQL

from db.days import month_after
from db.models import CoverageMonth, CoverageSpan
from kiosk.domain.clock import add_months
from kiosk.domain.coverage_spans import FUNDED
from kiosk.domain.lapses import Between
from kiosk.services.acting import Actor
from kiosk.services.lapse_conditions import is_there, months_of, remarks, worker_like
from kiosk.services.lapse_queries import is_own, own_people, pairs
from kiosk.services.lapse_wishes import SOON, Wish

COMPANY = "csr"
LONG_AGO = datetime(2000, 1, 1)  # before any hold: said so that the index of holds is used


def promised(by: Actor, wish: Wish, worker_ids: list[int] | None = None):
    """Of SOON, beside those of lapse_queries: (worker id, last month). None for other lists and for who looks for
    others. Such plans are few at a time: the index of what is held finds them."""
    if wish.which != SOON or wish.others or by.role == "donatur":
        return None
    ends = _before_a_plan(fenced=worker_ids is None).alias("ends")
    found = pairs(ends).where(*remarks(ends.c, wish), is_there(worker_like(ends.c, wish)))
    if worker_ids is not None:
        found = found.where(ends.c.worker_id.in_(worker_ids))
    if own_people(by, wish) is not None:
        found = found.where(is_own(ends.c.worker_id, by))
    return found.order_by(ends.c.last, ends.c.worker_id)


def _before_a_plan(*, fenced: bool):
    """The month that somebody pays for, or the city or a civil servant stands for, before one that is only planned;
    `fenced`: the plans are looked up first, not everybody's spans."""
    before, span, soon = CoverageMonth.alias(), CoverageSpan.alias(), months_of(SOON)
    plans = _plans(soon)
    plan = (plans.offset(0) if fenced else plans).alias("plan")
    in_a_row = span.select(SQL("1")).where(
        span.worker == before.worker, span.kind == FUNDED, span.first <= soon.first, span.last >= plan.c.month
    )
    return (
        before.select(before.worker.alias("worker_id"), before.month.alias("last"))
        .join(plan, on=(before.worker == plan.c.worker_id))
        .where(
            before.released_at.is_null(), plan.c.month == month_after(before.month),
            before.month.between(soon.first, soon.last),
            before.paid_on.is_null(False) | (before.funder_kind != COMPANY),
            is_there(in_a_row),
        )
    )  # fmt: skip


def _plans(soon: Between):
    """What companies have planned for the months after `soon`, found by the index of what is held."""
    plan = CoverageMonth.alias()
    return plan.select(plan.worker.alias("worker_id"), plan.month.alias("month")).where(
        plan.released_at.is_null(),
        plan.hold_until.is_null(False) & (plan.hold_until > LONG_AGO),
        plan.billed_on.is_null(),
        plan.funder_kind == COMPANY,
        plan.month.between(add_months(soon.first, 1), add_months(soon.last, 1)),
    )
