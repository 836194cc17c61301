"""Months that went by without a debit: nobody knew of the mandate in time, the bank did not take the file, or nobody
made one. Donors are told when the month is let go, departments once it is over; the coming month is debited as usual.
One letter for each of them and month."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from db.connection import writing
from db.models import CoverageMonth, DebitLine, Donor, Mandate, Message, Pledge, User
from kiosk.domain import mandates
from kiosk.domain.clock import add_months, first_of_month, start_of, today, utc_now
from kiosk.services import (
    debit_department_notices,
    debit_failures,
    debit_lapses,
    debit_letter_texts,
    debit_notices,
    debit_sums,
    debit_waiting,
)
from kiosk.services import debit_department_texts as department_texts
from kiosk.services.messages import link, write_letter


def tell(months: Iterable[CoverageMonth]) -> None:
    """In the transaction that let go of these, however many portions a donor's people are in."""
    workers = defaultdict(set)
    for row in months:
        workers[row.month].add(row.worker_id)
    for month, theirs in sorted(workers.items()):
        asked = _missed(month).where(CoverageMonth.worker.in_(theirs))
        if donors := {donor_id for donor_id, _opd, _worker in asked.tuples()}:
            _tell_donors(month, donors)


def tell_departments() -> None:
    """Of the month before this one, in a transaction of its own, once its months are let go; each secretary once."""
    this = first_of_month(today())
    month = add_months(this, -1)
    missed = _missed(month).where(CoverageMonth.released_at >= start_of(this))
    departments = {opd_id for _donor, opd_id, _worker in missed.tuples()}
    if departments and (untold := _untold(month, departments)):
        with writing():
            _tell_departments(month, list(missed.tuples()), untold)


def _untold(month: date, departments: Iterable[int]) -> list[tuple[User, set[int]]]:
    """Secretaries of these departments and those above, with the departments of each."""
    found = list(debit_department_notices.secretaries_of(departments))
    keys = [_department_key(user, month) for user, _theirs in found]
    told = {key for (key,) in Message.select(Message.key).where(Message.key.in_(keys)).tuples()}
    return [(user, theirs) for user, theirs in found if _department_key(user, month) not in told]


def _tell_departments(month: date, missed: list[tuple[int, int, int]], untold: list) -> None:
    days = debit_lapses.last_days(worker_id for _donor, _opd, worker_id in missed)
    for user, theirs in untold:
        people = {worker_id for _donor, opd_id, worker_id in missed if opd_id in theirs}
        write_letter(
            key=_department_key(user, month), kind=debit_notices.KIND,
            to_kind=debit_department_notices.TO_DEPARTMENT, addresses=[user.email],
            subject=department_texts.department_missed_subject(month),
            text=department_texts.department_missed_text(
                month=month, following=_following(month), people=len(people), last_day=_first(days, people),
                donors=len({donor_id for donor_id, opd_id, _worker in missed if opd_id in theirs}),
                link=link(f"/opd/{user.opd.code}/debet-gagal"),
            ),
            at=start_of(today()) + debit_department_notices.SIX_IN_THE_MORNING,
        )  # fmt: skip


def _tell_donors(month: date, donors: set[int]) -> None:
    people: dict[int, set[int]] = defaultdict(set)
    for donor_id, _opd, worker_id in _missed(month).where(Donor.id.in_(donors)).tuples():
        people[donor_id].add(worker_id)
    days = debit_lapses.last_days(one for theirs in people.values() for one in theirs)
    to_mend = _with_something_to_mend(donors)
    for donor_id, address in sorted(debit_notices.addresses_of(donors).items()):
        theirs = people[donor_id]
        debit_notices.write_or_mend(
            {
                "key": f"{debit_notices.KIND}:missed:{month:%Y-%m}:{donor_id}",
                "subject": debit_letter_texts.missed_subject(month),
                "text": debit_letter_texts.missed_text(
                    month=month, following=_following(month), people=len(theirs), last_day=_first(days, theirs),
                    unpaid=len(theirs - days.keys()), to_mend=donor_id in to_mend,
                    link=link(debit_notices.OWN_PAGE),
                ),
                "addresses": [address],
                "at": utc_now() + debit_notices.GATHERED_WITHIN,
            },
            to_kind=debit_notices.TO_DONOR,
        )  # fmt: skip


def _missed(month: date):
    """The query of (donor, department, worker): bonds that go on, of mandates that will be debited next."""
    following = _following(month)
    return (
        CoverageMonth.select(Mandate.donor, Donor.opd, CoverageMonth.worker)
        .join(Pledge, on=(Pledge.commitment == CoverageMonth.commitment))
        .join(Mandate, on=(Pledge.mandate == Mandate.id))
        .join(Donor)
        .where(
            CoverageMonth.month == month,
            debit_waiting.was_missed(),
            Pledge.ended_at.is_null(),
            Mandate.state == mandates.VERIFIED,
            Mandate.first_month <= month,
            Mandate.revoked_on.is_null() | (Mandate.revoked_on > following),
        )
        .distinct()
    )


def _following(month: date) -> date:
    """The month that is debited next."""
    return max(add_months(month, 1), first_of_month(today()))


def _with_something_to_mend(donors: set[int]) -> set[int]:
    rows = (
        DebitLine.select(Mandate.donor)
        .join(Mandate)
        .where(Mandate.donor.in_(donors), Mandate.state == mandates.VERIFIED)
    )
    stuck = rows.where(*debit_failures.is_latest_failure(), debit_sums.needs_mending())
    return {donor_id for (donor_id,) in stuck.distinct().tuples()}


def _first(days: dict[int, date], people: set[int]) -> date | None:
    return min((days[one] for one in people if one in days), default=None)


def _department_key(user: User, month: date) -> str:
    return f"{debit_notices.KIND}:department_missed:{user.id}:{month:%Y-%m}"
