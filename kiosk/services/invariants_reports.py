"""Of monthly evaluations: their figures are those that were frozen."""

from collections.abc import Iterable

from db.models import MonthReport
from kiosk.domain.month_reports import figures_in, fingerprint
from kiosk.services.invariant_proofs import Invariant


def _reports() -> int:
    return MonthReport.select().count()


def _changed() -> Iterable[str]:
    """Whose text has another fingerprint than was written down, or speaks of another month."""
    for row in MonthReport.select().order_by(MonthReport.month).iterator():
        if fingerprint(row.figures) != row.sha256 or figures_in(row.figures).month != row.month:
            yield f"{row.month:%Y-%m}"


INVARIANTS = (
    Invariant(
        "9", "reports", "Angka setiap laporan bulanan sama dengan sidik jarinya ketika dibekukan.",
        "laporan", _reports, _changed,
    ),
)  # fmt: skip
