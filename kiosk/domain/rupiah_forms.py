"""Sums of money as people here type them: `Rp1.680.000`, `1680000`, `1.680.000,00`, `Rp 1.680.000,-`."""

import re
from dataclasses import dataclass

from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_

MOST = 999_000_000_000  # more is a typing slip, not a contribution

_PREFIX = re.compile(r"^(rp|idr)\.?\s*", re.IGNORECASE)
_NO_CENTS = re.compile(r"(,00|[,.](-+|–|—))$")
_NO_CENTS_IN_ENGLISH = re.compile(r"^(\d{4,}|\d{1,3}(?:,\d{3})+)\.00$", re.ASCII)
_PLAIN = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+", re.ASCII)
_GROUPED_IN_ENGLISH = re.compile(r"\d{1,3}(,\d{3}){2,}", re.ASCII)

UNREADABLE = N_(
    "Jumlah uang tidak dapat dibaca. Tulis rupiah penuh dengan angka, misalnya Rp1.680.000 atau 1680000."
)
TOO_LITTLE = N_("Jumlah uang harus lebih dari nol. Tulis jumlah yang benar-benar diterima.")
TOO_MUCH = N_("Jumlah uang paling banyak Rp999 miliar. Periksa angka nolnya.")


@dataclass(frozen=True)
class RupiahReading:
    """Whole rupiah, or None with the finding that blocks; for an empty field neither."""

    amount: int | None
    finding: Finding | None = None


def read_rupiah(text: object) -> RupiahReading:
    """`16,800` is refused: here the comma stands before cents, and nobody pays Rp16,8. So is `50.00`, which may be
    fifty or fifty thousand."""
    written = " ".join(str(text or "").replace("\u00a0", " ").split())
    if not written:
        return RupiahReading(None)
    bare = _NO_CENTS.sub("", _PREFIX.sub("", written))
    digits = _digits(_NO_CENTS_IN_ENGLISH.sub(r"\1", bare).strip())
    if not digits:
        return _refused("amount_unreadable", UNREADABLE)
    amount = int(digits[:20])
    if amount <= 0:
        return _refused("amount_too_little", TOO_LITTLE)
    return RupiahReading(amount) if amount <= MOST else _refused("amount_too_much", TOO_MUCH)


def _digits(written: str) -> str:
    if _PLAIN.fullmatch(written):
        return written
    if _GROUPED.fullmatch(written) or _GROUPED_IN_ENGLISH.fullmatch(written):
        return re.sub(r"\D", "", written)
    return ""


def _refused(code: str, sentence: str) -> RupiahReading:
    return RupiahReading(None, block(code, sentence))
