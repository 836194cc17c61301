"""What a donor is told by letter about the workers they had taken on, in Indonesian as all letters are."""

from collections.abc import Mapping
from datetime import date

from kiosk.domain.words import long_date, number, rupiah
from kiosk.services.message_texts import AUTOMATIC, people_in_words

RESERVED, UNCHECKED, FUNDED = "reserved", "unchecked", "funded"
DIED, DIED_RESERVED, MISTAKEN = "died", "died_reserved", "mistaken"
LOST = {
    RESERVED: "waktu pesanan {people} pekerja habis sebelum surat kuasanya ditandatangani. Mereka kembali ke daftar "
    "menunggu; bila belum ada yang menanggung, Anda dapat memilihnya lagi.",
    UNCHECKED: "{people} pekerja dilepas, karena surat kuasa Anda belum selesai diperiksa sampai batas waktunya. "
    "Mereka kembali ke daftar menunggu; Anda dapat memilihnya lagi dan menandatangani surat kuasa baru.",
    FUNDED: "{people} pekerja yang Anda tanggung tidak dapat ditanggung lagi. Selama surat kuasa Anda berlaku, Anda "
    "dapat memilih penggantinya.",
    MISTAKEN: "{people} pekerja keliru dicatat tidak lagi Anda tanggung, dan catatannya sudah dibetulkan. Beliau tidak "
    "otomatis kembali menjadi pekerja asuh Anda; bila berkenan, Anda dapat memilihnya lagi selama belum ada yang "
    "menanggung.",
}  # how they were lost, and what the donor can do


def ended_subject(lost: Mapping[str, int]) -> str:
    if lost.get(DIED) or lost.get(DIED_RESERVED):
        return "Payung: kabar duka tentang pekerja asuh Anda"
    return "Payung: perubahan pada pekerja asuh Anda"


def ended_text(*, lost: Mapping[str, int], given_back: int = 0, day: date, link: str) -> str:
    """`lost`: how many of each of LOST, and of DIED and DIED_RESERVED; `given_back`: rupiah debited for months behind a
    death. No name: who has died is read after signing in, never in an e-mail (0048)."""
    parts = [
        f"Pada {long_date(day)}, {words.format(people=number(lost[how]))}"
        for how, words in LOST.items()
        if lost.get(how)
    ]
    died = _died(lost.get(DIED, 0), lost.get(DIED_RESERVED, 0), given_back, day)
    where = "Siapa beliau, lihat setelah masuk:" if died else "Lihat setelah masuk:"
    return "\n\n".join((*died, *parts, f"{where}\n{link}", AUTOMATIC))


def alive_subject() -> str:
    return "Payung: kabar duka yang keliru"


def alive_text(*, day: date, link: str) -> str:
    return "\n\n".join(
        (
            "Kami mohon maaf. Kabar duka tentang seorang pekerja asuh Anda ternyata keliru, dan dibatalkan pada "
            f"{long_date(day)}. Beliau masih bersama kita, tetapi tidak otomatis kembali menjadi pekerja asuh Anda; "
            "bila berkenan, Anda dapat memilihnya lagi selama belum ada yang menanggung.",
            f"Lihat setelah masuk:\n{link}",
            AUTOMATIC,
        )
    )


def _died(signed: int, reserved: int, given_back: int, day: date) -> list[str]:
    if not signed and not reserved:
        return []
    whom = [f"{people_in_words(signed)} yang Anda tanggung"] if signed else []
    whom += [f"{people_in_words(reserved)} yang hendak Anda tanggung"] if reserved else []
    parts = [
        f"Dengan duka cita kami sampaikan bahwa {' dan '.join(whom)} telah berpulang, tercatat {long_date(day)}."
    ]
    if signed:
        back = (
            f"{rupiah(given_back)} yang sudah didebet untuk bulan sesudahnya dikembalikan ke rekening Anda."
            if given_back
            else "Bila berkas debetnya telanjur dikirim ke bank, uangnya dikembalikan ke rekening Anda."
        )
        parts.append(f"Iurannya berhenti: rekening Anda tidak didebet lagi untuk beliau. {back}")
        parts.append(
            "Terima kasih telah menjadi orang tua asuhnya. Selama surat kuasa Anda berlaku, Anda dapat memilih "
            "pekerja lain bila berkenan."
        )
    return parts
