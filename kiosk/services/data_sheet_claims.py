"""What was reported to Payung about one person's accidents, or their death, as lines of the data sheet. Whom one calls
about it is the family's own data and stands elsewhere."""

from collections.abc import Collection, Mapping

from db.models import Claim
from kiosk.domain import claim_words
from kiosk.domain.words import long_date, rupiah
from kiosk.files.data_sheets import Line
from kiosk.services import safe


def claim_lines(worker_ids: Collection[int], others: Mapping[int, str]) -> list[Line]:
    """(number, what happened and when, how it stands at BPJS), the oldest first; one query. `others` are the numbers
    that were merged into this one, by id."""
    rows = Claim.select().where(Claim.worker.in_(list(worker_ids)))
    return [_line(claim, others) for claim in rows.order_by(Claim.happened_at, Claim.id)]


def _line(claim: Claim, others: Mapping[int, str]) -> Line:
    under = f" dengan nomor {others[claim.worker_id]}" if claim.worker_id in others else ""
    happened = f"{claim_words.KINDS[claim.kind]}, {long_date(claim.happened_on)}{under}"
    return Line(claim.no, f"{happened}{_told(claim)}", f"{claim_words.STATES[claim.state]}{_paid(claim)}")


def _told(claim: Claim) -> str:
    if claim.told_deleted_on:
        return f". Ceritanya dihapus {long_date(claim.told_deleted_on)}, sesudah masa simpan."
    told = safe.open_text(claim.told_sealed, safe.CLAIM_TOLD)
    return f". Cerita yang dicatat: {told}" if told else ""


def _paid(claim: Claim) -> str:
    if not claim.paid_amount:
        return ""
    return f", {rupiah(claim.paid_amount)} (terakhir {long_date(claim.paid_on)})"
