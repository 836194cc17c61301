"""What has to be true of a span of months, and of its worker, for a list of who is about to lapse.

What is asked of a person is asked by a subquery of one value: no planner turns that into a look at everybody, whatever
it believes of the rows. Nobody is listed who may not be funded (standing), or who has stopped working: nobody calls
them about their months."""

from peewee import SQL, fn

from db.days import month_after
from db.models import Commitment, CoverageMonth, CoverageSpan, LapseContact, Post, Programme, Worker
from kiosk.domain.clock import first_of_month, today
from kiosk.domain.coverage_spans import FUNDED, PAID
from kiosk.domain.lapses import Between, ended_lately, ending_soon, in_arrears
from kiosk.domain.tariff import PUBLIC_MONEY
from kiosk.services import access, releases, settings
from kiosk.services.acting import Actor
from kiosk.services.home_areas import lives_in
from kiosk.services.lapse_wishes import ARREARS, CONTACTED, ENDED, REACHED, SOON, Wish
from kiosk.services.standing import is_free


def is_listed(which: str, span):
    """What a span is that puts its worker on the list, by the index (kind, last, worker)."""
    months = months_of(which)
    yield span.kind == (FUNDED if which == SOON else PAID)
    yield span.last.between(months.first, months.last)
    yield _has_begun(span) if which == SOON else span.member


def _has_begun(span):
    """Or is the city's own money, still to come, of somebody who has nothing this month: whoever is chosen for the last
    months of a budget year falls out with it like the others."""
    this, now = first_of_month(today()), CoverageSpan.alias()
    covered = now.select(SQL("1")).where(
        now.worker == span.worker, now.kind == FUNDED, now.first <= this, now.last >= this
    )
    return (span.first <= this) | (span.funder_kind.in_(PUBLIC_MONEY) & _is_missing(covered))


def months_of(which: str) -> Between:
    if which == SOON:
        return ending_soon(today(), settings.whole("renewal_notice_days"))
    lapse_months = settings.whole("lapse_months")
    return in_arrears(today(), lapse_months) if which == ARREARS else ended_lately(today(), lapse_months)


def asked(span, by: Actor, wish: Wish):
    """What else has to be true of a span's worker; `span` has the columns worker_id and last."""
    yield from remarks(span, wish)
    yield is_there(worker_like(span, wish))
    if wish.which == SOON:
        yield _is_missing(_going_on(span))
    else:
        yield _is_missing(_paid_later(span, member_only=wish.which == ENDED))
    if wish.which == ENDED:
        yield _is_missing(_funded_on(span))
    yield _is_missing(_stopped(span))
    if wish.others and by.role == "mitra":
        yield span.worker_id.not_in(access.workers_in_scope(by).select(Worker.id))


def remarks(span, wish: Wish):
    """Who gave the last month, and whether somebody has reached them about the empty one."""
    last = CoverageMonth.select(SQL("1")).where(
        CoverageMonth.worker == span.worker_id,
        CoverageMonth.month == span.last,
        CoverageMonth.released_at.is_null(),
    )
    if wish.funder_kind:
        yield is_there(last.where(CoverageMonth.funder_kind == wish.funder_kind))
    if wish.programme:
        named = Programme.select(Programme.id).where(Programme.no == wish.programme)
        yield is_there(last.join(Commitment).where(Commitment.programme == named))
    if wish.contacted:
        told = LapseContact.select(SQL("1")).where(
            LapseContact.worker == span.worker_id,
            LapseContact.first_empty == month_after(span.last),
            LapseContact.outcome.in_(REACHED),
        )
        yield is_there(told) if wish.contacted == CONTACTED else _is_missing(told)


def worker_like(span, wish: Wish):
    """Whoever may be funded, and lives where it is wished."""
    return Worker.select(SQL("1")).where(Worker.id == span.worker_id, is_free(), *place(wish))


def place(wish: Wish):
    """Where people live, and the post that enrolled them."""
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
        later.worker == span.worker_id, later.kind == PAID, later.first > span.last,
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


def is_there(query):
    """Said as "not 0", which PostgreSQL takes for true of nearly everybody; of "1" it would think that hardly anybody
    is left, and sort them all."""
    return fn.COALESCE(query.limit(1), 0) != 0


def _is_missing(query):
    return fn.COALESCE(query.limit(1), 0) != 1
