"""Which field a heading names: case, blanks, dots and dashes do not matter, and the words HR departments use
are known."""

import re
from collections.abc import Mapping, Sequence

from kiosk.domain.words import N_

LABELS = {
    "nik": "NIK",
    "name": "Nama",
    "birth_on": "Tanggal Lahir",
    "sex": "Jenis Kelamin",
    "phone": "No HP",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "kelurahan": "Kelurahan",
    "kecamatan": "Kecamatan",
    "occupation": "Pekerjaan",
    "workplace": "Lokasi Kerja",
}
NEEDED = ("nik", "name", "occupation", "kelurahan")
# Two headings that hold two things each; sheet_layouts takes them apart.
BIRTH_PLACE_AND_DAY, RT_AND_RW = "birth_place_and_day", "rt_and_rw"
# What a column may hold, for somebody who says it; of those that exclude each other only one may be chosen.
MEANINGS = {
    "nik": N_("NIK"),
    "name": N_("Nama"),
    "kelurahan": N_("Kelurahan"),
    "occupation": N_("Pekerjaan"),
    "kecamatan": N_("Kecamatan"),
    "birth_on": N_("Tanggal lahir"),
    "birth_place": N_("Tempat lahir"),
    BIRTH_PLACE_AND_DAY: N_("Tempat dan tanggal lahir dalam satu kolom"),
    "sex": N_("Jenis kelamin"),
    "phone": N_("Nomor HP"),
    "address": N_("Alamat"),
    "rt": N_("RT"),
    "rw": N_("RW"),
    RT_AND_RW: N_("RT dan RW dalam satu kolom"),
    "workplace": N_("Lokasi kerja"),
    "mother_name": N_("Nama ibu kandung"),
}
EXCLUDE_EACH_OTHER = (
    (BIRTH_PLACE_AND_DAY, "birth_on"),
    (BIRTH_PLACE_AND_DAY, "birth_place"),
    (RT_AND_RW, "rt"),
    (RT_AND_RW, "rw"),
)
LONGEST_KEY = 120
_NAMED_BESIDE = 2

_SYNONYMS = {
    "nik": (
        "nik, no nik, nomor nik, ktp, no ktp, nomor ktp, nik ktp, no nik ktp, nomor induk kependudukan, "
        "no e ktp, no identitas, nomor identitas"
    ),
    "name": (
        "nama, nama lengkap, nama pekerja, nama tenaga kerja, nama peserta, nama ktp, nama sesuai ktp, "
        "nama lengkap sesuai ktp, nama tk, nama karyawan, nama anggota, name"
    ),
    "birth_on": "tanggal lahir, tgl lahir, tgl lhr, lahir, tanggal kelahiran, tgllahir ddmmyyyy",
    "birth_place": "tempat lahir, tmp lahir, kota lahir",
    BIRTH_PLACE_AND_DAY: (
        "tempat tanggal lahir, tempat tgl lahir, tmp tgl lahir, ttl, tempat dan tanggal lahir"
    ),
    "sex": "jenis kelamin, jk, j k, l p, lp, p l, kelamin, gender, jns kelamin, sex",
    "phone": (
        "no hp, nomor hp, hp, no hp wa, no wa, nomor wa, wa, whatsapp, no whatsapp, nomor whatsapp, "
        "telepon, telp, no telp, no telepon, nomor telepon, no telp wa, no telp hp, no handphone, nomor "
        "handphone, handphone, no ponsel, ponsel, kontak, no kontak"
    ),
    "address": (
        "alamat, alamat lengkap, alamat ktp, alamat rumah, alamat domisili, alamat tinggal, alamat sesuai "
        "ktp, domisili"
    ),
    "rt": "rt, no rt",
    "rw": "rw, no rw",
    RT_AND_RW: "rt rw",
    "kelurahan": "kelurahan, kel, kel desa, desa, desa kelurahan, kelurahan desa, nama kelurahan",
    "kecamatan": "kecamatan, kec, nama kecamatan",
    "occupation": (
        "pekerjaan, profesi, jenis pekerjaan, jenis usaha, pekerjaan profesi, mata pencaharian, jabatan"
    ),
    "workplace": (
        "lokasi kerja, tempat kerja, lokasi pekerjaan, lokasi usaha, tempat usaha, lokasi, alamat kerja, "
        "tempat bekerja"
    ),
    "mother_name": "nama ibu, nama ibu kandung, ibu kandung",
    "kpj": "kpj, no kpj, nomor kpj",
    "row_before": "baris",  # in a sheet of ours that gives wrong rows back (domain/row_likeness)
}


def heading_key(heading: str) -> str:
    """A heading without case, blanks, `_`, `-`, dots and remarks in brackets: "No. HP (WA)" is "nohp". Its own key
    once more is the same; at most LONGEST_KEY letters."""
    bare = re.sub(r"\([^)]*\)", " ", heading)
    return re.sub(r"[\W_]+", "", (bare if re.search(r"\w", bare) else heading).casefold())[:LONGEST_KEY]


_FIELD_OF = {
    heading_key(synonym): field for field, synonyms in _SYNONYMS.items() for synonym in synonyms.split(",")
}


def map_headings(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Column position (from 0) → field. What the company has taught (heading or its key → field, "" for a column of no
    use) goes first; a field is used once. A column without a heading has its place as name ("Kolom C"), and counts
    only beside two that have one."""
    taught = {heading_key(heading): field for heading, field in (remembered or {}).items()}
    keys = [heading_key(heading) if heading else "" for heading in headings]
    columns: dict[int, str] = {}
    _add(columns, keys, taught)
    _add(columns, ["" if key in taught else key for key in keys], _FIELD_OF)
    if len(columns) >= _NAMED_BESIDE:
        _add(columns, ["" if key else heading_key(unnamed(at)) for at, key in enumerate(keys)], taught)
    return dict(sorted(columns.items()))


def _add(columns: dict[int, str], keys: Sequence[str], known: Mapping[str, str]) -> None:
    for position, key in enumerate(keys):
        field = known.get(key) if key else None
        if field and position not in columns and field not in columns.values():
            columns[position] = field


def unnamed(position: int) -> str:
    """What a column without a heading is called, by its letter in the spreadsheet program: 2 is "Kolom C"."""
    return f"Kolom {column_letters(position)}"


def column_letters(position: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    before, last = divmod(position, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def missing_labels(fields: Sequence[str]) -> list[str]:
    """The labels of the needed columns that are not among these fields."""
    return [LABELS[field] for field in NEEDED if field not in fields]
