"""What is looked at before a step of a claim is noted: its day, its amount, what was approved before."""

from dataclasses import dataclass
from datetime import date

from db.models import Claim
from kiosk.domain import claims
from kiosk.domain.clock import today
from kiosk.domain.words import N_, long_date
from kiosk.services.acting import Refused
from kiosk.services.claim_lookup import steps_of

MOST = 1_000_000_000  # rupiah; a nought too many is a slip of the hand

NOT_YET = N_("Waktu itu belum tiba. Periksa hari dan jamnya.")
TOO_EARLY = N_("Hari itu lebih awal daripada kejadiannya, %(day)s. Periksa tanggalnya.")
NO_AMOUNT = N_("Isi jumlahnya dalam rupiah, seperti 10.000.000.")
TOO_MUCH = N_("Jumlah itu terlalu besar. Periksa angka nolnya.")
NO_REASON = N_("Tulis alasannya.")
NO_AMOUNT_HERE = N_("Langkah ini tidak memakai jumlah. Kosongkan jumlahnya.")
BEFORE_APPROVAL = N_("BPJS baru menyetujuinya pada %(day)s. Periksa tanggal pembayarannya.")
MUCH_MORE = N_(
    "Dengan ini yang dibayar jauh lebih banyak daripada yang disetujui. Periksa angka nolnya; bila memang demikian, "
    "tandai di sini."
)


class WrongDay(Refused):
    """It cannot have been then."""


class WrongAmount(Refused):
    """No amount, or one that cannot be."""


class Unsure(Refused):
    """It may be, but is asked about."""


class NoReason(Refused):
    """Nobody said why."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to note. `corrects` is the id of the last step where this takes its place; without an amount
    and with the state before it, the last step is only taken back. `sure`: an amount far beyond what was approved is
    meant so."""

    state: str
    on_day: date
    amount: int | None = None
    note: str = ""
    corrects: int | None = None
    sure: bool = False


def require_day(claim: Claim, day: date) -> None:
    """Neither to come nor before it happened. Raises WrongDay."""
    if day > today():
        raise WrongDay(NOT_YET)
    if day < claim.happened_on:
        raise WrongDay(TOO_EARLY, day=long_date(claim.happened_on))


def require_amount(wish: Wish, taken_back: bool) -> None:
    """`taken_back`: the last step is only taken back, so nothing is owed in its place. Raises WrongAmount."""
    if wish.state not in claims.WITH_AMOUNT:
        if wish.amount is not None:
            raise WrongAmount(NO_AMOUNT_HERE)
    elif wish.amount is None:
        if not taken_back:
            raise WrongAmount(NO_AMOUNT)
    elif not 0 < wish.amount <= MOST:
        raise WrongAmount(TOO_MUCH if wish.amount > MOST else NO_AMOUNT)


def require_as_approved(claim: Claim, wish: Wish) -> None:
    """A payment comes after the approval, and is asked about where it is far more. Raises WrongDay, Unsure."""
    kept = [step for step in claims.in_force(steps_of(claim)) if step.id != wish.corrects]
    approved_on = claims.approved_on(kept)
    if approved_on and wish.on_day < approved_on:
        raise WrongDay(BEFORE_APPROVAL, day=long_date(approved_on))
    if not wish.sure and wish.amount and claims.is_much_more(kept, wish.amount):
        raise Unsure(MUCH_MORE)
