"""A claim goes on: each step is added, none is edited, and what the claim says of itself follows its steps."""

from dataclasses import asdict
from datetime import date, datetime

from db.connection import held
from db.models import Claim, ClaimStep, Worker
from kiosk.domain import claims
from kiosk.domain.clock import utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import audit, claim_rivals, payment_reversals
from kiosk.services.acting import Actor, Refused
from kiosk.services.claim_lookup import OWNER, claim_seen_by, claim_to_change, steps_of
from kiosk.services.claim_rivals import DEATH_REPORTED, live_of
from kiosk.services.claim_step_checks import (
    NO_REASON,
    NOT_YET,
    TOO_EARLY,
    NoReason,
    Wish,
    WrongDay,
    require_amount,
    require_as_approved,
    require_day,
)
from kiosk.services.cover_ends import DIED, end_now
from kiosk.services.deaths import death_of
from kiosk.services.once import once
from kiosk.services.worker_rights import worker_to_change

CHANGED = N_("Catatan ini sudah berubah sejak halamannya dibuka. Muat ulang halamannya, lalu periksa lagi.")
IS_DEATH = N_("Catatan ini sudah tentang kematian.")
DIED_ANOTHER_DAY = N_(
    "Orang ini tercatat meninggal dunia pada %(day)s. Isi hari itu; bila catatan itu yang keliru, admin "
    "membatalkannya dulu di halaman orangnya."
)


def tell_bpjs(*, no: str, told_at: datetime, how: str, ref: str, client_key: str, by: Actor) -> None:
    """BPJS was told at that moment (naive UTC): the clock stops. Raises NotThere, NotAllowed, KeyInUse, WrongDay,
    Refused where it was told before."""
    once(
        key=client_key,
        purpose="claim.told",
        content={"claim": no, "told_at": told_at, "how": how, "ref": ref},
        by=by,
        make=lambda: _tell(no, told_at, how, ref, by),
    )


def add(*, no: str, wish: Wish, client_key: str, by: Actor) -> None:
    """Raises NotThere, NotAllowed, KeyInUse, Refused (WrongDay, WrongAmount, Unsure, NoReason; a step that may not
    follow)."""
    once(
        key=client_key,
        purpose="claim.step",
        content={"claim": no, **asdict(wish)},
        by=by,
        make=lambda: _add(no, wish, by),
    )


def died(*, no: str, died_on: date, client_key: str, by: Actor) -> None:
    """Who had the accident has died of it: the claim changes its kind, and the person's cover ends, both in one
    transaction; a death recorded before is joined. Raises NotThere, NotAllowed, KeyInUse, WrongDay, Refused."""
    once(
        key=client_key,
        purpose="claim.died",
        content={"claim": no, "died_on": died_on},
        by=by,
        make=lambda: _died(no, died_on, by),
    )


def follow_steps(claim: Claim) -> claims.Standing:
    """What the claim says of itself is written anew from its steps, in the caller's transaction."""
    standing = claims.standing_of(steps_of(claim))
    Claim.update(
        state=standing.state,
        kind=standing.kind,
        died_on=standing.died_on,
        bpjs_told_at=standing.told_at,
        bpjs_how=standing.how,
        bpjs_ref=standing.ref,
        paid_amount=standing.paid,
        paid_on=standing.paid_on,
    ).where(Claim.id == claim.id).execute()
    return standing


def append(claim: Claim, by: Actor, **step) -> None:
    """In the caller's transaction, for a claim it holds; `step` as the store keeps it."""
    ClaimStep.create(claim=claim.id, by=by.user_id, **step)
    standing = follow_steps(claim)
    audit.record("klaim.langkah", by=by, kind=OWNER, subject=claim.no, keadaan=standing.state)


def require_may_die(claim: Claim, died_on: date) -> None:
    """Raises WrongDay, Refused: what `died` would, before anything is shown."""
    if claim.kind != claims.ACCIDENT or claim.state == claims.CLOSED_WRONG:
        raise Refused(IS_DEATH if claim.kind != claims.ACCIDENT else CHANGED)
    require_day(claim, died_on)
    recorded = death_of(claim.worker)
    if recorded and recorded.day != died_on:
        raise WrongDay(DIED_ANOTHER_DAY, day=long_date(recorded.day))
    if found := live_of(claim.worker_id).where(Claim.kind != claims.ACCIDENT).first():
        raise Refused(DEATH_REPORTED, no=found.no)


def _tell(no: str, told_at: datetime, how: str, ref: str, by: Actor) -> str:
    claim = claim_to_change(by, no)
    if claims.TOLD not in claims.may_follow(claim.state, claim.kind):
        raise Refused(CHANGED)
    if told_at > utc_now():
        raise WrongDay(NOT_YET)
    if told_at < claim.happened_at:
        raise WrongDay(TOO_EARLY, day=long_date(claim.happened_on))
    append(claim, by, state=claims.TOLD, on_day=claims.day_of(told_at), told_at=told_at, how=how, ref=ref)
    return no


def _add(no: str, wish: Wish, by: Actor) -> str:
    if (
        wish.corrects
    ):  # before the claim, as where a death is taken back: a closed claim may be opened again by this
        held(Worker.select().where(Worker.id == claim_seen_by(by, no).worker_id)).first()
    claim = claim_to_change(by, no)
    taken_back = _require_may(claim, wish)
    require_day(claim, wish.on_day)
    require_amount(wish, taken_back)
    if wish.state == claims.PAID and not taken_back:
        require_as_approved(claim, wish)
    if not wish.note and (wish.corrects or wish.state in claims.WITH_REASON):
        raise NoReason(NO_REASON)
    append(
        claim,
        by,
        state=wish.state,
        on_day=wish.on_day,
        amount=wish.amount,
        note=wish.note,
        corrects=wish.corrects,
    )
    return no


def _require_may(claim: Claim, wish: Wish) -> bool:
    """Whether the last step is only taken back. Raises Refused."""
    if wish.corrects is None:
        allowed = [state for state in claims.may_follow(claim.state, claim.kind) if state != claims.TOLD]
        if wish.state not in allowed:
            raise Refused(CHANGED)
        return False
    steps = steps_of(claim)
    last = claims.correctable(steps)
    if last is None or last.id != wish.corrects or wish.state not in claims.may_correct(steps):
        raise Refused(CHANGED)
    if claim.state == claims.CLOSED_WRONG and wish.state != claims.CLOSED_WRONG:
        claim_rivals.require_may_reopen(claim)
    return claims.only_takes_back(steps, wish.state, wish.amount)


def _died(no: str, died_on: date, by: Actor) -> str:
    """What was paid is held first, then the person, then the claim: as everywhere a death is recorded."""
    person = claim_seen_by(by, no).worker
    payment_reversals.hold_payments_of([person.id])
    worker = worker_to_change(by, person.reg_no)
    claim = claim_to_change(by, no)
    require_may_die(claim, died_on)
    state = (
        claims.TOLD if claim.state == claims.SETTLED else claim.state
    )  # the heirs' claim is only beginning
    append(claim, by, state=state, kind=claims.ACCIDENT_DEATH, on_day=died_on)
    if death_of(worker) is None:
        end_now(worker.reg_no, DIED, died_on, by)
    return no
