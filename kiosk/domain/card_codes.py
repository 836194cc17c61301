"""What a scanner or a person types to name a card: the address in its QR, its number, or its owner's number."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from kiosk.domain.digits import plain
from kiosk.domain.registration import ALPHABET, READ_AS, read_registration_number

TOKEN, SERIAL, REG_NO = "token", "serial", "reg_no"

# Of any host: what lies in a drawer may have been printed under an older address. /V/: Caps Lock swapped each letter.
ADDRESS = re.compile(r"/([vV])/([^/?#\s]+)/?(?:[?#].*)?$")
LONGEST_ADDRESS = 2_000  # signs, with all that a messenger hangs on
SOUND_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
# What a scanner leaves where it should not: an address, a way to a card, or the token by itself.
# "560/V/2026" is the number of a letter of May.
ADDRESS_IN_TEXT = re.compile(r"https?\S*|/v/[a-z0-9_-]{16}\S*", re.IGNORECASE | re.ASCII)
# Each run of signs is looked at once: to ask at every place of it whether both cases follow takes minutes for 40,000.
LONG_RUN = re.compile(r"[A-Za-z0-9_-]{30,}")
FEWEST_DIFFERENT, FEWEST_TURNS = 12, 3  # signs of a token; a change of kind at every third of them
PACKED_SERIAL = re.compile(rf"(K\d\d)([{ALPHABET}]{{7}})")


@dataclass(frozen=True)
class CardCode:
    """`kind` is TOKEN, SERIAL or REG_NO, `value` as the database keeps it."""

    kind: str
    value: str


def read_card_code(text: object, prefix: str = "SMG") -> CardCode | None:
    """None for what is none of the three. An address forgives Caps Lock, numbers forgive case, blanks,
    dashes, O for 0, I and L for 1."""
    if token := read_address(text):
        return CardCode(TOKEN, token) if SOUND_TOKEN.fullmatch(token) else None
    written = unicodedata.normalize("NFKC", str(text or "")).strip()
    if serial := _read_serial(written):
        return CardCode(SERIAL, serial)
    reg_no = read_registration_number(written, prefix)
    return CardCode(REG_NO, reg_no) if reg_no else None


def read_address(text: object) -> str | None:
    """What the address in a card's QR has in the place of a token, sound or not, in the case in which it was printed;
    None for what is no such address. What a phone or a messenger hangs on (?…, #…) does not count."""
    address = _address_in(text)
    if address is None:
        return None
    return address[2].swapcase() if address[1] == "V" else address[2]


def is_caps_locked(text: object) -> bool:
    """Whether this is a card's address in the wrong case."""
    address = _address_in(text)
    return address is not None and address[1] == "V"


def _address_in(text: object) -> re.Match | None:
    written = plain(text)
    return ADDRESS.search(written) if len(written) <= LONGEST_ADDRESS else None


def without_scanned_codes(text: str) -> str:
    """The text without what a scanner typed into it: addresses and tokens of cards."""
    rest = LONG_RUN.sub(_without_token, ADDRESS_IN_TEXT.sub(" ", text))
    return text if rest == text else " ".join(rest.split())


def _without_token(run: re.Match) -> str:
    return " " if _looks_drawn(run[0]) else run[0]


def _looks_drawn(run: str) -> bool:
    """Whether chance has put these signs together, as those of a token: many different ones, small and capital letters
    and figures in turn. Words that lack their blanks repeat themselves, and begin with their capital letter; of a
    thousand tokens one is taken for such a word."""
    kinds = [(sign.isdigit(), sign.isupper()) for sign in run if sign.isalnum()]
    turns = sum(one != next_one for one, next_one in pairwise(kinds))
    return len(set(run)) >= FEWEST_DIFFERENT and FEWEST_TURNS * turns > len(kinds)


def _read_serial(text: str) -> str | None:
    """`k26 7k3qf2m` → `K26-7K3QF2M`."""
    packed = "".join(char for char in text.upper() if char.isalnum())
    found = PACKED_SERIAL.fullmatch(packed[:3] + packed[3:].translate(READ_AS))
    return f"{found[1]}-{found[2]}" if found else None
