"""What BPJS's registration asks for about a person, as far as we hold it (DOMAIN 2.3), and how each is written into a
column. The official template differs by branch: which columns, in which order and under which headings is data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.clock import months_between
from kiosk.domain.date_forms import write_day, write_month
from kiosk.domain.tariff import JKK_JKM
from kiosk.domain.words import N_

TEXT, EMPTY = "text", "empty"

FIELDS = {
    "number": N_("Nomor urut"),
    "nik": N_("NIK"),
    "name": N_("Nama sesuai KTP"),
    "birth_place": N_("Tempat lahir"),
    "birth_on": N_("Tanggal lahir"),
    "sex": N_("Jenis kelamin, L atau P"),
    "sex_words": N_("Jenis kelamin, LAKI-LAKI atau PEREMPUAN"),
    "mother_name": N_("Nama ibu kandung"),
    "phone": N_("Nomor HP"),
    "address": N_("Alamat"),
    "rt": N_("RT"),
    "rw": N_("RW"),
    "kelurahan": N_("Kelurahan"),
    "kecamatan": N_("Kecamatan"),
    "regency": N_("Kota atau kabupaten"),
    "occupation": N_("Pekerjaan"),
    "workplace": N_("Lokasi kerja"),
    "income": N_("Penghasilan sebulan"),
    "kind": N_("Baru atau lanjutan"),
    "kpj": N_("Nomor KPJ, bila sudah punya"),
    "programme": N_("Program"),
    "first_month": N_("Bulan pertama"),
    "months": N_("Jumlah bulan"),
    "wadah_type": N_("Kode jenis wadah"),
    "funder": N_("Nama penanggung"),
    "npp": N_("NPP perusahaan"),
    "reg_no": N_("Nomor registrasi Payung"),
    TEXT: N_("Teks tetap"),
    EMPTY: N_("Kolom kosong"),
}
SEX = {"L": "LAKI-LAKI", "P": "PEREMPUAN"}


@dataclass(frozen=True)
class Registrant:
    """One person asked for; "" where nothing is known. `phone` as it is dialled, `income` in rupiah a month, both
    months as their first day, `number` the place in the submission from 1."""

    number: int
    nik: str
    name: str
    birth_place: str
    birth_on: date
    sex: str
    mother_name: str
    phone: str
    address: str
    rt: str
    rw: str
    kelurahan: str
    kecamatan: str
    regency: str
    occupation: str
    workplace: str
    income: int
    continued: bool
    kpj: str
    first_month: date
    last_month: date
    wadah_type: str
    funder: str
    npp: str
    reg_no: str


_OWN_WAY: dict[str, Callable[[Registrant, str], str]] = {
    "birth_on": lambda person, form: write_day(person.birth_on, form),
    "sex_words": lambda person, form: SEX.get(person.sex, ""),
    "kind": lambda person, form: "LANJUTAN" if person.continued else "BARU",
    "programme": lambda person, form: JKK_JKM,
    "first_month": lambda person, form: write_month(person.first_month, form),
    "months": lambda person, form: str(months_between(person.first_month, person.last_month) + 1),
    EMPTY: lambda person, form: "",
}


def written(person: Registrant, field: str, text: str, date_form: str) -> str:
    """What stands in a column of `field` for this person, nothing for a field that is none; `text` is what a fixed one
    says, `date_form` one of date_forms.WRITTEN."""
    if field not in FIELDS or field == TEXT:
        return text if field == TEXT else ""
    own_way = _OWN_WAY.get(field)
    return own_way(person, date_form) if own_way else str(getattr(person, field))
