"""The surat kuasa autodebet: what it goes through, on which days it is in force, and how much it allows.

Without a signed mandate, verified by the department and in force on that day, nothing is debited (DESIGN 2, invariant
5; DOMAIN 6.1: elsewhere it was done without the donor's consent, and they complained)."""

from collections.abc import Iterable
from datetime import date

from kiosk.domain.words import N_

DRAFT, SIGNED, VERIFIED, REFUSED, ENDED = STATES = ("draft", "signed", "verified", "refused", "ended")
OPEN = (DRAFT, SIGNED, VERIFIED)
ON_SCREEN, ON_PAPER = HOW = ("screen", "paper")

OWN_REQUEST, RETIRED, MOVED_AWAY, DIED, UNSIGNED = "own_request", "retired", "moved_away", "died", "unsigned"
REVOCATIONS = {
    OWN_REQUEST: N_("permintaan sendiri"),
    RETIRED: N_("pensiun"),
    MOVED_AWAY: N_("pindah ke luar Pemerintah Kota"),
    DIED: N_("meninggal dunia"),
}
EVENTS = (RETIRED, MOVED_AWAY, DIED)  # happen on a day of their own, and to all mandates of the donor


def in_force(state: str, revoked_on: date | None, day: date) -> bool:
    """Whether this mandate allows a debit on `day`: `revoked_on` is the first day without it."""
    return state == VERIFIED and (revoked_on is None or day < revoked_on)


def names_its_people(state: str, revoked_on: date | None, day: date) -> bool:
    """Whether its donor may know on `day` who they are, whom they have not named themselves: from the signature on, and
    no longer than it stands."""
    return state == SIGNED or in_force(state, revoked_on, day)


def limit_of(full_amounts: Iterable[int]) -> int:
    """The most that may be debited in a month, in rupiah: what its people cost at the full tariff, so that nobody falls
    out when a cut ends (DESIGN 4)."""
    return sum(full_amounts)


def last_month_of(revoked_on: date) -> date:
    """The first day of the last month that can still be debited, on its 1st, before a mandate ends."""
    first = revoked_on.replace(day=1)
    if revoked_on.day > 1:
        return first
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
