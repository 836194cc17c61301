"""What people are told, in Indonesian whatever the language of the page: it is said to a fisherman or a fish seller.

No NIK, no phone number, no birth date, no amount, and never more than the ledger says: whose months are merely funded
is not called protected. The same words stand on /pesan and on the person's page; of a lapse they are /berakhir's."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from kiosk.domain.clock import add_months, today
from kiosk.domain.lapse_words import ADDRESS, GREETING, INVITATION, Called, text_for
from kiosk.domain.lapses import last_day_to_pay
from kiosk.domain.words import long_date, month_name, number, rupiah
from kiosk.services import settings

STARTED, ENDING, LAPSED, ENDED, REVOKED = KINDS = ("started", "ending", "lapsed", "ended", "revoked")
TITLES = {
    STARTED: "Perlindungan mulai berlaku",
    ENDING: "Masa tanggungan segera berakhir",
    LAPSED: "Iuran menunggak",
    ENDED: "Kepesertaan berakhir",
    REVOKED: "Tidak jadi ditanggung",
}
TOLD = {
    STARTED: "mulai terlindungi",
    ENDING: "segera berakhir tanggungannya",
    LAPSED: "mulai menunggak",
    ENDED: "berakhir kepesertaannya",
    REVOKED: "tidak jadi ditanggung",
}
_STATES = {ENDING: "soon", LAPSED: "arrears", ENDED: "ended"}  # as domain/lapse_words has them
AUTOMATIC = "Surel ini dikirim otomatis oleh Payung dan tidak perlu dibalas."


def whatsapp_text(kind: str, *, name: str, sex: str, month: date, place: str = "") -> str:
    """What somebody at the post says or sends by hand; of who lapses the words of /berakhir. `month` is the first one
    without cover, for STARTED the first one with it; `sex` is L or P, `place` the post that speaks."""
    place = place or settings.setting("programme_owner")
    if kind == STARTED:
        return _started(name, sex, month, place)
    if kind == REVOKED:
        return _revoked(name, sex, month, place)
    last = add_months(month, -1)
    called = Called(
        _STATES[kind], name, sex, place, last, last_day_to_pay(last, settings.whole("lapse_months"))
    )
    return text_for(called, today=today())


def _started(name: str, sex: str, month: date, place: str) -> str:
    address = ADDRESS.get(sex, "Bapak/Ibu")
    return (
        f"{GREETING.format(address=address, name=name, place=place)} Mulai {month_name(month)} {address} terlindungi "
        "BPJS Ketenagakerjaan (JKK dan JKM). Bila terjadi kecelakaan kerja, laporkan secepatnya, paling lambat "
        f"{settings.whole('report_hours_after_accident')} jam, kepada kami atau ke nomor "
        f"{settings.setting('call_centre')}. Kami tidak pernah meminta uang atau data lewat pesan."
    )


def _revoked(name: str, sex: str, month: date, place: str) -> str:
    """Who was to pay is not named: the person may not know that anybody was."""
    address = ADDRESS.get(sex, "Bapak/Ibu")
    return (
        f"{GREETING.format(address=address, name=name, place=place)} Iuran BPJS Ketenagakerjaan {address} mulai "
        f"{month_name(month)} tidak jadi ditanggung, dan {address} menunggu penanggung lain. Datanya tetap tersimpan. "
        f"{INVITATION.format(place=place)}"
    )


def digest_subject(counts: Mapping[str, int]) -> str:
    """`Payung: 12 orang segera berakhir tanggungannya, 3 orang mulai menunggak`."""
    return "Payung: " + ", ".join(_counted(counts))


def funder_digest(*, funder: str, counts: Mapping[str, int], day: date, links: Sequence[str]) -> str:
    """How many of a funder's people, and where their names stand: no name travels by e-mail."""
    return _letter(
        f"Kabar tentang pekerja yang ditanggung {funder}, sampai {long_date(day)}:",
        _listed(counts),
        "\n".join(("Siapa mereka dan apa yang dapat dilakukan, lihat setelah masuk:", *links)),
    )


def post_digest(*, post: str, counts: Mapping[str, int], day: date, link: str) -> str:
    return _letter(
        f"Pesan baru untuk disampaikan oleh {post}, sampai {long_date(day)}:",
        _listed(counts),
        f"Teksnya siap disalin ke WhatsApp. Tandai yang sudah disampaikan:\n{link}",
    )


def released_subject(*, batch_no: str, funder: str) -> str:
    return f"Payung: bulan yang belum dibayar dilepas ({f'batch {batch_no}' if batch_no else funder})"


def released_text(*, batch_no: str, funder: str, months: int, people: int, day: date, link: str) -> str:
    whose = f"dalam batch {batch_no} {funder}" if batch_no else f"dari {funder}"
    return _letter(
        f"Pada {long_date(day)}, {number(months)} bulan dari {number(people)} pekerja {whose} dilepas, karena belum "
        "dibayar sampai batas waktunya. Pekerjanya menunggu penanggung lagi.",
        "Bila uangnya terlambat dikirim, catat saja pembayarannya: bulan yang masih kosong diambil kembali, sisanya "
        "menjadi kredit.",
        f"Lihat setelah masuk:\n{link}",
    )


class Ended(NamedTuple):
    """How many people's cover ended, the months let go behind it, how many of them had been paid, and the rupiah in
    those that became credit."""

    people: int = 0
    months: int = 0
    paid: int = 0
    credited: int = 0

    def __add__(self, other: "Ended") -> "Ended":
        return Ended(*(one + more for one, more in zip(self, other, strict=True)))


NOBODY = Ended()


def people_in_words(count: int) -> str:
    """`seorang pekerja`, `3 pekerja`: of the dead one says it in words."""
    return "seorang pekerja" if count == 1 else f"{number(count)} pekerja"


def ended_subject(*, funder: str, died: Ended) -> str:
    what = "kabar duka" if died.people else "pertanggungan diakhiri"
    return f"Payung: {what} ({funder})"


def ended_text(
    *, funder: str, died: Ended, stopped: Ended, mistaken: Ended = NOBODY, day: date, links: Sequence[str]
) -> str:
    """No name: who has died is read after signing in, never in an e-mail (0048). `mistaken` were recorded as dead, and
    it was taken back before this letter left."""
    told = [_died(funder, died, day)] if died.people else []
    told += [_stopped(funder, stopped, day)] if stopped.people else []
    told += [_mistaken(funder, mistaken, day)] if mistaken.people else []
    where = "Siapa beliau, lihat setelah masuk:" if died.people else "Lihat setelah masuk:"
    return _letter(*chain(*told), "\n".join((where, *links)))


def alive_subject(*, funder: str) -> str:
    return f"Payung: kabar duka yang keliru ({funder})"


def alive_text(*, funder: str, day: date, links: Sequence[str]) -> str:
    return _letter(
        f"Kami mohon maaf. Kabar duka tentang seorang pekerja yang ditanggung {funder} ternyata keliru, dan "
        f"dibatalkan pada {long_date(day)}.",
        "Beliau masih bersama kita. Bulan yang telah dilepas tidak kembali sendiri; beliau dapat ditanggung lagi bila "
        "Anda berkenan.",
        "\n".join(("Lihat setelah masuk:", *links)),
    )


def _died(funder: str, died: Ended, day: date) -> list[str]:
    return [
        f"Dengan duka cita kami sampaikan bahwa {people_in_words(died.people)} yang ditanggung {funder} telah "
        f"berpulang, tercatat {long_date(day)}.",
        f"Iurannya berhenti. {_let_go(died)}{_credited(funder, died)}",
        "Terima kasih telah menanggung iurannya. Keluarga yang ditinggalkan dapat meminta bantuan pos atau kelurahan "
        "untuk mengurus manfaatnya pada BPJS Ketenagakerjaan.",
    ]


def _let_go(died: Ended) -> str:
    """Only what nobody has paid is not billed."""
    unpaid = died.months - died.paid
    said = f"{number(died.months)} bulan sesudah bulan wafatnya dilepas"
    if not died.paid:
        return f"{said} dan tidak ditagih."
    return f"{said}; {number(unpaid)} di antaranya belum dibayar dan tidak ditagih." if unpaid else f"{said}."


def _credited(funder: str, died: Ended) -> str:
    if not died.credited:
        return ""
    which = "bulan itu" if died.paid == died.months else "bulan lainnya"
    return f" {rupiah(died.credited)} yang sudah dibayar untuk {which} menjadi kredit {funder}."


def _mistaken(funder: str, mistaken: Ended, day: date) -> list[str]:
    credit = (
        f" {rupiah(mistaken.credited)} yang sudah dibayar menjadi kredit {funder}."
        if mistaken.credited
        else ""
    )
    return [
        f"Pada {long_date(day)}, {number(mistaken.months)} bulan dari {people_in_words(mistaken.people)} yang "
        f"ditanggung {funder} dilepas karena pencatatan yang keliru. Catatan itu sudah dibetulkan.{credit}",
        "Bulan yang telah dilepas tidak kembali sendiri; beliau dapat ditanggung lagi bila Anda berkenan.",
    ]


def _stopped(funder: str, stopped: Ended, day: date) -> list[str]:
    return [
        f"Pada {long_date(day)}, pertanggungan {number(stopped.people)} pekerja yang ditanggung {funder} diakhiri oleh "
        f"petugas, dan {number(stopped.months)} bulan sesudahnya dilepas.",
        "Bulan yang sudah dibayar menjadi kredit, dan dapat dipakai untuk tagihan berikutnya.",
    ]


def rejected_subject(*, funder: str) -> str:
    return f"Payung: ada pekerja yang ditolak BPJS ({funder})"


def rejected_text(*, funder: str, submission_no: str, people: int, link: str) -> str:
    return _letter(
        f"BPJS Ketenagakerjaan menolak {number(people)} pekerja yang ditanggung {funder} (pengajuan {submission_no}). "
        "Bulan mereka yang tidak jadi berlaku dilepas; yang sudah dibayar menjadi kredit, dan dapat dipakai untuk "
        "tagihan berikutnya.",
        f"Yang didaftarkan sendiri dapat diperbaiki. Alasannya, lihat setelah masuk:\n{link}",
    )


def unconfirmed_subject(*, funder: str) -> str:
    return f"Payung: bulan yang perlu diajukan lagi kepada BPJS ({funder})"


def unconfirmed_text(*, funder: str, months: int, link: str) -> str:
    """Of another funder's months that only followed a membership which BPJS has taken back."""
    return _letter(
        f"BPJS Ketenagakerjaan membatalkan kepesertaan seorang pekerja yang juga ditanggung {funder}. "
        f"{number(months)} bulannya tetap dibayar, tetapi tidak berlaku sampai BPJS menerimanya lagi; Disnaker "
        "mengajukannya lagi.",
        f"Lihat setelah masuk:\n{link}",
    )


def rejected_at_post_subject(*, post: str) -> str:
    return f"Payung: ada orang yang ditolak BPJS ({post})"


def rejected_at_post_text(*, post: str, link: str) -> str:
    return _letter(
        f"BPJS Ketenagakerjaan menolak orang yang didaftarkan di {post}. Setelah datanya diperbaiki, orangnya dapat "
        "ditanggung dan diajukan lagi.",
        f"Siapa mereka dan alasannya, lihat setelah masuk:\n{link}",
    )


PAYMENT_EVENTS = {
    "refused": ("ditolak", "Belum ada bulan yang dibayar olehnya. Alasannya tertulis di halaman pembayaran."),
    "reversed": (
        "dibalik",
        "Bulan yang tadinya dibayar olehnya menunggu dibayar lagi. Alasannya tertulis di halamannya.",
    ),
    "part_reversed": (
        "dibalik sebagian",
        "Bulan beberapa pekerja yang tadinya dibayar olehnya menunggu dibayar lagi. Siapa dan mengapa, tertulis di "
        "halamannya.",
    ),
    "late": (
        "datang terlambat",
        "Sebagian bulan sudah dilepas dan tidak dapat diambil kembali; uangnya menjadi kredit yang dapat dipakai untuk "
        "tagihan lain.",
    ),
}


def payment_subject(event: str, *, no: str) -> str:
    return f"Payung: pembayaran {no} {PAYMENT_EVENTS[event][0]}"


def payment_text(event: str, *, no: str, bill_no: str, link: str) -> str:
    """`event` is one of PAYMENT_EVENTS; what an admin wrote as reason is read on the page only."""
    happened, means = PAYMENT_EVENTS[event]
    about = f" untuk tagihan {bill_no}" if bill_no else ""
    return _letter(f"Pembayaran {no}{about} {happened}. {means}", f"Lihat setelah masuk:\n{link}")


def _counted(counts: Mapping[str, int]) -> list[str]:
    return [f"{number(counts[kind])} orang {TOLD[kind]}" for kind in KINDS if counts.get(kind)]


def _listed(counts: Mapping[str, int]) -> str:
    return "\n".join(f"- {line}" for line in _counted(counts))


def _letter(*paragraphs: str) -> str:
    return "\n\n".join((*paragraphs, AUTOMATIC))
