"""BPJS's answers as XLSX: most people accepted, each with a number, one in thirty rejected."""

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from xlsxwriter import Workbook

from kiosk.domain.clock import today
from kiosk.files.sheet_template import AS_STRINGS

HEADINGS = ("NIK", "Nama", "Status", "No KPJ", "Tanggal Berlaku", "Keterangan")
ONE_REJECTED_OF = 30
_numbers = count(26_000_000_001)


class Asked(NamedTuple):
    """Somebody who stands in a submission."""

    nik: str
    name: str


def write(path: Path, people: Iterable[Asked]) -> Path:
    with Workbook(path, {"constant_memory": True, **AS_STRINGS}) as workbook:
        page = workbook.add_worksheet("Hasil")
        page.write_row(0, 0, HEADINGS)
        for number, person in enumerate(people, 1):
            page.write_row(number, 0, _line(number, person))
    return path


def _line(number: int, person: Asked) -> tuple[str, ...]:
    if number % ONE_REJECTED_OF == 0:
        return (person.nik, person.name, "Ditolak", "", "", "NIK tidak padan dengan Dukcapil")
    return (person.nik, person.name, "Diterima", str(next(_numbers)), f"{today():%d-%m-%Y}", "")
