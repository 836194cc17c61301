"""A mandate is signed, on the screen or on paper: what was read becomes what holds. The paper is drawn and sealed
first; then, in one transaction, donor and draft are held, nothing of it may have changed, and its people are bound."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from db.models import Mandate
from kiosk.domain import mandates as rules
from kiosk.domain.clock import utc_now
from kiosk.domain.holds import SIGNED
from kiosk.domain.words import N_
from kiosk.services import audit, loose_papers, mandate_documents, mandate_drafts, mandate_lookup, pledges
from kiosk.services.acting import Actor, Refused
from kiosk.services.coverage_changes import hold_people
from kiosk.services.holds import hold_until
from kiosk.services.loose_papers import LoosePaper
from kiosk.services.mandate_documents import DEPARTMENTS, DONORS
from kiosk.services.mandate_papers import OWNER
from kiosk.services.mandate_terms import Terms, code_of, to_be_signed
from kiosk.services.once import once, was_answered

PURPOSE = "mandate_signed"
NOBODY = N_("Belum ada pekerja yang dipesan, maka belum ada yang ditandatangani. Pilih pekerjanya dulu.")
NO_ACCOUNT = N_("Nomor rekening belum diisi. Lengkapi dulu pilihannya.")
CHANGED = N_(
    "Isi surat kuasa ini berubah sesudah Anda membukanya: orangnya, jumlahnya, atau rekeningnya. Baca lagi, lalu "
    "tandatangani."
)
NO_DRAFT = N_("Tidak ada surat kuasa yang menunggu tanda tangan Anda. Mulai lagi dari pilihan.")


class Changed(Refused):
    """What would be signed is not what was read."""

    def __init__(self):
        super().__init__(CHANGED)


@dataclass(frozen=True)
class Signature:
    """`drawn` is a PNG from the screen, `scan` a PDF of the sheet that was signed by hand: one of both."""

    drawn: bytes | None = None
    scan: bytes | None = None

    @property
    def how(self) -> str:
        return rules.ON_SCREEN if self.drawn else rules.ON_PAPER

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.drawn or self.scan).hexdigest()


def sign(*, code: str, signature: Signature, client_key: str, by: Actor) -> str:
    """Sign the donor's draft; `code` is that of the terms as they were read (mandate_terms.code_of). Answers with the
    number; sent twice, with the same. Raises NotThere, Changed, Refused (nobody reserved, no account, no draft),
    TariffMissing, KeyInUse, PaperGone."""
    draft, at = mandate_drafts.draft_of(mandate_drafts.donor_of(by)), utc_now()
    papers: dict[str, LoosePaper] = {}
    if draft and not was_answered(key=client_key, purpose=PURPOSE, by=by):
        papers = _lay_down(draft, _terms_as_read(draft, code), signature, at, by)
    answer, _first = once(
        key=client_key,
        purpose=PURPOSE,
        content={"code": code, "how": signature.how, "sha256": signature.sha256},
        by=by,
        make=lambda: _sign(draft, code, signature, papers, at, by),
    )
    return answer


def _terms_as_read(draft: Mandate, code: str) -> Terms:
    terms = to_be_signed(draft)
    if not terms.people:
        raise Refused(NOBODY)
    if not draft.account_hash:
        raise Refused(NO_ACCOUNT)
    if code_of(draft, terms) != code:
        raise Changed
    return terms


def _lay_down(
    draft: Mandate, terms: Terms, signature: Signature, at: datetime, by: Actor
) -> dict[str, LoosePaper]:
    """By kind: on the screen a copy with names and one without, on paper the sheet itself."""
    if signature.scan:
        contents = {DONORS: signature.scan}
    else:
        contents = {
            kind: mandate_documents.drawn(draft, terms, kind=kind, signature=signature.drawn, at=at)
            for kind in (DONORS, DEPARTMENTS)
        }
    return {kind: loose_papers.lay_down(content, kind=kind, by=by) for kind, content in contents.items()}


def _sign(
    draft: Mandate | None,
    code: str,
    signature: Signature,
    papers: dict[str, LoosePaper],
    at: datetime,
    by: Actor,
) -> str:
    if draft is None:
        raise Refused(NO_DRAFT)
    now = mandate_lookup.held_with_donor(draft)
    if now.state != rules.DRAFT:
        raise Refused(NO_DRAFT)
    now.first_month, now.text_version, now.bank = draft.first_month, draft.text_version, draft.bank
    # Held before what they are reserved by, as whoever lets a reservation run out holds them.
    hold_people([one.worker_id for one in pledges.reserved_by(now.donor)])
    terms = _terms_as_read(now, code)
    for paper in papers.values():
        loose_papers.hand_over(paper, owner_kind=OWNER, owner_id=now.id, by=by)
    _freeze(now, terms, signature, papers[DONORS], at)
    if len(pledges.bind(mandate=now, by=by)) != len(terms.people):
        raise Changed
    audit.record(
        "kuasa.ditandatangani", by=by, kind=OWNER, subject=now.no,
        cara=signature.how, orang=len(terms.people), batas=terms.limit, versi=now.text_version,
    )  # fmt: skip
    return now.no


def _freeze(mandate: Mandate, terms: Terms, signature: Signature, paper: LoosePaper, at: datetime) -> None:
    mandate_lookup.write(
        mandate,
        state=rules.SIGNED,
        signed_how=signature.how,
        signed_at=at,
        people=len(terms.people),
        limit_amount=terms.limit,
        first_month=terms.month,
        text_version=mandate.text_version,
        bank=mandate.bank,
        document_sha256=paper.sha256,
        held_until=hold_until(pledges.ASN, SIGNED),
    )
