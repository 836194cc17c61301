"""A claim goes on: each step is added, none is edited, and what the claim says of itself follows its steps."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from db.models import Claim, ClaimStep
from kiosk.domain import claims
from kiosk.domain.clock import today, utc_now
from kiosk.domain.words import N_, long_date
from kiosk.services import audit, payment_reversals
from kiosk.services.acting import Actor, Refused
from kiosk.services.claim_lookup import OWNER, claim_seen_by, claim_to_change, steps_of
from kiosk.services.cover_ends import DIED, end_now
from kiosk.services.deaths import death_of
from kiosk.services.once import once
from kiosk.services.worker_rights import worker_to_change

MOST = 1_000_000_000  # rupiah; a noughts too many is a slip of the hand

CHANGED = N_("Catatan ini sudah berubah sejak halamannya dibuka. Muat ulang halamannya, lalu periksa lagi.")
NOT_YET = N_("Waktu itu belum tiba. Periksa hari dan jamnya.")
TOO_EARLY = N_("Hari itu lebih awal daripada kejadiannya, %(day)s. Periksa tanggalnya.")
NO_AMOUNT = N_("Isi jumlahnya dalam rupiah, seperti 10.000.000.")
TOO_MUCH = N_("Jumlah itu terlalu besar. Periksa angka nolnya.")
NO_REASON = N_("Tulis alasannya.")
IS_DEATH = N_("Catatan ini sudah tentang kematian.")
DIED_ANOTHER_DAY = N_(
    "Orang ini tercatat meninggal dunia pada %(day)s. Isi hari itu; bila catatan itu yang keliru, admin "
    "membatalkannya dulu di halaman orangnya."
)
DEATH_REPORTED = N_(
    "Kematian orang ini sudah dicatat dengan nomor %(no)s. Buka catatan itu dan lanjutkan di sana."
)


class WrongDay(Refused):
    """It cannot have been then."""


class WrongAmount(Refused):
    """No amount, or one that cannot be."""


class NoReason(Refused):
    """Nobody said why."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to note. `corrects` is the id of the last step where this takes its place; without an amount
    and with the state before it, the last step is only taken back."""

    state: str
    on_day: date
    amount: int | None = None
    note: str = ""
    corrects: int | None = None


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
    """Raises NotThere, NotAllowed, KeyInUse, Refused (WrongDay, WrongAmount, NoReason; a step that may not follow)."""
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
    _require_day(claim, died_on)
    recorded = death_of(claim.worker)
    if recorded and recorded.day != died_on:
        raise WrongDay(DIED_ANOTHER_DAY, day=long_date(recorded.day))
    other = Claim.select().where(
        Claim.worker == claim.worker_id, Claim.kind != claims.ACCIDENT, Claim.state != claims.CLOSED_WRONG
    )
    if found := other.first():
        raise Refused(DEATH_REPORTED, no=found.no)


def _tell(no: str, told_at: datetime, how: str, ref: str, by: Actor) -> str:
    claim = claim_to_change(by, no)
    if claims.TOLD not in claims.may_follow(claim.state):
        raise Refused(CHANGED)
    if told_at > utc_now():
        raise WrongDay(NOT_YET)
    if told_at < claim.happened_at:
        raise WrongDay(TOO_EARLY, day=long_date(claim.happened_on))
    append(claim, by, state=claims.TOLD, on_day=claims.day_of(told_at), told_at=told_at, how=how, ref=ref)
    return no


def _add(no: str, wish: Wish, by: Actor) -> str:
    claim = claim_to_change(by, no)
    taken_back = _require_may(claim, wish)
    _require_day(claim, wish.on_day)
    if wish.amount is not None and not (wish.state in claims.WITH_AMOUNT and 0 < wish.amount <= MOST):
        raise WrongAmount(TOO_MUCH if wish.amount > MOST else NO_AMOUNT)
    if wish.state in claims.WITH_AMOUNT and wish.amount is None and not taken_back:
        raise WrongAmount(NO_AMOUNT)
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
        allowed = [state for state in claims.may_follow(claim.state) if state != claims.TOLD]
        if wish.state not in allowed:
            raise Refused(CHANGED)
        return False
    steps = steps_of(claim)
    last = claims.correctable(steps)
    if last is None or last.id != wish.corrects or wish.state not in claims.may_correct(steps):
        raise Refused(CHANGED)
    return claims.only_takes_back(steps, wish.state, wish.amount)


def _require_day(claim: Claim, day: date) -> None:
    if day > today():
        raise WrongDay(NOT_YET)
    if day < claim.happened_on:
        raise WrongDay(TOO_EARLY, day=long_date(claim.happened_on))


def _died(no: str, died_on: date, by: Actor) -> str:
    """What was paid is held first, then the person, then the claim: as everywhere a death is recorded."""
    person = claim_seen_by(by, no).worker
    payment_reversals.hold_payments_of([person.id])
    worker = worker_to_change(by, person.reg_no)
    claim = claim_to_change(by, no)
    require_may_die(claim, died_on)
    append(claim, by, state=claim.state, kind=claims.ACCIDENT_DEATH, on_day=died_on)
    if death_of(worker) is None:
        end_now(worker.reg_no, DIED, died_on, by)
    return no
