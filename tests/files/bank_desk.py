"""Layouts of banks, made-up debits for them, and the answers of a bank that is not there."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from kiosk.domain.bank_layouts import DebitHead, DebitOrder
from kiosk.files.bank_layout_files import OF_THE_HOUSE, files_of, layout_of, read_layout
from kiosk.files.bank_layout_parts import Layout

OWN = "1010203040"
FIRST = date(2026, 12, 1)
TODAY = date(2026, 12, 2)
NAMES = tuple(files_of(OF_THE_HOUSE))

FIXED = """
nama = "Lebar tetap"
[kirim]
sandi = "ascii"
akhir_baris = "lf"
pemisah = ""
huruf = "kapital_ascii"
kepala = [
  { isi = "teks", teks = "H", lebar = 1 },
  { isi = "tanggal_debet", tanggal = "ddmmyy", lebar = 6 },
  { isi = "urutan", lebar = 3, rata = "kanan", isian = "0" },
]
rincian = [
  { isi = "teks", teks = "D", lebar = 1 },
  { isi = "nomor", lebar = 5, rata = "kanan", isian = "0" },
  { isi = "rekening", lebar = 16, rata = "kanan", isian = "0" },
  { isi = "nama", lebar = 12, terlalu_panjang = "potong" },
  { isi = "rupiah", lebar = 15, rata = "kanan", isian = "0", desimal = 2, tanda_desimal = "" },
  { isi = "bulan", tanggal = "yyyymm", lebar = 6 },
  { isi = "orang", lebar = 2, rata = "kanan", isian = "0" },
  { isi = "kosong", lebar = 3 },
  { isi = "kunci", lebar = 40 },
]
penutup = [
  { isi = "teks", teks = "T", lebar = 1 },
  { isi = "jumlah_baris", lebar = 6, rata = "kanan", isian = "0" },
  { isi = "jumlah_rupiah", lebar = 17, rata = "kanan", isian = "0", desimal = 2, tanda_desimal = "" },
]
[jawaban]
pemisah = ""
desimal = 2
tanda_desimal = ""
tanggal = "ddmmyy"
[jawaban.kepala]
tanda = "H"
kolom = { rekening_kota = [2, 20] }
[jawaban.rincian]
tanda = "D"
kolom = { kunci = [2, 40], rupiah = [42, 15], status = [57, 2], kode_alasan = [57, 2], alasan = [59, 120], \
referensi_bank = [179, 60], tanggal = [239, 6] }
[jawaban.penutup]
tanda = "T"
kolom = { jumlah_baris = [2, 6], jumlah_rupiah_berhasil = [8, 17] }
[jawaban.status]
berhasil = ["00"]
gagal = ["*"]
[jawaban.alasan]
saldo_kurang = ["51"]
rekening_tidak_ada = ["14"]
"""


@lru_cache
def of_the_house(name: str) -> Layout:
    return replace(read_layout(OF_THE_HOUSE / f"{name}.toml"), own_account=OWN)


@lru_cache
def fixed_width() -> Layout:
    return replace(layout_of("lebar-tetap.toml", FIXED.encode()), own_account=OWN)


def every_layout() -> dict[str, Layout]:
    return {name: of_the_house(name) for name in NAMES} | {"lebar-tetap": fixed_width()}


def order(number: int = 1, **changes) -> DebitOrder:
    made = DebitOrder(
        f"K26-7K3QF{number}-2612-101", f"30012345{number:02}", "Siti Aminah", 16800 * number, number
    )
    return replace(made, **changes)


def head_of(orders, **changes) -> DebitHead:
    made = DebitHead(FIRST, FIRST, 1, len(orders), sum(one.amount for one in orders))
    return replace(made, **changes)


def canonical(*lines: str) -> bytes:
    """An answer in the canonical layout."""
    heading = "referensi,jumlah,status,alasan,referensi_bank,tanggal_debet"
    return "".join(f"{line}\r\n" for line in (heading, *lines)).encode()


def framed(*lines: str, count: int | None = None, total: str = "33600.00", own: str = OWN) -> bytes:
    """An answer with a head that counts its lines."""
    head = f"P,20261201,{own},{len(lines) if count is None else count},{total}"
    return "".join(f"{line}\r\n" for line in (head, *lines)).encode()
