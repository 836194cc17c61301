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


def verdict_on(state: Protection, *, today: date) -> Verdict:
    """Whoever is not protected is registered at the most; the paper never claims more than the ledger. `today` is the
    day on which it is read: a deadline that is over is called so."""
    match state:
        case Protected(until=until):
            return Verdict("calm", N_("TERLINDUNGI"), N_("sampai %(day)s"), until)
        case InArrears(last_day_to_pay=last_day):
            text = (
                N_("Iuran harus dibayar paling lambat %(day)s.")
                if today <= last_day
                else N_("Batas membayar iurannya, %(day)s, sudah lewat.")
            )
            return Verdict("act", N_("MENUNGGAK, PERLINDUNGAN BERISIKO"), text, last_day)
        case Ended(on=ended_on):
            return Verdict(
                "act", N_("PERLINDUNGAN BERAKHIR"), N_("Tidak terlindungi sejak %(day)s."), ended_on
            )
    text = N_("Perlindungan baru berlaku setelah iuran dibayar dan BPJS mengonfirmasi.")
    return Verdict("soon", N_("TERDAFTAR, BELUM TERLINDUNGI"), text)


def verdict_after_death(state: Protection, *, on: date, died_on: date) -> Verdict:
    """Of somebody whose death on `died_on` is recorded, `state` being what the ledger says of the day `on`: nobody is
    protected after it."""
    if on > died_on:
        return Verdict("act", N_("TELAH MENINGGAL DUNIA"), N_("pada %(day)s"), died_on)
    match state:
        case Protected(until=until) if until > died_on:
            return Verdict("calm", N_("TERLINDUNGI"), N_("sampai hari wafatnya, %(day)s"), died_on)
        case InArrears(since=since):
            text = N_("Iurannya belum dibayar sejak %(day)s.")
            return Verdict("act", N_("MENUNGGAK, PERLINDUNGAN BERISIKO"), text, since)
    return verdict_on(state, today=on)


def verdict_of_member_waiting() -> Verdict:
    """A member whose month is paid and not yet confirmed: no newcomer, and not protected either."""
    text = N_("Iurannya sudah dibayar; bulan ini berlaku setelah BPJS mengonfirmasi.")
    return Verdict("soon", N_("PESERTA, MENUNGGU KONFIRMASI BPJS"), text)
