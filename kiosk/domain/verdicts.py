"""What a state of protection means in one large line: the same words at the QR's address and on the receipt."""

from dataclasses import dataclass
from datetime import date

from kiosk.domain.protection import Ended, InArrears, Protected, Protection
from kiosk.domain.words import N_


@dataclass(frozen=True)
class Verdict:
    """`words` is the large line, `text` the sentence under it with %(day)s where a `day` is given. tone: calm | soon |
    act."""

    tone: str
    words: str
    text: str
    day: date | None = None


def verdict_on(state: Protection) -> Verdict:
    """Whoever is not protected is registered at the most; the paper never claims more than the ledger."""
    match state:
        case Protected(until=until):
            return Verdict("calm", N_("TERLINDUNGI"), N_("sampai %(day)s"), until)
        case InArrears(last_day_to_pay=last_day):
            text = N_("Iuran harus dibayar paling lambat %(day)s.")
            return Verdict("act", N_("MENUNGGAK, PERLINDUNGAN BERISIKO"), text, last_day)
        case Ended(on=ended_on):
            return Verdict(
                "act", N_("PERLINDUNGAN BERAKHIR"), N_("Tidak terlindungi sejak %(day)s."), ended_on
            )
    text = N_("Perlindungan baru berlaku setelah iuran dibayar dan BPJS mengonfirmasi.")
    return Verdict("soon", N_("TERDAFTAR, BELUM TERLINDUNGI"), text)
