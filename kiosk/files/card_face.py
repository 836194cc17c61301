"""What one card says: finished texts of one day, and never more than the ledger says on it."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.words import N_, month_name, short_date

REGISTERED = N_("TERDAFTAR, BELUM TERLINDUNGI")
PROTECTED = N_("TERLINDUNGI")
SCAN_FOR_END = N_("masa berlaku: pindai QR")
SCAN_FOR_NEWS = N_("status terkini: pindai QR")
AWAITING_KPJ = N_("menunggu KPJ")
NO_KPJ = N_("belum ada")
NO_PHOTO = N_("tanpa foto")


@dataclass(frozen=True)
class CardFace:
    """What is printed on one card; printed_on is a day, all else finished text. masked_nik only: no full NIK
    on paper.

    url is what the QR carries. kpj is None until BPJS issued it, no_kpj what stands there meanwhile: NO_KPJ for whom
    BPJS has refused, since none is on its way. state_line is REGISTERED or PROTECTED. photo is a
    JPEG, upright; None where there is none.
    """

    name: str
    reg_no: str
    kpj: str | None
    masked_nik: str
    programmes: str
    funder: str
    state_line: str
    until_line: str
    printed_on: date
    url: str
    city: str = "Kota Semarang"
    photo: bytes | None = None
    no_kpj: str = AWAITING_KPJ

    def __post_init__(self) -> None:
        if sum(letter.isdigit() for letter in self.masked_nik) > 8:
            raise ValueError("A card carries a masked NIK only")

    @property
    def protected(self) -> bool:
        return self.state_line == PROTECTED

    @property
    def printed_line(self) -> str:
        return f"dicetak {short_date(self.printed_on)}"


def state_lines(*, protected: bool, prepaid_until: date | None = None) -> tuple[str, str]:
    """(state_line, until_line): a month is named only where every month up to it is prepaid."""
    if not protected:
        return REGISTERED, SCAN_FOR_NEWS
    if prepaid_until is None:
        return PROTECTED, SCAN_FOR_END
    return PROTECTED, f"s.d. {month_name(prepaid_until)}"
