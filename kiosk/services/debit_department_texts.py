"""What departments are told of their people's debits by letter: days and numbers, never a name."""

from datetime import date

from kiosk.domain.words import long_date, month_name, number
from kiosk.services.debit_letter_texts import letter


def department_subject(day: date) -> str:
    return f"Payung: debet yang tidak berhasil, {long_date(day)}"


def department_text(
    *, day: date, failed: int, people: int, to_mend: int, last_day: date | None, link: str
) -> str:
    """`to_mend` of the `failed` debits are not tried again before somebody has mended what stood in their way.
    `last_day` to pay before the first of the people would lose their membership."""
    parts = [
        f"Menurut jawaban bank pada {long_date(day)}, {number(failed)} debet pegawai OPD Anda tidak berhasil, untuk "
        f"{number(people)} pekerja. Pegawainya sudah diberi tahu."
    ]
    if to_mend:
        parts.append(f"{number(to_mend)} di antaranya perlu dibereskan dulu sebelum dicoba lagi.")
    return letter([*parts, *_first_last_day(last_day)], link)


def department_missed_subject(month: date) -> str:
    return f"Payung: debet {month_name(month)} yang tidak terlaksana"


def department_missed_text(
    *, month: date, following: date, donors: int, people: int, last_day: date | None, link: str
) -> str:
    parts = [
        f"{month_name(month)} tidak didebet untuk {number(people)} pekerja dari {number(donors)} pegawai OPD Anda, dan "
        f"tidak dapat didebet lagi. Debet berikutnya untuk {month_name(following)}. Pegawainya sudah diberi tahu."
    ]
    return letter([*parts, *_first_last_day(last_day)], link)


def _first_last_day(last_day: date | None) -> list[str]:
    if last_day is None:
        return []
    return [
        f"Batas bayar paling awal {long_date(last_day)}: bila sampai hari itu belum ada yang membayar, kepesertaan "
        "BPJS Ketenagakerjaan pekerja pertama di antaranya dapat berakhir."
    ]
