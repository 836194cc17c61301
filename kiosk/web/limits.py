"""Rate limits for what anybody may ask; counters live in each web process, which is enough to slow a guesser."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")

WRONG_SIGN_INS = "20 per minute"
CARD_LOOKS = "60 per minute"
