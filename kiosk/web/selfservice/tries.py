"""How often a terminal, an address and a number may be asked; without the cookie by address, and less often.

Terminals that are known (device.is_known) share one count of their address, new ones another: who tries with a fresh
cookie each time closes new terminals only. What a guesser gets from all of it stands in docs/decisions/0026.
"""

from dataclasses import dataclass

from kiosk.services.selfservice import CARD, Asked
from kiosk.web.limits import forgive, seconds_closed, seconds_to_wait, visitor
from kiosk.web.selfservice.device import device, is_known, is_young, note_answered

TERMINAL, ADDRESS, NUMBER = "terminal", "address", "number"

DEVICE_LOOKS = "30 per minute"
ADDRESS_LOOKS = "90 per minute"  # several terminals of one office
LOOKS_WITHOUT_COOKIE = "10 per minute"
# A NIK carries its birth date: what keeps anybody from trying one after the other is that misses are few.
DEVICE_MISSES = "12 per 10 minute"
NEW_MISSES = "30 per 10 minute"
KNOWN_MISSES = "40 per 10 minute"
# Whoever has a list of NIKs never misses: different numbers that were answered count too.
YOUNG_NUMBERS = "10 per 10 minute"
ADDRESS_NUMBERS = "120 per 10 minute"
SAME_NUMBER = "1 per 10 minute"
NUMBER_MISSES_HERE = "5 per 15 minute"
NUMBER_MISSES = "15 per 15 minute"


@dataclass(frozen=True)
class Rest:
    """What is closed (TERMINAL, ADDRESS or NUMBER), and for how many seconds."""

    what: str
    seconds: int


def rest_before_asking() -> Rest | None:
    """Counts one question; None where this terminal may ask."""
    if not device():
        return _rest(ADDRESS, seconds_to_wait(LOOKS_WITHOUT_COOKIE, "kiosk without cookie", visitor()))
    own = _rest(
        TERMINAL,
        seconds_to_wait(DEVICE_LOOKS, "kiosk", device()),
        seconds_closed(DEVICE_MISSES, "kiosk miss", device()),
    )
    # A terminal that is closed itself takes nothing from its neighbours.
    return own or _rest(
        ADDRESS,
        seconds_to_wait(ADDRESS_LOOKS, "kiosk", _neighbours()),
        seconds_closed(_address_misses(), "kiosk miss", _neighbours()),
    )


def rest_before_number(asked: Asked) -> Rest | None:
    """Counts one before the answer is known, so that tries at the same moment are counted too. A number closes where
    it was missed, then everywhere; alike whether anybody has it or not."""
    return (
        _rest(TERMINAL, seconds_closed(YOUNG_NUMBERS, "kiosk answered", device()) if is_young() else 0)
        or _rest(ADDRESS, seconds_closed(ADDRESS_NUMBERS, "kiosk answered", visitor()))
        or _rest(NUMBER, seconds_to_wait(NUMBER_MISSES_HERE, "kiosk number here", _here(asked)))
        or _rest(NUMBER, seconds_to_wait(NUMBER_MISSES, "kiosk number", asked.key))
    )


def note_hit(asked: Asked) -> None:
    if asked.kind != CARD:
        forgive(NUMBER_MISSES_HERE, "kiosk number here", _here(asked))
        forgive(NUMBER_MISSES, "kiosk number", asked.key)
        _count_answered(asked, YOUNG_NUMBERS, device())
        _count_answered(asked, ADDRESS_NUMBERS, visitor())
    note_answered()


def note_miss() -> None:
    seconds_to_wait(DEVICE_MISSES, "kiosk miss", device())
    seconds_to_wait(_address_misses(), "kiosk miss", _neighbours())


def _rest(what: str, *seconds: int) -> Rest | None:
    return Rest(what, max(seconds)) if any(seconds) else None


def _count_answered(asked: Asked, limit: str, who: str) -> None:
    """Who asks twice after the same person is counted once."""
    if not seconds_to_wait(SAME_NUMBER, "kiosk same number", f"{asked.key} {who}"):
        seconds_to_wait(limit, "kiosk answered", who)


def _neighbours() -> str:
    return f"{'known' if is_known() else 'new'} {visitor()}"


def _address_misses() -> str:
    return KNOWN_MISSES if is_known() else NEW_MISSES


def _here(asked: Asked) -> str:
    """New terminals of one address are one: a fresh cookie opens nothing."""
    return f"{asked.key} {device() if is_known() else _neighbours()}"
