"""What a donor is told by letter about the workers they had taken on, in Indonesian as all letters are."""

from collections.abc import Mapping
from datetime import date

from kiosk.domain.words import long_date, number
from kiosk.services.message_texts import AUTOMATIC

RESERVED, UNCHECKED, FUNDED = "reserved", "unchecked", "funded"
LOST = {
    RESERVED: "waktu pesanan {people} pekerja habis sebelum surat kuasanya ditandatangani. Mereka kembali ke daftar "
    "menunggu; bila belum ada yang menanggung, Anda dapat memilihnya lagi.",
    UNCHECKED: "{people} pekerja dilepas, karena surat kuasa Anda belum selesai diperiksa sampai batas waktunya. "
    "Mereka kembali ke daftar menunggu; Anda dapat memilihnya lagi dan menandatangani surat kuasa baru.",
    FUNDED: "{people} pekerja yang Anda tanggung tidak dapat ditanggung lagi. Selama surat kuasa Anda berlaku, Anda "
    "dapat memilih penggantinya.",
}  # how they were lost, and what the donor can do


def ended_subject() -> str:
    return "Payung: perubahan pada pekerja asuh Anda"


def ended_text(*, lost: Mapping[str, int], day: date, link: str) -> str:
    """`lost`: how many of each of LOST. No reason and no name: who has died is not told by e-mail."""
    parts = [
        f"Pada {long_date(day)}, {words.format(people=number(lost[how]))}"
        for how, words in LOST.items()
        if lost.get(how)
    ]
    return "\n\n".join((*parts, f"Lihat setelah masuk:\n{link}", AUTOMATIC))
