"""The texts of the card that a city may word itself: the product's own wording, and what each place is called."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from kiosk.domain.words import N_


@dataclass(frozen=True)
class CardTexts:
    """Finished texts, Indonesian as the card is. `city` is empty where the setting city_name shall stand there."""

    title: str = "Kartu tanda daftar pekerja rentan"
    city: str = ""
    scan: str = "Pindai untuk memeriksa"
    heading: str = "Bila terjadi kecelakaan kerja"
    step_1: str = (
        "Tolong korban dan bawa ke rumah sakit atau klinik PLKK (mitra BPJS Ketenagakerjaan) terdekat. Tunjukkan "
        "kartu ini dan KTP."
    )
    step_2: str = (
        "Laporkan paling lambat 2 × 24 jam sejak kejadian, ke pos pendaftaran, kelurahan, atau BPJS "
        "Ketenagakerjaan."
    )
    step_3: str = "Bila pekerja meninggal, ahli waris menghubungi pos atau kelurahan untuk mengurus santunan."
    call_label: str = "Call centre BPJS Ketenagakerjaan"
    where: str = (
        "Tempat bertanya: pos pendaftaran atau kelurahan Anda. Status terkini: pindai QR di sisi depan."
    )
    terms: str = (
        "Kartu ini tanda daftar dari kota, bukan kartu resmi BPJS Ketenagakerjaan. Perlindungan berlaku menurut data "
        "terkini, bukan menurut kartu. Tidak dapat dipindahtangankan dan tidak dapat dijadikan agunan."
    )

    def worded(self, own: Mapping[str, str]) -> "CardTexts":
        """With a city's own words; unknown keys and empty texts change nothing."""
        known = {field.name for field in fields(self)}
        return replace(self, **{key: text for key, text in own.items() if key in known and text})


KEYS = tuple(field.name for field in fields(CardTexts))
# What each place is called on the page where it is worded.
PLACES = {
    "title": N_("Judul"),
    "city": N_("Baris di bawah judul"),
    "scan": N_("Di bawah kode QR"),
    "heading": N_("Judul sisi belakang"),
    "step_1": N_("Langkah 1"),
    "step_2": N_("Langkah 2"),
    "step_3": N_("Langkah 3"),
    "call_label": N_("Di samping nomor telepon"),
    "where": N_("Tempat bertanya"),
    "terms": N_("Ketentuan"),
}
