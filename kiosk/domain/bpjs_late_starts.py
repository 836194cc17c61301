"""What is remarked of an answer by which a paid month protects nobody."""

from datetime import date

from kiosk.domain.clock import last_of_month
from kiosk.domain.findings import Finding, warn
from kiosk.domain.words import N_

BEGUN_LATE = N_(
    "BPJS memulai %(day_on)s: pada %(month_months)s orang ini tidak terlindungi, padahal iurannya dibayar. Hari mulai "
    "yang lebih awal dapat diminta lewat Surat ke BPJS."
)


def begun_late(month: date, day: date) -> tuple[Finding, ...]:
    """One remark where the first paid `month` counts only from a `day` after its last, else none."""
    if day <= last_of_month(month):
        return ()
    return (warn("begun_late", BEGUN_LATE, month_months=[month], day_on=day),)
