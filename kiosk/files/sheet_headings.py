"""The columns of a company's sheet of workers: the words HR departments use are known."""

from collections.abc import Mapping, Sequence

from kiosk.domain.words import N_
from kiosk.files.heading_words import Vocabulary
from kiosk.files.sheet_layouts import BIRTH_PLACE_AND_DAY, RT_AND_RW, is_person

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
# What BPJS asks for or knows besides: columns of their own behind the twelve, which may stay empty.
OPTIONAL = {"birth_place": "Tempat Lahir", "mother_name": "Nama Ibu Kandung", "kpj": "Nomor KPJ"}
NEEDED = ("nik", "name", "occupation", "kelurahan")
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
    "kpj": N_("Nomor KPJ"),
}
EXCLUDE_EACH_OTHER = (
    (BIRTH_PLACE_AND_DAY, "birth_on"),
    (BIRTH_PLACE_AND_DAY, "birth_place"),
    (RT_AND_RW, "rt"),
    (RT_AND_RW, "rw"),
)

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
    "kpj": "kpj, no kpj, nomor kpj, no kartu bpjs, nomor kartu bpjs, no kartu peserta, no peserta bpjs, kpj lama",
    "row_before": "baris",  # in a sheet of ours that gives wrong rows back (domain/row_likeness)
}

WORKERS = Vocabulary(
    synonyms=_SYNONYMS,
    needed=tuple((field,) for field in NEEDED),
    labels=LABELS,
    meanings=MEANINGS,
    is_line=is_person,
    exclude_each_other=EXCLUDE_EACH_OTHER,
)


def map_headings(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """Column position (from 0) → field of a worker, as Vocabulary.fields_of."""
    return WORKERS.fields_of(headings, remembered)


def missing_labels(fields: Sequence[str]) -> list[str]:
    """The labels of the needed columns that are not among these fields."""
    return WORKERS.missing_labels(fields)
