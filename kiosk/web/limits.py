"""Rate limits for what anybody may ask; counters live in each web process, which is enough to slow a guesser."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import current_user

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")

WRONG_SIGN_INS = "20 per minute"
CARD_LOOKS = "60 per minute"
NIK_LOOKS = "60 per minute"
PEOPLE_LOOKS = "60 per minute"


def signed_in_person() -> str:
    """Counted by account: several desks may share one address."""
    return f"person-{current_user.get_id() or get_remote_address()}"
