"""Writes the files of this folder, the same bytes at each run: `.venv/bin/python -m tests.sheets.bpjs.make`.

The people are made up: those of tests/services/crowd.py, by their numbers."""

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from tests.services.at_once import nik

HERE = Path(__file__).parent
MADE = datetime(2026, 11, 2, 8, 0)


def name(number: int) -> str:
    return f"Orang {number:05d}"


def kpj(number: int) -> str:
    return f"26{number:09d}"


def answer_of_a_branch() -> None:
    """Title rows, other words, a total and a signature: 1 to 8 accepted, 9 to 12 rejected."""
    headings = (
        "No",
        "NIK Peserta",
        "Nama Peserta",
        "Nomor KPJ",
        "Status Kepesertaan",
        "Tgl. Efektif",
        "Keterangan",
    )
    rejected = (
        "NIK tidak padan dengan Dukcapil",
        "Usia 65 tahun",
        "Ganda dengan wadah lain",
        "Nama tidak sesuai",
    )
    rows = [("BPJS KETENAGAKERJAAN",), ("Hasil Proses Pendaftaran BPU",), (), headings]
    for number in range(1, 9):
        rows.append((str(number), nik(number), name(number).upper(), kpj(number), "AKTIF", "01-11-2026", "-"))
    for number, why in enumerate(rejected, 9):
        rows.append((str(number), nik(number), name(number).upper(), "", "Ditolak.", "", why))
    rows += [("", "", "Jumlah", "12"), (), ("", "", "", "", "Semarang, 2 November 2026")]
    _workbook("01-jawaban-cabang.xlsx", "Hasil", rows)


def answer_without_status() -> None:
    """As Excel saves it here, with semicolons; who is accepted says the number or the day, who is not the reason."""
    lines = ["Nama;No. KTP;KPJ;TMT;Alasan"]
    days = ("01/11/2026", "1 Nov 2026", "2026-11-01", "01-NOV-26")
    for number in range(1, 5):
        lines.append(f"{name(number)};'{nik(number)};{kpj(number)};{days[number - 1]};")
    lines += [f"{name(number)};{nik(number)};;;NIK tidak ditemukan" for number in (5, 6)]
    lines += [f"{name(7)};{nik(7)};;;", f"{name(8)};33740117;{kpj(8)};01/11/2026;"]
    (HERE / "02-jawaban-tanpa-status.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))


def active_members() -> None:
    """Who is active; one stands there who no longer is, and one whose NIK Excel has rounded."""
    rows = [("NIK", "Nama TK", "No KPJ", "Status")]
    rows += [(nik(number), name(number), kpj(number), "Aktif") for number in range(1, 7)]
    rows += [(nik(7), name(7), kpj(7), "Non Aktif"), (int(nik(8)), name(8), kpj(8), "Aktif")]
    _workbook("03-peserta-aktif.xlsx", "Peserta", rows)


def _workbook(file: str, tab: str, rows: list[tuple]) -> None:
    with Workbook(HERE / file) as workbook:
        workbook.set_properties({"created": MADE})
        page = workbook.add_worksheet(tab)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)


if __name__ == "__main__":
    answer_of_a_branch()
    answer_without_status()
    active_members()
