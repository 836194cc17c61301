"""An address nobody has answers as an account does: wrong five times, it says "locked" too, whichever process asks.

Otherwise the lock itself would tell which addresses have an account. Addresses share a few thousand slots by their
keyed hash: nobody can fill the table, and what was typed is not kept. That two of them may share one harms nobody."""

from datetime import datetime

from db.connection import writing
from db.models import UnknownAddress
from kiosk.domain.clock import utc_now
from kiosk.services import safe
from kiosk.services.accounts import LOCK_FOR, TRIES_BEFORE_LOCK

SLOTS = 4096
PURPOSE = "unknown.address"


def locked_until(email: str) -> datetime | None:
    """As accounts.locked_until: naive UTC, or None."""
    found = UnknownAddress.get_or_none(UnknownAddress.slot == _slot(email))
    return found.locked_until if found and found.locked_until and found.locked_until > utc_now() else None


def note_wrong_try(email: str) -> None:
    """As accounts.note_wrong_try: the fifth locks for a quarter of an hour and the count begins anew."""
    here = UnknownAddress.slot == _slot(email)
    with writing():
        _count(_slot(email))
        if UnknownAddress.get(here).failed_tries >= TRIES_BEFORE_LOCK:
            UnknownAddress.update(failed_tries=0, locked_until=utc_now() + LOCK_FOR).where(here).execute()


def _slot(email: str) -> int:
    return int.from_bytes(safe.index(email or " ", PURPOSE)[:4]) % SLOTS


def _count(slot: int) -> None:
    row = UnknownAddress.insert(slot=slot, failed_tries=1)
    row.on_conflict(
        conflict_target=[UnknownAddress.slot],
        update={UnknownAddress.failed_tries: UnknownAddress.failed_tries + 1},
    ).execute()
