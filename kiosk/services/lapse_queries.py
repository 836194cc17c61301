"""The queries behind the lists of who is about to lapse, by the spans of their months (coverage_spans).

A wide list follows the index of the spans in its own order and asks of each person it meets; a narrow one (an
officer's own, a company's, a kelurahan) starts from its people and asks for their span. What is asked of a person is
asked by a subquery of one value: no planner turns that into a look at everybody, whatever it believes of the rows.

Nobody is listed who may not be funded (standing), or who has stopped working: nobody calls them about their months."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from peewee import SQL, fn

from db.days import month_after
from db.models import Commitment, CoverageMonth, CoverageSpan, Funder, LapseContact, Post, Worker
from kiosk.domain.clock import add_months, first_of_month, today
from kiosk.domain.coverage_spans import FUNDED, PAID
from kiosk.domain.lapses import Between, ended_lately, ending_soon, in_arrears
from kiosk.services import access, releases, settings
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.standing import is_free

SOON, ARREARS, ENDED = "segera", "menunggak", "berakhir"
LISTS = (SOON, ARREARS, ENDED)
COMPANY = "csr"
LONG_AGO = datetime(2000, 1, 1)  # before any hold: said so that the index of holds is used
CONTACTED, NOT_YET = "sudah", "belum"
REACHED = ("reached", "visited")  # outcomes of a call after which the person knows
FEW_COMMITMENTS = 5_000  # of a kind of funder with no more than these one starts from its people


@dataclass(frozen=True)
class Wish:
    """Which list, and what to look for in it: codes, OUTSIDE as kelurahan for people from outside the city, CONTACTED
    or NOT_YET (nobody has reached them, tried or not). Empty stands for any. `others`: whom a company or a civil
    servant may take on, beside its own."""

    which: str = SOON
    kecamatan: str = ""
    kelurahan: str = ""
    rw: str = ""
    post: str = ""
    funder_kind: str = ""
    contacted: str = ""
    others: bool = False


class Listed(NamedTuple):
    """The query of (worker id, last month), the most pressing first; whether it looks at each person of a wide list,
    one after the other, for something that no index knows."""

    query: object
    looks_at_each: bool


def listed(by: Actor, wish: Wish) -> Listed:
    """Of a wide list the inner query's order stands, so that with a limit no more is read than is shown."""
    people = _few_people(by, wish)
    if people is not None:
        return Listed(_among(people, by, wish), False)
    spans = CoverageSpan.select().where(*_span(wish.which, CoverageSpan))
    spans = spans.order_by(*_order(wish, CoverageSpan)).alias("span")
    wide = _pairs(spans).where(*_asked(spans.c, by, wish))
    return Listed(wide, bool(wish.funder_kind or wish.contacted or wish.kecamatan))


def promised(by: Actor, wish: Wish, worker_ids: list[int] | None = None):
    """Of SOON, beside those of `listed`: (worker id, last month) of people whose months go on by a company's plan
    alone, neither billed nor paid: they are covered no longer than before. None for other lists and for who looks for
    others. Such plans are few at a time: the index of what is held finds them."""
    if wish.which != SOON or wish.others or by.role == "donatur":
        return None
    own = _own_people(by, wish)
    ends = _before_a_plan(fenced=own is None and worker_ids is None).alias("ends")
    found = _pairs(ends).where(*_remarks(ends.c, wish), _is_there(_worker(ends.c, wish)))
    if worker_ids is not None:
        found = found.where(ends.c.worker_id.in_(worker_ids))
    found = found if own is None else found.where(ends.c.worker_id.in_(own))
    return found.order_by(ends.c.last, ends.c.worker_id)


def _before_a_plan(*, fenced: bool):
    """The month that somebody pays for, or the city or a civil servant stands for, before one that is only planned;
    `fenced`: the plans are looked up first, not everybody's spans."""
    before, span, soon = CoverageMonth.alias(), CoverageSpan.alias(), _months_of(SOON)
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
            _is_there(in_a_row),
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


def listed_among(worker_ids: list[int], by: Actor, wish: Wish):
    """The same of these people alone."""
    people, own = _ids(Worker.id.in_(worker_ids)), _own_people(by, wish)
    return _among(people if own is None else people.where(Worker.id.in_(own)), by, wish)


def _among(people, by: Actor, wish: Wish):
    """`people` is a query of one column, id, without repeats."""
    people = people.alias("people")
    span = CoverageSpan.alias()
    theirs = (span.worker == people.c.id, *_span(wish.which, span), *_asked(span, by, wish))
    last = span.select(span.last).where(*theirs).limit(1)
    ends = Worker.select(people.c.id.alias("worker_id"), last.alias("last")).from_(people)
    ends = ends.offset(0).alias("ends")  # a fence: else the subquery runs twice, to look at it and to show it
    return _pairs(ends).where(ends.c.last.is_null(False)).order_by(*_order(wish, ends.c))


def _few_people(by: Actor, wish: Wish):
    """Among whom to look, as _among has it; None where that would be too many."""
    if (own := _own_people(by, wish)) is not None:
        return own
    if wish.kelurahan or wish.post:
        return _ids(*_place(wish))
    return _few_funded(wish.funder_kind) if wish.funder_kind else None


def _own_people(by: Actor, wish: Wish):
    """Whom this person looks after; None for those who look after everybody, or look for others."""
    if by.role in access.SEES_ALL or by.role == "donatur" or wish.others:
        return None
    parts = [part.select(Worker.id.alias("id")).distinct() for part in access.scope_in_parts(by)]
    return reduce(or_, parts)


def _ids(*conditions):
    return Worker.select(Worker.id.alias("id")).where(*conditions).distinct()


def _pairs(found):
    return CoverageSpan.select(found.c.worker_id, found.c.last).from_(found)


def _order(wish: Wish, columns) -> tuple:
    if wish.which == ENDED:
        return columns.last.desc(), columns.worker_id.desc()
    return columns.last, columns.worker_id


def _span(which: str, span):
    """What a span is that puts its worker on the list, by the index (kind, last, worker)."""
    months = _months_of(which)
    yield span.kind == (FUNDED if which == SOON else PAID)
    yield span.last.between(months.first, months.last)
    yield span.first <= first_of_month(today()) if which == SOON else span.member


def _months_of(which: str) -> Between:
    if which == SOON:
        return ending_soon(today(), settings.whole("renewal_notice_days"))
    lapse_months = settings.whole("lapse_months")
    return in_arrears(today(), lapse_months) if which == ARREARS else ended_lately(today(), lapse_months)


def _asked(span, by: Actor, wish: Wish):
    """What else has to be true of a span's worker; `span` has the columns worker_id, first and last."""
    yield from _remarks(span, wish)
    yield _is_there(_worker(span, wish))
    if wish.which == SOON:
        yield _is_missing(_going_on(span))
    else:
        yield _is_missing(_paid_later(span, member_only=wish.which == ENDED))
    if wish.which == ENDED:
        yield _is_missing(_funded_on(span))
    yield _is_missing(_stopped(span))
    if wish.others and by.role == "mitra":
        yield span.worker_id.not_in(access.workers_in_scope(by).select(Worker.id))


def _is_there(query):
    """Said as "not 0", which PostgreSQL takes for true of nearly everybody; of "1" it would think that hardly anybody
    is left, and sort them all."""
    return fn.COALESCE(query.limit(1), 0) != 0


def _is_missing(query):
    return fn.COALESCE(query.limit(1), 0) != 1


def _worker(span, wish: Wish):
    return Worker.select(SQL("1")).where(Worker.id == span.worker_id, is_free(), *_place(wish))


def _place(wish: Wish):
    yield from lives_in(wish.kelurahan, wish.kecamatan)
    if wish.rw:
        yield Worker.rw == wish.rw
    if wish.post:
        yield Worker.enrolled_post == Post.select(Post.id).where(Post.code == wish.post)


def _going_on(span):
    """What a civil servant gives goes on month by month; nobody has to take it over."""
    return Commitment.select(SQL("1")).where(
        Commitment.worker == span.worker_id, Commitment.last_month.is_null(), Commitment.ended_at.is_null()
    )


def _paid_later(span, *, member_only: bool):
    """Paid months after this span that have begun: those count, not these."""
    later = CoverageSpan.alias()
    query = later.select(SQL("1")).where(
        later.worker == span.worker_id, later.kind == PAID, later.first > span.first,
        later.first <= first_of_month(today()),
    )  # fmt: skip
    return query.where(later.member) if member_only else query


def _funded_on(span):
    """Months funded now or later: whoever has those is registered anew."""
    later = CoverageSpan.alias()
    return later.select(SQL("1")).where(
        later.worker == span.worker_id, later.kind == FUNDED, later.last >= first_of_month(today())
    )


def _stopped(span):
    """The first empty month was let go because the worker stopped (cover_ends); a death freezes."""
    return CoverageMonth.select(SQL("1")).where(
        CoverageMonth.worker == span.worker_id,
        CoverageMonth.month == month_after(span.last),
        CoverageMonth.released_why == releases.STOPPED,
    )


def _remarks(span, wish: Wish):
    if wish.funder_kind:
        last = CoverageMonth.select(SQL("1")).where(
            CoverageMonth.worker == span.worker_id,
            CoverageMonth.month == span.last,
            CoverageMonth.released_at.is_null(),
        )
        yield _is_there(last.where(CoverageMonth.funder_kind == wish.funder_kind))
    if wish.contacted:
        told = LapseContact.select(SQL("1")).where(
            LapseContact.worker == span.worker_id,
            LapseContact.first_empty == month_after(span.last),
            LapseContact.outcome.in_(REACHED),
        )
        yield _is_there(told) if wish.contacted == CONTACTED else _is_missing(told)


def _few_funded(kind: str):
    """Whoever this kind of funder ever committed to, where those are few."""
    funders = [row.id for row in Funder.select(Funder.id).where(Funder.kind == kind)]
    theirs = Commitment.select(Commitment.worker.alias("id")).where(Commitment.funder.in_(funders)).distinct()
    return theirs if theirs.limit(FEW_COMMITMENTS + 1).count() <= FEW_COMMITMENTS else None
