"""Numbers of bank accounts as people type them. Banks have ten to sixteen digits; nobody publishes a rule, so that a
few less or more are let through."""

import re
from dataclasses import dataclass

from kiosk.domain.findings import Finding, block
from kiosk.domain.words import DOT, N_

SHORTEST, LONGEST = 6, 20
SHOWN = 4
_PARTED = re.compile(r"[\s.\-]+")

EMPTY = N_("Nomor rekening belum diisi. Salin dari buku rekening.")
NOT_DIGITS = N_(
    "Nomor rekening hanya berisi angka. Hapus huruf dan tanda lain, lalu cocokkan dengan buku rekening."
)
WRONG_LENGTH = N_(
    "Nomor rekening ini %(count)s angka. Cocokkan dengan buku rekening: biasanya 10 sampai 16 angka."
)


@dataclass(frozen=True)
class AccountReading:
    """`number` is digits only; None exactly when `finding` says what is wrong."""

    number: str | None
    finding: Finding | None


def read_account(text: object) -> AccountReading:
    """Blanks, dots and hyphens between the digits are what people put there."""
    number = _PARTED.sub("", str(text or ""))
    if not number:
        return AccountReading(None, block("account_empty", EMPTY))
    if not (number.isascii() and number.isdigit()):
        return AccountReading(None, block("account_not_digits", NOT_DIGITS))
    if not SHORTEST <= len(number) <= LONGEST:
        return AccountReading(None, block("account_length", WRONG_LENGTH, count=len(number)))
    return AccountReading(number, None)


def mask_account(number: str | None) -> str:
    """`••••••4567`."""
    number = number or ""
    return DOT * max(len(number) - SHOWN, 0) + number[-SHOWN:]
