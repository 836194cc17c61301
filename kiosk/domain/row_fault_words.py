"""What may be wrong with a row of a company's sheet, by the codes of the rules: in a few words, with its remedy."""

from typing import NamedTuple

from kiosk.domain.words import N_


class FaultWords(NamedTuple):
    """`title` stands beside a count of rows, `remedy` is a whole sentence, `field` is where it is mended."""

    title: str
    remedy: str
    field: str


_RETYPE_NIK = N_("Cocokkan NIK dengan KTP, lalu ketik ulang ke-16 angkanya.")
_DATE = N_("Tulis tanggal lahir seperti 17/05/1990, atau kosongkan: tanggalnya lalu diambil dari NIK.")

FAULTS = {
    "nik_empty": FaultWords(N_("NIK kosong"), N_("Isi NIK 16 angka seperti tertulis pada KTP."), "nik"),
    "nik_not_digits": FaultWords(N_("NIK memuat huruf atau tanda"), _RETYPE_NIK, "nik"),
    "nik_length": FaultWords(N_("NIK bukan 16 angka"), _RETYPE_NIK, "nik"),
    "nik_rounded": FaultWords(
        N_("NIK dibulatkan Excel"),
        N_(
            "Ketik ulang seluruh NIK dari KTP: angkanya hilang di Excel. Di lembar kerja, ubah kolomnya menjadi Teks."
        ),
        "nik",
    ),
    "nik_day": FaultWords(N_("Tanggal dalam NIK tidak mungkin"), _RETYPE_NIK, "nik"),
    "nik_month": FaultWords(N_("Bulan dalam NIK tidak mungkin"), _RETYPE_NIK, "nik"),
    "nik_date": FaultWords(N_("Tanggal dalam NIK tidak ada di kalender"), _RETYPE_NIK, "nik"),
    "nik_age": FaultWords(N_("Umur menurut NIK tidak wajar"), _RETYPE_NIK, "nik"),
    "nik_serial_zero": FaultWords(
        N_("NIK berakhir 0000"),
        N_("Cocokkan dengan KTP. Bila memang demikian, daftarkan orangnya satu per satu."),
        "nik",
    ),
    "nik_repeated": FaultWords(
        N_("NIK sama dengan baris lain"),
        N_("Bila orangnya sama, tinggalkan baris ini. Bila berbeda, perbaiki NIK yang salah ketik."),
        "nik",
    ),
    "nik_of_another": FaultWords(
        N_("NIK tercatat atas nama lain"),
        N_("Cocokkan NIK dan nama dengan KTP. Bila keduanya benar, minta petugas kelurahan memeriksanya."),
        "nik",
    ),
    "held_back": FaultWords(
        N_("Belum dapat ditanggung"),
        N_(
            "Di tiap baris tertulis sebabnya. Bila tidak dapat diselesaikan sekarang, tinggalkan barisnya dulu."
        ),
        "nik",
    ),
    "name_empty": FaultWords(N_("Nama kosong"), N_("Isi nama lengkap sesuai KTP."), "name"),
    "name_too_long": FaultWords(
        N_("Nama terlalu panjang"), N_("Tulis hanya nama lengkap sesuai KTP."), "name"
    ),
    "name_strange": FaultWords(
        N_("Nama memuat tanda yang tidak dipakai pada KTP"),
        N_("Hapus tandanya dan tulis nama sesuai KTP."),
        "name",
    ),
    "name_number": FaultWords(
        N_("Nama memuat angka panjang seperti NIK"),
        N_("Tulis hanya nama lengkap sesuai KTP. Bila kolomnya tergeser, betulkan lembarnya dan kirim lagi."),
        "name",
    ),
    "name_web_address": FaultWords(
        N_("Nama memuat alamat web"),
        N_("Tulis hanya nama lengkap sesuai KTP."),
        "name",
    ),
    "name_no_letters": FaultWords(
        N_("Nama tidak memuat huruf"), N_("Tulis nama lengkap sesuai KTP."), "name"
    ),
    "date_unreadable": FaultWords(N_("Tanggal lahir tidak terbaca"), _DATE, "birth_on"),
    "date_impossible": FaultWords(N_("Tanggal lahir tidak ada di kalender"), _DATE, "birth_on"),
    "date_century": FaultWords(N_("Tahun lahir hanya dua angka"), _DATE, "birth_on"),
    "date_year": FaultWords(N_("Tahun lahir tidak masuk akal"), _DATE, "birth_on"),
    "birth_future": FaultWords(N_("Tanggal lahir belum terjadi"), _DATE, "birth_on"),
    "under_age": FaultWords(
        N_("Di bawah umur paling rendah"),
        N_("Periksa tanggal lahirnya. Bila benar, tinggalkan baris ini: pendaftarannya perlu izin Disnaker."),
        "birth_on",
    ),
    "age_limit": FaultWords(
        N_("Melewati batas umur peserta baru"),
        N_("Periksa tanggal lahirnya. Bila benar, tinggalkan baris ini."),
        "birth_on",
    ),
    "sex_unknown": FaultWords(
        N_("Jenis kelamin tidak terbaca"), N_("Pilih laki-laki atau perempuan."), "sex"
    ),
    "kelurahan_empty": FaultWords(
        N_("Kelurahan kosong"), N_("Pilih kelurahan tempat tinggalnya."), "kelurahan"
    ),
    "kelurahan_twice": FaultWords(
        N_("Nama kelurahan ada di dua kecamatan"), N_("Pilih kecamatan yang dimaksud."), "kelurahan"
    ),
    "kelurahan_unknown": FaultWords(
        N_("Kelurahan tidak dikenal"),
        N_("Periksa ejaannya. Orang dari luar Kota Semarang didaftarkan satu per satu."),
        "kelurahan",
    ),
    "occupation_empty": FaultWords(
        N_("Pekerjaan kosong"), N_("Pilih pekerjaan yang paling dekat dari daftar."), "occupation"
    ),
    "occupation_unknown": FaultWords(
        N_("Pekerjaan tidak ada dalam daftar"),
        N_("Pilih pekerjaan yang paling dekat dari daftar."),
        "occupation",
    ),
    "too_long": FaultWords(
        N_("Isian terlalu panjang"), N_("Pendekkan isian yang disebut di barisnya."), "address"
    ),
}
OTHER = FaultWords(N_("Perlu diperbaiki karena hal lain"), N_("Sebabnya tertulis di tiap baris."), "nik")
# What is no fault, but belongs beside a field all the same.
_REMARKS = {"phone": "phone", "kecamatan": "kelurahan", "name": "name", "date": "birth_on", "age": "birth_on"}


def fault_words(code: str) -> FaultWords:
    return FAULTS.get(code, OTHER)


def field_of(code: str) -> str:
    """The field beside which a finding with this code stands."""
    if code in FAULTS:
        return FAULTS[code].field
    return _REMARKS.get(code.partition("_")[0], OTHER.field)
