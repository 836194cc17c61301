"""Whom one calls about a claim: the heirs, or the family of who was hurt. Name and number are sealed, shown masked, and
opened for one look that is written down. Nothing is sent by machine."""

from dataclasses import dataclass

from db.connection import writing
from db.models import Claim
from kiosk.domain import claims, heirs
from kiosk.domain.office_phone import office_phone_display
from kiosk.domain.words import N_, initials, mask_phone
from kiosk.services import access, audit, safe, settings
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.claim_lookup import MAY_ACT, OWNER, claim_seen_by, claim_to_change
from kiosk.services.once import once

CLOSED = N_("Laporan ini ditutup karena keliru, maka kontak keluarganya tidak dicatat lagi.")


@dataclass(frozen=True)
class Masked:
    """What everybody who sees the claim reads: initials, and the ends of the number. `is_there` without any of it once
    it was noted; `may_open` and `may_change` for who asked."""

    is_there: bool
    called: str
    relation: str
    phone: str
    may_open: bool
    may_change: bool


@dataclass(frozen=True)
class Contact:
    """In clear, for one look: `phone` as it is dialled, empty where there is none; `words` are to be sent by hand."""

    name: str
    relation: str
    phone: str
    words: str


def masked(claim: Claim, by: Actor) -> Masked:
    """For whoever may see the claim."""
    name = safe.open_text(claim.heir_name_sealed, safe.CLAIM_HEIR) or ""
    phone = safe.open_text(claim.heir_phone_sealed, safe.CLAIM_HEIR_PHONE) or ""
    return Masked(
        is_there=bool(name),
        called=initials(name),
        relation=heirs.RELATIONS.get(claim.heir_relation, "") if name else "",
        phone=mask_phone(phone) if phone else "",
        may_open=bool(name) and by.role in MAY_ACT,
        may_change=by.role in MAY_ACT and claim.state != claims.CLOSED_WRONG,
    )


def note(*, no: str, name: str, relation: str, phone: str, client_key: str, by: Actor) -> None:
    """In place of what was noted before. `relation` is one of domain/heirs.RELATIONS, `phone` as read_office_phone
    reads it, or empty. Raises NotThere, NotAllowed, KeyInUse, Refused for a closed claim."""
    claim_seen_by(by, no)
    access.require(by.role in MAY_ACT)
    once(
        key=client_key,
        purpose="claim.heirs",
        content={"claim": no, "name": name, "relation": relation, "phone": phone},
        by=by,
        make=lambda: _note(no, name, relation, phone, by),
    )


def remove(*, no: str, by: Actor) -> None:
    """Done already: nothing more. Raises NotThere, NotAllowed."""
    claim_seen_by(by, no)
    with writing():
        claim = claim_to_change(by, no)
        if forget(claim):
            audit.record("klaim.keluarga_dihapus", by=by, kind=OWNER, subject=no)


def open_contact(*, no: str, by: Actor) -> Contact:
    """For one look; the look is written down first. Raises NotAllowed, NotThere where none is noted."""
    claim = claim_seen_by(by, no)
    access.require(by.role in MAY_ACT)
    name = safe.open_text(claim.heir_name_sealed, safe.CLAIM_HEIR)
    if not name:
        raise NotThere
    phone = safe.open_text(claim.heir_phone_sealed, safe.CLAIM_HEIR_PHONE)
    with writing():
        audit.record("klaim.keluarga_dibuka", by=by, kind=OWNER, subject=no)
    return Contact(
        name=name,
        relation=heirs.RELATIONS.get(claim.heir_relation, ""),
        phone=office_phone_display(phone) if phone else "",
        words=heirs.words_for(
            name=name,
            is_death=claim.kind in claims.DEATHS,
            no=claim.no,
            place=by.post.name if by.post else settings.setting("programme_owner"),
            call_centre=settings.setting("call_centre"),
        ),
    )


def forget(claim: Claim) -> bool:
    """In the caller's transaction; whether there was anything."""
    there = Claim.heir_name_sealed.is_null(False) | Claim.heir_phone_sealed.is_null(False)
    gone = {"heir_name_sealed": None, "heir_phone_sealed": None, "heir_relation": ""}
    return bool(Claim.update(gone).where(Claim.id == claim.id, there).execute())


def _note(no: str, name: str, relation: str, phone: str, by: Actor) -> str:
    claim = claim_to_change(by, no)
    if claim.state == claims.CLOSED_WRONG:
        raise Refused(CLOSED)
    Claim.update(
        heir_name_sealed=safe.seal(name, safe.CLAIM_HEIR),
        heir_relation=relation,
        heir_phone_sealed=safe.seal(phone, safe.CLAIM_HEIR_PHONE),
    ).where(Claim.id == claim.id).execute()
    audit.record("klaim.keluarga_dicatat", by=by, kind=OWNER, subject=no)
    return no
