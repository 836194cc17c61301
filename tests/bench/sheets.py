"""XLSX files of made-up workers as a company sends them: the template's twelve columns, NIK as text."""

import random
from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from kiosk.files.sheet_headings import LABELS
from kiosk.files.sheet_template import AS_STRINGS
from kiosk.services import places

GIVEN = ("Slamet", "Budi", "Agus", "Joko", "Sri", "Siti", "Endang", "Wahyu", "Dwi", "Nur", "Rina", "Eko")
FAMILY = ("Widodo", "Rahayu", "Santoso", "Lestari", "Utomo", "Handayani", "Wibowo", "Susilowati", "Prasetyo")
WORKPLACES = ("Pasar Johar", "TPI Tambak Lorok", "Pasar Bulu", "Terminal Terboyo")
HEADINGS = list(LABELS.values())
Line = list[str]


def write_sheet(path: Path, lines: list[Line]) -> Path:
    with Workbook(path, {"constant_memory": True, **AS_STRINGS}) as workbook:
        page = workbook.add_worksheet("DATA")
        for number, line in enumerate([HEADINGS, *lines]):
            page.write_row(number, 0, line)
    return path


def lines(count: int, seed: int) -> list[Line]:
    """Rows of people who are all fit to be enrolled; those of one seed share no NIK."""
    rng, areas, work = random.Random(seed), places.areas(), places.occupations()
    seen: set[str] = set()
    found: list[Line] = []
    while len(found) < count:
        line = _line(rng, rng.choice(areas), rng.choice(work))
        if line[0] not in seen:
            seen.add(line[0])
            found.append(line)
    return found


def _line(rng: random.Random, area, work) -> Line:
    woman = rng.random() < 0.5
    born = date(1968, 1, 1) + timedelta(days=rng.randrange(13_000))
    nik = f"3374{rng.randint(1, 16):02}{born.day + 40 * woman:02}{born:%m%y}{rng.randint(1, 9_999):04}"
    return [
        nik, f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", f"{born:%d/%m/%Y}", "P" if woman else "L",
        f"0812{rng.randrange(10**8):08}", f"Jl. Kakap No. {rng.randint(1, 99)}", f"{rng.randint(1, 9):03}",
        f"{rng.randint(1, 12):03}", area.name, area.kecamatan, work.name, rng.choice(WORKPLACES),
    ]  # fmt: skip
