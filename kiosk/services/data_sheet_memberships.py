"""Under which numbers one person is a member of BPJS, what BPJS turned down, as lines of the data sheet."""

from collections.abc import Collection

from db.models import Funder, Membership, Submission, SubmissionLine
from kiosk.domain.clock import local
from kiosk.domain.words import long_date
from kiosk.files.data_sheets import Line
from kiosk.services import membership_lookups, safe
from kiosk.services.membership_lookups import WITHDRAWN
from kiosk.services.worker_strip import funder_words

OWN = "nomor yang sudah dimiliki sebelumnya"
NO_NUMBER = "tidak disebut"


def membership_lines(worker_ids: Collection[int]) -> list[Line]:
    """(number in full, who asked for it, how it stands), the oldest first; then the rejections."""
    members = [_line(one) for one in membership_lookups.memberships_of(worker_ids)]
    return [*members, *(_rejected(line) for line in _rejections(worker_ids))]


def _line(one: Membership) -> Line:
    number = safe.open_text(one.kpj_sealed, safe.KPJ) or NO_NUMBER
    if one.funder_id is None:
        return Line(number, OWN, "")
    if one.source == WITHDRAWN:
        return Line(number, funder_words(one.funder), "penerimaannya dibatalkan BPJS")
    since = f"diterima BPJS, berlaku {long_date(one.effective_on)}" if one.effective_on else "diterima BPJS"
    return Line(number, funder_words(one.funder), since)


def _rejected(line: SubmissionLine) -> Line:
    day = f" {long_date(local(line.answered_at).date())}" if line.answered_at else ""
    why = f": {line.reason}" if line.reason else ""
    return Line("–", funder_words(line.submission.funder), f"ditolak BPJS{day}{why}")


def _rejections(worker_ids: Collection[int]):
    query = SubmissionLine.select(SubmissionLine, Submission, Funder).join(Submission).join(Funder)
    rejected = SubmissionLine.worker.in_(list(worker_ids)) & (SubmissionLine.state == "rejected")
    return query.where(rejected).order_by(SubmissionLine.id)
