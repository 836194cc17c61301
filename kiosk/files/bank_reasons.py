"""A bank's words for why it did not take the money, in ours."""

import re
from collections.abc import Mapping

from kiosk.domain.debit_reasons import (
    BANK_FAULT,
    BLOCKED,
    CLOSED,
    DIED,
    DUPLICATE,
    FILE_REFUSED,
    NO_ACCOUNT,
    NO_FUNDS,
    NO_MANDATE,
    OTHER,
    OTHER_NAME,
    TOO_LATE,
)
from kiosk.domain.names import clean_name
from kiosk.domain.words import DOT

# What a layout calls them.
NAMES = {
    "saldo_kurang": NO_FUNDS,
    "lewat_batas": TOO_LATE,
    "gangguan_bank": BANK_FAULT,
    "berkas_ditolak": FILE_REFUSED,
    "diblokir": BLOCKED,
    "ditutup": CLOSED,
    "rekening_tidak_ada": NO_ACCOUNT,
    "nama_beda": OTHER_NAME,
    "kuasa_tidak_ada": NO_MANDATE,
    "meninggal": DIED,
    "ganda": DUPLICATE,
    "lain": OTHER,
}
LONGEST_WORDS = 120
FEWEST_LETTERS = 4  # of a saying that is found inside a longer one: `51` stands in too many
# Six digits are the shortest account number (domain/account_numbers).
_MAY_BE_AN_ACCOUNT = re.compile(r"(?:\d[ .'\-]{0,2}){5,}\d")


def reason_key(words: str) -> str:
    """`Saldo  tdk. cukup!` → `saldo tdk cukup`: letters and digits, single blanks."""
    return " ".join(re.findall(r"\w+", words.replace("_", " ").casefold()))


def normalised(code: str, text: str, reasons: Mapping[str, str]) -> str:
    """One of domain/debit_reasons: by the code, else by the text, else by the longest saying within it; OTHER where the
    layout knows none of it."""
    for said in (reason_key(code), reason_key(text)):
        if said in reasons:
            return reasons[said]
    within = f" {reason_key(f'{code} {text}')} "
    found = (one for one in reasons if len(one) >= FEWEST_LETTERS and f" {one} " in within)
    return reasons.get(max(found, key=len, default=""), OTHER)


def in_the_banks_words(code: str, text: str) -> str:
    """Both as they came, without anything that may be an account number."""
    return masked(clean_name(f"{code} {text}"))[:LONGEST_WORDS]


def masked(words: str) -> str:
    """`rek 1234567890 tutup` → `rek •••• tutup`."""
    return _MAY_BE_AN_ACCOUNT.sub(DOT * 4, words)
