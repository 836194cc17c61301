"""Ways to make a frozen report untrue, each answering with its month."""

from datetime import date

from db.models import Bill, MonthReport
from kiosk.domain.month_reports import Figures, fingerprint, text_of

MONTH = date(2026, 1, 1)
TEXT = text_of(Figures(MONTH, date(2026, 2, 1), effective=6))


def figures_edited(_bill: Bill) -> str:
    MonthReport.create(
        month=MONTH, figures=TEXT.replace('"effective":6', '"effective":9'), sha256=fingerprint(TEXT)
    )
    return f"{MONTH:%Y-%m}"


def report_of_another_month(_bill: Bill) -> str:
    MonthReport.create(month=date(2026, 3, 1), figures=TEXT, sha256=fingerprint(TEXT))
    return "2026-03"


BROKEN = {"reports": (figures_edited, report_of_another_month)}
