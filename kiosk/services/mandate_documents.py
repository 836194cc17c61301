"""The surat kuasa as a paper: drawn anew until it is signed, afterwards the bytes that were kept. The donor's copy
names their workers; the department's has initials, since it knows no worker; in the auditor's account and
NIP are masked. The sheet to be signed by hand says of people from the waiting list no more than the list did, and names
whom the donor has nominated."""

from datetime import datetime

from db.connection import writing
from db.models import Attachment, Mandate, Pledge, Worker
from kiosk.domain import mandates as rules
from kiosk.domain.asn_statuses import WORDS
from kiosk.domain.clock import local, today
from kiosk.domain.nip import mask_nip
from kiosk.domain.number_words import rupiah_in_words
from kiosk.files.mandate_papers import MandatePaper, NamedPerson, mandate_pdf
from kiosk.files.pictures import data_url
from kiosk.services import (
    audit,
    mandate_accounts,
    mandate_lookup,
    mandate_terms,
    mandate_words,
    safe,
    settings,
)
from kiosk.services.acting import Actor, NotThere
from kiosk.services.mandate_papers import OWNER
from kiosk.services.mandate_terms import Terms
from kiosk.services.messages import link

DONORS, DEPARTMENTS = "kuasa_pdf", "kuasa_opd_pdf"  # kinds of Attachment
FOR_WHOM = {DONORS: "Salinan pemberi kuasa", DEPARTMENTS: "Salinan OPD", "": "Salinan pengawas"}


def document_of(*, no: str, by: Actor) -> bytes:
    """The PDF, as far as this person may know what stands in it; whoever looks and is not its donor is noted. Raises
    NotThere, NotAllowed."""
    mandate = mandate_lookup.seen_by(by, no)
    content = _content_for(mandate, by)
    if not mandate_lookup.is_own(by, mandate):
        with writing():
            audit.record("kuasa.pdf_dibuka", by=by, kind=OWNER, subject=no)
    return content


def _content_for(mandate: Mandate, by: Actor) -> bytes:
    if by.role == "auditor":
        return _masked(mandate)
    if mandate.signed_at is None:
        return to_sign(mandate)
    return _kept(mandate, DONORS if _sees_donors(mandate, by) else DEPARTMENTS)


def to_sign(mandate: Mandate) -> bytes:
    """The draft as it stands now, with room for a signature by hand. Raises NotThere once it is no draft any more."""
    if mandate.state != rules.DRAFT:
        raise NotThere
    return drawn(mandate, mandate_terms.to_be_signed(mandate))


def drawn(
    mandate: Mandate,
    terms: Terms,
    *,
    kind: str | None = None,
    signature: bytes | None = None,
    at: datetime | None = None,
) -> bytes:
    """`kind` says whose copy it is, None for the one to be signed by hand; `signature` is a PNG, `at` when (UTC)."""
    account = mandate_accounts.masked_of(mandate) if kind == "" else mandate_accounts.number_of(mandate)
    clauses = mandate_words.clauses_of(mandate, terms, account=account)
    donor = mandate.donor
    return mandate_pdf(
        MandatePaper(
            no=mandate.no,
            version=mandate.text_version,
            code=mandate_terms.code_of(mandate, terms),
            donor=donor.name,
            nip=mask_nip(donor.nip) if kind == "" else donor.nip,
            status=WORDS[donor.status_asn],
            jabatan=donor.jabatan,
            opd=donor.opd.name,
            unit=donor.unit,
            bank=mandate.bank,
            account=account,
            account_name=mandate.account_name,
            plan=mandate_words.PLANS["id"][terms.plan],
            first_day=terms.month.replace(day=settings.whole("debit_day")),
            limit=terms.limit,
            limit_in_words=rupiah_in_words(terms.limit),
            now=mandate_words.now_in_words(terms),
            people=_people(terms, kind),
            clauses=[(one.title, one.text) for one in clauses],
            signature=data_url(signature, "image/png") if signature else "",
            signed_at=local(at) if at else None,
            for_whom="" if kind is None else FOR_WHOM[kind],
            city=settings.setting("city_name"),
            owner=settings.setting("programme_owner"),
            address=link(f"/asn/kuasa/{mandate.no}"),
            printed_on=today(),
        )
    )


def _people(terms: Terms, kind: str | None) -> list[NamedPerson]:
    """With a registration number and a birth date anybody reads the state of a person: none before it is signed."""
    return [
        NamedPerson(
            called=one.name if kind == DONORS or (kind is None and one.nominated) else one.initials,
            reg_no="" if kind is None else one.reg_no,
            occupation=one.occupation,
            kelurahan=one.kelurahan,
            full=one.full,
        )
        for one in terms.people
    ]


def _sees_donors(mandate: Mandate, by: Actor) -> bool:
    """What was signed by hand is one sheet: it is the same for all. The donor's names go with the mandate."""
    names = rules.names_its_people(mandate.state, mandate.revoked_on, today())
    return (mandate_lookup.is_own(by, mandate) and names) or mandate.signed_how == rules.ON_PAPER


def _kept(mandate: Mandate, kind: str) -> bytes:
    row = Attachment.get_or_none(
        Attachment.owner_kind == OWNER, Attachment.owner_id == mandate.id, Attachment.kind == kind
    )
    if row is None:
        raise NotThere
    return safe.file_content(row.path, row.kind)


def _masked(mandate: Mandate) -> bytes:
    """Everybody who ever stood under it, at the rates of its first month."""
    if mandate.state == rules.DRAFT:
        terms = mandate_terms.to_be_signed(mandate)
    else:
        rows = Pledge.select(Pledge, Worker).join(Worker).where(Pledge.mandate == mandate)
        terms = mandate_terms.terms_of(
            list(rows.order_by(Pledge.id)), plan=mandate.plan, month=mandate.first_month
        )
    return drawn(mandate, terms, kind="", at=mandate.signed_at)
