"""What BPJS was asked for some days ago and has not answered; beside it people who are still to be asked for, and some
of whom something is missing."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from peewee import fn

from db.models import CoverageMonth, Funder, Submission, SubmissionLine, User
from kiosk.domain.clock import noon_of
from kiosk.services.demo.people import Person
from kiosk.services.demo.rows import insert
from kiosk.services.numbers import fresh_number

LEFT_FOR_LATER = 3  # every third of whom nothing is missing


class DaysAsked(NamedTuple):
    billed: date
    sent: date
    paid: date


def days_asked(day: date) -> DaysAsked:
    return DaysAsked(*(day - timedelta(days=days) for days in (6, 3, 1)))


def steps_when_asked(person: Person, day: date) -> tuple[date | None, ...]:
    """Billed, sent to BPJS, paid, confirmed. Who is not handed over yet has a bill of another day, which nobody has
    paid."""
    days = days_asked(day)
    is_whole = all(person.row[name] for name in ("birth_place", "mother_name_sealed", "address"))
    if is_whole and person.id % LEFT_FOR_LATER:
        return (*days, None)
    return (days.billed + timedelta(days=1), None, None, None)


def add_submission(day: date) -> None:
    """The city's people who were handed over together, each with the months asked for."""
    sent, city = days_asked(day).sent, Funder.get(Funder.kind == "apbd")
    rows = list(_handed_over(city, sent))
    if not rows:
        return
    admin = User.get(User.role == "admin", User.demo)
    submission = Submission.create(
        no=fresh_number(f"D{sent:%y}"),
        funder=city,
        wadah_type=city.wadah_type,
        made_by_id=admin.id,
        made_at=noon_of(sent),
        sent_on=sent,
        sent_by_id=admin.id,
    )
    insert(SubmissionLine, [_line(submission, number, *row) for number, row in enumerate(rows, 1)])


def _handed_over(city: Funder, sent: date) -> Iterable[tuple[int, date, date]]:
    """(worker, first month, last month) of whom BPJS was asked for on that day and has not answered."""
    month = CoverageMonth.month
    query = CoverageMonth.select(CoverageMonth.worker, fn.MIN(month), fn.MAX(month)).where(
        CoverageMonth.funder == city, CoverageMonth.submitted_on == sent, CoverageMonth.effective_on.is_null()
    )
    return query.group_by(CoverageMonth.worker).order_by(CoverageMonth.worker).tuples()


def _line(submission: Submission, number: int, worker_id: int, first: date, last: date) -> dict:
    return {
        "submission": submission.id,
        "number": number,
        "worker": worker_id,
        "first_month": first,
        "last_month": last,
    }
