"""What somebody earns in a month, as people say and write it."""

import re
from dataclasses import dataclass

from kiosk.domain.digits import plain
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_

MOST = 999_999_999
RUPIAH = r"(?:rp\.?\s*)?"
WHOLE = r"\d{1,3}(?:[. ]\d{3}){1,9}|\d{1,30}"
IN_FULL = re.compile(rf"{RUPIAH}({WHOLE})(?:,00|,-+)?", re.ASCII)
SAID = re.compile(rf"{RUPIAH}({WHOLE}|\d{{1,9}}[.,]\d{{1,2}})\s*(juta|jt|ribu|rb)", re.ASCII)
TIMES = {"juta": 1_000_000, "jt": 1_000_000, "ribu": 1_000, "rb": 1_000}

NOT_A_SUM = N_(
    "Isi penghasilan dengan angka saja, misalnya 1.500.000; “3 juta”, “2,5 jt”, dan “500 ribu” juga dipahami."
)
TOO_MUCH = N_("Penghasilan ini satu miliar rupiah sebulan atau lebih. Periksa jumlah angkanya.")


@dataclass(frozen=True)
class IncomeReading:
    """`amount` in rupiah; None when nothing was typed or a finding blocks."""

    amount: int | None
    findings: tuple[Finding, ...]


def read_income(text: object) -> IncomeReading:
    """Rupiah a month: `1500000`, `1.500.000`, `Rp 1 500 000,00`, `3 juta`, `2,5 jt`, `500 ribu`.

    Empty is no finding. Blocks: income_unreadable (a minus, letters, dots in odd places), income_too_much."""
    written = plain(text).lower()
    if not written:
        return IncomeReading(None, ())
    rupiah = _in_full(written) if IN_FULL.fullmatch(written) else _said(written)
    if rupiah is None:
        return IncomeReading(None, (block("income_unreadable", NOT_A_SUM),))
    if rupiah > MOST:
        return IncomeReading(None, (block("income_too_much", TOO_MUCH),))
    return IncomeReading(rupiah, ())


def _in_full(written: str) -> int:
    return _joined(IN_FULL.fullmatch(written)[1])


def _said(written: str) -> int | None:
    """`2,5 jt`: up to two places behind the comma, so that it comes to whole rupiah."""
    found = SAID.fullmatch(written)
    if not found:
        return None
    amount, times = found[1], TIMES[found[2]]
    whole, _comma, places = amount.replace(".", ",").partition(",")
    if re.fullmatch(WHOLE, amount):
        return _joined(amount) * times
    return int(whole) * times + int(places.ljust(2, "0")) * times // 100


def _joined(written: str) -> int:
    return int(written.replace(".", "").replace(" ", ""))
