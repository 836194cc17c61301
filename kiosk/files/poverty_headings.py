"""The columns of a list of the extreme poor: often NIK and name alone, in the words of DTSEN and P3KE."""

from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.words import N_
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_cells import EMPTY, Cell
from kiosk.files.sheet_layouts import is_total

NIK, NAME, KELURAHAN, KECAMATAN, DECILE = "nik", "name", "kelurahan", "kecamatan", "decile"
LABELS = {NIK: "NIK", NAME: "Nama", KELURAHAN: "Kelurahan", KECAMATAN: "Kecamatan", DECILE: "Desil"}
MEANINGS = {
    NIK: N_("NIK"),
    NAME: N_("Nama"),
    KELURAHAN: N_("Kelurahan"),
    KECAMATAN: N_("Kecamatan"),
    DECILE: N_("Desil"),
}
_SYNONYMS = {
    NIK: (
        "nik, no nik, nomor nik, ktp, no ktp, nomor ktp, nik ktp, no nik ktp, nik individu, nik anggota, nik art, "
        "nik anggota keluarga, nik penduduk, nomor induk kependudukan, no induk kependudukan, no identitas, "
        "nomor identitas, nik penerima"
    ),
    NAME: (
        "nama, nama lengkap, nama individu, nama anggota, nama anggota keluarga, nama art, nama penduduk, nama warga, "
        "nama ktp, nama sesuai ktp, nama lengkap sesuai ktp, nama penerima, nama kpm, name"
    ),
    KELURAHAN: (
        "kelurahan, kel, kel desa, desa, desa kelurahan, kelurahan desa, nama kelurahan, nama desa, "
        "nama desa kelurahan, nama kelurahan desa, kelurahan domisili"
    ),
    KECAMATAN: "kecamatan, kec, nama kecamatan, kecamatan domisili",
    DECILE: (
        "desil, desil nasional, desil dtsen, desil kesejahteraan, desil kesejahteraan nasional, kelompok desil, "
        "desil keluarga, desil p3ke, peringkat desil, tingkat kesejahteraan"
    ),
}
_WORDS = {
    "columns_missing": N_(
        "Kolom %(columns)s tidak ditemukan di 20 baris pertama. Beri judul kolom itu di atas isinya, lalu unggah lagi."
    ),
    "headings_missing": N_(
        "Judul kolom tidak ditemukan dalam 20 baris pertama. Letakkan judul kolom, paling sedikit NIK dan Nama, di "
        "atas baris orangnya, lalu unggah lagi."
    ),
    "sheet_nobody": N_(
        "Di bawah judul kolom pada baris %(row)s tidak ada baris yang memuat orang: NIK dan namanya kosong. Lengkapi "
        "barisnya, lalu unggah lagi."
    ),
    "sheet_empty": N_(
        "Berkas ini kosong: tidak ada baris orang di bawah judul kolom. Isi lembarnya, lalu unggah lagi."
    ),
    "sheet_too_many_rows": N_(
        "Berkas ini berisi %(count)s baris; batasnya %(limit)s orang. Bagi menjadi beberapa berkas, misalnya per "
        "kecamatan, lalu unggah satu per satu."
    ),
    "sheet_too_heavy": N_(
        "Isi berkas ini terlalu rumit untuk dibaca. Salin baris orangnya saja ke berkas baru, lalu unggah lagi."
    ),
}
_COLUMN_NUMBERS = 2  # figures of "1 2 3 4" below headings


def is_listed(cells: Mapping[str, Cell]) -> bool:
    """Whether a row speaks of somebody: whoever has a name and no NIK is not left out in silence."""
    nik, name = cells.get(NIK, EMPTY), cells.get(NAME, EMPTY)
    if is_total(nik.text) or is_total(name.text) or _is_short_number(nik.text):
        return False
    return any(map(str.isdigit, nik.text)) or (not name.numeric and any(map(str.isalpha, name.text)))


def is_name_alone(cells: Mapping[str, Cell]) -> bool:
    """Of a row that is_listed: a person without NIK, or a signature below the list."""
    return all(field == NAME or not cell.text for field, cell in cells.items())


def _is_short_number(text: str) -> bool:
    return text.isdigit() and len(text) <= _COLUMN_NUMBERS


POVERTY = Vocabulary(
    synonyms=_SYNONYMS,
    needed=((NIK,), (NAME,)),
    labels=LABELS,
    meanings=MEANINGS,
    is_line=is_listed,
    fewest_headings=2,
    asks_about=(NIK, NAME),
    stands_alone=is_name_alone,
    words=_WORDS,
)
# A list of several deciles has to say of each person which.
WITH_DECILES = replace(POVERTY, needed=((NIK,), (NAME,), (DECILE,)))
