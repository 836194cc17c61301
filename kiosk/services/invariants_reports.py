"""Of monthly evaluations: their figures are those that were frozen. Of the evaluation of everybody enrolled: what it
sums up is what stands in its rows."""

from collections.abc import Iterable

from db.models import EvaluationRow, EvaluationRun, EvaluationSum, MonthReport
from kiosk.domain.evaluation import AT_EASE
from kiosk.domain.month_reports import figures_in, fingerprint
from kiosk.services import evaluation_counting
from kiosk.services.invariant_proofs import Invariant


def _reports() -> int:
    return MonthReport.select().count()


def _changed() -> Iterable[str]:
    """Whose text has another fingerprint than was written down, or speaks of another month."""
    for row in MonthReport.select().order_by(MonthReport.month).iterator():
        if fingerprint(row.figures) != row.sha256 or figures_in(row.figures).month != row.month:
            yield f"{row.month:%Y-%m}"


def _rows() -> int:
    run = evaluation_counting.newest()
    return EvaluationRow.select().where(EvaluationRow.run == run.id).count() if run else 0


def _unlike_the_rows() -> Iterable[str]:
    """Of the newest run that is finished; where it is taken away while one looks, the next one is looked at."""
    run = evaluation_counting.newest()
    while run is not None:
        found = _differences(run)
        latest = evaluation_counting.newest()
        if latest and latest.id == run.id:
            return found
        run = latest
    return []


def _differences(run: EvaluationRun) -> list[str]:
    """`post 3 stuck no_bill week`: as many sums as there are kinds at posts, companies and departments, so few."""
    counted = evaluation_counting.summed(run)
    kept = {
        (row.by, row.code, row.stage, row.step, row.bucket, row.held): (row.people, row.days)
        for row in EvaluationSum.select().where(EvaluationSum.run == run.id)
    }
    different = sorted(key for key in counted.keys() | kept.keys() if counted.get(key) != kept.get(key))
    totals = evaluation_counting.stage_totals(counted)
    if run.totals.keys() >= AT_EASE.keys():  # else it was counted before these were
        totals["enrolled"] = sum(totals.values()) + sum(run.totals[code] for code in AT_EASE)
    return [
        *(f"{stage} {run.totals.get(stage)}" for stage in totals if run.totals.get(stage) != totals[stage]),
        *(" ".join(filter(None, key)) for key in different),
    ]


INVARIANTS = (
    Invariant(
        "9", "reports", "Angka setiap laporan bulanan sama dengan sidik jarinya ketika dibekukan.",
        "laporan", _reports, _changed,
    ),
    Invariant(
        "9", "evaluation", "Jumlah evaluasi yang terbaru sama dengan barisnya.",
        "baris", _rows, _unlike_the_rows,
    ),
)  # fmt: skip
