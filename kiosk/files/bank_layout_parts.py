"""What a bank's layout says: how the file that is sent looks, and how the answer to it is read. Read from a TOML file
by bank_layout_files; docs/bank-layouts.md says what each entry means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TEXT, EMPTY, DEBIT_ON, MONTH, RUN_NUMBER, OWN_ACCOUNT = (
    "teks", "kosong", "tanggal_debet", "bulan", "urutan", "rekening_kota",
)  # fmt: skip
LINES, AMOUNT_OF_ALL = "jumlah_baris", "jumlah_rupiah"
NUMBER, ACCOUNT, NAME, AMOUNT, REMARK, KEY, PEOPLE = (
    "nomor", "rekening", "nama", "rupiah", "berita", "kunci", "orang",
)  # fmt: skip
OF_THE_FILE = (TEXT, EMPTY, DEBIT_ON, MONTH, RUN_NUMBER, OWN_ACCOUNT, LINES, AMOUNT_OF_ALL)
OF_A_LINE = (
    TEXT, EMPTY, DEBIT_ON, MONTH, RUN_NUMBER, OWN_ACCOUNT, NUMBER, ACCOUNT, NAME, AMOUNT, REMARK, KEY, PEOPLE,
)  # fmt: skip
NEEDED_IN_A_LINE = (KEY, ACCOUNT, AMOUNT)
IN_RUPIAH = (AMOUNT, AMOUNT_OF_ALL)
MAY_BE_CUT = (NAME, REMARK)

STATUS, REASON_CODE, REASON_TEXT, BANK_REFERENCE, DAY = (
    "status", "kode_alasan", "alasan", "referensi_bank", "tanggal",
)  # fmt: skip
ANSWERED = (KEY, AMOUNT, STATUS, REASON_CODE, REASON_TEXT, BANK_REFERENCE, DAY)
NEEDED_IN_AN_ANSWER = (KEY, STATUS)
LINES_PAID, AMOUNT_PAID = "jumlah_baris_berhasil", "jumlah_rupiah_berhasil"
COUNTED = (LINES, AMOUNT_OF_ALL, LINES_PAID, AMOUNT_PAID, OWN_ACCOUNT)

SUFFIXES = ("txt", "csv", "dat")
AS_IT_IS, ASCII, ASCII_CAPITALS = LETTERS = ("apa_adanya", "ascii", "kapital_ascii")


@dataclass(frozen=True)
class Cell:
    """One field of a line that is sent. `width`: exactly so many signs, filled up with `fill`; `longest`: at most; 0 of
    either: as long as it is. `form` writes days and months (strftime). `decimals` behind `decimal_sign`, which is empty
    where the bank counts them in without one."""

    holds: str
    heading: str = ""
    text: str = ""
    width: int = 0
    longest: int = 0
    cut: bool = False
    right: bool = False
    fill: str = " "
    form: str = ""
    decimals: int = 0
    decimal_sign: str = "."


@dataclass(frozen=True)
class SentForm:
    """The file that is sent; its name ends as `suffix` says. Without a `delimiter` each cell has its width. `signs` may
    stand in names and remarks beside letters, digits and blanks, as `letters` has them."""

    suffix: str
    encoding: str
    line_end: str
    delimiter: str
    quoted: bool
    headings: bool
    letters: str
    signs: str
    head: tuple[Cell, ...]
    detail: tuple[Cell, ...]
    trailer: tuple[Cell, ...]


@dataclass(frozen=True)
class Place:
    """Where a field of an answer stands: under a heading; or `at`, from 0, which is the number of a cell or, with a
    `width`, of a sign."""

    heading: str = ""
    at: int = 0
    width: int = 0


@dataclass(frozen=True)
class Record:
    """A kind of line in an answer: what it begins with, if anything, and where its fields stand."""

    mark: str
    places: Mapping[str, Place] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class ReturnForm:
    """The bank's answer. `paid` and `failed` are words of its status, and `reasons` what it says → one of
    domain/debit_reasons, all in the form of bank_reasons.reason_key."""

    delimiter: str
    headings: bool
    decimals: int
    decimal_sign: str
    day_form: str
    head: Record | None
    detail: Record
    trailer: Record | None
    paid: tuple[str, ...]
    failed: tuple[str, ...]
    others_failed: bool
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Layout:
    """`name` is that of its file; `title` is for people. `own_account` is the city's, digits, where it is known."""

    name: str
    title: str
    sent: SentForm
    answered: ReturnForm
    own_account: str = ""

    @property
    def needs_own_account(self) -> bool:
        cells = (*self.sent.head, *self.sent.detail, *self.sent.trailer)
        return any(cell.holds == OWN_ACCOUNT for cell in cells)
