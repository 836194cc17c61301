"""What somebody is given if something happens on a day, by the settings of that day."""

from dataclasses import dataclass
from datetime import date

from db.models import CoverageMonth
from kiosk.domain.benefits import Benefits, Terms, benefits_on
from kiosk.domain.protection import CoveredMonth
from kiosk.services import settings


@dataclass(frozen=True)
class Reporting:
    """Within how many times 24 hours an accident is reported, and the number to call."""

    days: int
    call_centre: str


def benefits_of(months: list[CoverageMonth], *, on: date) -> Benefits:
    """`months` as ledger.live_months answers."""
    covered = [CoveredMonth(row.month, row.effective_on, row.paid_on) for row in months]
    return benefits_on(on, covered, terms_on(on))


def terms_on(day: date) -> Terms:
    return Terms(
        base_income=settings.whole("base_income", on=day),
        disability_times=settings.whole("total_disability_multiplier", on=day),
        short_months=settings.whole("jkm_short_months", on=day),
        short_amount=settings.whole("jkm_short_amount", on=day),
        lapse_months=settings.whole("lapse_months", on=day),
    )


def reporting() -> Reporting:
    hours = settings.whole("report_hours_after_accident")
    return Reporting(hours // 24, settings.setting("call_centre"))
