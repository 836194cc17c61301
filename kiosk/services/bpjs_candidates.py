"""Whom BPJS is still to be asked for: people with billed months that nobody has handed over yet.

Not among them are members of the same funder, whose later months follow by their bill's receipt (DESIGN 2), and those
who stand in a submission for these months already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from peewee import Case, fn

from db.days import months_before
from db.models import Bill, CoverageMonth, Funder, Submission, SubmissionLine, Worker
from kiosk.services import bpjs_blocks, settings
from kiosk.services.access import SEES_ALL, require
from kiosk.services.acting import Actor, NotThere

MOST_COUNTED = 1_000


class Wadah(NamedTuple):
    """Whose money, and under which of BPJS's wadah types: one submission is of one."""

    funder_id: int
    wadah_type: str


@dataclass(frozen=True)
class Counted:
    """How many people of one wadah can be asked for now, and how many something stands in the way of."""

    ready: int = 0
    blocked: int = 0


def unasked(*columns):
    """The query of months that are billed and not handed over."""
    return (
        CoverageMonth.select(*columns)
        .join(Bill)
        .where(
            CoverageMonth.released_at.is_null(),
            CoverageMonth.bill.is_null(False),
            CoverageMonth.submitted_on.is_null(),
            CoverageMonth.effective_on.is_null(),
            Bill.cancelled_at.is_null(),
        )
    )


def unasked_in(wadah: Wadah, *columns):
    """The same of one wadah."""
    own = (CoverageMonth.funder == wadah.funder_id) & (Bill.wadah_type == wadah.wadah_type)
    return unasked(*columns).where(own)


def counts() -> dict[Wadah, Counted]:
    """Of every wadah that has candidates, in one query."""
    firsts = _firsts(unasked)
    is_blocked = fn.SUM(Case(None, [(bpjs_blocks.is_blocked(), 1)], 0))
    columns = (firsts.c.funder_id, firsts.c.wadah_type)
    rows = _candidates(firsts, *columns, fn.COUNT(Worker.id), is_blocked).group_by(*columns).tuples()
    return {
        Wadah(funder_id, wadah_type): Counted(int(all_of - blocked), int(blocked))
        for funder_id, wadah_type, all_of, blocked in rows
    }


def count_ready() -> int:
    """Of all funders, counted to MOST_COUNTED; one more than that stands for all beyond."""
    ready = _candidates(_firsts(unasked), Worker.id).where(~bpjs_blocks.is_blocked())
    return ready.limit(MOST_COUNTED + 1).count()


def ready(wadah: Wadah, *, among: Iterable[int] | None = None):
    """The query of workers that can be asked for now, in the order of their enrolment; `among`: of these ids."""
    return _of(wadah, among).where(~bpjs_blocks.is_blocked()).order_by(Worker.id)


def blocked(wadah: Wadah):
    """The query of workers something stands in the way of, in the same order."""
    return _of(wadah).where(bpjs_blocks.is_blocked()).order_by(Worker.id)


def members(wadah: Wadah):
    """The query of workers who have such months and are members by this funder already."""
    firsts = _firsts(lambda *columns: unasked_in(wadah, *columns))
    return (
        Worker.select(Worker.id).join(firsts, on=(firsts.c.worker_id == Worker.id)).where(_is_member(firsts))
    )


def wadah_named(*, by: Actor, funder_id: int, wadah_type: str | None) -> tuple[Wadah, Funder]:
    """With its funder; without a type that of the funder now. Raises NotAllowed, NotThere."""
    require(by.role in SEES_ALL)
    funder = Funder.get_or_none(Funder.id == funder_id)
    if funder is None:
        raise NotThere
    return Wadah(funder.id, funder.wadah_type if wadah_type is None else wadah_type), funder


def _of(wadah: Wadah, among: Iterable[int] | None = None):
    def own(*columns):
        query = unasked_in(wadah, *columns)
        return query if among is None else query.where(CoverageMonth.worker.in_(list(among)))

    return _candidates(_firsts(own), Worker)


def _firsts(months):
    """Each person's first such month by funder and wadah; `months` gives the query of them with these columns."""
    columns = (CoverageMonth.worker, CoverageMonth.funder, Bill.wadah_type)
    names = ("worker_id", "funder_id", "wadah_type")
    named = (column.alias(name) for column, name in zip(columns, names, strict=True))
    query = months(*named, fn.MIN(CoverageMonth.month).alias("first_month"))
    return query.group_by(*columns).alias("firsts")


def _candidates(firsts, *columns):
    query = Worker.select(*columns).join(firsts, on=(firsts.c.worker_id == Worker.id))
    return query.where(~_is_asked(firsts), ~_is_member(firsts))


def _is_asked(firsts):
    """Stands in a submission of this wadah for this month, which waits to be sent or answered."""
    same = (Submission.funder == firsts.c.funder_id) & (Submission.wadah_type == firsts.c.wadah_type)
    line = SubmissionLine.select(SubmissionLine.id).join(Submission)
    return fn.EXISTS(
        line.where(
            SubmissionLine.worker == firsts.c.worker_id,
            SubmissionLine.state == "asked",
            same,
            SubmissionLine.first_month <= firsts.c.first_month,
            SubmissionLine.last_month >= firsts.c.first_month,
        )
    )


def _is_member(firsts):
    """BPJS has accepted this person for the funder, and the last month of it is not too long ago: the membership goes
    on, and so do its months. Accepted for months that were let go since is no membership."""
    other = CoverageMonth.alias()
    since = months_before(firsts.c.first_month, settings.whole("lapse_months"))
    accepted = (
        SubmissionLine.select(SubmissionLine.id)
        .join(Submission)
        .where(
            SubmissionLine.worker == firsts.c.worker_id,
            SubmissionLine.state == "accepted",
            Submission.funder == firsts.c.funder_id,
            SubmissionLine.first_month <= other.month,
            SubmissionLine.last_month >= other.month,
        )
    )
    counts_or_will = other.effective_on.is_null(False) | (
        other.submitted_on.is_null(False) & fn.EXISTS(accepted)
    )
    return fn.EXISTS(
        other.select(other.id).where(
            other.worker == firsts.c.worker_id,
            other.funder == firsts.c.funder_id,
            other.released_at.is_null(),
            other.month >= since,
            counts_or_will,
        )
    )
