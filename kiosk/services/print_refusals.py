"""Why a card is not printed although somebody asks for it, each with the way on."""

from db.models import PrintRun
from kiosk.domain.words import N_
from kiosk.services.acting import Refused

PRINTED = N_(
    "Kartu %(serial)s untuk orang ini sudah dicetak. Bila kartunya hilang, rusak, atau datanya berubah, pakai Cetak "
    "ulang: kartu lama langsung tidak berlaku."
)
PRINTING_AT_POST = N_(
    "Kartunya sedang dicetak di %(post)s dan hasilnya belum dicatat. Tanyakan ke pos itu dulu, supaya tidak tercetak "
    "dua kali."
)
PRINTING_ELSEWHERE = N_(
    "Kartunya sedang dicetak perusahaan atau Disnaker dan hasilnya belum dicatat. Tanyakan dulu, supaya tidak tercetak "
    "dua kali."
)


class AlreadyPrinted(Refused):
    """The person has a printed card; `serial` is the way to a reprint."""

    def __init__(self, serial: str):
        super().__init__(PRINTED, serial=serial)
        self.serial = serial


def printed_elsewhere(run: PrintRun) -> Refused:
    """The card stands in a run without an answer that the reader may not open."""
    return Refused(PRINTING_AT_POST, post=run.post.name) if run.post else Refused(PRINTING_ELSEWHERE)
