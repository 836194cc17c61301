"""What would follow if BPJS did not take somebody for whom it was asked: read before it is noted."""

from db.models import SubmissionLine
from kiosk.services import bpjs_rejections, ledger
from kiosk.services.bpjs_correction_facts import live_months
from kiosk.services.bpjs_correction_plans import Plan
from kiosk.services.bpjs_rejections import REJECTED


def rejection_of(line: SubmissionLine) -> Plan:
    """For a line with its submission and worker: the months that bpjs_rejections lets go, `kind` REJECTED."""
    rows = live_months(line.worker_id)
    gone = bpjs_rejections.months_let_go({(line.worker_id, line.submission.funder_id)})
    ids = {row.id for row in gone}
    return Plan(
        line,
        REJECTED,
        None,
        before=ledger.protection(rows),
        after=ledger.protection([row for row in rows if row.id not in ids]),
        released=sorted(gone, key=lambda row: row.month),
    )
