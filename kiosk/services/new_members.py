"""Whose age still lets a membership begin, or go on: DOMAIN 1.2 asks it of a new member alone."""

from datetime import date

from peewee import fn

from db.models import CoverageSpan, Worker
from kiosk.domain.age import latest_birth
from kiosk.domain.clock import add_months, first_of_month
from kiosk.domain.coverage_spans import PAID
from kiosk.services import ledger, settings


def may_be_member(first_month: date):
    """The condition over Worker: young enough for a first payment for this month, or a member whose arrears can still
    be paid on that day."""
    day = ledger.first_payment_on(first_month)
    young = Worker.birth_on > latest_birth(day, settings.whole("age_limit"))
    return young | fn.EXISTS(_member_still(day))


def _member_still(day: date):
    """For a worker: a confirmed stretch whose last day to pay (domain/lapses) is not before `day`."""
    since = add_months(first_of_month(day), -settings.whole("lapse_months"))
    return CoverageSpan.select(CoverageSpan.worker).where(
        CoverageSpan.worker == Worker.id,
        CoverageSpan.kind == PAID,
        CoverageSpan.member,
        CoverageSpan.last > since,
    )
