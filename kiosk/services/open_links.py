"""Which one-time links still work. Whoever makes, uses or ends some takes turns, so that none outlives its end."""

from db.connection import in_turn
from db.models import Invite
from kiosk.domain.clock import utc_now

LINKS = 2


def one_at_a_time() -> None:
    """From here to the end of the caller's transaction nobody else makes, uses or ends a link."""
    in_turn(LINKS)


def is_open():
    """The condition of a link that still works."""
    return Invite.used_at.is_null() & (Invite.expires_at > utc_now())


def void_links_of(email: str) -> None:
    """In the caller's transaction: what was handed out for this address before works no more."""
    Invite.update(expires_at=utc_now()).where(Invite.email == email, is_open()).execute()
