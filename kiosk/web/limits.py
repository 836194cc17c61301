"""Rate limits for what anybody may ask; counters live in each web process, which is enough to slow a guesser."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import current_user
from limits import parse

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")

WRONG_SIGN_INS = "20 per minute"
CARD_LOOKS = "60 per minute"
NIK_LOOKS = "60 per minute"
KNOWN_NIKS = "30 per minute"  # forms that came back because somebody is enrolled already
PEOPLE_LOOKS = "60 per minute"


def signed_in_person() -> str:
    """Counted by account: several desks may share one address."""
    return f"person-{current_user.get_id() or get_remote_address()}"


def too_many(limit: str, use: str) -> bool:
    """Counts one for the person signed in; True once there were more than `limit` ("30 per minute"). For what only
    some answers of a route tell: a limit on the route would slow honest work down."""
    return not limiter.limiter.hit(parse(limit), use, signed_in_person())
