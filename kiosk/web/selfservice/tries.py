"""How often a terminal, an address and a number may be asked; without the cookie by address, and less often."""

from kiosk.services.selfservice import Asked
from kiosk.web.limits import forgive, seconds_closed, seconds_to_wait, visitor
from kiosk.web.selfservice.device import device

DEVICE_LOOKS = "30 per minute"
ADDRESS_LOOKS = "90 per minute"  # several terminals of one office
LOOKS_WITHOUT_COOKIE = "10 per minute"
# A NIK carries its birth date: what keeps anybody from trying one after the other is that misses are few.
DEVICE_MISSES = "12 per 10 minute"
ADDRESS_MISSES = "40 per 10 minute"
NUMBER_MISSES = "5 per 15 minute"


def wait_to_ask() -> int:
    """Counts one question; 0, or the seconds until this terminal may ask again."""
    if not device():
        return seconds_to_wait(LOOKS_WITHOUT_COOKIE, "kiosk without cookie", visitor())
    looks = [
        seconds_to_wait(DEVICE_LOOKS, "kiosk", device()),
        seconds_to_wait(ADDRESS_LOOKS, "kiosk", visitor()),
    ]
    misses = [
        seconds_closed(DEVICE_MISSES, "kiosk miss", device()),
        seconds_closed(ADDRESS_MISSES, "kiosk miss", visitor()),
    ]
    return max(*looks, *misses)


def wait_for_number(asked: Asked) -> int:
    """Counts one before the answer is known, so that tries at the same moment are counted too; 0, or the seconds until
    this number is answered again. It closes alike whether anybody has it or not."""
    return seconds_to_wait(NUMBER_MISSES, "kiosk number", asked.key)


def note_hit(asked: Asked) -> None:
    forgive(NUMBER_MISSES, "kiosk number", asked.key)


def note_miss() -> None:
    seconds_to_wait(DEVICE_MISSES, "kiosk miss", device())
    seconds_to_wait(ADDRESS_MISSES, "kiosk miss", visitor())
