"""What is remarked of an answer by which a month asked for protects nobody."""

from datetime import date

from kiosk.domain.clock import last_of_month
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_

BEGUN_LATE = N_(
    "BPJS memulai %(day_on)s: pada %(month_months)s orang ini tidak terlindungi, padahal iurannya dibayar. Hari mulai "
    "yang lebih awal dapat diminta lewat Surat ke BPJS."
)
BEGINS_LATE = N_(
    "BPJS memulai %(day_on)s: pada %(month_months)s orang ini tidak terlindungi, walaupun iurannya dibayar nanti. "
    "Sesudah dibayar, hari mulai yang lebih awal dapat diminta lewat Surat ke BPJS."
)


def begun_late(month: date, day: date) -> tuple[Finding, ...]:
    """One remark where the first paid `month` counts only from a `day` after its last, else none."""
    return (warn("begun_late", BEGUN_LATE, month_months=[month], day_on=day),) if _is_late(month, day) else ()


def begins_late(month: date, day: date) -> tuple[Finding, ...]:
    """The same of a `month` that nobody has paid yet."""
    return (
        (warn("begins_late", BEGINS_LATE, month_months=[month], day_on=day),) if _is_late(month, day) else ()
    )


def _is_late(month: date, day: date) -> bool:
    return day > last_of_month(month)
