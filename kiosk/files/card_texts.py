"""The texts of the card that a city may word itself: the product's own wording, and what each place is called."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from kiosk.domain.words import N_
from kiosk.files.card_places import MEASURED, Place
from kiosk.files.card_template import card_template, in_bold


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


# Where some words stand in bold, which is wider than what is measured.
NARROWER = 0.97
TOO_LONG = N_("Teks ini terlalu panjang untuk tempatnya di kartu. Pendekkan, lalu simpan sekali lagi.")
TOO_LONG_FOR_A_LINE = N_(
    "Teks ini terlalu panjang: tempatnya di kartu hanya satu baris. Pendekkan, lalu simpan sekali lagi."
)
LACKING = N_(
    "Teks ini memuat huruf atau tanda yang tidak dapat dicetak di kartu. Pakai huruf Latin dan tanda baca biasa."
)
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


def misfits(texts: CardTexts) -> dict[str, str]:
    """Key → sentence, for each text that does not fit its place or has letters the card's typeface lacks."""
    places = _places()
    found = {key: _wrong_with(key, getattr(texts, key), places[key]) for key in KEYS}
    return {key: sentence for key, sentence in found.items() if sentence}


def _places() -> dict[str, Place]:
    """Where each text stands, whatever the texts are."""
    sides = card_template(CardTexts()).places
    measured = {key: place for side in sides.values() for key, place in side.items()}
    return {key: measured["kota" if key == "city" else MEASURED + key] for key in KEYS}


def _wrong_with(key: str, text: str, place: Place) -> str | None:
    if not place.letters.has(" ".join(text.split())):
        return LACKING
    part = NARROWER if "<strong>" in in_bold(text, key) else 1.0
    if place.lines_of(text, part) <= place.lines:
        return None
    return TOO_LONG if place.lines > 1 else TOO_LONG_FOR_A_LINE
