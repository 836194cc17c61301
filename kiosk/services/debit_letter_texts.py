"""What donors are told of a debit by letter, in Indonesian as all letters are: days and numbers, never
a name, an account or a sum. What is behind them is read after signing in."""

from collections.abc import Mapping
from datetime import date

from kiosk.domain.debit_skips import ABOVE_LIMIT, ASKED, FUNDED
from kiosk.domain.words import long_date, month_name, number
from kiosk.services.message_texts import AUTOMATIC

LEFT_OUT = {
    FUNDED: "{people} pekerja Anda tidak didebet, karena bulan itu sudah ditanggung pihak lain. Mereka tetap menjadi "
    "pekerja asuh Anda untuk bulan sesudahnya, kecuali Anda memilih pekerja lain di halaman Anda.",
    ABOVE_LIMIT: "Surat kuasa Anda tidak didebet, karena jumlahnya melebihi batas pada surat kuasa. Pekerja Anda baru "
    "dapat didebet lagi dengan surat kuasa baru yang batasnya lebih tinggi.",
    ASKED: "Pekerja yang baru ikut pada surat kuasa Anda belum didebet, karena bulan itu sudah diminta dari bank "
    "sebelum mereka ikut. Mereka ikut debet bulan berikutnya.",
}


def failed_subject() -> str:
    return "Payung: debet rekening Anda tidak berhasil"


def failed_text(
    *,
    month: date,
    day: date,
    people: int,
    last_day: date | None,
    link: str,
    again_on: date | None = None,
    until: date | None = None,
    to_mend: bool = False,
    is_over: bool = False,
) -> str:
    """`last_day` to pay before the first of them would lose their membership; None where nobody has one to lose. On
    `again_on` a run asks for it already, until `until` it may be tried again, unless somebody has `to_mend` something
    first; `is_over`: no day is left for the month."""
    parts = [
        f"Debet {month_name(month)} pada {long_date(day)} untuk {number(people)} pekerja Anda tidak berhasil, maka "
        "bulan itu belum dibayar.",
        _what_comes_next(again_on, until, to_mend, is_over),
    ]
    return letter([*parts, *_lapse(last_day)], link)


def _what_comes_next(again_on: date | None, until: date | None, to_mend: bool, is_over: bool) -> str:
    if to_mend and is_over:
        return (
            "Bulan itu tidak dapat didebet lagi. Debet bulan berikutnya baru berjalan sesudah penyebabnya dibereskan. "
            "Penyebab dan cara membereskannya tertulis di halaman Anda."
        )
    if to_mend:
        return (
            "Debetnya baru dicoba lagi sesudah penyebabnya dibereskan. Penyebab dan cara membereskannya tertulis di "
            "halaman Anda."
        )
    if again_on:
        return f"Debetnya dicoba lagi pada {long_date(again_on)}. Pastikan saldo rekening Anda cukup."
    if until:
        return (
            f"Debetnya dapat dicoba lagi pada bulan yang sama, sampai {long_date(until)}. Pastikan saldo rekening Anda "
            "cukup."
        )
    return "Bulan itu tidak didebet lagi. Debet bulan berikutnya berjalan seperti biasa; pastikan saldonya cukup."


def _lapse(last_day: date | None) -> list[str]:
    if last_day is None:
        return []
    return [
        f"Bila belum ada yang membayar sampai {long_date(last_day)}, kepesertaan BPJS Ketenagakerjaan pekerja Anda "
        "dapat berakhir."
    ]


def missed_subject(month: date) -> str:
    return f"Payung: {month_name(month)} tidak didebet"


def missed_text(
    *, month: date, following: date, people: int, unpaid: int, last_day: date | None, to_mend: bool, link: str
) -> str:
    """`month` went by without a debit for so many `people`, of whom `unpaid` are no members; `following` is debited
    next, unless something is `to_mend` first. `last_day` to pay before the first of them loses their membership."""
    parts = [
        f"{month_name(month)} tidak didebet untuk {number(people)} pekerja Anda, dan tidak dapat didebet lagi. Debet "
        f"berikutnya untuk {month_name(following)}"
        + (", sesudah penyebab yang tertulis di halaman Anda dibereskan." if to_mend else ".")
    ]
    if last_day:
        parts.append(
            f"Kepesertaan BPJS Ketenagakerjaan mereka tetap bila iuran berikutnya dibayar paling lambat "
            f"{long_date(last_day)}."
        )
    if unpaid:
        parts.append(f"{number(unpaid)} di antaranya belum terlindungi sebelum ada iuran yang dibayar.")
    return letter(parts, link)


def paid_after_all_subject() -> str:
    return "Payung: debet rekening Anda akhirnya berhasil"


def paid_after_all_text(*, month: date, link: str) -> str:
    return letter(
        [
            f"Debet {month_name(month)} yang tadinya tidak berhasil sekarang berhasil. Bulan itu sudah dibayar."
        ],
        link,
    )


def left_out_subject(month: date) -> str:
    return f"Payung: yang tidak didebet untuk {month_name(month)}"


def left_out_text(*, month: date, left_out: Mapping[str, int], link: str) -> str:
    """`left_out`: how many of each of LEFT_OUT."""
    parts = [
        words.format(people=number(left_out[why])) for why, words in LEFT_OUT.items() if left_out.get(why)
    ]
    return letter([f"Debet {month_name(month)} sudah diserahkan ke bank.", *parts], link)


def refunded_subject() -> str:
    return "Payung: uang lebih dari debet Anda dikembalikan"


def refunded_text(*, debited_on: date, paid_on: date, link: str) -> str:
    return letter(
        [
            f"Uang yang tidak terpakai dari debet {long_date(debited_on)} dikembalikan ke rekening Anda pada "
            f"{long_date(paid_on)}. Jumlah, sebab, dan nomor referensinya tertulis di halaman Anda."
        ],
        link,
    )


def letter(parts: list[str], link: str) -> str:
    return "\n\n".join((*parts, f"Lihat setelah masuk:\n{link}", AUTOMATIC))
