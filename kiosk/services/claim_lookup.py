"""Which claims somebody may see: an officer those of people in scope and those that were reported at the own posts,
admin and auditor all, nobody else any."""

from db.connection import held
from db.models import Claim, ClaimStep, User, Worker
from kiosk.services import access
from kiosk.services.acting import Actor, NotThere

MAY_SEE = ("petugas", "admin", "auditor")
MAY_ACT = ("petugas", "admin")
OWNER = "klaim"  # in the audit trail, by number


def claims_in_scope(by: Actor):
    """The query, each with its person. Raises NotAllowed."""
    access.require(by.role in MAY_SEE)
    query = Claim.select(Claim, Worker).join(Worker)
    if by.role in access.SEES_ALL:
        return query
    return query.where(Claim.post.in_(by.post_ids) | access.worker_in_scope(by))


def claim_seen_by(by: Actor, no: str) -> Claim:
    """Raises NotThere, NotAllowed."""
    access.require(by.role in MAY_SEE)
    claim = Claim.select(Claim, Worker).join(Worker).where(Claim.no == no).first()
    if claim is None:
        raise NotThere
    access.require(may_see(by, claim))
    return claim


def claim_to_change(by: Actor, no: str) -> Claim:
    """The row, held until the caller's transaction ends. Raises NotThere, NotAllowed."""
    access.require(by.role in MAY_ACT)
    claim = held(Claim.select().where(Claim.no == no)).first()
    if claim is None:
        raise NotThere
    access.require(may_see(by, claim))
    return claim


def may_see(by: Actor, claim: Claim) -> bool:
    if by.role in access.SEES_ALL:
        return True
    own = claim.post_id is not None and claim.post_id in by.post_ids
    return by.role == "petugas" and (own or access.may_see_worker(by, claim.worker))


def steps_of(claim: Claim) -> list[ClaimStep]:
    """Oldest first, each with who noted it."""
    return list(
        ClaimStep.select(ClaimStep, User).join(User).where(ClaimStep.claim == claim.id).order_by(ClaimStep.id)
    )


def claims_of(worker: Worker, by: Actor) -> list[Claim]:
    """Of somebody whom `by` may see, the newest first; none for roles that see no claims."""
    if by.role not in MAY_SEE:
        return []
    return list(Claim.select().where(Claim.worker == worker.id).order_by(Claim.happened_at.desc(), Claim.id))
