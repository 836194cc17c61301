"""Numbers of a fixed length as typed, pasted and exported: separators go, what Excel spoilt is refused."""

import re
import unicodedata

from stdnum.util import clean

from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_

SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E[+]?\d+", re.IGNORECASE | re.ASCII)
WRITTEN_AS_FLOAT = re.compile(r"(\d+)\.0", re.ASCII)
LETTERS_NAMED = 5
EXCEL_KEEPS = 15  # significant digits; it writes zeros for the rest

EMPTY = N_("%(field)s belum diisi.")
NOT_DIGITS = N_(
    "%(field)s hanya boleh berisi angka, tetapi memuat %(letters)s. Huruf O sering tertukar dengan angka 0, "
    "huruf I dan L dengan angka 1; ketik ulang sesuai dokumennya."
)
WRONG_LENGTH = N_(
    "%(field)s harus %(expected_or)s angka, tetapi yang diisi %(count)s angka. Hitung dan ketik ulang sesuai "
    "dokumennya."
)
ROUNDED = N_(
    "Excel membulatkan %(field)s ini karena kolomnya berformat angka, sehingga angka-angka terakhirnya "
    "hilang. Ubah format kolom itu menjadi Teks (Text), lalu ketik ulang angka terakhir sesuai dokumennya."
)
# Excel writes a 0 in the sixteenth place; another figure was put there by some other program.
AS_NUMBER = N_(
    "%(field)s ini tersimpan sebagai angka, padahal angka hanya terjamin sampai %(kept)s digit, maka angka terakhirnya "
    "belum tentu benar. Ubah format kolom itu menjadi Teks (Text), lalu cocokkan dengan dokumennya."
)
AS_POWER = N_(
    "Excel membulatkan %(field)s ini menjadi bilangan seperti %(example)s, sehingga sebagian besar angkanya hilang. "
    "Ubah format kolom itu menjadi Teks (Text), lalu ketik ulang seluruh %(field)s sesuai dokumennya."
)

POWERS = {"NIK": "3,37E+15", "NIP": "1,98E+17"}  # as Excel shows them


def read_digits(
    field: str, value: object, *, lengths: tuple[int, ...], numeric_cell: bool = False
) -> tuple[str, tuple[Finding, ...]]:
    """The bare digits of a NIK, NIP, NPWP …, and a finding that blocks if they are not that.

    `field` is the name people know, the codes are its lower case (`nik_length`). `value` is text, or the int
    or float of a numeric spreadsheet cell. An empty value gives an empty string and `…_empty`.
    """
    digits = bare(value)
    numeric = numeric_cell or is_numeric(value) or bool(WRITTEN_AS_FLOAT.fullmatch(str(value)))
    fault = _fault(field, digits, lengths, numeric)
    return digits, (fault,) if fault else ()


def bare(value: object) -> str:
    """Text without blanks, dots, dashes, apostrophes and invisible characters."""
    text = plain(value)
    if text.isascii() and text.isdigit():
        return text
    if SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return text.replace(" ", "")  # its comma or dot is the sign by which it is known
    return clean(text, " -.'")


def plain(value: object) -> str:
    """Text with full-width forms made plain, without invisible characters and without the `.0` of a float."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    # Nearly every number is plain ASCII: no need to look at each letter.
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFKC", text)
        text = "".join(" " if char.isspace() else char for char in text if not _invisible(char))
    text = text.strip()
    return WRITTEN_AS_FLOAT.sub(r"\1", text) if WRITTEN_AS_FLOAT.fullmatch(text) else text


def is_numeric(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf") and not char.isspace()


def _fault(field: str, digits: str, lengths: tuple[int, ...], numeric_cell: bool) -> Finding | None:
    code = field.lower()
    if not digits:
        return block(f"{code}_empty", EMPTY, field=field)
    if SCIENTIFIC.fullmatch(digits):
        return _rounded(field, AS_POWER, example=POWERS.get(field, POWERS["NIK"]))
    if numeric_cell and len(digits) > EXCEL_KEEPS and digits.isdigit():
        return _rounded(field, ROUNDED if digits.endswith("0") else AS_NUMBER)
    strange = _not_digits(digits)
    if strange:
        return block(f"{code}_not_digits", NOT_DIGITS, field=field, letters=strange)
    if len(digits) not in lengths:
        expected = [str(length) for length in lengths]
        return block(f"{code}_length", WRONG_LENGTH, field=field, expected_or=expected, count=len(digits))
    return None


def _rounded(field: str, message: str, **more: str) -> Finding:
    return block(f"{field.lower()}_rounded", message, field=field, kept=EXCEL_KEEPS, **more)


def _not_digits(text: str) -> str:
    strange = dict.fromkeys(char for char in text if char not in "0123456789")
    return ", ".join(f"“{char}”" for char in list(strange)[:LETTERS_NAMED])
