"""The monthly evaluations: every month with its state, what has been corrected since, and each as a PDF."""

from datetime import date

from flask import Blueprint, request
from flask_babel import gettext as _

from kiosk.domain.clock import first_of_month, today
from kiosk.domain.month_report_corrections import RUPIAH, Correction
from kiosk.domain.words import number, rupiah, signed
from kiosk.services import month_report_papers, month_reports
from kiosk.services.month_reports import NO_SUCH_MONTH, NoReport
from kiosk.web.access import actor, allow
from kiosk.web.answers import pdf, show
from kiosk.web.debits.run_asked_for import month_in

monthly_reports = Blueprint("monthly_reports", __name__)
PATH = "/cakupan/laporan"


@monthly_reports.app_template_global()
def correction_words(one: Correction) -> str:
    """Which figure it is, in the reader's language."""
    return _(one.words) % {name: _(value) for name, value in one.params.items()}


@monthly_reports.app_template_global()
def corrected_figure(one: Correction, value: int | None, *, difference: bool = False) -> str:
    """`1.234` or `Rp1.234`; a difference carries its sign; a dash where there is none."""
    if value is None:
        return "–"
    if one.unit != RUPIAH:
        return signed(value) if difference else number(value)
    sign = "" if not difference or not value else "+" if value > 0 else "−"
    return f"{sign}{rupiah(abs(value))}"


@monthly_reports.get(PATH)
@allow("opd", "admin", "auditor")
def index():
    """`?bulan=` opens what has been corrected of one month."""
    asked = request.args.get("bulan")
    if not asked:
        return _list()
    month = month_in(asked)
    try:
        chosen = _asked_for(month)
    except NoReport as refusal:
        return _list(refused=_(refusal.message), status=404)
    return _list(chosen=chosen)


@monthly_reports.get(f"{PATH}/<month>.pdf")
@allow("opd", "admin", "auditor")
def report(month: str):
    """A month without a report answers with the list and a sentence."""
    try:
        asked = _required(month_in(month))
        return pdf(month_report_papers.pdf_of(asked, by=actor()), f"laporan-{month}")
    except NoReport as refusal:
        return _list(refused=_(refusal.message), status=404)


def _asked_for(month: date | None):
    """Raises NoReport."""
    return month_reports.report_of(_required(month), by=actor())


def _required(month: date | None) -> date:
    if month is None:
        raise NoReport(NO_SUCH_MONTH)
    return month


def _list(*, chosen=None, refused: str = "", status: int = 200):
    return show(
        "coverage/reports.html",
        lines=month_reports.listed(by=actor()),
        chosen=chosen,
        refused=refused,
        this_month=first_of_month(today()),
        status=status,
    )
