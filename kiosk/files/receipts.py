"""The receipt a person takes home: A6, true on the day it is printed, readable on a black-and-white printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.verdicts import Verdict
from kiosk.files.documents import render_pdf
from kiosk.files.text_fit import Fitted, fit

# The boxes of receipt.css, in mm, and the sizes tried in them.
_STATE_BOX, _STATE_SIZES = (88.0, 13.0), (19.0, 17.0, 15.0, 13.5)
_NAME_BOX, _NAME_SIZES = (93.0, 10.6), (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_FUNDER_BOX, _FUNDER_SIZES = (92.0, 6.4), (8.0, 7.4, 6.8)


@dataclass(frozen=True)
class ReceiptMonth:
    """One cell: the month, its state as in worker_strip, and who pays, in words."""

    month: date
    state: str


@dataclass(frozen=True)
class Receipt:
    """`masked_nik` only: no full NIK on paper. `url` is what the QR carries, None without a living card. `remark` is a
    whole sentence that has to stand with the state, or empty."""

    verdict: Verdict
    printed_on: date
    name: str
    reg_no: str
    masked_nik: str
    area: str
    post: str
    enrolled_on: date
    funder: str
    months: Sequence[ReceiptMonth]
    url: str | None
    remark: str
    call_centre: str
    city: str

    def __post_init__(self) -> None:
        if sum(letter.isdigit() for letter in self.masked_nik) > 8:
            raise ValueError("A receipt carries a masked NIK only")

    @property
    def state_fitted(self) -> Fitted:
        return fit(self.verdict.words, *_STATE_BOX, _STATE_SIZES, weight=800)

    @property
    def name_fitted(self) -> Fitted:
        return fit(self.name, *_NAME_BOX, _NAME_SIZES, weight=700)

    @property
    def funder_fitted(self) -> Fitted:
        return fit(f"Iuran ditanggung oleh: {self.funder}", *_FUNDER_BOX, _FUNDER_SIZES, weight=800)

    @property
    def crowded(self) -> bool:
        """Whether something is long enough to be set closer."""
        return bool(self.remark) or len(self.name_fitted.lines) + len(self.funder_fitted.lines) > 2

    @property
    def states(self) -> set[str]:
        """Those that occur, for the legend."""
        return {cell.state for cell in self.months}


def receipt_pdf(receipt: Receipt) -> bytes:
    return render_pdf("receipt.html", receipt=receipt)
