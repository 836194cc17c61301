"""Debits that failed and that nobody has paid since: the latest word of the bank about a mandate, with who has to mend
what, and until when the months of its people can still be paid. For the admin all, for a department its own."""

from dataclasses import dataclass
from datetime import date

from peewee import fn

from db.models import DebitLine, DebitRun, Donor, Mandate, Opd
from kiosk.domain import debits
from kiosk.domain.clock import local, today
from kiosk.domain.debit_reasons import REASONS, Reason, reason_of
from kiosk.domain.mandates import VERIFIED
from kiosk.services import debit_waiting
from kiosk.services.debit_retries import Retries
from kiosk.services.participation_places import Place

PAGE = 50
TO_MEND = "perlu-dibereskan"
KINDS = (TO_MEND, *REASONS)


@dataclass(frozen=True)
class FailedDebit:
    """`last_day` to pay before the first of its people loses their membership; None where nobody has one to lose, or
    no month waits. `waits`: how many of its people's months are unpaid still; once it `is_over` and no day is left on
    which the month could be debited, of how many the membership runs out. `again_on`: the day of a run that asks for
    it already, `until`: the last day of a further try. `may_clear`: it is not tried again before somebody says that it
    is mended."""

    key: str
    run_month: date
    run_number: int
    mandate_no: str
    donor: str
    opd_code: str
    department: str
    amount: int
    people: int
    waits: int
    failed_on: date
    reason: Reason
    bank_reason: str
    last_day: date | None
    again_on: date | None
    until: date | None
    is_over: bool
    cleared_on: date | None

    @property
    def may_clear(self) -> bool:
        return not self.reason.passes and self.cleared_on is None


def page_of(*, place: Place, kind: str = "", page: int = 1) -> tuple[list[FailedDebit], int]:
    """`kind`: nothing, one of domain/debit_reasons, or TO_MEND. What somebody has to mend comes first, then the oldest;
    with how many there are in all. A constant number of queries."""
    query = _failed(place, kind)
    ordered = query.order_by(DebitLine.reason.in_(_mended_by_somebody()).desc(), DebitLine.id)
    rows = list(ordered.offset((page - 1) * PAGE).limit(PAGE))
    return _as_failed(rows), query.count()


def counts(place: Place) -> dict[str, int]:
    """By reason; one query."""
    rows = _failed(place, "").select(DebitLine.reason, fn.COUNT(DebitLine.id)).group_by(DebitLine.reason)
    return dict(rows.tuples())


def count_to_mend(place: Place) -> int:
    """How many wait until somebody has mended something."""
    return _failed(place, TO_MEND).count()


def count_of_donor(donor: Donor) -> int:
    """Of mandates in force; one query."""
    rows = DebitLine.select().join(Mandate).where(Mandate.donor == donor, *is_latest_failure(), _goes_on())
    return rows.count()


def latest_of(key: str) -> DebitLine | None:
    """The line of this key, where it is the bank's latest word about its mandate and a failure."""
    return DebitLine.select().where(DebitLine.key == key, *is_latest_failure()).first()


def _failed(place: Place, kind: str):
    query = (
        DebitLine.select(DebitLine, DebitRun, Mandate, Donor, Opd)
        .join(DebitRun)
        .join_from(DebitLine, Mandate)
        .join(Donor)
        .join(Opd)
        .where(*is_latest_failure(), _goes_on(), place.holds(Donor.opd))
    )
    if kind == TO_MEND:
        return query.where(DebitLine.reason.in_(_mended_by_somebody()), DebitLine.cleared_at.is_null())
    return query.where(DebitLine.reason == kind) if kind else query


def is_latest_failure() -> tuple:
    """The conditions over DebitLine: it failed, and nothing was answered about its mandate since."""
    later = DebitLine.alias()
    since = later.select(later.id).where(
        later.mandate == DebitLine.mandate,
        later.state.in_((debits.PAID, debits.FAILED)),
        later.state != debits.LEFT_OUT,  # as its index has it
        later.id > DebitLine.id,
    )
    return (DebitLine.state == debits.FAILED, ~fn.EXISTS(since))


def _goes_on():
    return (Mandate.state == VERIFIED) & (Mandate.revoked_on.is_null() | (Mandate.revoked_on > today()))


def _mended_by_somebody() -> list[str]:
    return [one.code for one in REASONS.values() if not one.passes]


def _as_failed(rows: list[DebitLine]) -> list[FailedDebit]:
    waiting, days = debit_waiting.by_line(row.id for row in rows)
    retries = Retries(rows)
    return [_one(row, waiting.get(row.id, []), days, retries) for row in rows]


def _one(row: DebitLine, waiting: list[int], days: dict[int, date], retries: Retries) -> FailedDebit:
    mandate, donor, told = row.mandate, row.mandate.donor, retries.of(row)
    return FailedDebit(
        key=row.key,
        run_month=row.run.month,
        run_number=row.run.number,
        mandate_no=mandate.no,
        donor=donor.name,
        opd_code=donor.opd.code,
        department=donor.opd.name,
        amount=row.amount,
        people=row.people,
        waits=len(waiting),
        failed_on=row.answered_on or row.run.debit_on,
        reason=reason_of(row.reason),
        bank_reason=row.bank_reason,
        last_day=min((days[one] for one in waiting if one in days), default=None),
        again_on=told.get("again_on"),
        until=told.get("until"),
        is_over=retries.is_over(row),
        cleared_on=local(row.cleared_at).date() if row.cleared_at else None,
    )
