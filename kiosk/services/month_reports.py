"""Monthly evaluations: made once of each month that is over, frozen, and read beside what the ledger says today."""

from dataclasses import dataclass
from datetime import date, datetime

from peewee import fn

from db.connection import writing
from db.models import CoverageCount, MonthReport
from kiosk.domain.clock import add_months, first_of_month, months_between, today, utc_now
from kiosk.domain.month_report_corrections import Correction, corrections, kept
from kiosk.domain.month_reports import Figures, figures_in, fingerprint, text_of
from kiosk.domain.words import N_
from kiosk.services import access, audit, month_report_counts, month_report_figures
from kiosk.services.acting import SYSTEM, Actor, NotThere, Refused

SEES_REPORTS = ("opd", "admin", "auditor")
MOST_MONTHS_BACK = 24

NO_SUCH_MONTH = N_("Tidak ada laporan untuk bulan itu. Pilih bulannya dari daftar laporan.")
NOT_YET = N_("Bulan ini belum tiba, maka belum ada yang dapat dilaporkan.")
NOT_MADE = N_(
    "Laporan bulan ini belum dibuat. Laporan dibuat sendiri pada hari pertama sesudah bulannya selesai."
)


class NoReport(NotThere):
    """`message` is a sentence that says why."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Report:
    """A month's evaluation. `made_at` is None and nothing is corrected while the month still runs; `now` is the same
    report by what the ledger says today."""

    figures: Figures
    made_at: datetime | None = None
    sha256: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def running(self) -> bool:
        return self.made_at is None

    @property
    def kept(self) -> int:
        """How many corrections the list of reports counts too."""
        return kept(self.corrections)


@dataclass(frozen=True)
class ReportLine:
    """One month of the list; `made_at` None: it still runs, or its report is yet to be made (`waits`). `corrections`
    counts the figures of people and claims that the ledger says otherwise today; money is looked at month by month."""

    month: date
    effective: int | None
    made_at: datetime | None
    corrections: int = 0
    waits: bool = False


def due() -> list[date]:
    """Months that are over and have no report, oldest first: from the first month of the ledger, at most
    MOST_MONTHS_BACK back."""
    first = CoverageCount.select(fn.MIN(CoverageCount.month)).scalar()
    this = first_of_month(today())
    if first is None or first >= this:
        return []
    first = max(first, add_months(this, -MOST_MONTHS_BACK))
    made = {
        month for (month,) in MonthReport.select(MonthReport.month).where(MonthReport.month >= first).tuples()
    }
    months = (add_months(first, step) for step in range(months_between(first, this)))
    return [month for month in months if month not in made]


def make(month: date, *, job_id: int | None = None) -> bool:
    """Freeze the report of a month that is over; False where there is one already. Raises Refused for a month that is
    not over."""
    if month >= first_of_month(today()):
        raise Refused(NOT_YET)
    text = text_of(month_report_figures.figures_of(month))
    row = {
        "month": month,
        "figures": text,
        "sha256": fingerprint(text),
        "job_id": job_id,
        "made_at": utc_now(),
    }
    with writing():
        written = MonthReport.insert(**row).on_conflict_ignore().returning(MonthReport.id)
        if not list(written.tuples().execute()):
            return False
        audit.record("laporan.dibuat", by=SYSTEM, kind="laporan", subject=f"{month:%Y-%m}")
    return True


def report_of(month: date, *, by: Actor) -> Report:
    """Frozen where the month is over, with its corrections; so far where it runs. Raises NotAllowed, NoReport for a
    month before the first report, not made yet, or to come."""
    access.require(by.role in SEES_REPORTS)
    this = first_of_month(today())
    if month > this:
        raise NoReport(NOT_YET)
    if month == this:
        return Report(month_report_figures.figures_of(month))
    row = MonthReport.get_or_none(MonthReport.month == month)
    if row is None:
        raise NoReport(NOT_MADE if month in due() else NO_SUCH_MONTH)
    frozen = figures_in(row.figures)
    now = month_report_figures.as_now([frozen])[month]
    return Report(frozen, row.made_at, row.sha256, tuple(corrections(frozen, now)))


def listed(*, by: Actor) -> list[ReportLine]:
    """Every month that has a report, waits for one or runs, the newest first; as many queries for many as for one.
    Raises NotAllowed."""
    access.require(by.role in SEES_REPORTS)
    rows = list(MonthReport.select())
    frozen = {row.month: figures_in(row.figures) for row in rows}
    now = month_report_figures.as_now(frozen.values(), with_money=False)
    lines = [
        ReportLine(row.month, one.effective, row.made_at, kept(corrections(one, now[row.month])))
        for row, one in zip(rows, frozen.values(), strict=True)
    ]
    lines += [ReportLine(month, None, None, waits=True) for month in due()]
    return sorted([*lines, _running()], key=lambda line: line.month, reverse=True)


def _running() -> ReportLine:
    month = first_of_month(today())
    return ReportLine(month, month_report_counts.months_in_time([month])[0].effective, None)
