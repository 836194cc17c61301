"""The card: CR80, two sides, and never more on it than the ledger says on the day it is printed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf

from kiosk.domain.words import N_, month_name, short_date
from kiosk.files.documents import render_pdf
from kiosk.files.text_fit import Fitted, fit

REGISTERED = N_("TERDAFTAR, BELUM TERLINDUNGI")
PROTECTED = N_("TERLINDUNGI")
SCAN_FOR_END = N_("masa berlaku: pindai QR")
SCAN_FOR_NEWS = N_("status terkini: pindai QR")
AWAITING_KPJ = N_("menunggu KPJ")
CHUNK = 50

# The places of card.css, in mm; the name starts in the size of the state line.
_NAME_BOX, _NAME_SIZES = (52.5, 10.0), (11.5, 10.5, 9.5, 8.5, 7.5, 6.5)
_FUNDER_BOX, _FUNDER_SIZES = (52.5, 4.8), (6.8, 6.2, 5.6)


@dataclass(frozen=True)
class CardFace:
    """What is printed on one card; printed_on is a day, all else finished text. masked_nik only: no full NIK
    on paper.

    url is what the QR carries. kpj is None until BPJS issued it. state_line is REGISTERED or PROTECTED.
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

    def __post_init__(self) -> None:
        if sum(letter.isdigit() for letter in self.masked_nik) > 8:
            raise ValueError("A card carries a masked NIK only")

    @property
    def protected(self) -> bool:
        return self.state_line == PROTECTED

    @property
    def name_fitted(self) -> Fitted:
        return fit(self.name, *_NAME_BOX, _NAME_SIZES, weight=700)

    @property
    def funder_fitted(self) -> Fitted:
        return fit(self.funder, *_FUNDER_BOX, _FUNDER_SIZES, weight=600)

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


def cards_pdf(
    cards: Sequence[CardFace], on_progress: Callable[[int, int], None] | None = None, chunk: int = CHUNK
) -> bytes:
    """Two CR80 pages per card, front and back; on_progress(done, total) after each chunk.

    Cards are laid out a chunk at a time, so that memory does not grow with the print run's layout.
    """
    with pikepdf.new() as joined:
        for done, part in _rendered(cards, chunk):
            with pikepdf.open(BytesIO(part)) as pages:
                joined.pages.extend(pages.pages)
            if on_progress:
                on_progress(done, len(cards))
        stream = BytesIO()
        joined.docinfo["/Title"] = "Kartu tanda daftar pekerja rentan"
        joined.Root.Lang = pikepdf.String("id")
        joined.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _rendered(cards: Sequence[CardFace], chunk: int) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(cards), chunk):
        part = cards[start : start + chunk]
        yield start + len(part), render_pdf("card.html", cards=part, awaiting_kpj=AWAITING_KPJ)
