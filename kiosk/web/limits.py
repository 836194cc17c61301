"""Rate limits for what anybody may ask; counters live in each web process, which is enough to slow a guesser."""

import math
import time
from ipaddress import IPv6Address, ip_address

from flask import request
from flask_limiter import Limiter
from flask_security import current_user
from limits import parse

ONE_SUBSCRIBER = 64  # bits of an IPv6 address that a visitor cannot choose


def visitor() -> str:
    """The address a request comes from. Of IPv6 only the network: its owner has more addresses than one can count."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "nowhere"
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{int(address) >> (128 - ONE_SUBSCRIBER):x}"


limiter = Limiter(key_func=visitor, storage_uri="memory://")

WRONG_SIGN_INS = "20 per minute"
CARD_LOOKS = "60 per minute"
NIK_LOOKS = "60 per minute"
KNOWN_NIKS = "30 per minute"  # forms that came back because somebody is enrolled already
NOMINATED_NIKS = (
    "30 per hour"  # people whom one civil servant names; the answer may tell that a NIK is on record
)
PEOPLE_LOOKS = "60 per minute"
PHONE_LOOKS = "20 per minute"
PROOF_LOOKS = "12 per minute"  # each proof of a payment that is sent takes up to some seconds to look through
SHEET_LOOKS = "12 per minute"  # each sheet that is sent takes up to some seconds to look through
KEPT_SHEET_LOOKS = "15 per minute"  # pages for which a sheet that was kept is opened again
SIGN_UPS = "30 per minute"  # steps of civil servants who sign up: an office shares one address
SIGN_UP_LETTERS = "60 per hour"  # links by e-mail that one network asks for
PHONES_AN_HOUR = "120 per hour"  # more people than anybody calls


def signed_in_person() -> str:
    """Counted by account: several desks may share one address."""
    return f"person-{current_user.get_id() or visitor()}"


def seconds_to_wait(limit: str, use: str, who: str) -> int:
    """Counts one for `who`; 0 within `limit` ("30 per minute"), else in how many seconds it is worth another try."""
    item = parse(limit)
    return 0 if limiter.limiter.hit(item, use, who) else _seconds_left(item, use, who)


def seconds_closed(limit: str, use: str, who: str) -> int:
    """The same without counting."""
    item = parse(limit)
    return 0 if limiter.limiter.test(item, use, who) else _seconds_left(item, use, who)


def _seconds_left(item, use: str, who: str) -> int:
    until = limiter.limiter.get_window_stats(item, use, who).reset_time
    return max(1, math.ceil(until - time.time()))


def forgive(limit: str, use: str, who: str) -> None:
    """What was counted for `who` is forgotten."""
    limiter.limiter.clear(parse(limit), use, who)


def too_many(limit: str, use: str) -> bool:
    """Counts one for the person signed in; True once there were more than `limit` ("30 per minute"). For what only
    some answers of a route tell: a limit on the route would slow honest work down."""
    return not limiter.limiter.hit(parse(limit), use, signed_in_person())
