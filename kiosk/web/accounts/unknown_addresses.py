"""An address nobody has answers as an account does: wrong five times, it says "locked" too.

Otherwise the lock itself would tell which addresses have an account."""

from datetime import UTC, datetime

from limits import parse

from kiosk.services.accounts import LOCK_FOR, TRIES_BEFORE_LOCK
from kiosk.web.limits import limiter

TRIES = parse(f"{TRIES_BEFORE_LOCK} per {int(LOCK_FOR.total_seconds())} seconds")
PURPOSE = "unknown-address"


def note_try_at_unknown(email: str) -> None:
    if limiter.enabled:
        limiter.limiter.hit(TRIES, PURPOSE, email)


def locked_until_for_unknown(email: str) -> datetime | None:
    """Naive UTC, as accounts.locked_until answers; None while tries are left."""
    if not limiter.enabled or limiter.limiter.test(TRIES, PURPOSE, email):
        return None
    reset = limiter.limiter.get_window_stats(TRIES, PURPOSE, email).reset_time
    return datetime.fromtimestamp(reset, UTC).replace(tzinfo=None)
