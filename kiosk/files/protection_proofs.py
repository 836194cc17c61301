"""The proof of cover on one day: A4, for a hospital, an heir or an office, readable on a black-and-white printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.domain.verdicts import Verdict
from kiosk.files.data_sheets import Fact
from kiosk.files.documents import render_pdf
from kiosk.files.receipts import ReceiptMonth
from kiosk.files.text_fit import Fitted, fit

# The boxes of protection_proof.css, in mm, and the sizes tried in both: the state is as large as the name.
_STATE_BOX, _NAME_BOX = (158.0, 21.0), (172.0, 21.0)
_SIZES = (26.0, 23.0, 20.0, 18.0, 16.0)


@dataclass(frozen=True)
class ProtectionProof:
    """`verdict` is the state on `day` as known when this is made; `recorded` what stood in the ledger that day, where
    it says something else; `learned` finished sentences on what came after it. `masked` numbers only. `months` are
    around the day; `url` is what the QR carries, None without a living card."""

    day: date
    verdict: Verdict
    recorded: Verdict | None
    learned: Sequence[str]
    name: str
    reg_no: str
    masked_nik: str
    masked_kpj: str
    area: str
    facts: Sequence[Fact]
    months: Sequence[ReceiptMonth]
    made: str
    url: str | None
    call_centre: str
    city: str

    def __post_init__(self) -> None:
        for masked in (self.masked_nik, self.masked_kpj):
            if sum(letter.isdigit() for letter in masked) > 8:
                raise ValueError("A proof carries masked numbers only")

    @property
    def state_fitted(self) -> Fitted:
        return fit(self.verdict.words, *_STATE_BOX, (self._points,), weight=800)

    @property
    def name_fitted(self) -> Fitted:
        return fit(self.name, *_NAME_BOX, (self._points,), weight=800)

    @property
    def crowded(self) -> bool:
        """Whether something has to be said besides, and all of it is set closer."""
        return bool(self.recorded or self.learned) or len(self.name_fitted.lines) > 1

    @property
    def _points(self) -> float:
        state = fit(self.verdict.words, *_STATE_BOX, _SIZES, weight=800)
        return min(state.points, fit(self.name, *_NAME_BOX, _SIZES, weight=800).points)

    @property
    def states(self) -> set[str]:
        """Those that occur, for the legend."""
        return {cell.state for cell in self.months}


def protection_proof_pdf(proof: ProtectionProof) -> bytes:
    return render_pdf("protection_proof.html", proof=proof)
