"""The monthly evaluation as a file."""

from datetime import date

from kiosk.domain.clock import local, today, utc_now
from kiosk.files.month_reports import MonthPaper, month_report_pdf
from kiosk.services import month_reports, settings
from kiosk.services.acting import Actor


def pdf_of(month: date, *, by: Actor) -> bytes:
    """Raises NotAllowed, NoReport."""
    report = month_reports.report_of(month, by=by)
    return month_report_pdf(
        MonthPaper(
            figures=report.figures,
            made_at=local(report.made_at or utc_now()),
            day=today(),
            owner=settings.setting("programme_owner"),
            branch=settings.setting("bpjs_branch"),
            sha256=report.sha256,
            corrections=report.corrections,
        )
    )
