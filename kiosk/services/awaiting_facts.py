"""What is known of months that a bill asks for and that do not count yet, in one query however many they are."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from peewee import SQL, Case, fn

from db.models import Bill, CoverageMonth, Submission, SubmissionLine, Worker
from kiosk.domain.awaiting import AskedSoFar
from kiosk.services import bpjs_blocks, missing
from kiosk.services.bpjs_asked_before import is_member, lines_asking

FACTS = (
    "is_paid", "has_receipt", "line", "is_sent", "is_member", "is_refused", "is_blocked", "is_elsewhere",
)  # fmt: skip
Group = tuple  # the values of FACTS as the database gave them


def of_months(*conditions):
    """The query of (worker, funder, month, id of it, day of asking or none, *FACTS) of each month that fits
    `conditions` over CoverageMonth, is billed or paid, and does not count; one person's for one funder in order."""
    columns = (CoverageMonth.id.alias("key"), CoverageMonth.month.alias("month"))
    is_paid, lacks_receipt = _is_paid().alias("is_paid"), _lacks_receipt().alias("lacks_receipt")
    known = _known(_open(*conditions).select(*columns, *_whose(), is_paid, lacks_receipt))
    place = (known.c.worker_id, known.c.funder_id, known.c.month)
    return _rows(known, *place).order_by(*place)


def of_people(*conditions, planned: bool = False):
    """The query of (month, worker, day of asking or none, *FACTS) of each person, by their first such month. `planned`:
    by their first month that no bill asks for yet."""
    known = _of_people(*conditions, planned=planned)
    return _rows(known, known.c.month)


def people_in(groups: Iterable[Group], *conditions):
    """The same of those alone whose facts are one of `groups`, in the order of their enrolment."""
    known = _of_people(*conditions)
    same = (
        reduce(and_, (getattr(known.c, name) == value for name, value in zip(FACTS, group, strict=True)))
        for group in groups
    )
    return _rows(known, known.c.month).where(reduce(or_, same)).order_by(known.c.key)


def grouped(*conditions):
    """The query of (*FACTS, how many people)."""
    known = _of_people(*conditions)
    columns = [getattr(known.c, name) for name in FACTS]
    return Worker.select(*columns, fn.COUNT(SQL("*"))).from_(known).group_by(*columns).tuples()


def read(group: Group) -> AskedSoFar:
    values = dict(zip(FACTS, group, strict=True))
    line = values.pop("line")
    return AskedSoFar(line=line, **{name: bool(value) for name, value in values.items()})


def _of_people(*conditions, planned: bool = False):
    first = fn.MIN(CoverageMonth.month).alias("month")
    paid, lacking = fn.MAX(_is_paid()).alias("is_paid"), fn.MAX(_lacks_receipt()).alias("lacks_receipt")
    columns = (CoverageMonth.worker.alias("key"), first, *_whose(), paid, lacking)
    months = _open(*conditions, planned=planned).select(*columns)
    return _known(months.group_by(CoverageMonth.worker, CoverageMonth.funder))


def _whose():
    return CoverageMonth.worker.alias("worker_id"), CoverageMonth.funder.alias("funder_id")


def _open(*conditions, planned: bool = False):
    asked_for = CoverageMonth.bill.is_null(False) | CoverageMonth.paid_on.is_null(False)
    live = CoverageMonth.released_at.is_null() & CoverageMonth.effective_on.is_null()
    chosen = ~asked_for if planned else asked_for
    return CoverageMonth.select().left_outer_join(Bill).where(live, chosen, *conditions)


def _is_paid():
    return Case(None, [(CoverageMonth.paid_on.is_null(False), 1)], 0)


def _lacks_receipt():
    return Case(None, [(CoverageMonth.paid_on.is_null(False) & Bill.receipt_on.is_null(), 1)], 0)


def _known(months):
    """A subquery with key, worker_id, funder_id, month, asked_on and FACTS, one row for each of `months`."""
    source = months.alias("awaited")
    one = source.c
    lines = lines_asking(one.worker_id, one.funder_id, one.month).order_by(SubmissionLine.id.desc()).limit(1)
    sent_on = lines.select(Submission.sent_on)
    query = Worker.select(
        one.key.alias("key"),
        one.worker_id.alias("worker_id"),
        one.funder_id.alias("funder_id"),
        one.month.alias("month"),
        sent_on.alias("asked_on"),
        one.is_paid.alias("is_paid"),
        (1 - one.lacks_receipt).alias("has_receipt"),
        fn.COALESCE(lines.select(SubmissionLine.state), "").alias("line"),
        Case(None, [(fn.EXISTS(_sent(one)), 1)], 0).alias("is_sent"),
        _as_number(is_member(one.worker_id, one.funder_id, one.month)).alias("is_member"),
        _as_number(missing.REJECTED.condition()).alias("is_refused"),
        _as_number(bpjs_blocks.is_lacking()).alias("is_blocked"),
        _as_number(bpjs_blocks.is_asked()).alias("is_elsewhere"),
    )
    return query.join(source, on=(one.worker_id == Worker.id)).alias("known")


def _sent(one):
    """The open line of this month has left the house."""
    lines = lines_asking(one.worker_id, one.funder_id, one.month)
    return lines.where(SubmissionLine.state == "asked", Submission.sent_on.is_null(False))


def _as_number(condition):
    """1 or 0, on both databases."""
    return Case(None, [(condition, 1)], 0)


def _rows(known, *place):
    columns = [getattr(known.c, name) for name in ("key", "asked_on", *FACTS)]
    return Worker.select(*place, *columns).from_(known).tuples()
