"""One line of a worker's history (worker_history)."""

from dataclasses import dataclass
from datetime import date, datetime

from db.models import AuditEvent
from kiosk.services import bpjs_correction_pages
from kiosk.services.correction_notes import Change


@dataclass(frozen=True)
class PastEvent:
    """One line of a worker's history; `batch_no` where it happened to a whole batch at once, `changes` and `reason`
    where something was corrected, `void_reason` and `note` where a card was replaced, `reason` also
    why cover was ended or BPJS took back its answer, `note` also where BPJS said what it answers or corrects, with the
    months that `stopped` by it, `begins` the old and the new day of a start that BPJS corrected, `under` the
    registration number of then where it was another."""

    at: datetime
    user_name: str
    action: str
    batch_no: str = ""
    changes: tuple[Change, ...] = ()
    reason: str = ""
    void_reason: str = ""
    note: str = ""
    under: str = ""
    stopped: tuple[date, ...] = ()
    begins: tuple[date, date] | None = None


def corrected_by_bpjs(line: AuditEvent, *, under: str) -> PastEvent:
    """What BPJS has corrected about the person, by its line of the trail."""
    said = bpjs_correction_pages.told(line)
    return PastEvent(
        line.at,
        line.user_name,
        line.action,
        reason=said.reason,
        note=said.source,
        stopped=said.months,
        begins=said.begins,
        under=under,
    )
