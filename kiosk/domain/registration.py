"""Registration numbers such as `SMG-7K3QF2M-6`: short, sayable, with a character that betrays slips.

Crockford's 32 characters (no I, L, O, U). The check character makes the word's polynomial over GF(32) vanish
at x, as in bech32 but with a single root: neighbouring places weigh differently and no weight is zero, so
every single wrong character and every swap of two neighbours is caught, in the prefix too. ISO 7064 would
need a 37th, unsayable character.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 7
READ_AS = str.maketrans("OIL", "011")
# A prefix holds no digits, so the four letters that ALPHABET leaves out may weigh as digits there.
VALUES = {char: value for value, char in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 2, "U": 3}
PREFIX = re.compile(r"[A-Z]{2,4}")
BODY = re.compile(f"[{ALPHABET}]{{{RANDOM_LENGTH + 1}}}")


def new_registration_number(prefix: str = "SMG", choose: Callable[[Sequence[str]], str] | None = None) -> str:
    """A fresh number; 34 thousand million are possible, the unique index decides whether it is taken.

    `prefix` is two to four letters A-Z, anything else a ValueError.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"prefix must be two to four capital letters, not {prefix!r}")
    body = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH)) if choose else _by_chance()
    return f"{prefix}-{body}-{check_character(body, prefix)}"


def _by_chance() -> str:
    """All characters out of one draw: five bits each."""
    drawn = secrets.randbits(5 * RANDOM_LENGTH)
    return "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(RANDOM_LENGTH))


def check_character(body: str, prefix: str = "SMG") -> str:
    """The character of ALPHABET that closes the seven of `body` under `prefix`."""
    return ALPHABET[_times_x(_remainder(prefix, body))]


def read_registration_number(text: object, prefix: str = "SMG") -> str | None:
    """The canonical number, or None if it cannot be one.

    Forgives case, blanks, missing or other dashes, O for 0, I and L for 1, and a missing prefix, which is
    then `prefix`.
    """
    packed = _packed(text)
    written, word = packed[: -RANDOM_LENGTH - 1], packed[-RANDOM_LENGTH - 1 :].translate(READ_AS)
    written = written or prefix
    if not PREFIX.fullmatch(written) or not BODY.fullmatch(word):
        return None
    if _remainder(written, word):
        return None
    return f"{written}-{word[:-1]}-{word[-1]}"


def is_mistyped(text: object, prefix: str = "SMG") -> bool:
    """Whether a text that is no number was meant as one: it begins like one, or has its length, letters and digits."""
    packed = _packed(text)
    mixed = any(char.isdigit() for char in packed) and any(char.isalpha() for char in packed)
    alike = packed.startswith(prefix) or len(packed) == RANDOM_LENGTH + 1
    return mixed and alike and read_registration_number(text, prefix) is None


def _packed(text: object) -> str:
    plain = unicodedata.normalize("NFKC", str(text or "")).upper()
    return "".join(char for char in plain if char.isalnum())


def _remainder(prefix: str, word: str) -> int:
    """Horner's scheme at x; 0 when the check character fits."""
    total = 0
    for char in prefix + word:
        total = _times_x(total) ^ VALUES[char]
    return total


def _times_x(value: int) -> int:
    """Multiplication by x in GF(32) modulo x⁵ + x² + 1, which is primitive."""
    return (value << 1) ^ 0b100101 if value & 0b10000 else value << 1
