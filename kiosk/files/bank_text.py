"""A bank's answer as lines of text, each with its number in the file: whatever ends them, in UTF-8, UTF-16 with its
mark, or as Windows writes it. What is no text is refused."""

import codecs
import re

from kiosk.domain import words
from kiosk.domain.findings import Finding, block
from kiosk.domain.words import N_

MOST_BYTES = 10_000_000
MOST_LINES = 100_000
LONGEST_LINE = 5_000
MEGABYTE = 1_000_000
_ENDS = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01
_SAMPLE = 8192
_NOT_TEXT = {
    b"%PDF-": N_("Berkas ini PDF. Minta jawaban bank sebagai berkas teks atau CSV, lalu unggah itu."),
    b"PK": N_(
        "Berkas ini buku kerja Excel atau arsip ZIP. Minta jawaban bank sebagai berkas teks atau CSV, atau simpan "
        "sebagai CSV, lalu unggah itu."
    ),
    b"\xd0\xcf\x11\xe0": N_(
        "Berkas ini buku kerja Excel lama (.xls). Minta jawaban bank sebagai berkas teks atau CSV, atau simpan sebagai "
        "CSV, lalu unggah itu."
    ),
}

EMPTY = N_("Berkas ini kosong. Ambil lagi jawabannya dari bank, lalu unggah.")
TOO_LARGE = N_(
    "Berkas ini %(megabytes)s MB; jawaban bank paling besar %(most)s MB. Pastikan ini jawaban untuk debet ini."
)
TOO_MANY = N_("Berkas ini lebih dari %(most)s baris. Pastikan ini jawaban untuk debet ini.")
BINARY = N_("Berkas ini bukan teks. Minta jawaban bank sebagai berkas teks atau CSV, lalu unggah itu.")
WEB_PAGE = N_(
    "Berkas ini halaman web, mungkin halaman masuk atau galat dari situs bank. Unduh lagi jawabannya dari bank, lalu "
    "unggah."
)
ENDLESS = N_(
    "Baris %(number)s lebih panjang dari %(most)s huruf, maka berkas ini bukan jawaban bank. Ambil lagi dari bank, "
    "lalu unggah."
)


class UnreadableReturn(Exception):
    """`finding` says why nothing of the file can be used."""

    def __init__(self, finding: Finding):
        super().__init__(finding.code)
        self.finding = finding


def numbered_lines(content: bytes) -> tuple[list[tuple[int, str]], bool]:
    """The lines that say something, with their numbers from 1, and whether the last one has an end. Control signs are
    dropped. Raises UnreadableReturn."""
    _refuse_what_is_no_text(content)
    text = _text(content)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample):
        raise UnreadableReturn(block("return_not_text", BINARY))
    if re.match(r"\s*<(!doctype|html|\?xml)", sample, re.IGNORECASE):
        raise UnreadableReturn(block("return_web_page", WEB_PAGE))
    text = _CONTROL.sub("", text)
    lines = _ENDS.split(text)
    if len(lines) > MOST_LINES:
        raise UnreadableReturn(block("return_too_many", TOO_MANY, most=words.number(MOST_LINES)))
    return _that_say_something(lines), not lines[-1].strip()


def _refuse_what_is_no_text(content: bytes) -> None:
    if not content.strip(b"\0\x1a \t\r\n\xef\xbb\xbf"):
        raise UnreadableReturn(block("return_empty", EMPTY))
    if len(content) > MOST_BYTES:
        megabytes, most = -(-len(content) // MEGABYTE), MOST_BYTES // MEGABYTE
        raise UnreadableReturn(block("return_too_large", TOO_LARGE, megabytes=megabytes, most=most))
    for begins, message in _NOT_TEXT.items():
        if content.startswith(begins) and (begins != b"PK" or content[2:4] in (b"\3\4", b"\5\6")):
            raise UnreadableReturn(block("return_not_text", message))


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _that_say_something(lines: list[str]) -> list[tuple[int, str]]:
    found = []
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableReturn(block("return_endless", ENDLESS, number=number, most=LONGEST_LINE))
        if line.strip(' \t;,|"\u00a0'):
            found.append((number, line))
    if not found:
        raise UnreadableReturn(block("return_empty", EMPTY))
    return found
