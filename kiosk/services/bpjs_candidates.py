"""Whom BPJS is still to be asked for: people with billed months that nobody has handed over yet.

Not among them are members of the same funder, whose later months follow by their bill's receipt (DESIGN 2), and those
who stand in a submission for these months already (bpjs_asked_before)."""

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import Case, fn

from db.models import CoverageMonth, Worker
from kiosk.services import bpjs_blocks
from kiosk.services.bpjs_asked_before import is_asked, is_member
from kiosk.services.bpjs_unasked_months import firsts_of, unasked, unasked_in
from kiosk.services.bpjs_wadahs import Wadah, wadah_named

__all__ = [
    "MOST_COUNTED", "Counted", "Wadah", "blocked", "count_blocked", "count_ready", "counts", "members", "ready",
    "unasked_in", "wadah_named",
]  # fmt: skip

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Counted:
    """How many people of one wadah can be asked for now, and how many something stands in the way of."""

    ready: int = 0
    blocked: int = 0


def counts() -> dict[Wadah, Counted]:
    """Of every wadah that has candidates, in one query."""
    firsts = firsts_of(unasked)
    is_blocked = fn.SUM(Case(None, [(bpjs_blocks.is_blocked(), 1)], 0))
    columns = (firsts.c.funder_id, firsts.c.wadah_type)
    rows = _candidates(firsts, *columns, fn.COUNT(Worker.id), is_blocked).group_by(*columns).tuples()
    return {
        Wadah(funder_id, wadah_type): Counted(int(all_of - blocked), int(blocked))
        for funder_id, wadah_type, all_of, blocked in rows
    }


def count_ready() -> int:
    """Of all funders, counted to MOST_COUNTED; one more than that stands for all beyond."""
    return _counted(~bpjs_blocks.is_blocked())


def count_blocked() -> int:
    """The same of those something stands in the way of."""
    return _counted(bpjs_blocks.is_blocked())


def ready(wadah: Wadah, *, among: Iterable[int] | None = None):
    """The query of workers that can be asked for now, in the order of their enrolment; `among`: of these ids."""
    return _of(wadah, among).where(~bpjs_blocks.is_blocked()).order_by(Worker.id)


def blocked(wadah: Wadah):
    """The query of workers something stands in the way of, in the same order."""
    return _of(wadah).where(bpjs_blocks.is_blocked()).order_by(Worker.id)


def members(wadah: Wadah):
    """The query of workers who have such months and are members by this funder already."""
    firsts = firsts_of(lambda *columns: unasked_in(wadah, *columns))
    return (
        Worker.select(Worker.id).join(firsts, on=(firsts.c.worker_id == Worker.id)).where(_is_member(firsts))
    )


def _counted(condition) -> int:
    people = _candidates(firsts_of(unasked), Worker.id).where(condition)
    return people.limit(MOST_COUNTED + 1).count()


def _of(wadah: Wadah, among: Iterable[int] | None = None):
    def own(*columns):
        query = unasked_in(wadah, *columns)
        return query if among is None else query.where(CoverageMonth.worker.in_(list(among)))

    return _candidates(firsts_of(own), Worker)


def _candidates(firsts, *columns):
    query = Worker.select(*columns).join(firsts, on=(firsts.c.worker_id == Worker.id))
    first = firsts.c
    asked = is_asked(first.worker_id, first.funder_id, first.wadah_type, first.first_month)
    return query.where(~asked, ~_is_member(firsts))


def _is_member(firsts):
    return is_member(firsts.c.worker_id, firsts.c.funder_id, firsts.c.first_month)
