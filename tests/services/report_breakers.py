"""Ways to make a frozen report untrue, each answering with its month, and the sums of an evaluation."""

from datetime import date

from db.models import Bill, CoverageMonth, EvaluationRow, EvaluationRun, EvaluationSum, MonthReport
from kiosk.domain.clock import today, utc_now
from kiosk.domain.evaluation import AT_EASE
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


def _evaluation(**totals) -> EvaluationRun:
    """One person in its rows, and nothing summed."""
    run = EvaluationRun.create(
        day=today(), finished_at=utc_now(), totals={"unfunded": 1, "stuck": 0, "lapsed": 0, **totals}
    )
    worker = CoverageMonth.select(CoverageMonth.worker).tuples().first()[0]
    EvaluationRow.create(
        run=run, worker=worker, stage="unfunded", step="waiting", bucket="week", since=today(), months=0
    )
    return run


def _sum(run: EvaluationRun, by: str, **other) -> None:
    true = {"code": "", "stage": "unfunded", "step": "waiting", "bucket": "week", "people": 1, "days": 0}
    EvaluationSum.create(run=run, by=by, **{**true, **other})


def sum_left_out(_bill: Bill) -> str:
    run = _evaluation()
    for by in ("all", "post", "company"):
        _sum(run, by)
    return "opd unfunded waiting week"


def sum_of_more_than_there_are(_bill: Bill) -> str:
    run = _evaluation()
    for by in ("all", "post", "opd"):
        _sum(run, by)
    _sum(run, "company", people=2)
    return "company unfunded waiting week"


def days_that_nobody_waited(_bill: Bill) -> str:
    run = _evaluation()
    for by in ("all", "company", "opd"):
        _sum(run, by)
    _sum(run, "post", days=9)
    return "post unfunded waiting week"


def total_of_more_than_there_are(_bill: Bill) -> str:
    run = _evaluation(lapsed=4)
    for by in ("all", "post", "company", "opd"):
        _sum(run, by)
    return "lapsed 4"


def enrolled_that_do_not_add_up(_bill: Bill) -> str:
    run = _evaluation(**dict.fromkeys(AT_EASE, 2), enrolled=8)
    for by in ("all", "post", "company", "opd"):
        _sum(run, by)
    return "enrolled 8"


BROKEN = {
    "reports": (figures_edited, report_of_another_month),
    "evaluation": (
        sum_left_out,
        sum_of_more_than_there_are,
        days_that_nobody_waited,
        total_of_more_than_there_are,
        enrolled_that_do_not_add_up,
    ),
}
PROVEN_ONLY = {break_it for found in BROKEN.values() for break_it in found}
