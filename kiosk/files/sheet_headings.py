"""Which field a heading names: case, blanks, dots and dashes do not matter, and the words HR departments use
are known."""

import re
from collections.abc import Mapping, Sequence

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
}


def heading_key(heading: str) -> str:
    """A heading without case, blanks, `_`, `-`, dots and remarks in brackets: "No. HP (WA)" is "nohp"."""
    bare = re.sub(r"\([^)]*\)", " ", heading)
    return re.sub(r"[\W_]+", "", (bare if re.search(r"\w", bare) else heading).casefold())


_FIELD_OF = {
    heading_key(synonym): field for field, synonyms in _SYNONYMS.items() for synonym in synonyms.split(",")
}


def map_headings(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Column position (from 0) → field. What the company has taught (heading → field) goes first; a field is
    used once."""
    taught = {heading_key(heading): field for heading, field in (remembered or {}).items()}
    columns: dict[int, str] = {}
    for known in (taught, _FIELD_OF):
        for position, heading in enumerate(headings):
            field = known.get(heading_key(heading)) if heading else None
            if field and position not in columns and field not in columns.values():
                columns[position] = field
    return dict(sorted(columns.items()))


def missing_labels(fields: Sequence[str]) -> list[str]:
    """The labels of the needed columns that are not among these fields."""
    return [LABELS[field] for field in NEEDED if field not in fields]
