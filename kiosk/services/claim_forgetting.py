"""What is forgotten of a claim some time after it is over: the photographs of its papers, the heirs' contact, and what
happened (specific personal data, UU 27/2022). Number, day, steps and amounts stay."""

from datetime import datetime, timedelta

from peewee import fn

from db.connection import held, writing
from db.models import Attachment, Claim, ClaimStep
from kiosk.domain import claims
from kiosk.domain.clock import today, utc_now
from kiosk.services import audit, claim_heirs, settings
from kiosk.services.acting import SYSTEM
from kiosk.services.claim_lookup import OWNER
from kiosk.services.loose_papers import LOOSE
from kiosk.services.portions import in_chunks

AT_ONCE = 200


def delete_old() -> int:
    """Of claims that are over for `claim_paper_days` days: who, when and what was there stays noted, the bytes of
    papers lie loose and overdue. Answers with how many claims that were."""
    before, found = utc_now() - timedelta(days=settings.whole("claim_paper_days")), 0
    for chunk in in_chunks(_over_since(before), AT_ONCE):
        with writing():
            still_over = Claim.select().where(Claim.id.in_(chunk), Claim.state.in_(claims.OVER_STATES))
            found += sum(_forget(claim) for claim in held(still_over.order_by(Claim.id)))
    return found


def _forget(claim: Claim) -> bool:
    """Whether there was anything."""
    count, contact, told = _delete_papers(claim), claim_heirs.forget(claim), _wipe_told(claim)
    if count or contact or told:
        audit.record("klaim.berkas_dihapus", by=SYSTEM, kind=OWNER, subject=claim.no, jumlah=count)
    return bool(count or contact or told)


def _wipe_told(claim: Claim) -> bool:
    gone = Claim.update(told_sealed=None, told_deleted_on=today())
    return bool(gone.where(Claim.id == claim.id, Claim.told_sealed.is_null(False)).execute())


def _delete_papers(claim: Claim) -> int:
    """The row stays, without bytes, so that one still reads what was there."""
    rows = list(
        Attachment.select().where(
            Attachment.owner_kind == OWNER, Attachment.owner_id == claim.id, Attachment.path != ""
        )
    )
    for row in rows:
        Attachment.create(
            owner_kind=LOOSE, owner_id=row.created_by_id, kind=row.kind, sha256=row.sha256, path=row.path,
            created_by=row.created_by_id, delete_after=today() - timedelta(days=1),
        )  # fmt: skip
    gone = Attachment.id.in_([row.id for row in rows])
    Attachment.update(path="", delete_after=today()).where(gone).execute()
    return len(rows)


def _over_since(before: datetime) -> list[int]:
    """Claims that are over and whose last step is older, with something left to delete."""
    kept = Attachment.select(Attachment.owner_id).where(Attachment.owner_kind == OWNER, Attachment.path != "")
    sealed = (Claim.heir_name_sealed, Claim.heir_phone_sealed, Claim.told_sealed)
    something = Claim.id.in_(kept)
    for column in sealed:
        something |= column.is_null(False)
    rows = (
        Claim.select(Claim.id)
        .join(ClaimStep)
        .where(Claim.state.in_(claims.OVER_STATES), something)
        .group_by(Claim.id)
        .having(fn.MAX(ClaimStep.at) < before)
    )
    return [number for (number,) in rows.order_by(Claim.id).tuples()]
