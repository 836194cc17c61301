"""Names and remarks in the letters and signs that a bank takes."""

import unicodedata

from kiosk.domain.names import clean_name
from kiosk.files import bank_layout_parts as parts
from kiosk.files.bank_layout_parts import SentForm

# Letters that do not come apart into one of ASCII and an accent.
_SPELLED = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe",
        "Œ": "OE", "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-",
        "–": "-",
    }
)  # fmt: skip


def plain(text: str, form: SentForm) -> str:
    """A name or a remark in what the bank takes: other signs become blanks, none stands at its beginning."""
    text = clean_name(text)
    if form.letters != parts.AS_IT_IS or not _is_written_in(text, form.encoding):
        text = _in_ascii(text)
    kept = (char if _is_taken(char, form) else " " for char in text)
    text = clean_name("".join(kept)).lstrip(f"{form.signs} ")
    return text.upper() if form.letters == parts.ASCII_CAPITALS else text


def _is_written_in(text: str, encoding: str) -> bool:
    return text.encode(encoding, errors="replace").decode(encoding) == text


def _in_ascii(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_SPELLED))
    joined = (char for char in apart if not unicodedata.combining(char))
    return "".join(char if char.isascii() else " " for char in joined)


def _is_taken(char: str, form: SentForm) -> bool:
    if char == form.delimiter and not form.quoted:
        return False
    return char.isalnum() or char == " " or char in form.signs
