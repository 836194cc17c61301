"""Of months that nobody has paid: they hold their worker, but not for ever."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from peewee import JOIN, fn

from db import schema
from db.models import Bill, Commitment, CoverageMonth, Mandate, PaymentAllocation, Pledge, Setting, Worker
from kiosk.domain import holds as terms
from kiosk.domain.clock import utc_now
from kiosk.domain.mandates import ENDED, VERIFIED
from kiosk.services.holds import ran_out
from kiosk.services.invariant_proofs import Invariant, live, months_where, named_month
from kiosk.services.pledge_months import next_debit_month

LET_GO_WITHIN = timedelta(days=1)  # the job that lets go comes every ten minutes, unless nothing runs
ONE_LEDGER = "0014_one_ledger"
ONE_USE_TAKES = timedelta(minutes=10)  # at most, from the row's time to the hold's


def _held_months() -> int:
    return CoverageMonth.select().where(live(), CoverageMonth.hold_until.is_null(False)).count()


def _held_too_long() -> Iterable[str]:
    return months_where(ran_out(utc_now() - LET_GO_WITHIN))


def _waiting() -> object:
    """The condition for unpaid months of money that is waited for with an end."""
    return live() & CoverageMonth.paid_on.is_null() & CoverageMonth.funder_kind.in_(terms.HELD_KINDS)


def _waiting_months() -> int:
    return CoverageMonth.select().where(_waiting()).count()


def _held_without_end() -> Iterator[str]:
    """No end, or one that no setting there ever was allows. What has run out already, the other invariant sees."""
    days, since_ledger = _longest(), schema.applied_at(ONE_LEDGER) or datetime.min
    back = _taken_back().alias("back")
    query = (
        CoverageMonth.select(
            Worker.reg_no,
            CoverageMonth.month,
            CoverageMonth.funder_kind,
            CoverageMonth.hold_until,
            Commitment.created_at,
            Bill.created_at,
            back.c.at,
        )
        .join(Worker)
        .join_from(CoverageMonth, Commitment)
        .join_from(CoverageMonth, Bill, JOIN.LEFT_OUTER)
        .join_from(CoverageMonth, back, JOIN.LEFT_OUTER, on=(back.c.covered_id == CoverageMonth.id))
        .where(_waiting(), _endless() | (CoverageMonth.hold_until > utc_now()))
    )
    for reg_no, month, kind, hold_until, taken, *since in query.tuples().iterator():
        taken = max(taken, since_ledger)  # what was endless before has got its end then
        if hold_until is None or hold_until > _latest_end(kind, taken, *since, days=days):
            yield named_month(reg_no, month)


def _endless() -> object:
    """Without an end, which only civil servants' months may be: billed, of a deduction that runs, or under a mandate
    that was verified."""
    other = CoverageMonth.alias()
    paid = other.select(other.id).where(
        other.commitment == CoverageMonth.commitment,
        other.released_at.is_null(),
        other.paid_on.is_null(False),
    )
    verified = (
        Pledge.select(Pledge.id)
        .join(Mandate)
        .where(
            Pledge.commitment == CoverageMonth.commitment,
            Pledge.ended_at.is_null() | (CoverageMonth.month <= next_debit_month()),
            Mandate.state.in_((VERIFIED, ENDED)),
            Mandate.settled_at.is_null(False),
        )
    )
    goes_on = CoverageMonth.bill.is_null(False) | fn.EXISTS(paid) | fn.EXISTS(verified)
    runs = (CoverageMonth.funder_kind == "asn") & goes_on
    return CoverageMonth.hold_until.is_null() & ~runs


def _taken_back():
    """When money was last taken back from each month: it was asked for anew then."""
    entry = PaymentAllocation
    columns = (entry.covered.alias("covered_id"), fn.MAX(entry.at).alias("at"))
    return entry.select(*columns).where(entry.amount < 0).group_by(entry.covered)


def _latest_end(
    kind: str, taken: datetime, billed: datetime | None, back: datetime | str | None, *, days: dict[str, int]
) -> datetime:
    """`back` is text on SQLite, since no column says what a maximum is."""
    back = datetime.fromisoformat(back) if isinstance(back, str) else back
    asked = max(billed, back or billed) + ONE_USE_TAKES if billed else None
    return terms.latest_end(kind, taken + ONE_USE_TAKES, asked, days)


def _longest() -> dict[str, int]:
    """The highest each setting of holds has ever been: a hold that was given is not shortened."""
    found: dict[str, int] = defaultdict(int)
    for row in Setting.select().where(Setting.key.in_(terms.SETTINGS)):
        found[row.key] = max(found[row.key], int(row.value))
    return found


INVARIANTS = (
    Invariant(
        "1", "held", "Bulan yang tidak dibayar sampai batas waktunya sudah dilepas.",
        "bulan bertenggat", _held_months, _held_too_long,
    ),
    Invariant(
        "1", "hold_ends", "Bulan yang belum dibayar punya batas waktu, paling lama seperti yang diatur.",
        "bulan belum dibayar", _waiting_months, _held_without_end,
    ),
)  # fmt: skip
