"""The proof of a payment: a paper of its own, sealed, seen by whoever may see the payment."""

from db.models import Attachment, Payment
from kiosk.files.evidence import MIMETYPES, Evidence
from kiosk.services import loose_papers, safe
from kiosk.services.acting import Actor, NotThere
from kiosk.services.bill_lookup import payment_seen_by
from kiosk.services.loose_papers import LoosePaper

OWNER = "pembayaran"


def lay_down(evidence: Evidence | None, *, by: Actor) -> LoosePaper | None:
    """Sealed to disk before the payment is written."""
    return loose_papers.lay_down(evidence.content, kind=evidence.kind, by=by) if evidence else None


def attach(paper: LoosePaper | None, payment: Payment, *, by: Actor) -> None:
    """In the caller's transaction. Raises PaperGone."""
    if paper:
        loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=payment.id, by=by)


def evidence_of(*, no: str, by: Actor) -> tuple[bytes, str]:
    """Its content and its mimetype. Raises NotThere where there is none, NotAllowed."""
    row = _paper_of(payment_seen_by(by, no).id)
    if row is None:
        raise NotThere
    return safe.file_content(row.path, row.kind), MIMETYPES[row.kind]


def kind_of(payment_id: int) -> str:
    """`bukti_pdf`, `bukti_foto` or nothing."""
    row = _paper_of(payment_id)
    return row.kind if row else ""


def _paper_of(payment_id: int) -> Attachment | None:
    own = (Attachment.owner_kind == OWNER) & (Attachment.owner_id == payment_id)
    return Attachment.select().where(own).order_by(Attachment.id.desc()).first()
